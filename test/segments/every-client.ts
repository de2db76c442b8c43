/** Every possible client of a small vocabulary, one place each: what the language's claims are checked against. */
import type { Vocabulary } from '../../server/segments/vocabulary.ts'
import type { MemberFacts } from '../../server/vault/segments/member-facts.ts'

export function everyClient({ services, heavyUser }: Vocabulary): MemberFacts {
  const clients: { used: number; heavy: number; sex: number; age: number }[] = []
  const heavyMask = services.reduce((mask, { heavy }, at) => (heavy ? mask | (1 << at) : mask), 0)
  for (let used = 0; used < 2 ** services.length; used++) {
    for (let heavy = used & heavyMask; ; heavy = (heavy - 1) & used & heavyMask) {
      for (let sex = 0; sex < 3; sex++) for (let age = 0; age < 4; age++) clients.push({ used, heavy, sex, age })
      if (heavy === 0) break
    }
  }
  const of = (used: number) => services.filter((_, at) => (used >> at) & 1)
  const social = clients.map(({ used }) => of(used).filter(({ sector }) => sector === 'SOCIAL').length)
  const tasks = clients.map(({ used }) => new Set(of(used).flatMap(({ task }) => task ?? [])).size)
  return {
    length: clients.length,
    words: 1,
    used: Int32Array.from(clients, ({ used }) => used),
    heavy: Int32Array.from(clients, ({ heavy }) => heavy),
    sex: Uint8Array.from(clients, ({ sex }) => sex),
    age: Uint8Array.from(clients, ({ age }) => age),
    heavyUser: Uint8Array.from(clients, ({ heavy }, at) =>
      heavy > 0 || (social[at] ?? 0) >= heavyUser.socialServices || (tasks[at] ?? 0) >= heavyUser.socialTasks ? 1 : 0,
    ),
    all: Uint8Array.from(clients, ({ used }) => of(used).length),
    social: Uint8Array.from(social),
    tasks: Uint8Array.from(tasks),
  }
}
