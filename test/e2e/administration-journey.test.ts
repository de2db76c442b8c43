/** Two administrators at the built program with a real provider: from an empty portal to a published release, by the web alone. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../support/postgres.ts'
import { kooste, spawnKooste } from '../support/program.ts'
import { startProvider, TEST_CLIENT, type TestProvider } from '../support/provider.ts'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'
import { outside } from './outside.ts'

const { open, quiet } = withBrowser()
const work = mkdtempSync(path.join(tmpdir(), 'kooste-admins-'))
const extracts = path.join(work, 'made')
let provider: TestProvider
let url = ''
let server: ReturnType<typeof spawnKooste>
let output = ''
/** Nothing is published yet, and every answer of 401 is reported by the browser itself. */
const EXPECTED = /401/

beforeAll(async () => {
  const ran = await kooste(['demo', extracts, '--residents', '3000'], { KOOSTE_DATA: path.join(work, 'none') })
  expect(ran.code, ran.stderr).toBe(0)
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  provider = await startProvider(url, {
    aino: { name: 'Aino Admin', groups: ['admins'] },
    aatu: { name: 'Aatu Admin', groups: ['admins', 'leaders'] },
  })
  const roles = path.join(work, 'roles.json')
  const grants = [
    { value: 'admins', role: 'ADMIN' },
    { value: 'leaders', role: 'LEADERSHIP' },
  ]
  writeFileSync(roles, JSON.stringify({ claim: 'groups', grants }))
  server = spawnKooste(['serve'], {
    ...{ KOOSTE_DATA: path.join(work, 'data'), PORT: String(port), KOOSTE_URL: url, KOOSTE_ROLES: roles, KOOSTE_TWO_PERSONS: 'yes' },
    ...{ KOOSTE_OIDC_ISSUER: provider.issuer, KOOSTE_OIDC_CLIENT: TEST_CLIENT.id, KOOSTE_OIDC_SECRET: TEST_CLIENT.secret },
    KOOSTE_PSEUDONYM_KEY: '9f2c61d07b4e8a35c1d96e0f7a2b4c8d',
  })
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (part: Buffer) => (output += part.toString()))
  for (const until = Date.now() + 60_000; ; await wait(200)) {
    if ((await fetch(`${url}/healthz`).catch(() => null))?.ok) break
    if (Date.now() > until) throw new Error(`the server did not start:\n${output}`)
  }
})
afterAll(async () => {
  const ended = new Promise((resolve) => server?.once('exit', resolve))
  if (server?.kill('SIGTERM')) await ended
  await provider?.stop()
  rmSync(work, { recursive: true, force: true })
})

async function signedInAs(login: string, at: string): Promise<Page> {
  const page = await open(`${url}${at}`)
  await page.getByRole('link', { name: 'Kirjaudu sisään' }).click()
  await page.locator('input[name=login]').fill(login)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((place) => place.href.startsWith(url) && !place.pathname.startsWith('/auth'))
  await page.locator('h1').first().waitFor()
  return page
}

/** A state of a page: nothing sticks out of it on a phone. KOOSTE_SHOTS names a folder where it is kept as pictures, by screen and scheme. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.KOOSTE_SHOTS
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    expect({ name, width, outside: await outside(page) }).toEqual({ name, width, outside: [] })
    for (const colorScheme of folder ? (['dark', 'light'] as const) : []) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: path.join(folder ?? '', `${name}-${colorScheme}-${width}.png`), fullPage: true })
    }
  }
}

const PATIENT = { timeout: 120_000 }

describe('two administrators', () => {
  it('bring data in, see their import go on and its report, and a wrong file refused', async () => {
    const page = await signedInAs('aino', '/imports')
    await page.getByText('Holvin työprosessi on käynnissä.').waitFor(PATIENT)
    const form = page.getByRole('form', { name: 'Tuo aineisto' })
    await form.waitFor(PATIENT)
    expect(await violations(page)).toEqual([])
    await look(page, 'imports-empty')
    await form.getByLabel('12 kuukauden viimeinen päivä').fill('2025-09-30')
    const files = readdirSync(extracts).map((file) => path.join(extracts, file))
    await form.getByLabel('Tiedostot').setInputFiles(files.slice(0, 2))
    await form.getByRole('button', { name: 'Tuo' }).click()
    await page.getByRole('alert').getByText('täsmälleen yksi kutakin').waitFor()
    await form.getByLabel('Tiedostot').setInputFiles(files)
    await form.getByRole('button', { name: 'Tuo' }).click()
    await page.getByText('Tuonti tilattiin.').waitFor(PATIENT)
    await page
      .getByRole('cell', { name: /odottaa|%/ })
      .first()
      .waitFor()
    await page.getByRole('cell', { name: 'valmis' }).waitFor(PATIENT)
    await page.getByRole('heading', { name: 'Viimeisin tuonti' }).waitFor()
    await page.getByText('Aiempaa tuontia ei ollut').waitFor()
    expect(await page.locator('.report-table tbody tr').count()).toBe(3)
    expect(await page.locator('.report-table').innerText()).toMatch(/noin\s[1-9].*alle\s1\s%.*\d+\s%/s)
    // The same again: beside the first.
    await form.getByLabel('12 kuukauden viimeinen päivä').fill('2025-09-30')
    await form.getByLabel('Tiedostot').setInputFiles(files)
    await form.getByRole('button', { name: 'Tuo' }).click()
    await page.getByText('kuten ennen').first().waitFor(PATIENT)
    expect(await violations(page)).toEqual([])
    await look(page, 'imports')
    await page.context().close()
    quiet(EXPECTED)
  })

  it('change a row of the catalogue, see what is wrong with another, and who did what', async () => {
    const page = await signedInAs('aino', '/catalogue')
    await page.getByRole('button', { name: 'Muokkaa H01', exact: true }).click(PATIENT)
    const form = page.getByRole('form', { name: 'Rivi H01' })
    await form.getByLabel('Lyhyt nimi suomeksi', { exact: true }).fill('Lääkärin luona')
    await form.getByRole('button', { name: 'Tarkasta ja tallenna' }).click()
    await form.getByText('Muutos hyväksyttiin').waitFor(PATIENT)
    const history = page.getByRole('region', { name: 'Muutokset' })
    await history.getByText('Lääkärin luona').waitFor()
    await history.getByText('Lääkärivastaanotto').waitFor()
    await history.getByText('Aino Admin').waitFor()
    // The file's own names stand nowhere but in a hint.
    expect(await page.locator('main').textContent()).not.toMatch(/[a-z]+_(fi|sv|en|rule|threshold|task)/)
    await page.getByRole('button', { name: 'Muokkaa H02', exact: true }).click()
    const other = page.getByRole('form', { name: 'Rivi H02' })
    await other.getByLabel('Sektori', { exact: true }).fill('NONE')
    await other.getByLabel('Nimi ruotsiksi', { exact: true }).fill('')
    await other.getByRole('button', { name: 'Tarkasta ja tallenna' }).click()
    await other.getByText('”Nimi ruotsiksi” on tyhjä').waitFor(PATIENT)
    await other.getByText('sektori on HEALTH, SOCIAL tai DENTAL').waitFor()
    expect(await violations(page)).toEqual([])
    await look(page, 'catalogue')
    await page.context().close()
    quiet(EXPECTED)
  })

  it('build and publish: one builds and reads the certificate, the other publishes and withdraws', async () => {
    const builder = await signedInAs('aino', '/releases')
    await builder.getByText('Julkaisuja ei ole.').waitFor(PATIENT)
    const form = builder.getByRole('form', { name: 'Tee julkaisu' })
    await form.getByLabel('Luvut').selectOption('PERTURBED')
    await form.getByRole('button', { name: 'Tee' }).click()
    await builder
      .getByRole('cell', { name: /odottaa|%/ })
      .first()
      .waitFor()
    await builder.getByText('odottaa julkaisemista').waitFor(PATIENT)
    await builder.getByText('Teit tämän itse: toinen ylläpitäjä julkaisee sen.').waitFor()
    expect(await builder.getByRole('button', { name: /^Julkaise/ }).count()).toBe(0)
    await builder
      .getByText('Auditoidun taulun')
      .or(builder.getByText(/Ohjelman versio/))
      .first()
      .waitFor()
    expect(await violations(builder)).toEqual([])
    await look(builder, 'releases-waiting')
    // The rule holds whatever the page shows.
    const refused = await builder.evaluate(async () => {
      const ask = async (query: string) =>
        (
          await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) })
        ).json()
      const { data } = await ask('{ managedReleases { id } }')
      return ask(`mutation { publishRelease(id: "${data.managedReleases[0].id}") { state } }`)
    })
    expect(refused.errors[0].message).toBe('Whoever built a release does not publish it.')
    const second = await signedInAs('aatu', '/releases')
    await second.getByRole('button', { name: /^Julkaise/ }).click(PATIENT)
    await second.getByText('Julkaisu on näkyvissä.').waitFor()
    await second.getByText('nykyinen', { exact: true }).waitFor()
    await second.getByText(/Julkaistu .*Aatu Admin/).waitFor()
    await look(second, 'releases-current')
    await second.goto(`${url}/`)
    await second.locator('.overview-row').first().waitFor(PATIENT)
    await second.goto(`${url}/releases`)
    await second.getByRole('button', { name: /^Poista näkyvistä/ }).click(PATIENT)
    await second.getByLabel('Miksi').fill('väärä aineisto')
    await second.getByRole('button', { name: 'Poista näkyvistä', exact: true }).click()
    await second.getByText('Julkaisu poistettiin näkyvistä.').waitFor()
    await second.getByText(/väärä aineisto/).waitFor()
    expect(await violations(second)).toEqual([])
    await builder.context().close()
    await second.context().close()
    quiet(EXPECTED)
  })
})
