import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

// graphql has an ESM and a CJS entry; Vite picks the one, Node the other. One realm only:
const graphql = createRequire(import.meta.url).resolve('graphql')
const resolve = { alias: [{ find: /^graphql$/, replacement: graphql }] }
const patience = { testTimeout: 180_000, hookTimeout: 300_000 }

/** The exam of the guard: minutes. `npx vitest run --project attack`; `npm run attack` at full size. */
const ATTACKS = ['test/attack/attack.test.ts', 'test/attack/twins.test.ts']

/** `npx vitest run --project program` for everything but the exam and the browser. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve,
        test: {
          name: 'program',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', ...ATTACKS],
          ...patience,
        },
      },
      { resolve, test: { name: 'attack', include: ATTACKS, ...patience } },
      { resolve, test: { name: 'browser', include: ['test/e2e/**/*.test.ts'], globalSetup: 'test/e2e/served-counties.ts', ...patience } },
    ],
  },
})
