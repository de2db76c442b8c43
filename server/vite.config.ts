import path from 'node:path'
import { defineConfig } from 'vite'

const source = (file: string) => path.join(import.meta.dirname, file)

/** The server and its worker threads, each an entry that keeps its name: threads are started by file. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: path.join(import.meta.dirname, '../dist/server'),
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rollupOptions: {
      input: {
        cli: source('cli.ts'),
        'pglite-worker': source('database/pglite-worker.ts'),
        'pseudonym-worker': source('vault/ingest/pseudonym-worker.ts'),
        'audit-worker': source('vault/guard/audit-worker.ts'),
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
})
