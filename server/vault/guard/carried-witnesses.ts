/** Witnesses that the families below pass on to those above. See suppression.md. */
import { COHORTS } from '../../release/lattice.ts'
import { type Deviation, deviationSum } from './deviation.ts'
import type { FamilyJob } from './family-job.ts'
import type { FamilyShape } from './family-shape.ts'
import { type GuardContext, WITNESSES } from './guard-context.ts'

/** Clients outside and inside the cohort in `serviceShape(0)`, and users in `serviceShape(1)`. */
const CLIENTS_BY_COHORT = [2, 1] as const
const USERS_BY_COHORT = [5, 4] as const

/** Notes how the clients of a service, or all, deviate at the finest selections. The last, found for the hardest secrets, are kept first. */
export function keepWitnesses(context: GuardContext, job: FamilyJob, found: readonly Deviation[]): void {
  if (job.kind === 'single') keep(context, job.services[0], USERS_BY_COHORT, found)
  if (job.kind === 'clients') keep(context, context.layout.services.length, CLIENTS_BY_COHORT, found)
}

function keep(
  { known, selections: { count, leaf } }: GuardContext,
  of: number,
  tables: readonly [number, number],
  found: readonly Deviation[],
): void {
  const kept = found.slice(-WITNESSES)
  known.witnessCount[of] = kept.length
  kept.forEach(({ groups, by }, w) => {
    const at = (of * WITNESSES + w) * COHORTS.length * count
    known.witnesses.fill(0, at, at + COHORTS.length * count)
    groups.forEach((group, n) => {
      const table = Math.floor(group / count)
      const s = group - table * count
      const cohort = tables.indexOf(table)
      if (cohort >= 0 && leaf[s] === 1) known.witnesses[at + cohort * count + s] = by[n] ?? 0
    })
  })
}

/**
 * Witnesses of the clients and of the services of a family, everything else as it is: clients come and go who use none of its services;
 * where A's clients change, those with A alone and those with neither do.
 */
export function* carriedWitnesses({ known, selections, layout }: GuardContext, job: FamilyJob, shape: FamilyShape): Iterable<Deviation> {
  if (job.kind !== 'single' && job.kind !== 'pair') return
  const sources: { readonly of: number; readonly atoms: readonly (readonly [atom: number, sign: 1 | -1])[] }[] = [
    { of: layout.services.length, atoms: [[0, 1]] },
    ...(job.kind === 'single' ? [] : job.services).map((of, position) => ({ of, atoms: [[2 << position, 1] as const, [0, -1] as const] })),
  ]
  const { count, ancestorStart, ancestors } = selections
  const sum = deviationSum(shape.tables * count)
  for (const { of, atoms } of sources)
    for (let w = 0; w < (known.witnessCount[of] ?? 0); w++) {
      for (const cohort of [0, 1]) {
        const at = ((of * WITNESSES + w) * COHORTS.length + cohort) * count
        for (let s = 0; s < count; s++) {
          const d = known.witnesses[at + s] ?? 0
          if (d === 0) continue
          for (const [atom, sign] of atoms)
            for (const table of shape.tablesOf[atom + cohort] ?? [])
              for (let x = ancestorStart[s] ?? 0; x < (ancestorStart[s + 1] ?? 0); x++)
                sum.add(table * count + (ancestors[x] ?? 0), sign * d)
        }
      }
      yield sum.take()
    }
}
