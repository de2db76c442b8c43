/** What waits for somebody first, then the newest data; of the same data as the server has them. */
export const inOrder = <R extends { readonly state: string; readonly dataDate: string }>(releases: readonly R[]): readonly R[] =>
  [...releases].sort((a, b) => Number(b.state === 'WAITING') - Number(a.state === 'WAITING') || b.dataDate.localeCompare(a.dataDate))

/** What readers see once a release is withdrawn, of releases as the server has them: the last published of the others; null: nothing. */
export const nextShown = <R extends { readonly id: string; readonly state: string }>(releases: readonly R[], withdrawn: R): R | null =>
  releases.find(({ id, state }) => state === 'SERVED' && id !== withdrawn.id) ?? null
