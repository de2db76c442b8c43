import { CODES, cellName, type Published, SELECTIONS, servicesMeasure } from '../cells.ts'
import { type Exam, type Finding, isSmall } from '../finding.ts'
import { binLines, type Line, measuresOf, selectionLines } from '../lines.ts'

/** Best that an attacker can take away from a total, and of what. */
interface Known {
  readonly value: number
  readonly cells: readonly string[]
}

/**
 * A2: a shown total minus shown cells inside it that hold no client in common, whichever leave the least: a withheld part is replaced by the shown
 * parts of its own, by another line. What is left is a group, too: whoever is in none of them. Exact figures only.
 */
export function remainders({ published }: Exam): Finding {
  const lines = [...new Map(linesOf(published).map((line) => [`${line.total} ${line.parts.join(' ')}`, line])).values()]
  const linesOfTotal = new Map<string, Line[]>()
  for (const line of lines) {
    const list = linesOfTotal.get(line.total)
    if (list) list.push(line)
    else linesOfTotal.set(line.total, [line])
  }
  const most = new Map<string, Known>()
  const mostOf = (name: string): Known => {
    const known = most.get(name)
    if (known) return known
    const value = published.get(name)
    const found: Known =
      value !== null && value !== undefined
        ? { value, cells: [name] }
        : (linesOfTotal.get(name) ?? [])
            .map(partsOf)
            .reduce((best, next) => (next.value > best.value ? next : best), { value: 0, cells: [] })
    most.set(name, found)
    return found
  }
  const partsOf = ({ parts }: Line): Known => {
    const known = parts.map(mostOf)
    return { value: known.reduce((sum, { value: n }) => sum + n, 0), cells: known.flatMap(({ cells }) => cells) }
  }
  let tried = 0
  const recovered: string[] = []
  for (const line of lines) {
    const whole = published.get(line.total)
    if (whole === null || whole === undefined) continue
    tried++
    const { value, cells } = partsOf(line)
    if (isSmall(whole - value)) recovered.push(`${line.total} without ${cells.join(', ')} = ${whole - value}`)
  }
  return { attack: 'A2 remainders (exact)', tried, recovered, notes: [] }
}

/** Every line of the closed table along which a total can be taken apart: over selections, heavy use, services and bins. */
function linesOf(published: Published): readonly Line[] {
  const measures = measuresOf(published)
  const more = SELECTIONS.flatMap((selection) => {
    const name = (measure: string) => cellName(selection, measure)
    const heavy =
      selection.cohort === 'ALL' ? measures.map((m) => ({ total: name(m), parts: [cellName({ ...selection, cohort: 'HEAVY' }, m)] })) : []
    return [
      ...heavy,
      ...CODES.map((code) => ({ total: name('clients'), parts: [name(servicesMeasure(code))] })),
      ...CODES.flatMap((code) =>
        CODES.filter((other) => other !== code).map((other) => ({
          total: name(servicesMeasure(code)),
          parts: [name(servicesMeasure(code, other))],
        })),
      ),
      ...CODES.map((code) => ({ total: name(servicesMeasure(code)), parts: [name(`heavy-in:${code}`)] })),
    ]
  })
  return [...measures.flatMap(selectionLines), ...binLines(published), ...more]
}
