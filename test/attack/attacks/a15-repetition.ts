import { CODES } from '../cells.ts'
import type { Exam, Finding } from '../finding.ts'
import { random } from '../fixture/random.ts'
import { field, list } from '../json.ts'

const BODY = '{ clients { count atLeast } services { service { code } clients { count atLeast } share } }'

/** A15: the same question as aliases, fragments, variables, batches, with doubled and reordered values, by ten users at once. */
export async function repetition({ portal, release, policy }: Exam, rounds = 12): Promise<Finding> {
  const recovered: string[] = []
  let tried = 0
  const { below } = random(15)
  const r = JSON.stringify(release)
  for (let i = 0; i < rounds; i++) {
    const places = i % 2 === 0 ? { name: 'municipalities', codes: ['103', '101'] } : { name: 'centres', codes: ['FEN', 'NOR', 'LAK'] }
    const age = ['AGE_0_17', 'AGE_80_PLUS', 'AGE_18_64'][below(3)] ?? 'AGE_0_17'
    const code = CODES[below(CODES.length)] ?? 'GPR'
    const selection = (codes: readonly string[], ages: readonly string[] = [age], services: readonly string[] = [code]) =>
      `{ ${places.name}: [${codes.map((c) => `"${c}"`).join(', ')}], ageGroups: [${ages.join(', ')}], services: [${services.map((c) => `"${c}"`).join(', ')}] }`
    const plain = selection(places.codes)
    const expected = JSON.stringify(field(await portal.ask(`{ overview(selection: ${plain}, release: ${r}) ${BODY} }`), 'overview'))
    const check = (what: string, answers: readonly unknown[]) => {
      for (const answer of answers) {
        tried++
        if (JSON.stringify(answer) !== expected) recovered.push(`${what} gives another answer for ${plain}`)
      }
    }
    const variants = [
      selection([...places.codes].reverse()),
      selection([...places.codes, ...places.codes]),
      selection(places.codes, [age, age]),
      selection(places.codes, [age], [code, code]),
    ]
    for (const variant of variants)
      check('another order or a doubled value', [
        field(await portal.ask(`{ overview(selection: ${variant}, release: ${r}) ${BODY} }`), 'overview'),
      ])
    const aliases = await portal.ask(
      `{ ${['a', 'b', 'c', 'd'].map((name) => `${name}: overview(selection: ${plain}, release: ${r}) ${BODY}`).join(' ')} }`,
    )
    check('an alias', Object.values(aliases))
    const fragments = await portal.ask(
      `query { x: overview(selection: ${plain}, release: ${r}) { ...f ...f ... on Overview ${BODY} } } fragment f on Overview ${BODY}`,
    )
    check('a fragment', [field(fragments, 'x')])
    const users = await Promise.all(
      Array.from({ length: 10 }, (_, user) => portal.ask(`{ overview(selection: ${plain}, release: ${r}) ${BODY} } #${i} ${user}`)),
    )
    check(
      'one of ten users',
      users.map((answer) => field(answer, 'overview')),
    )
  }
  const batch = await portal.post(JSON.stringify([{ query: '{ releases { id } }' }, { query: '{ releases { id } }' }]))
  if (batch.text.startsWith('['))
    for (const answer of list(JSON.parse(batch.text))) recovered.push(`a batch is answered: ${JSON.stringify(answer).slice(0, 40)}`)
  return { attack: `A15 repetition (${policy})`, tried, recovered, notes: ['a batch is refused unless listed'] }
}
