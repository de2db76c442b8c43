import type { AdoptedAnswer } from './adopted.ts'
import type { DraftAnswer } from './answer.ts'
import type { CrosswalkAnswer } from './crosswalk.ts'
import type { DetailAnswer } from './detail.ts'

/** What the vault answers to a question of any kind. */
export type VaultAnswer = DraftAnswer | AdoptedAnswer | DetailAnswer | CrosswalkAnswer
