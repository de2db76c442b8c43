import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe finds wrong with a page as it stands: rule and elements, one a line. Rules that are left out need a reason. */
export const violations = async (page: Page, leftOut: readonly string[] = []): Promise<readonly string[]> =>
  (await new AxeBuilder({ page }).disableRules([...leftOut]).analyze()).violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  )
