/** How long an evaluation of a draft scheme, and the tables of an adopted one, take in memory: `npx tsx test/bench/draft-sizes.ts [clients …]`. */
import { readySchemes } from '../../server/segments/ready-schemes.ts'
import { BUILT_IN_CATALOGUE } from '../../server/vault/catalogue/built-in.ts'
import { loadCatalogue } from '../../server/vault/catalogue/load-catalogue.ts'
import { sealCounts } from '../../server/vault/cube/open-counts.ts'
import { profileBuilder } from '../../server/vault/cube/profile-columns.ts'
import { draftCounter } from '../../server/vault/segments/draft-sizes.ts'
import { vocabularyOf } from '../../server/vault/segments/evaluator.ts'

const sizes = process.argv.slice(2).map(Number)
const loaded = await loadCatalogue(BUILT_IN_CATALOGUE)
if (!loaded.ok) throw new Error('the built-in catalogue is whole')
const vocabulary = vocabularyOf(loaded.catalogue)
const codes = vocabulary.services.map(({ code }) => code)
for (const clients of sizes.length > 0 ? sizes : [67_723, 1_700_000]) {
  let state = 1
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const builder = profileBuilder()
  // Every client a profile of their own: the worst there is.
  for (let n = 0; n < clients; n++) {
    const services = [...new Set(Array.from({ length: random(9) }, () => random(codes.length)))].sort((a, b) => a - b)
    builder.begin(1 + random(2), random(4), random(8), random(10) - 1, random(10) === 0 ? 1 : 0)
    for (const service of services) builder.addService(service)
    for (const service of services) if (vocabulary.services[service]?.heavy && random(10) === 0) builder.addHeavyService(service)
    builder.end(1, 0)
  }
  const began = performance.now()
  const counter = draftCounter(sealCounts(builder.finish()), vocabulary)
  console.log(`${clients} clients: made ready in ${(performance.now() - began).toFixed(0)} ms`)
  for (const { key, scope, content } of readySchemes(codes)) {
    const rules = content.segments.map(({ rule }) => rule)
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now()
      counter.sizes({ scope, rules }, { numerator: 10, denominator: 100 })
      return performance.now() - start
    })
    const start = performance.now()
    counter.tables({ scope, rules }, { municipalities: 8, centres: 9 })
    const tables = (performance.now() - start).toFixed(0)
    console.log(`  ${key}: first ${times[0]?.toFixed(0)} ms, then ${Math.min(...times.slice(1)).toFixed(0)} ms; tables ${tables} ms`)
  }
}
