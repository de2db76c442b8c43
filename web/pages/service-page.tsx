/** Not yet here. */
export function ServicePage() {
  return null
}
