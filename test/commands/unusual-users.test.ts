/** Services that a release warns of are told to whoever makes it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { EXIT } from '../../server/commands/command.ts'
import { release } from '../../server/commands/release.ts'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { VAULT_MIGRATIONS } from '../../server/migrations.ts'
import { type Client, seededClients, smallCatalogue, storeClients } from '../vault/cube/population.ts'

const SIZE = { services: 4, municipalities: 2, centres: 2 }
const folder = mkdtempSync(path.join(tmpdir(), 'kooste-unusual-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('users of a service that changed by more than 30 % are told by its name, and that an unaudited release stands in the way of another', async () => {
  const read = readConfig({ KOOSTE_DATA: folder })
  if (read.kind !== 'config') throw new Error(read.reason)
  const { config } = read
  const catalogue = smallCatalogue(SIZE)
  const clients = seededClients(7, 400, SIZE)
  const releaseOf = async (dataDate: string, of: readonly Client[]) => {
    const vault = await openDatabase(config.vault, VAULT_MIGRATIONS)
    await storeClients(vault, catalogue, of, { dataDate })
    await vault.pool.query('UPDATE import SET demo = false')
    await vault.close()
    const [lines, documents]: [string[], object[]] = [[], []]
    const console = {
      ...{ json: true, log: (line: string) => lines.push(line), progress: () => {} },
      result: (document: object) => documents.push(document),
    }
    expect(await release.run({ config, console, positionals: [], options: { stage: 'rules' } })).toBe(EXIT.done)
    return { text: lines.join('\n'), document: documents[0] }
  }
  const first = await releaseOf('2025-06-30', clients)
  expect(first.document).toMatchObject({ warnings: [] })
  expect(first.text).not.toContain('30 %')
  const fewer = clients.map((client, i) =>
    i % 2 === 0
      ? client
      : { ...client, services: client.services.filter((s) => s !== 0), heavyServices: client.heavyServices.filter((s) => s !== 0) },
  )
  const second = await releaseOf('2025-12-31', fewer)
  const [service] = catalogue.services
  expect(second.document).toMatchObject({ warnings: [service?.code] })
  expect(second.text).toContain(
    `Users changed by more than 30 % from the last release: ${service?.code} ${service?.name.en}. Look at the extracts`,
  )
  expect(second.text).toContain('an audited one now needs --sooner REASON')
})
