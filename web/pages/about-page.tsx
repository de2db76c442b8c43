/** Not yet here. */
export function AboutPage() {
  return null
}
