/** What the county's public rules of heavy use say of whoever uses some services. */
import type { PublicRules } from '../cube/cell-counts.ts'

/** Whether whoever uses these services, and so many social ones in all, is a heavy user by the county's rules. */
export function heavyByRule(used: readonly number[], social: number, { heavyBy }: PublicRules): boolean {
  if (!heavyBy) return false
  const tasks = new Set(used.map((service) => heavyBy.tasks[service] ?? null))
  tasks.delete(null)
  return social >= heavyBy.socialServices || tasks.size >= heavyBy.socialTasks
}
