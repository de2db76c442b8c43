import { CODES, cellName, SELECTIONS, servicesMeasure } from '../cells.ts'
import { selectionInput } from '../crawl.ts'
import type { Exam, Finding } from '../finding.ts'
import { mannWhitney } from '../statistics.ts'

interface Kind {
  readonly name: string
  readonly variables: object
  /** What it is follows from the catalogue. */
  readonly isPublic: boolean
}

/**
 * A14: how long the portal takes for a cell of nobody, of three, of eight and for an unknown code; cold (a text that it has not
 * seen) and warm. Samples of the kinds are interleaved in a changing order. A difference must show in three fresh samplings in a row:
 * a machine that does other things at the same time gives a single p under 0.01 now and then. A refusal of an unknown code is told but
 * not scored: which codes there are is public.
 */
export async function timing(exam: Exam, samples = 120): Promise<Finding> {
  const kinds = kindsOf(exam)
  const recovered: string[] = []
  const notes: string[] = []
  for (const warm of [false, true]) {
    const word = warm ? 'warm' : 'cold'
    const all = kinds.flatMap((a, i) => kinds.slice(i + 1).map((b) => [a, b] as const))
    let suspects = all.filter(([, b]) => !b.isPublic)
    for (let attempt = 0; attempt < 4 && suspects.length > 0; attempt++) {
      const times = await measure(exam, kinds, samples, warm)
      const chance = ([a, b]: readonly [Kind, Kind]) => mannWhitney(times.get(a) ?? [], times.get(b) ?? [])
      if (attempt === 0)
        notes.push(...all.map((pair) => `${word}: ${pair[0].name} against ${pair[1].name}: p = ${chance(pair).toFixed(3)}`))
      suspects = suspects.filter((pair) => chance(pair) <= 0.01)
    }
    recovered.push(...suspects.map(([a, b]) => `${word}: ${a.name} and ${b.name} take different times`))
  }
  return { attack: 'A14 timing', tried: 6, recovered, notes }
}

const QUERY = 'query ($s: Selection, $r: ID) { overview(selection: $s, release: $r) { clients { count atLeast } } }'
let texts = 0

async function measure(
  { portal, release }: Exam,
  kinds: readonly Kind[],
  samples: number,
  warm: boolean,
): Promise<ReadonlyMap<Kind, readonly number[]>> {
  const times = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]))
  const ask = async (kind: Kind): Promise<number> => {
    const query = warm ? QUERY : `${QUERY} #${++texts}`
    const body = JSON.stringify({ query, variables: { ...kind.variables, r: release } })
    const started = process.hrtime.bigint()
    await portal.post(body)
    return Number(process.hrtime.bigint() - started)
  }
  for (let i = 0; i < 10; i++) for (const kind of kinds) await ask(kind)
  for (let i = 0; i < samples; i++) {
    // Each kind stands equally often at each place of the round, before and after each other.
    const order = kinds.map((_, x) => kinds[(i % 2 === 0 ? x + (i >> 1) : kinds.length * 2 - x + (i >> 1)) % kinds.length])
    for (const kind of order) if (kind) times.get(kind)?.push(await ask(kind))
  }
  return times
}

/** One cell of two services in each size, all of cohort ALL; the scorer says where they are. */
function kindsOf({ truth }: Exam): readonly Kind[] {
  const selections = SELECTIONS.filter(
    ({ cohort, sex, age, place }) => cohort === 'ALL' && sex !== 'ALL' && age !== 'ALL' && place !== 'county',
  )
  const ofSize = (n: number): Kind => {
    for (const selection of selections)
      for (const [i, a] of CODES.entries())
        for (const b of CODES.slice(i + 1))
          if (truth.count(cellName(selection, servicesMeasure(a, b))) === n)
            return { name: `n = ${n}`, isPublic: false, variables: { s: { ...selectionInput(selection), services: [a, b] } } }
    throw new Error(`the fixture has no cell of ${n}`)
  }
  const some = ofSize(3)
  const unknown = {
    name: 'an unknown code',
    isPublic: true,
    variables: JSON.parse(JSON.stringify(some.variables).replace(/"services":\["[A-Z]+"/, '"services":["ZZZ"')),
  }
  return [ofSize(0), some, ofSize(8), unknown]
}
