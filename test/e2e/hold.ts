import type { Page, Route } from 'playwright-core'

/** Holds the page's requests until they are let go; of one operation where it is named, else all for figures. */
export async function hold(page: Page, operation?: string) {
  const held: Route[] = []
  let free = false
  await page.route('**/graphql', (route) => {
    const other = operation !== undefined && !(route.request().postData() ?? '').includes(`"operationName":"${operation}"`)
    if (free || other) return route.continue()
    held.push(route)
  })
  return {
    held,
    async release() {
      free = true
      for (const route of held) await route.continue()
    },
  }
}
