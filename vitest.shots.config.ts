import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'
const graphql = createRequire('/work/wt/admin/package.json').resolve('graphql')
export default defineConfig({ root: '/work/wt/admin', resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] }, test: { include: ['test/e2e/administration-journey.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, maxWorkers: 1 } })
