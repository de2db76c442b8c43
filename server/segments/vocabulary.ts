/** What rules may speak of: the part of a county's catalogue that decides what a condition means. */

export interface Words {
  readonly fi: string
  readonly sv: string
  readonly en: string
}

export interface VocabularyService {
  readonly code: string
  readonly sector: 'HEALTH' | 'SOCIAL' | 'DENTAL'
  /** Slug of the service task where use rests on a decision; else null. */
  readonly task: string | null
  /** Whether the service has a rule for heavy use. */
  readonly heavy: boolean
  readonly name: Words
}

export interface Vocabulary {
  readonly services: readonly VocabularyService[]
  /** A heavy user is heavy in a service, or has at least so many social services, or decisions in so many service tasks. */
  readonly heavyUser: { readonly socialServices: number; readonly socialTasks: number }
}
