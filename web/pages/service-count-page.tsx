/** Not yet here. */
export function ServiceCountPage() {
  return null
}
