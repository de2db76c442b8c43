/** What the county's public rules of heavy use say of whoever uses some services. */
import type { PublicRules } from '../cube/cell-counts.ts'

/** Whether whoever uses these services is a heavy user by the county's rules; `social`: social services in all, where there are others. */
export function heavyByRule(used: readonly number[], { heavyBy, social: isSocial }: PublicRules, social?: number): boolean {
  if (!heavyBy) return false
  const tasks = new Set(used.map((service) => heavyBy.tasks[service] ?? null))
  tasks.delete(null)
  return (social ?? used.filter((service) => isSocial[service]).length) >= heavyBy.socialServices || tasks.size >= heavyBy.socialTasks
}
