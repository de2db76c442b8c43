import { type Exam, type Finding, isSmall, K } from '../finding.ts'
import type { TrueClient } from '../truth.ts'

/**
 * A11: one release subtracted from the next. Cells whose clients did not change must keep their number (otherwise two draws of noise
 * are averaged). Exact differences of 1 to 4 tell how many came or went: that is the residual risk of publishing twice, and it is
 * reported, not hidden. A difference must never give a withheld cell of either release.
 */
export function twoReleases(first: Exam, second: Exam): Finding {
  const recovered: string[] = []
  let unchanged = 0
  let changed = 0
  let oneSided = 0
  const steps = new Map<number, number>()
  const before = new Map(first.truth.clients.map((client) => [client.id, fingerprint(client)]))
  const after = new Map(second.truth.clients.map((client) => [client.id, fingerprint(client)]))
  const touched = new Set([...before.keys(), ...after.keys()].filter((id) => before.get(id) !== after.get(id)))
  const members = (exam: Exam) => {
    const cells = new Set<string>()
    for (const client of exam.truth.clients) if (touched.has(client.id)) for (const name of exam.truth.cellsOf(client)) cells.add(name)
    return cells
  }
  const disturbed = new Set([...members(first), ...members(second)])
  for (const [name, value] of first.published) {
    const later = second.published.get(name)
    if (later === undefined) continue
    const same = !disturbed.has(name)
    if (value === null || later === null) {
      // A cell shown in one release only: how many changed bounds it in the other.
      if (value !== later) oneSided++
      if (same && (value ?? later ?? K) < K) recovered.push(`${name} is withheld in one release and shown in the other`)
      continue
    }
    if (same) {
      unchanged++
      if (value !== later) recovered.push(`${name} did not change, yet shows ${value} and then ${later}`)
    } else {
      changed++
      const step = Math.abs(later - value)
      if (isSmall(step)) steps.set(step, (steps.get(step) ?? 0) + 1)
    }
  }
  const small = [...steps].sort(([a], [b]) => a - b).map(([step, n]) => `${step}: ${n}`)
  return {
    attack: `A11 two releases (${first.policy})`,
    tried: unchanged + changed,
    recovered,
    notes: [
      `${unchanged} unchanged cells, all with one number unless listed; ${changed} changed; ${oneSided} shown in one release only`,
      `residual risk: differences of 1 to 4 between the releases, by size: ${small.join(', ') || 'none'}`,
    ],
  }
}

/** What decides which cells a client is in. */
const fingerprint = (client: TrueClient): string =>
  [client.sex, client.age, client.municipality, client.centre, client.heavy, [...client.services].sort(), [...client.heavyIn].sort()].join(
    '|',
  )
