/** Not yet here. */
export function LeadershipPage() {
  return null
}
