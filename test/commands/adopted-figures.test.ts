/** Adopted schemes through the built program: counted with the release, and never anew for another release of the same import. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../server/database/open-database.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import { ask, kooste, startServer } from '../support/program.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-adopted-'))
const settings = { KOOSTE_DATA: path.join(work, 'data'), KOOSTE_DEMO_QUARTERS: '1' }
afterAll(() => rmSync(work, { recursive: true, force: true }))

interface Told {
  readonly segmentation: {
    readonly state: string
    readonly segments: readonly { readonly clients: object; readonly services: readonly object[] }[]
  }
}
const FIGURES = `query($scheme: ID!) { segmentation(scheme: $scheme) { state
  segments { clients { size low high } services { service clients { size low high } } } } }`

it('the release command counts what is in force, and a release built beside a running server gets the same answer', async () => {
  const run = async (...words: readonly string[]) => {
    const { code, stderr } = await kooste(words, settings)
    expect([code, code === 0 ? '' : stderr]).toEqual([0, ''])
  }
  const extracts = path.join(work, 'extracts')
  await run('demo', extracts, '--residents', '6000')
  await run('import', extracts, '--data-date', '2025-09-30', '--demo')
  await run('release', '--stage', 'rules')
  const portal = await openDatabase({ kind: 'embedded', folder: path.join(settings.KOOSTE_DATA, 'portal') }, PORTAL_MIGRATIONS)
  const { rows } = await portal.pool
    .query('SELECT kind, answer IS NOT NULL AS answered FROM draft_question ORDER BY kind')
    .finally(() => portal.close())
  // Of the demo county's newest release the detail too.
  expect(rows).toEqual([
    { kind: 'DETAIL', answered: true },
    { kind: 'FIGURES', answered: true },
  ])

  const server = await startServer(settings)
  onTestFinished(() => server.stop())
  const { adoptedSchemes } = await ask<{ adoptedSchemes: readonly { id: string }[] }>(server.url, '{ adoptedSchemes { id } }')
  const scheme = adoptedSchemes[0]?.id
  const figures = async () => (await ask<Told>(server.url, FIGURES, { scheme })).segmentation
  const first = await figures()
  expect(first.state).toBe('FIGURES')
  const release = async () => (await ask<{ release: { id: string } }>(server.url, '{ release { id } }')).release.id
  const before = await release()
  await run('release', '--policy', 'perturbed', '--sooner', 'another policy')
  for (const until = Date.now() + 30_000; (await release()) === before && Date.now() < until; ) await wait(200)
  expect(await release()).not.toBe(before)
  let again = await figures()
  for (const until = Date.now() + 60_000; again.state === 'WAITING' && Date.now() < until; again = await figures()) await wait(300)
  expect(again).toEqual(first)
}, 300_000)
