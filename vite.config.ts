import { readFileSync } from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { operationList } from './web/build/operation-list.ts'

const WEB = path.join(import.meta.dirname, 'web')

/** The web: `vite` serves it beside a portal on 4000, `vite build` writes dist/web. A tool demands the default export. */
export default defineConfig({
  root: 'web',
  plugins: [ownDocuments(), react(), operationList()],
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2023', reportCompressedSize: false, manifest: true },
  server: { proxy: { '/graphql': 'http://localhost:4000' } },
  preview: { proxy: { '/graphql': 'http://localhost:4000' } },
})

/** Puts the generated document where graphql(`…`) asks for it: a view then brings its own questions and not everybody's. */
function ownDocuments(): Plugin {
  const generated = readFileSync(path.join(import.meta.dirname, 'web/generated/graphql.ts'), 'utf8')
  const documents = new Map(
    [...generated.matchAll(/^export const (\w+?)(?:FragmentDoc|Document) = (\{.*\}) as unknown as /gm)].map(([, name = '', json = '']) => [
      name,
      json,
    ]),
  )
  return {
    name: 'own-documents',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const place = path.relative(WEB, id)
      if (!/^(?!\.\.|generated).*\.tsx?$/.test(place) || !code.includes('graphql(')) return null
      return code.replace(/\bgraphql\(\s*`\s*(?:query|mutation|fragment) (\w+)[^`]*`\)/g, (_, name: string) => {
        const json = documents.get(name)
        if (json === undefined) throw new Error(`${id}: no document ${name}; run npm run generate`)
        return json
      })
    },
  }
}
