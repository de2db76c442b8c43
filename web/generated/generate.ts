/** Makes the typed documents of the web out of server/schema.graphql and every graphql(`…`) in web/. Run from the project root. */
import fs from 'node:fs'
import path from 'node:path'
import { preset } from '@graphql-codegen/client-preset'
import { codegen } from '@graphql-codegen/core'
import { buildSchema, parse } from 'graphql'

const sdl = fs.readFileSync('server/schema.graphql', 'utf8')
const files = fs
  .readdirSync('web', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('generated'))
  .sort()
const documents = files.flatMap((file) =>
  [...fs.readFileSync(path.join('web', file), 'utf8').matchAll(/\bgraphql\(\s*`([^`]*)`/g)].flatMap(([, source]) =>
    source === undefined ? [] : [{ location: file, document: parse(source), rawSDL: source }],
  ),
)
const outputs = await preset.buildGeneratesSection({
  baseOutputDir: 'web/generated/',
  schema: parse(sdl),
  schemaAst: buildSchema(sdl),
  documents,
  plugins: [],
  pluginMap: {},
  pluginContext: {},
  presetConfig: { fragmentMasking: false },
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    strictScalars: true,
    immutableTypes: true,
    scalars: {
      Count: 'number',
      Share: 'number',
      Lift: 'number',
      CountDifference: 'number',
      ShareDifference: 'number',
      FigureCount: 'number',
      Parameter: 'number',
      EventCount: 'number',
      Residents: 'number',
      Rate: 'number',
      NoisySize: 'number',
      NoisyChange: 'number',
      NoisyRate: 'number',
      NoisyShare: 'number',
      NoisyTimes: 'number',
      RoughRows: 'number',
      RowShare: 'number',
      Progress: 'number',
      Date: 'string',
      DateTime: 'string',
    },
    importExtension: '.ts',
    emitLegacyCommonJSImports: false,
  },
})
for (const output of outputs) {
  fs.mkdirSync(path.dirname(output.filename), { recursive: true })
  fs.writeFileSync(output.filename, await codegen(output))
}
console.log(`${documents.length} documents → ${outputs.map((output) => output.filename).join(' ')}`)
