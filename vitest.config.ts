import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

// graphql has an ESM and a CJS entry; Vite picks the one, Node the other. One realm only:
const graphql = createRequire(import.meta.url).resolve('graphql')

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: { include: ['test/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 300_000, maxWorkers: 2 },
})
