/** What the county's public rules of heavy use say of whoever uses some services. */
import type { PublicRules } from '../cube/cell-counts.ts'

/** Service tasks of some services; two of one task are one. */
export function tasksOf(services: readonly number[], tasks: readonly (string | null)[]): ReadonlySet<string> {
  return new Set(services.flatMap((service) => tasks[service] ?? []))
}

/** Whether whoever uses these services is a heavy user by the county's rules; `social`: social services in all, where there are others. */
export function heavyByRule(used: readonly number[], { heavyBy, social: isSocial }: PublicRules, social?: number): boolean {
  if (!heavyBy) return false
  return (
    (social ?? used.filter((service) => isSocial[service]).length) >= heavyBy.socialServices ||
    tasksOf(used, heavyBy.tasks).size >= heavyBy.socialTasks
  )
}
