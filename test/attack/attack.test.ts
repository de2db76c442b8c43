import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../server/portal/access/viewer.ts'
import { visibleReleases } from '../../server/portal/access/visible-releases.ts'
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
import { timing } from './attacks/a14-timing.ts'
import { repetition } from './attacks/a15-repetition.ts'
import { outside } from './attacks/a16-outside.ts'
import { cellName, SELECTIONS } from './cells.ts'
import { type Examined, examine } from './exam.ts'
import { type Finding, findingLine, isSmall } from './finding.ts'
import { county } from './fixture/county.ts'
import { EXACT, withoutThreshold } from './guards.ts'
import { countsAnew, sharesOfCounts } from './mutant-portals.ts'
import { OPERATIONS, webSession } from './session.ts'
import { openWorld } from './world.ts'

/** A sample of families; `npm run attack` takes all of them. */
const FAMILIES = [['PSY', 'SUB'], ['CHI', 'FAM'], ['HOM', 'SUB'], ['GPR', 'CHI'], ['EMR'], ['DEN', 'INF']]
const TRIPLE_FAMILIES = [['CHI', 'FAM', 'PSY']]

let examined: Examined
beforeAll(async () => {
  examined = await examine(7)
}, 300_000)
afterAll(() => examined?.world.close())

const told = (finding: Finding): Finding => {
  console.info(findingLine(finding))
  return finding
}
/** An attack that had nothing to go for withstands nothing. */
const holds = (finding: Finding) => {
  expect(told(finding).recovered).toEqual([])
  expect(finding.tried).toBeGreaterThan(0)
}
const fails = (finding: Finding) => {
  told({ ...finding, attack: `mutant: ${finding.attack}` })
  expect(finding.recovered.length).toBeGreaterThan(0)
}

describe.each(['exact', 'perturbed'] as const)('A release of policy %s withstands', (policy) => {
  const exam = () => examined.exam(policy)

  test('A1: the crawl of every cell in every view', async () => {
    holds(crawled(await exam(), examined.contradictions(policy)))
    holds(crawled(await examined.exam(`${policy} later`), examined.contradictions(`${policy} later`)))
  })
  test('A2: differences of nested selections', async () => holds(differences(await exam())))
  test.runIf(policy === 'exact')('A2: figures of different kinds that hold each other', async () => holds(holding(await exam())))
  test.runIf(policy === 'exact')('A2: what totals leave beside shown cells of several lines', async () => holds(remainders(await exam())))
  test('A3: averaging over random sets', async () => holds(await averaging(await exam(), 400)))
  test.runIf(policy === 'exact')('A4: linear algebra over published cells', async () => {
    holds(rowSpace(await exam()))
    holds(
      rowSpace(await exam(), [
        ['CHI', 'FAM'],
        ['PSY', 'SUB'],
      ]),
    )
  })
  test('A5: linear bounds over families of services', async () => {
    holds(await linear(await exam(), [...FAMILIES, ...TRIPLE_FAMILIES], { rules: false, integers: true }))
  })
  test('A5: the same, knowing the rules that make a heavy user', async () => {
    holds(await linear(await exam(), FAMILIES, { rules: true }))
  })
  test.runIf(policy === 'exact')('A5: all bins of a histogram at once', async () => holds(await histograms(await exam(), HISTOGRAMS)))
  test.runIf(policy === 'exact')('A5: histograms and grid of the county at once', async () => holds(await numbers(await exam())))
  test('A5: sums of groups', async () => holds(await sums(await exam(), FAMILIES)))
  test('A5: linear bounds over all service patterns of one selection', async () => {
    const wide = SELECTIONS.filter(
      ({ cohort, sex, age, place }) => cohort === 'ALL' && sex === 'ALL' && (age === 'ALL' || place === 'county'),
    )
    holds(await patterns(await exam(), wide, true))
  })
  test('A6: trackers and negations', async () => holds(await trackers(await exam())))
  test('A7: parent minus child, and all atoms', async () => holds(atoms(await exam())))
  test('A8: a sensitive service that everyone uses', async () => holds(await groupDisclosure(await exam())))
  test.runIf(policy === 'perturbed')('A9: equal numbers of nested cells', async () => holds(equalNumbers(await exam())))
  test('A10: shares solved back', async () => holds(await shares(await exam())))
  test('A11: two releases subtracted', async () => holds(twoReleases(await exam(), await examined.exam(`${policy} later`))))
  test('A15: repetition in other words and by ten users', async () => holds(await repetition(await exam())))
  test('A16: selections outside the lattice', async () => holds(await outside(await exam())))
})

test('A5: both policies of one data date together prove more than either: nobody who signs in sees both', async () => {
  const finding = told(await bothPolicies(await examined.exam('exact'), await examined.exam('perturbed'), FAMILIES))
  expect(finding.recovered.length).toBeGreaterThan(0)
  const both = ['exact', 'perturbed'] as const
  const stored = both.map((policy) => ({ id: policy, policy, dataDate: '2025-09-30', published: both }))
  const grants = (roles: readonly Role[]) => roles.map((role) => ({ role, ages: null, municipalities: null, services: null, until: null }))
  // As both are served, and where one of the two is withdrawn or damaged.
  for (const served of [stored, ...both.map((policy) => stored.filter(({ id }) => id === policy))]) {
    const seen = (...roles: Role[]) =>
      visibleReleases({ kind: 'person', id: 'p', name: 'p', session: null, grants: grants(roles) }, served, new Date()).map(({ id }) => id)
    const among = (id: string) => served.map((one) => one.id).filter((one) => one === id)
    expect(seen('PUBLISHER')).toEqual(among('perturbed'))
    for (const role of ['EXPERT', 'SERVICE_OWNER', 'LEADERSHIP'] as const) {
      expect(seen(role)).toEqual(among('exact'))
      expect(seen(role, 'PUBLISHER', 'ADMIN', 'AUDITOR')).toEqual(among('exact'))
    }
  }
})

test("every number of the web's answers is traced to published cells", async () => {
  const exams = await Promise.all((['exact', 'perturbed'] as const).map((name) => examined.exam(name)))
  const session = await webSession(examined.world, new Map(exams.map(({ release, published }) => [release, published])), 25)
  console.info(
    `session of the web: ${OPERATIONS.length} operations, ${session.answers} answers (${session.refused} refused), ${session.traced} numbers traced`,
  )
  expect(session.untraced).toEqual([])
  expect(session.answers).toBeGreaterThan(OPERATIONS.length * 10)
})

test('A14: timing tells nothing', async () => holds(await timing(await examined.exam('exact'))), 120_000)

describe('A17: the suite fails a guard', () => {
  test('that counts several values anew (without G2): A3', async () => {
    const exam = await examined.exam('exact')
    fails(await averaging({ ...exam, portal: countsAnew(exam.portal, exam.truth) }, 60))
  })
  test('without a threshold (G3): A1; and neither vault nor portal lets it publish', async () => {
    const exam = await examined.exam('exact')
    const published = new Map(
      [...exam.published].map(([name, value]) => [name, isSmall(exam.truth.count(name)) ? exam.truth.count(name) : value]),
    )
    fails(crawled({ ...exam, published }, []))
    const attempt = openWorld([{ clients: county(7, 400), releases: [{ name: 'open', policy: EXACT, guard: withoutThreshold }] }])
    await expect(attempt).rejects.toThrow('below the threshold')
  })
  test('without complementary suppression (G4): A2, A4, A5', async () => {
    const exam = await examined.exam('without complement')
    fails(differences(exam))
    fails(holding(exam))
    fails(remainders(exam))
    fails(await sums(exam, [['PSY']]))
    fails(await histograms(exam, ['social']))
    fails(await numbers(exam))
    fails(rowSpace(exam, [['PSY']]))
    fails(await linear(exam, [['CHI', 'FAM']], { rules: false }))
  })
  test('without the atom rule (G5): A7, A8', async () => {
    const exam = await examined.exam('without atoms')
    fails(atoms(exam))
    fails(await groupDisclosure(exam))
  })
  test('with noise of the set of clients alone, or keys that rotate (without G6): A9, A11', async () => {
    fails(equalNumbers(await examined.exam('set-keyed')))
    fails(twoReleases(await examined.exam('perturbed'), await examined.exam('rotated later')))
  })
  test('with shares of counts that are not published (without G7): A10', async () => {
    const exam = await examined.exam('exact')
    const some = SELECTIONS.filter((selection) => cellName(selection, '').includes('|103|'))
    fails(await shares({ ...exam, portal: sharesOfCounts(exam.portal, exam.truth) }, some))
  })
})
