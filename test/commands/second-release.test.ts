/** Two exact releases of one import, through the built program: real clients, as far as it knows. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { kooste } from '../support/program.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-second-'))
const settings = { KOOSTE_DATA: path.join(work, 'data'), KOOSTE_PSEUDONYM_KEY: 'a key for tests, of no county at all' }
afterAll(() => rmSync(work, { recursive: true, force: true }))

it('the same import is released again by the same rules; by others, or in another stage, for a reason that the certificate tells', async () => {
  const run = (words: readonly string[], more = {}) => kooste([...words, '--json'], { ...settings, ...more })
  const made = async (words: readonly string[], more = {}): Promise<{ release: string; certificate: { sooner?: object } }> => {
    const { code, stdout, stderr } = await run(['release', ...words], more)
    expect(code, stderr).toBe(0)
    return JSON.parse(stdout)
  }
  const served = async () =>
    JSON.parse((await run(['status'])).stdout).portal.rows.map(({ id, dataDate }: { id: string; dataDate: string }) => `${id} ${dataDate}`)
  const extracts = path.join(work, 'extracts')
  await run(['demo', extracts, '--residents', '3000'])
  expect((await run(['import', extracts, '--data-date', '2025-09-30'])).code).toBe(0)
  const first = await made(['--stage', 'rules'])
  expect((await made(['--stage', 'rules'])).release).toBe(first.release)
  expect(first.certificate.sooner).toBeUndefined()
  for (const [words, more] of [
    [['--stage', 'base'], {}],
    [['--stage', 'rules'], { KOOSTE_THRESHOLD: '10' }],
    [['--stage', 'rules'], { KOOSTE_COMPLEMENT_EXEMPT: 'H01' }],
    [['--stage', 'rules', '--hold'], { KOOSTE_THRESHOLD: '10' }],
  ] as const) {
    const { code, stderr } = await run(['release', ...words], more)
    expect([code, stderr]).toEqual([9, expect.stringContaining('--sooner')])
  }
  expect(await served()).toEqual([`${first.release} 2025-09-30`])
  const second = await made(['--stage', 'rules', '--sooner', 'the board raised k'], { KOOSTE_THRESHOLD: '10' })
  expect(second.certificate.sooner).toEqual({ than: '2025-09-30', reason: 'the board raised k' })
  expect(await served()).toEqual([`${second.release} 2025-09-30`])
  expect((await run(['release', '--stage', 'rules'])).code).toBe(9)
  expect((await made(['--stage', 'rules'], { KOOSTE_THRESHOLD: '10' })).release).toBe(second.release)
  // A perturbed one is another policy, which other people see.
  await made(['--policy', 'perturbed'])
  expect(await served()).toHaveLength(2)
}, 300_000)
