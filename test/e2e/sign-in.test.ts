import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import { type SignedPortal, startSignedPortal } from '../support/signed-portal.ts'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'
import { soon } from './words.ts'

const WEB = path.resolve(import.meta.dirname, '../../dist/web')
const { open, quiet } = withBrowser()
let database: Database
let signed: SignedPortal

beforeAll(async () => {
  expect(existsSync(WEB)).toBe(true)
  database = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
  signed = await startSignedPortal(database, { webDir: WEB })
})
afterAll(async () => {
  await signed.stop()
  await database.close()
})

/** Presses 'sign in' and gives a name at the provider. */
async function signIn(page: Page, login: string): Promise<void> {
  await page.getByRole('link', { name: 'Kirjaudu sisään' }).click()
  await page.locator('input[name=login]').fill(login)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.href.startsWith(signed.url) && !url.pathname.startsWith('/auth'))
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
}

async function signedInAs(login: string, at = '/'): Promise<Page> {
  const page = await open(`${signed.url}${at}`)
  await signIn(page, login)
  return page
}

/** What the audit log holds from now on of questions that were not answered. */
async function refusals(): Promise<() => Promise<readonly string[]>> {
  await signed.portal.audit.flush()
  const { rows: before } = await database.pool.query<{ seq: string }>('SELECT seq FROM audit_head')
  return async () => {
    await signed.portal.audit.flush()
    const { rows } = await database.pool.query<{ what: string }>(
      "SELECT subject || ' ' || (detail ->> 'code') AS what FROM audit_event WHERE seq > $1 AND outcome <> 'DONE'",
      [before[0]?.seq],
    )
    return rows.map(({ what }) => what)
  }
}

/** Opens a page of the portal and waits until it has what it asked for. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(`${signed.url}${path}`)
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
}

/** Puts a second between a question and its answer; how many of an operation have been asked from now on. */
async function slowed(page: Page, operation: string): Promise<() => number> {
  let asked = 0
  await page.route('**/graphql', async (route) => {
    if (route.request().postDataJSON().operationName === operation) {
      asked += 1
      await wait(1000)
    }
    await route.continue()
  })
  return () => asked
}

/** Up to fifty events of the log, as the server gives them. */
const eventsFrom = (first: number, next: string | null) => ({
  auditEvents: {
    events: Array.from({ length: Math.min(first, 50) }, (_, at) => ({
      ...{ seq: String(first - at), at: '2026-03-02T10:00:00.000Z', kind: 'SIGN_IN', outcome: 'DONE', detail: '{}' },
      ...{ actorKind: 'system', actorId: null, actorName: null, subject: null, release: null, shown: null, withheld: null },
    })),
    next,
  },
})
const addresses = (links: Element[]): string[] => links.map((link) => link.getAttribute('href') ?? '')
const valuesOf = (options: Element[]): string[] => options.map((option) => option.getAttribute('value') ?? '')
const views = (page: Page) => page.locator('.views-list a').allTextContents()
/** The browser reports every answer of 401 itself. */
const EXPECTED = /401/

describe('signing in', () => {
  it('stands before every page, leads back to it, and out again at the provider', async () => {
    const page = await open(`${signed.url}/counts?sex=female`)
    expect(await page.locator('h1').textContent()).toBe('Kirjaudu sisään')
    expect(await page.locator('.views, .selection').count()).toBe(0)
    expect(await violations(page)).toEqual([])
    await signIn(page, 'leena')
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/counts?sex=female')
    await page.locator('.account-open').click()
    await page.getByText('Johto', { exact: true }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Kirjaudu ulos' }).click()
    await page.getByRole('button', { name: 'Yes' }).click()
    await page.waitForURL(`${signed.url}/signed-out**`)
    await page.getByText('Olet kirjautunut ulos').waitFor()
    expect(await violations(page)).toEqual([])
    await page.goto(`${signed.url}/`)
    await page.getByRole('heading', { name: 'Kirjaudu sisään' }).waitFor()
    await page.context().close()
    quiet(EXPECTED)
  })

  it('says why it did not work', async () => {
    const page = await open(signed.url)
    await page.getByRole('link', { name: 'Kirjaudu sisään' }).click()
    await page.locator('input[name=login]').fill('maija')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Ryhmiä on liikaa' }).waitFor()
    await page.context().close()
    quiet(EXPECTED)
  })

  it('is asked again in place when the session has ended, and comes back to the same view', async () => {
    const page = await signedInAs('leena', '/')
    await page.context().clearCookies({ domain: '127.0.0.1', name: 'kooste-session' })
    await page.locator('.views-list a', { hasText: 'Yhteiskäyttömatriisi' }).click()
    await page.getByRole('heading', { name: 'Istunto on päättynyt' }).waitFor()
    await page.getByRole('link', { name: 'Kirjaudu sisään' }).click()
    await page.waitForURL(`${signed.url}/matrix`)
    await page.locator('h1').first().waitFor()
    await page.context().close()
    quiet(EXPECTED)
  })
})

describe('what a role may not see is absent', () => {
  it('to an expert of the old: other ages, everybody, export', async () => {
    const page = await signedInAs('erja')
    expect(new URL(page.url()).searchParams.get('age')).toBe('65plus')
    expect(await page.locator('.selection-presets button').allTextContents()).toEqual(['65+'])
    expect(await page.getByRole('button', { name: 'Vie', exact: true }).count()).toBe(0)
    expect(await views(page)).not.toContain('Johdon näkymä')
    expect(await page.locator('.message').count()).toBe(0)
    await page.goto(`${signed.url}/lead`)
    await page.getByRole('heading', { name: 'Sinulla ei ole oikeutta tähän näkymään' }).waitFor()
    const offered = page.locator('.granted-pages a')
    expect(await offered.evaluateAll(addresses)).toContain('/matrix')
    expect(await offered.evaluateAll(addresses)).not.toContain('/lead')
    // Its own looks come with it, on whatever page a reader lands.
    expect((await offered.first().boundingBox())?.height).toBeGreaterThan(30)
    await page.goto(`${signed.url}/?age=0-17`)
    await page.getByRole('heading', { name: 'Sinulla ei ole oikeutta tähän näkymään' }).waitFor()
    expect(await page.locator('.overview-row').count()).toBe(0)
    await page.context().close()
    quiet(EXPECTED)
  })

  it('to a service owner: places, other services, other views', async () => {
    const page = await signedInAs('sami')
    const names = await views(page)
    for (const absent of ['Asiakkaan näkökulma', 'Palveluyhdistelmät', 'Johdon näkymä']) expect(names.join()).not.toContain(absent)
    expect(await page.locator('.selection-field[data-field=place]').count()).toBe(0)
    expect(await page.locator('a.row-name').count()).toBe(1)
    expect(await page.locator('a[href^="/report"]').count()).toBe(0)
    await page.locator('a.row-name').click()
    await page.waitForURL('**/service?**')
    await page.waitForLoadState('networkidle')
    await page.locator('.service-row').nth(1).waitFor()
    expect(await page.locator('.service-row').count()).toBeGreaterThan(0)
    expect(await page.locator('.message').count()).toBe(0)
    await page.context().close()
    quiet(EXPECTED)
  })

  it('to an owner of one service: the choice of a service', async () => {
    const page = await signedInAs('sami', '/service?sex=female')
    await page.waitForURL('**/service?**service=S01**')
    expect(new URL(page.url()).searchParams.get('sex')).toBe('female')
    await page.locator('.service-row').first().waitFor()
    await page.context().close()
    quiet(EXPECTED)
  })

  it.each(['erja', 'sami'])('so that nothing is refused that %s may choose for a comparison', async (login) => {
    const page = await signedInAs(login)
    const refusedSince = await refusals()
    for (const of of ['overview', 'matrix']) {
      await page.goto(`${signed.url}/compare?of=${of}`)
      const lists = page.locator('.compare-second select')
      await lists.first().waitFor()
      for (let list = 0; list < (await lists.count()); list++) {
        const values = await lists.nth(list).locator('option:not([disabled])').evaluateAll(valuesOf)
        expect(values.length).toBeGreaterThan(0)
        for (const value of values) {
          await lists.nth(list).selectOption(value)
          await page.waitForLoadState('networkidle')
          expect([of, list, value, await page.getByText('ei ole oikeutta').count()]).toEqual([of, list, value, 0])
        }
      }
    }
    // A service of a centre is not published for anybody.
    expect((await refusedSince()).filter((what) => !what.endsWith('SELECTION_NOT_PUBLISHED'))).toEqual([])
    await page.context().close()
    quiet(EXPECTED)
  })

  it.each([
    ['erja', 'S02'],
    ['sami', 'S01'],
  ])('so that no link on a page leads %s to what would be refused', async (login, service) => {
    const page = await signedInAs(login)
    const refusedSince = await refusals()
    const start = await page.locator('.views-list a').evaluateAll(addresses)
    const [, more] = (start[0] ?? '').split('?')
    const pages = [...start, `/matrix?cell=${service}.S03&${more}`, `/service?service=${service}&open=S03&${more}`]
    const found = new Map<string, string>()
    for (const from of pages) {
      await visit(page, from)
      for (const to of await page.locator('main a[href^="/"]').evaluateAll(addresses)) found.set(to.split('#')[0] ?? '', from)
    }
    expect(found.size).toBeGreaterThan(3)
    for (const [to, from] of found) {
      await visit(page, to)
      expect([from, to, await page.getByText('ei ole oikeutta').count()]).toEqual([from, to, 0])
    }
    expect((await refusedSince()).filter((what) => !what.endsWith('SELECTION_NOT_PUBLISHED'))).toEqual([])
    await page.context().close()
    quiet(EXPECTED)
  })

  it.each(['erja', 'sami'])('so that no page of %s asks for what would be refused', async (login) => {
    const page = await signedInAs(login)
    const refusedSince = await refusals()
    for (const path of await page.locator('.views-list a').evaluateAll(addresses)) {
      await visit(page, path)
      expect([path, await page.locator('.message').count()]).toEqual([path, 0])
    }
    expect(await refusedSince()).toEqual([])
    await page.context().close()
    quiet(EXPECTED)
  })

  it('to an administrator and to an auditor: every figure, so that they begin at the first page of theirs', async () => {
    for (const [login, first, office, other] of [
      ['aino', '/imports', 'Oikeudet ja istunnot', 'Käyttöloki'],
      ['antti', '/audit', 'Käyttöloki', 'Oikeudet ja istunnot'],
    ] as const) {
      const page = await signedInAs(login)
      await soon(() => Promise.resolve(new URL(page.url()).pathname)).toBe(first)
      await page.locator('.brand').click()
      await soon(() => Promise.resolve(new URL(page.url()).pathname)).toBe(first)
      expect(await page.locator('.selection').count()).toBe(0)
      await page.locator('.account-open').click()
      await page.getByRole('link', { name: office }).last().waitFor()
      expect(await page.getByRole('link', { name: other }).count()).toBe(0)
      await page.context().close()
    }
    quiet(EXPECTED)
  })

  it('to somebody without a role: everything but who they are', async () => {
    const page = await signedInAs('niko', '/matrix')
    await page.getByRole('heading', { name: 'Sinulla ei ole vielä oikeuksia' }).waitFor()
    await page.getByText('niko', { exact: false }).first().waitFor()
    expect(await page.locator('a[href^="/about"]').count()).toBe(0)
    expect(await violations(page)).toEqual([])
    await page.context().close()
    quiet(EXPECTED)
  })
})

describe('pages about the portal', () => {
  it('show one’s own sessions and end another of them', async () => {
    const first = await signedInAs('leena')
    const second = await signedInAs('leena', '/account')
    await second.getByRole('heading', { name: 'Istuntosi' }).waitFor()
    expect(await violations(second)).toEqual([])
    const ends = second.getByRole('button', { name: /^Päätä istunto/ })
    const before = await ends.count()
    expect(before).toBeGreaterThan(0)
    await ends.first().click()
    await soon(() => ends.count()).toBe(before - 1)
    await first.context().close()
    await second.context().close()
    quiet(EXPECTED)
  })

  it('let an administrator give a right, make a token that is shown once, and end both', async () => {
    const page = await signedInAs('aino', '/rights')
    await page.getByRole('heading', { name: 'Annetut oikeudet' }).waitFor()
    const file = page.getByRole('region', { name: 'Roolikuvaus' }).getByRole('row')
    await soon(() => file.allTextContents()).toContain('experts-65Asiantuntija65+')
    expect(await violations(page)).toEqual([])
    const give = page.getByRole('form', { name: 'Anna oikeus' })
    await give.getByLabel('Ryhmän tai roolin tunnus').fill('heads of dental care')
    await give.getByRole('combobox', { name: 'Rooli', exact: true }).selectOption('LEADERSHIP')
    const places = give.getByRole('group', { name: 'Kunnat (ei valintaa: kaikki)' }).getByRole('checkbox')
    const [place] = await give.getByRole('group', { name: 'Kunnat (ei valintaa: kaikki)' }).locator('.tick').allTextContents()
    await places.first().check()
    await give.getByRole('button', { name: 'Anna oikeus' }).click()
    const given = page.getByRole('region', { name: 'Annetut oikeudet' }).getByRole('row', { name: 'Ryhmä heads of dental care' })
    await soon(() => given.textContent()).toContain(place)
    expect(await places.first().isChecked()).toBe(false)
    await page.getByText('Ryhmä heads of dental care').waitFor()
    const make = page.getByRole('form', { name: 'Tee tunnus' })
    await make.getByRole('textbox', { name: 'Nimi' }).fill('tilastot')
    await make.getByLabel('Viimeinen päivä').fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10))
    await make.getByRole('button', { name: 'Tee tunnus' }).click()
    expect(await page.locator('.token-once code').textContent()).toMatch(/^kooste_/)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Päätä tunnus tilastot' }).click()
    await page.getByText('päättynyt', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^Päätä oikeus Johto/ }).click()
    await page.getByText(/^päättyi /).waitFor()
    await page.context().close()
    quiet(EXPECTED)
  })

  it('let a publisher take figures out, which the auditor then finds', async () => {
    const publisher = await signedInAs('paula')
    await publisher.getByRole('button', { name: 'Vie', exact: true }).click()
    const download = publisher.waitForEvent('download')
    await publisher.getByRole('menuitem', { name: /CSV/ }).click()
    await download
    await publisher.context().close()
    const page = await signedInAs('antti', '/audit')
    await page.getByText('Eheä: mitään ei ole muutettu').waitFor()
    await page.getByRole('combobox', { name: 'Tapahtuma' }).selectOption('EXPORT')
    await page.getByRole('cell', { name: 'Paula Publisher' }).first().waitFor()
    await page
      .getByRole('cell', { name: /Vienti: Yleiskuva/ })
      .first()
      .waitFor()
    expect(await violations(page)).toEqual([])
    await page.context().close()
    quiet(EXPECTED)
  })
})

describe('a press that is repeated before its answer', () => {
  it('gives one right, makes one token and orders one release', async () => {
    const page = await signedInAs('aino', '/rights')
    const give = page.getByRole('form', { name: 'Anna oikeus' })
    await give.getByLabel('Ryhmän tai roolin tunnus').fill('pressed twice')
    const given = await slowed(page, 'GiveGrant')
    await give.getByRole('button', { name: 'Anna oikeus' }).dblclick()
    await page.getByText('Ryhmä pressed twice').waitFor()
    expect(given()).toBe(1)
    const make = page.getByRole('form', { name: 'Tee tunnus' })
    await make.getByRole('textbox', { name: 'Nimi' }).fill('kahdesti')
    await make.getByLabel('Viimeinen päivä').fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10))
    const made = await slowed(page, 'CreateApiToken')
    await make.getByRole('button', { name: 'Tee tunnus' }).dblclick()
    await page.locator('.token-once').waitFor()
    expect(made()).toBe(1)
    await visit(page, '/releases')
    const ordered = await slowed(page, 'OrderRelease')
    await page.locator('form button[type=submit]').dblclick()
    await soon(() => page.locator('form ~ .office-said').first().textContent()).not.toBe('')
    expect(ordered()).toBe(1)
    await page.context().close()
    quiet(EXPECTED)
  })

  it('fetches the next events of the log once', async () => {
    const page = await signedInAs('antti', '/account')
    let fetched = 0
    await page.route('**/graphql', async (route) => {
      const { operationName, variables } = route.request().postDataJSON()
      if (operationName !== 'AuditEvents') return route.continue()
      if (!variables.after) return route.fulfill({ json: { data: eventsFrom(200, '151') } })
      fetched += 1
      await wait(1000)
      return route.fulfill({ json: { data: eventsFrom(150, '101') } })
    })
    await page.locator('.account-open').click()
    await page.getByRole('link', { name: 'Käyttöloki' }).last().click()
    const rows = page.locator('.office-table tbody tr')
    await soon(() => rows.count()).toBe(50)
    await page.locator('.audit-more .btn').dblclick()
    await soon(() => rows.count()).toBe(100)
    expect(fetched).toBe(1)
    await page.context().close()
    quiet(EXPECTED)
  })
})

describe('the search of the log', () => {
  it('shows only what it finds, though more of the search before comes after it', async () => {
    const page = await signedInAs('antti', '/account')
    let asked = 0
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/graphql', async (route) => {
      const { operationName, variables } = route.request().postDataJSON()
      if (operationName !== 'AuditEvents') return route.continue()
      if (variables.search.actor) return route.fulfill({ json: { data: eventsFrom(30, null) } })
      if (!variables.after) return route.fulfill({ json: { data: eventsFrom(200, '151') } })
      asked += 1
      await held
      return route.fulfill({ json: { data: eventsFrom(150, '101') } })
    })
    await page.locator('.account-open').click()
    await page.getByRole('link', { name: 'Käyttöloki' }).last().click()
    const rows = page.locator('.office-table tbody tr')
    await soon(() => rows.count()).toBe(50)
    await page.locator('.audit-more .btn').click()
    await soon(() => asked).toBe(1)
    await page.getByRole('searchbox').fill('Paula')
    await soon(() => page.locator('.audit-more .btn').count()).toBe(0)
    const late = page.waitForResponse((response) => response.request().postData()?.includes('"after"') === true)
    release()
    await (await late).finished()
    await page.waitForTimeout(300)
    expect(await rows.count()).toBe(30)
    await page.context().close()
    quiet(EXPECTED)
  })

  it('asks once a name is written, and keeps what it found until then', async () => {
    const page = await signedInAs('antti', '/audit')
    await page.locator('.office-table tbody tr').first().waitFor()
    let asked = 0
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/graphql', async (route) => {
      const { operationName } = route.request().postDataJSON()
      if (operationName === 'AuditSummary') asked += 1
      await held
      await route.continue()
    })
    const name = page.getByRole('searchbox')
    await name.focus()
    // Within the page: a slow machine is no slow writer.
    await page.evaluate(async () => {
      for (const letter of 'Ei kukaan') {
        document.execCommand('insertText', false, letter)
        await new Promise((resolve) => setTimeout(resolve))
      }
    })
    await soon(() => asked).toBe(1)
    expect(await page.locator('.audit-charts').count()).toBe(1)
    expect(await page.locator('.office-table tbody tr').count()).toBeGreaterThan(0)
    await soon(() => new URL(page.url()).searchParams.get('actor')).toBe('Ei kukaan')
    expect(await name.inputValue()).toBe('Ei kukaan')
    release()
    await page.getByText('Ehdoilla ei löydy tapahtumia.').first().waitFor()
    expect(asked).toBe(1)
    await page.context().close()
    quiet(EXPECTED)
  })
})
