/** A segment over the releases in a browser, beside a vault that answers when it is told to: what waits, what is silent, what is set. */
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type AnsweredPortal, openAnsweredPortal } from '../support/answered-portal.ts'
import { importSynthetic } from '../support/synthetic-import.ts'
import { publishSynthetic, type SyntheticRelease } from '../support/synthetic-release.ts'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'
import { read, readAll, soon, speak } from './words.ts'

const { open, quiet } = withBrowser()
const { say, formats } = speak('fi')
/** The vault keeps the clients of all but the first. */
const DATES = ['2024-12-31', '2025-03-31', '2025-06-30', '2025-09-30'] as const
const releases: SyntheticRelease[] = []
let opened: AnsweredPortal
let scheme = ''

beforeAll(async () => {
  inject('demoUrl') // the built web is there
  opened = await openAnsweredPortal(
    'when told',
    async ({ portalDatabase, vault }) => {
      for (const [at, dataDate] of DATES.entries()) {
        const publishedAt = new Date(Date.UTC(2026, at, 1))
        const release = await publishSynthetic(portalDatabase, { clients: 12_000, services: 6, seed: 40 + at, dataDate, publishedAt })
        releases.push(release)
        if (at > 0) await importSynthetic(vault, release)
      }
    },
    path.resolve(import.meta.dirname, '../../dist/web'),
  )
  const rule = (service: string) => ({ alternatives: [[{ kind: 'USES_ALL', services: [service] }]] })
  const services = releases[0]?.layout.services ?? []
  const content = {
    title: { fi: 'Jako' },
    segments: [0, 1].map((at) => ({ key: `s${at}`, name: { fi: `Segmentti ${at}` }, rule: rule(services[at] ?? '') })),
  }
  const { createSegmentDraft } = await opened.data('mutation($blank: BlankDraftInput!) { createSegmentDraft(blank: $blank) { id } }', {
    blank: { scope: 'ALL', content },
  })
  await opened.data('mutation($draft: ID!) { adoptSegments(draft: $draft, version: "1") { id } }', { draft: createSegmentDraft.id })
  scheme = (await opened.data('{ adoptedSchemes { id } }')).adoptedSchemes[0].id
  const { id: releaseId = '' } = releases.at(-1) ?? {}
  const row = { releaseId, countedOn: new Date('2024-12-31'), source: 'Tilastokeskus', ageGroup: 'ALL' }
  await opened.prisma.residentCount.createMany({
    data: [
      { ...row, position: 0, area: '16', persons: 40_000 },
      { ...row, position: 1, area: 'M01', persons: 15_000 },
    ],
  })
})
afterAll(() => opened.close())

const overTime = (more = ''): Promise<Page> => open(`${opened.url}/segments/figures?scheme=${scheme}&panel=time${more}`)
const states = async (page: Page) => (await readAll(page.locator('.over-time-part p'))).join(' ')
const state = (kind: string, ...dates: readonly string[]) =>
  say(`overTime.state.${kind}`, { dates: dates.map((date) => formats.date(date)).join(', ') })

describe('a segment over the releases', () => {
  it('waits for the vault, and says after a while that nobody answers for it; the figures come when somebody does', async () => {
    const page = await overTime()
    await soon(() => read(page.locator('.view-sentence'))).toBe(say('adopted.state.WAITING'))
    expect(await page.locator('.vault-silence').count()).toBe(0)
    const silence = page.locator('.vault-silence')
    await silence.waitFor({ timeout: 30_000 })
    expect(await read(silence)).toBe(say('overTime.silence'))
    expect(await violations(page)).toEqual([])
    expect(await opened.answerAll()).toBe(1)
    await page.locator('.over-time-part').waitFor()
    expect(await silence.count()).toBe(0)
    quiet()
  })

  it('says which earlier releases were not counted and what counting them takes, and counts them when it is pressed', async () => {
    const page = await overTime()
    await page.locator('.over-time-part').waitFor()
    expect(await states(page)).toContain(state('NOT_COUNTED', ...DATES.slice(0, 3)))
    expect(await states(page)).toContain(say('overTime.cost'))
    expect(await page.locator('.over-time-part .band-point').count()).toBe(1)
    await page.getByRole('button', { name: say('overTime.count') }).press('Enter')
    await soon(() => states(page)).toContain(state('WAITING', ...DATES.slice(0, 3)))
    expect(await page.getByRole('button', { name: say('overTime.count') }).count()).toBe(0)
    expect(await page.locator('.over-time-part [role="status"]').count()).toBe(1)
    await page.locator('.over-time-part .vault-silence').waitFor({ timeout: 30_000 })
    expect(await opened.answerAll()).toBe(3)
    await soon(() => page.locator('.over-time-part .band-point').count()).toBe(3)
    expect(await states(page)).toContain(state('NOT_POSSIBLE', DATES[0]))
    expect(await page.locator('.over-time-part .vault-silence').count()).toBe(0)
    quiet()
  })

  it('is shown by centre, and for a thousand residents where statistics know them', async () => {
    const page = await overTime()
    await page.locator('.multiples').waitFor()
    await page.getByRole('radio', { name: say('overTime.by.centres') }).click()
    await soon(() => readAll(page.locator('.multiple h3'))).toEqual(['Centre C01 fi', 'Centre C02 fi', 'Centre C03 fi'])
    const [ofLine, ofParts] = [0, 1].map((at) => page.getByRole('radio', { name: say('following.units.rate') }).nth(at))
    await ofParts?.click()
    await soon(() => read(page.locator('.adopted-section').nth(1))).toContain(say('overTime.noResidents'))
    await page.getByRole('radio', { name: say('overTime.by.places') }).click()
    await soon(() => readAll(page.locator('.multiple h3'))).toHaveLength(4)
    expect(await read(page.locator('.adopted-section').nth(1))).toContain('Tilastokeskus')
    await ofLine?.click()
    await soon(() => page.locator('.over-time-part .band-point').count()).toBe(1)
    expect(await read(page.locator('.over-time-text').first())).toMatch(/Tuhatta asukasta kohti \d+,\d \(\d+,\d–\d+,\d\)/)
    quiet()
  })

  it('takes a target by keyboard, draws it, and says that it cannot be told yet where the interval holds it', async () => {
    const page = await overTime()
    await page.locator('.over-time-part .band-point').first().waitFor()
    const { points } = (
      await opened.data('query($scheme: ID!) { segmentSeries(scheme: $scheme, segment: "s0") { points { clients { size high } } } }', {
        scheme,
      })
    ).segmentSeries
    const { size, high } = points.at(-1).clients
    const set = async (value: number) => {
      await page.getByRole('button', { name: say('following.addTarget') }).press('Enter')
      const form = page.locator('form.follow-form')
      await form.getByLabel(say('following.form.value')).fill(String(value))
      await form.getByLabel(say('following.form.due')).fill('2026-06-30')
      await form.getByLabel(say('following.form.owner')).fill('Palvelujohtaja')
      await form.getByLabel(say('following.form.owner')).press('Enter')
      await form.waitFor({ state: 'detached' })
    }
    await set(size)
    await soon(() => read(page.locator('.following-list').first())).toContain(say('following.reached.UNDECIDED'))
    expect(await read(page.locator('.following-list').first())).toContain('Palvelujohtaja')
    await soon(() => page.locator('.line .line-target').count()).toBe(1)
    await set(high)
    await soon(() => read(page.locator('.following-list').first())).toContain(say('following.reached.REACHED'))
    expect(await page.locator('.line .line-target').count()).toBe(2)
    await page
      .getByRole('radio', { name: say('following.units.share') })
      .first()
      .click()
    await soon(() => page.locator('.line .line-target').count()).toBe(0)
    expect(await violations(page)).toEqual([])
    const remove = page.getByRole('button', { name: new RegExp(`^${say('following.removeTarget', { amount: '' }).trim()}`) })
    for (const left of [1, 0]) {
      await remove.first().press('Enter')
      await soon(() => page.locator('.following-list').first().locator('li').count()).toBe(left)
    }
    quiet()
  })

  it('takes an annotation of this segment alone, and draws a municipality’s target in its small line', async () => {
    const page = await overTime()
    await page.locator('.over-time-part .band-point').first().waitFor()
    await page.getByRole('button', { name: say('following.addAnnotation') }).press('Enter')
    await page.getByLabel(say('following.form.on')).fill('2025-05-15')
    await page.getByLabel(say('following.form.text')).fill('Uusi palveluohjaus')
    await page.getByLabel(say('following.form.text')).press('Enter')
    await soon(() => page.locator('.line .line-note-text').allTextContents()).toEqual(['Uusi palveluohjaus'])
    expect(await read(page.locator('.following-list').last())).toContain(say('following.scopeOne'))
    expect((await opened.data('{ annotations(indicator: "several-services") { id } }')).annotations).toEqual([])
    await page.getByRole('button', { name: say('following.addTarget') }).press('Enter')
    const form = page.locator('form.follow-form')
    const place = form.locator('select[name="municipality"]')
    await place.selectOption({ index: 1 })
    const name = await place.locator('option:checked').textContent()
    await form.locator('select[name="unit"]').selectOption('SHARE')
    await form.getByLabel(say('following.form.value')).fill('30')
    await form.getByLabel(say('following.form.due')).fill('2026-06-30')
    await form.getByLabel(say('following.form.owner')).fill('Palvelujohtaja')
    await form.getByLabel(say('following.form.owner')).press('Enter')
    await form.waitFor({ state: 'detached' })
    await soon(() => page.locator('.multiple .small-target').count()).toBe(1)
    expect(
      await page
        .locator('.multiple', { has: page.locator('.small-target') })
        .locator('h3')
        .textContent(),
    ).toBe(name)
    expect(await page.locator('.line .line-target').count()).toBe(0)
    expect(await read(page.locator('.adopted-section').nth(1))).toContain(say('following.partTargets'))
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: say('following.removeAnnotation', { text: 'Uusi palveluohjaus' }) }).click()
    await page.getByRole('button', { name: new RegExp(`^${say('following.removeTarget', { amount: '' }).trim()}`) }).click()
    await soon(() => page.locator('.line-note, .small-target').count()).toBe(0)
    quiet()
  })

  it('says of figures that were counted before centres were that they are not by centre', async () => {
    await opened.prisma.$executeRaw`
      UPDATE draft_question SET answer = answer #- '{figures,centres}' #- '{figures,tables,CENTRES}' WHERE answer->>'kind' = 'figures'`
    const page = await overTime('&parts=centres')
    await soon(() => read(page.locator('.adopted-section').nth(1))).toContain(say('overTime.noCentres'))
    await page.getByRole('radio', { name: say('adopted.panel.one') }).click()
    await soon(() => read(page.locator('.adopted-parts'))).toContain(say('adopted.centresNone'))
    expect(await violations(page)).toEqual([])
    quiet()
  })
})
