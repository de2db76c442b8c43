/** `npm run attack`: every attack at full size. `npm run attack -- SEED [SIZE]` takes another county. Ends with 1 where anything was recovered. */
import { crawled } from './attacks/a01-crawl.ts'
import { differences } from './attacks/a02-differences.ts'
import { holding } from './attacks/a02-holding.ts'
import { remainders } from './attacks/a02-remainders.ts'
import { averaging } from './attacks/a03-averaging.ts'
import { rowSpace } from './attacks/a04-row-space.ts'
import { HISTOGRAMS, histograms, numbers } from './attacks/a05-histograms.ts'
import { bothPolicies, linear, patterns, sums } from './attacks/a05-linear.ts'
import { trackers } from './attacks/a06-trackers.ts'
import { atoms } from './attacks/a07-atoms.ts'
import { groupDisclosure } from './attacks/a08-group-disclosure.ts'
import { equalNumbers } from './attacks/a09-equal-numbers.ts'
import { shares } from './attacks/a10-shares.ts'
import { twoReleases } from './attacks/a11-two-releases.ts'
import { twins } from './attacks/a13-twins.ts'
import { timing } from './attacks/a14-timing.ts'
import { repetition } from './attacks/a15-repetition.ts'
import { outside } from './attacks/a16-outside.ts'
import { CODES, SELECTIONS } from './cells.ts'
import { pairs, triplesOf } from './crawl.ts'
import { examine } from './exam.ts'
import { type Finding, findingLine } from './finding.ts'
import { type TwinKind, twinCounties } from './fixture/twins.ts'
import { EXACT, exactGuard } from './guards.ts'
import { openWorld } from './world.ts'

const [seed = 7, size = 5000] = process.argv.slice(2).map(Number)
if (!Number.isInteger(seed) || !Number.isInteger(size) || size < 1000) {
  console.error('Usage: npm run attack -- [SEED [SIZE]]; whole numbers, a county of at least 1,000 clients.')
  process.exit(2)
}

const singles = CODES.map((code) => [code])
const everyFifth = triplesOf().filter((_, i) => i % 5 === 0)
const wholePlaces = SELECTIONS.filter(({ cohort, sex, age }) => cohort === 'ALL' && sex === 'ALL' && age === 'ALL')
const wholeAges = SELECTIONS.filter(({ cohort, place }) => cohort === 'ALL' && place === 'county')

let recovered = 0
const tell = async (work: Finding | Promise<Finding>) => {
  const started = performance.now()
  const finding = await work
  recovered += finding.recovered.length
  console.log(`${findingLine(finding)}\n    ${Math.round((performance.now() - started) / 1000)} s`)
}

console.log(`A county of ${size} clients, seed ${seed}: importing, guarding, publishing, serving …`)
const examined = await examine(seed, size)
try {
  for (const policy of ['exact', 'perturbed'] as const) {
    const exam = await examined.exam(policy)
    const later = await examined.exam(`${policy} later`)
    await tell(crawled(exam, examined.contradictions(policy)))
    await tell(differences(exam))
    await tell(averaging(exam, 2000))
    if (policy === 'exact') await tell(holding(exam))
    if (policy === 'exact') await tell(remainders(exam))
    if (policy === 'exact') await tell(rowSpace(exam, [...singles, ...pairs()]))
    if (policy === 'exact') await tell(histograms(exam, HISTOGRAMS))
    if (policy === 'exact') await tell(numbers(exam))
    await tell(sums(exam, [...singles, ...pairs()]))
    for (const rules of [false, true]) {
      await tell(linear(exam, [...singles, ...pairs(), ...everyFifth], { rules, integers: true }))
      await tell(patterns(exam, [...wholePlaces, ...wholeAges], rules))
    }
    await tell(trackers(exam, 500))
    await tell(atoms(exam))
    await tell(groupDisclosure(exam))
    if (policy === 'perturbed') await tell(equalNumbers(exam))
    await tell(shares(exam))
    await tell(twoReleases(exam, later))
    await tell(timing(exam, 500))
    await tell(repetition(exam, 100))
    await tell(outside(exam))
  }
  // A known risk: nobody who signs in sees both (server/portal/access/visible-releases.ts).
  console.log(findingLine(await bothPolicies(await examined.exam('exact'), await examined.exam('perturbed'), [...singles, ...pairs()])))
} finally {
  await examined.world.close()
}
for (const kind of ['small', 'empty'] satisfies TwinKind[]) {
  const worlds = await Promise.all(
    twinCounties(seed, 1500, kind).map((clients) =>
      openWorld([{ clients, releases: [{ name: 'exact', policy: EXACT, guard: exactGuard }] }]),
    ),
  )
  const [a, b] = worlds
  if (a && b) await tell(twins(a, b))
  for (const world of worlds) await world.close()
}
console.log(recovered === 0 ? 'Nothing was recovered.' : `${recovered} recovered.`)
process.exitCode = recovered === 0 ? 0 : 1
