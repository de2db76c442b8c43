import { cellName, type Published, parentsOf, SELECTIONS, type Selection } from '../cells.ts'
import { type Exam, type Finding, isSmall, K } from '../finding.ts'
import { binLines, type Line, measuresOf, selectionLines } from '../lines.ts'

/**
 * A2: total minus the shown parts where one part is withheld (all-minus-one), or where none is, which leaves clients of unknown sex or
 * without a centre; and every shown selection minus every shown selection inside it. Exact figures: a right answer of 0 to 4, or a group
 * of 1 to 4 between two cells, is a leak. Perturbed figures: the attacker is allowed lucky guesses, but no more of them than noise gives
 * anybody.
 */
export function differences({ published, truth, policy }: Exam): Finding {
  const recovered: string[] = []
  const notes: string[] = []
  const lines = measuresOf(published).flatMap(selectionLines)
  const claims = [...lines, ...binLines(published)].flatMap((line) => allMinusOne(line, published))
  const right = claims.filter(({ name, value }) => value < K && value === truth.count(name))
  const between = [...nestedDifferences(published), ...lines.flatMap((line) => restOf(line, published))]
  if (policy === 'exact') {
    recovered.push(...right.map(({ name, value }) => `${name} = ${value}`))
    recovered.push(...between.filter(({ value }) => isSmall(value)).map(({ name, value }) => `${name} = ${value}`))
  } else {
    const wrong = claims.filter(({ name }) => truth.count(name) < K).length - right.length
    const share = right.length / Math.max(1, right.length + wrong)
    notes.push(`${right.length} of ${right.length + wrong} withheld cells under five guessed right`)
    // Noise of three terms or more makes one value right in at most about one case in six.
    if (right.length + wrong >= 30 && share > 0.25) recovered.push(`withheld cells are guessed right in ${Math.round(100 * share)} %`)
  }
  return { attack: `A2 differences (${policy})`, tried: claims.length + between.length, recovered, notes }
}

/** The only withheld part of a shown total. */
function allMinusOne({ total, parts }: Line, published: Published): readonly { readonly name: string; readonly value: number }[] {
  const whole = published.get(total)
  const withheld = parts.filter((part) => published.get(part) === null)
  const [name] = withheld
  if (whole === null || whole === undefined || name === undefined || withheld.length !== 1) return []
  return [{ name, value: parts.reduce((rest, part) => rest - (published.get(part) ?? 0), whole) }]
}

/** What a shown total holds beside its parts, which are all shown. */
function restOf({ total, parts }: Line, published: Published): readonly { readonly name: string; readonly value: number }[] {
  const figures = [total, ...parts].map((name) => published.get(name) ?? null)
  if (figures.some((n) => n === null)) return []
  const [whole = 0, ...shown] = figures.map((n) => n ?? 0)
  return [{ name: `${total} beside its parts`, value: shown.reduce((rest, n) => rest - n, whole) }]
}

/** Every shown cell minus every shown cell of the same measure inside it. */
function nestedDifferences(published: Published): readonly { readonly name: string; readonly value: number }[] {
  const ancestors = new Map(SELECTIONS.map((selection) => [selection, ancestorsOf(selection)]))
  return measuresOf(published).flatMap((measure) =>
    SELECTIONS.flatMap((selection) => {
      const name = cellName(selection, measure)
      const inner = published.get(name)
      if (inner === null || inner === undefined) return []
      return (ancestors.get(selection) ?? []).flatMap((ancestor) => {
        const outer = published.get(cellName(ancestor, measure))
        // Heavy in a service is heavy: the cohorts hold the same clients.
        if (outer === null || outer === undefined || (measure.startsWith('heavy-in') && outer === inner)) return []
        return [{ name: `${cellName(ancestor, measure)} without ${name}`, value: outer - inner }]
      })
    }),
  )
}

function ancestorsOf(selection: Selection): readonly Selection[] {
  const found = new Map<string, Selection>()
  const visit = (at: Selection) => {
    for (const { parent } of parentsOf(at)) {
      const name = cellName(parent, '')
      if (found.has(name)) continue
      found.set(name, parent)
      visit(parent)
    }
  }
  visit(selection)
  return [...found.values()]
}
