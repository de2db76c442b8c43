import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/database/open-database.ts'
import type { Database } from '../../../server/database/sql.ts'
import { PORTAL_MIGRATIONS } from '../../../server/migrations.ts'
import { createPortal, type Portal } from '../../../server/portal/http.ts'
import { coverageOf, needOf, type View } from '../../../server/portal/release/coverage.ts'
import type { ReleaseReader } from '../../../server/portal/release/reader.ts'
import { unseal } from '../../../server/portal/release/sealed.ts'
import type { AskedSelection, Selection } from '../../../server/portal/release/selection.ts'
import { publishSynthetic } from '../../support/synthetic-release.ts'

let database: Database
let portal: Portal
let reader: ReleaseReader

beforeAll(async () => {
  database = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
  await publishSynthetic(database, { seed: 11, clients: 500, services: 8, municipalities: 3, centres: 4 })
  portal = await createPortal({ database, webDir: 'nowhere', pollMilliseconds: 0 })
  const { current } = portal.store.served()
  if (!current) throw new Error('nothing is served')
  reader = current
})
afterAll(async () => {
  await portal.stop()
  await database.close()
})

const MATRIX: View = { kind: 'usageMatrix' }
const OVERVIEW: View = { kind: 'overview', heavyIn: true }

function admitted(asked: AskedSelection, view: View): Selection {
  const answer = reader.admit(asked, needOf(view, asked.services?.length))
  if ('refused' in answer) throw new Error(answer.rule)
  return answer
}

function coverage(asked: AskedSelection, view: View = MATRIX) {
  const { shown, of, widening } = coverageOf(reader, view, admitted(asked, view))
  return {
    shown: unseal('FigureCount', shown),
    of: unseal('FigureCount', of),
    widening: widening && { selection: widening.selection, gain: unseal('FigureCount', widening.gain) },
  }
}

describe('the coverage of a view', () => {
  it('counts each of its figures once', () => {
    const s = reader.layout.services.length
    const { health, social, all } = reader.layout.tops
    expect(coverage({}, MATRIX).of).toBe(1 + s + (s * (s - 1)) / 2)
    const ruled = reader.services.filter(({ heavyRule }) => heavyRule !== null).length
    expect(ruled).toBeGreaterThan(0)
    expect(ruled).toBeLessThan(s)
    expect(coverage({}, OVERVIEW).of).toBe(1 + s + ruled)
    expect(coverage({}, { kind: 'overview', heavyIn: false }).of).toBe(1 + s)
    expect(coverage({ services: ['S01'] }, OVERVIEW).of).toBe(1 + s)
    expect(coverage({}, { kind: 'coUsage', service: 'S01' }).of).toBe(s)
    expect(coverage({}, { kind: 'serviceCounts' }).of).toBe(1 + (health + 1) + (social + 1) + (all + 1) + (health + 1) * (social + 1))
  })

  it('counts all clients and heavy users where a view shows them beside each other', () => {
    const s = reader.layout.services.length
    const { health, social, all } = reader.layout.tops
    const overview: View = { kind: 'overview', heavyIn: false, beside: true }
    const own = (cohort: 'ALL' | 'HEAVY') => coverage({ cohort }, { kind: 'overview', heavyIn: false })
    for (const cohort of ['ALL', 'HEAVY'] as const) {
      expect(coverage({ cohort }, overview)).toMatchObject({ of: 2 * (1 + s), shown: own('ALL').shown + own('HEAVY').shown })
      // Both are there already: one is no widening of the other.
      expect(coverage({ cohort }, overview).widening?.selection.cohort ?? cohort).toBe(cohort)
    }
    const bins = health + 1 + (social + 1) + (all + 1)
    const [alone, beside] = [{ kind: 'serviceCounts' } as const, { kind: 'serviceCounts', beside: true } as const]
    expect(coverage({}, beside).of - coverage({}, alone).of).toBe(1 + bins)
    expect(coverage({ cohort: 'HEAVY' }, beside).of).toBe(coverage({ cohort: 'HEAVY' }, alone).of)
  })

  it('counts every combination that holds the services of the selection', () => {
    const s = reader.layout.services.length
    const [pairs, threes] = [{ kind: 'combinations', size: 2 } as const, { kind: 'combinations', size: 3 } as const]
    expect(coverage({}, pairs).of).toBe(1 + (s * (s - 1)) / 2)
    expect(coverage({}, threes).of).toBe(1 + (s * (s - 1) * (s - 2)) / 6)
    expect(coverage({ services: ['S01'] }, pairs).of).toBe(s)
    expect(coverage({ services: ['S01'] }, threes).of).toBe(1 + ((s - 1) * (s - 2)) / 2)
    expect(coverage({ services: ['S01', 'S02'] }, threes).of).toBe(s - 1)
  })

  it('widens to more of the same combinations, not to others', () => {
    const view = { kind: 'combinations', size: 3 } as const
    const asked = { services: ['S01', 'S02'], municipalities: ['M03'] }
    const { shown, widening } = coverage(asked, view)
    expect(widening?.selection).toMatchObject({ services: ['S01', 'S02'], municipalities: [] })
    expect(coverage({ services: ['S01', 'S02'] }, view).shown - shown).toBe(widening?.gain)
  })

  it('has nothing to widen where all is shown', () => {
    const { shown, of, widening } = coverage({})
    expect(shown).toBe(of)
    expect(widening).toBeNull()
  })

  it('widens 80+ to 65+ before all ages', () => {
    expect(coverage({ ageGroups: ['AGE_80_PLUS'] }).widening?.selection.ageGroups).toEqual(['AGE_65_PLUS'])
    expect(coverage({ ageGroups: ['AGE_65_PLUS'] }).widening?.selection.ageGroups).toEqual([])
  })

  it('widens a centre to its municipality before the county', () => {
    expect(coverage({ centres: ['C01'] }).widening?.selection).toMatchObject({ centres: [], municipalities: ['M01'] })
    expect(coverage({ municipalities: ['M02'] }).widening?.selection).toMatchObject({ centres: [], municipalities: [] })
  })

  it('does not widen to what the view has no figures for', () => {
    const { widening } = coverage({ centres: ['C01'], services: ['S01'] }, OVERVIEW)
    expect(widening && 'refused' in reader.admit(asAsked(widening.selection), needOf(OVERVIEW))).toBe(false)
  })

  it('always gains what it says, by one step, and is admitted', () => {
    const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { nil: null })
    fc.assert(
      fc.property(
        fc.record({
          ageGroups: some(['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS'] as const),
          sexes: some(['MALE', 'FEMALE'] as const),
          municipalities: some(['M01', 'M02', 'M03']),
          cohort: fc.constantFrom('ALL' as const, 'HEAVY' as const),
          services: fc.option(fc.constantFrom(['S01'], ['S07']), { nil: null }),
        }),
        (asked) => {
          const { shown, of, widening } = coverage(asked)
          expect(shown).toBeLessThanOrEqual(of)
          if (!widening) return
          expect(widening.gain).toBeGreaterThan(0)
          const wider = coverage(asAsked(widening.selection))
          expect(wider.shown - shown).toBe(widening.gain)
          const now = admitted(asked, MATRIX)
          const changed = (['ageGroups', 'sexes', 'municipalities', 'centres', 'cohort', 'services'] as const).filter(
            (field) => JSON.stringify(now[field]) !== JSON.stringify(widening.selection[field]),
          )
          expect(changed).toHaveLength(1)
        },
      ),
      { seed: 20251231, numRuns: 150 },
    )
  })
})

/** As a client of the API would ask for it again: an empty list is everyone, so it is left out. */
const asAsked = (selection: Selection): AskedSelection => {
  const some = <T>(values: readonly T[]) => (values.length > 0 ? values : null)
  return {
    ageGroups: some(selection.ageGroups),
    sexes: some(selection.sexes),
    municipalities: some(selection.municipalities),
    centres: some(selection.centres),
    cohort: selection.cohort,
    services: some(selection.services),
  }
}
