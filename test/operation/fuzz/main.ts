/** `npm run fuzz -- --size 500000 --seed 1`: the whole fuzzing of a served county. */
import { parseArgs } from 'node:util'
import { fuzz } from './fuzz.ts'
import { openFuzzedCounty } from './fuzzed-county.ts'

const { values } = parseArgs({ options: { size: { type: 'string', default: '500000' }, seed: { type: 'string', default: '1' } } })
const [size, seed] = [Number(values.size), Number(values.seed)]
if (!Number.isInteger(size) || size < 1 || !Number.isInteger(seed)) throw new Error('--size and --seed take whole numbers')

const county = await openFuzzedCounty()
const started = Date.now()
const outcome = await fuzz({
  ...county,
  ...{ size, seed },
  onProgress: (asked) => process.stderr.write(`${asked} of ${size}, ${Math.round((asked * 1000) / (Date.now() - started))} a second\n`),
})
await county.close()
process.stdout.write(`${JSON.stringify({ ...outcome, seed, seconds: Math.round((Date.now() - started) / 1000) }, null, 2)}\n`)
process.exit(outcome.faults.length > 0 ? 1 : 0)
