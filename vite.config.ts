import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { operationList } from './web/build/operation-list.ts'

/** The web: `vite` serves it beside a portal on 4000, `vite build` writes dist/web. A tool demands the default export. */
export default defineConfig({
  root: 'web',
  plugins: [react(), operationList()],
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2023', reportCompressedSize: false },
  server: { proxy: { '/graphql': 'http://localhost:4000' } },
  preview: { proxy: { '/graphql': 'http://localhost:4000' } },
})
