/** What rules look at, gathered once of the clients of an import. */
import type { Vocabulary } from '../../segments/vocabulary.ts'
import type { ProfileColumns } from '../cube/profile-columns.ts'

/** What rules look at, of many clients or profiles: one place each. Services are bits, 32 to a word, words of a place side by side. */
export interface MemberFacts {
  readonly length: number
  readonly words: number
  readonly used: Int32Array
  readonly heavy: Int32Array
  /** 0 unknown, 1 male, 2 female; leaf ages by their order. */
  readonly sex: Uint8Array
  readonly age: Uint8Array
  readonly heavyUser: Uint8Array
  readonly all: Uint8Array
  readonly social: Uint8Array
  readonly tasks: Uint8Array
}

/** One place for each profile, in their order. */
export function factsOf(columns: ProfileColumns, { services }: Vocabulary): MemberFacts {
  const { length } = columns
  const words = Math.max(1, Math.ceil(services.length / 32))
  const bits = (starts: Uint32Array, list: Int16Array) => {
    const set = new Int32Array(length * words)
    for (let place = 0; place < length; place++) {
      for (let item = starts[place] ?? 0; item < (starts[place + 1] ?? 0); item++) {
        const service = list[item] ?? 0
        const word = place * words + (service >> 5)
        set[word] = (set[word] ?? 0) | (1 << (service & 31))
      }
    }
    return set
  }
  const slugs = [...new Set(services.flatMap(({ task }) => task ?? []))]
  const taskOf = services.map(({ task }) => (task === null ? -1 : slugs.indexOf(task)))
  const isSocial = services.map(({ sector }) => sector === 'SOCIAL')
  const [all, social, tasks] = [new Uint8Array(length), new Uint8Array(length), new Uint8Array(length)]
  const seen = new Uint32Array(slugs.length)
  for (let place = 0; place < length; place++) {
    const [from, to] = [columns.serviceStart[place] ?? 0, columns.serviceStart[place + 1] ?? 0]
    let [ofSocial, ofTasks] = [0, 0]
    for (let item = from; item < to; item++) {
      const service = columns.services[item] ?? 0
      if (isSocial[service]) ofSocial++
      const task = taskOf[service] ?? -1
      if (task >= 0 && seen[task] !== place + 1) {
        seen[task] = place + 1
        ofTasks++
      }
    }
    all[place] = to - from
    social[place] = ofSocial
    tasks[place] = ofTasks
  }
  return {
    ...{ length, words, sex: columns.sex, age: columns.age, heavyUser: columns.heavyUser, all, social, tasks },
    used: bits(columns.serviceStart, columns.services),
    heavy: bits(columns.heavyStart, columns.heavyServices),
  }
}
