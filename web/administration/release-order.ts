/** What waits for somebody first, then the newest data; of the same data as the server has them. */
export const inOrder = <R extends { readonly state: string; readonly dataDate: string }>(releases: readonly R[]): readonly R[] =>
  [...releases].sort((a, b) => Number(b.state === 'WAITING') - Number(a.state === 'WAITING') || b.dataDate.localeCompare(a.dataDate))
