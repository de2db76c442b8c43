/** Two experts at two browsers bring a scheme from blank to adopted, and print a card. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'
import { soon, speak } from './words.ts'

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const { say } = speak('fi')
const saysSv = speak('sv').say

const words = (key: string, values: Record<string, string> = {}) => say(`segments.${key}`, values)

describe('a workshop of two, from blank to adopted', () => {
  let aino: Page
  let bjorn: Page

  beforeAll(async () => {
    aino = await open(`${url}/segments`)
    bjorn = await open(`${url}/segments?lang=sv`, { locale: 'sv-FI' })
    await aino.getByLabel(new RegExp(words('who'))).fill('Aino')
    await bjorn.getByLabel(new RegExp(saysSv('segments.who'))).fill('Björn')
  })
  afterAll(async () => {
    await aino?.context().close()
    await bjorn?.context().close()
  })

  const segment = (n: number) => aino.getByRole('listitem', { name: words('segment', { n: String(n) }) })
  const budget = async (page: Page) => Number((await page.locator('.budget b').textContent())?.match(/\d+/)?.[0])
  const sizes = (page: Page) => page.locator('.size-words')

  it('begins blank for an age group and says rules in words as they are chosen', async () => {
    await aino.getByRole('button', { name: new RegExp(words('scope.label')) }).click()
    await aino.getByRole('option', { name: words('scope.AGE_65_PLUS') }).click()
    await aino.getByRole('button', { name: words('blank') }).click()
    await aino.getByLabel(words('titleField')).fill('Ikääntyneiden jako')
    await segment(1).getByLabel(words('name')).fill('Kotihoito')
    await segment(1)
      .getByRole('button', { name: new RegExp(words('conditionKind')) })
      .click()
    await aino.getByRole('option', { name: words('kind.USES_ANY') }).click()
    await soon(() => segment(1).locator('.segment-sentence').textContent()).toBe(words('problem.NO_SERVICE'))
    await segment(1)
      .getByRole('combobox', { name: words('addService') })
      .fill('Säännöllinen')
    await aino.getByRole('option', { name: 'Säännöllinen kotihoito' }).click()
    await soon(() => segment(1).locator('.segment-sentence').textContent()).toBe('Asiakas käyttää palvelua ”Säännöllinen kotihoito”.')
  })

  it('is warned of a segment that an earlier one swallows, and mends it by the order', async () => {
    await segment(2).getByLabel(words('name')).fill('Kotihoito ja paljon palveluja')
    await segment(2)
      .getByRole('button', { name: new RegExp(words('conditionKind')) })
      .click()
    await aino.getByRole('option', { name: words('kind.USES_ALL') }).click()
    await segment(2)
      .getByRole('combobox', { name: words('addService') })
      .fill('Säännöllinen')
    await aino.getByRole('option', { name: 'Säännöllinen kotihoito' }).click()
    await segment(2)
      .getByRole('button', { name: words('addCondition') })
      .click()
    await segment(2)
      .getByRole('button', { name: new RegExp(words('conditionKind')) })
      .last()
      .click()
    await aino.getByRole('option', { name: words('kind.HEAVY_USER') }).click()
    await soon(() => segment(2).locator('.segment-warning').textContent()).toBe(words('finding.SWALLOWED', { name: 'Kotihoito' }))
    await segment(2)
      .getByRole('button', { name: new RegExp(words('moveUp')) })
      .click()
    await soon(() => aino.locator('.segment-warning').count()).toBe(0)
    await soon(() =>
      aino
        .getByRole('listitem', { name: words('segment', { n: '1' }) })
        .getByLabel(words('name'))
        .inputValue(),
    ).toBe('Kotihoito ja paljon palveluja')
  })

  it('saves and estimates: sizes with an interval, one estimate less, for both to see', async () => {
    const before = await budget(aino)
    await aino.getByRole('button', { name: words('evaluateSave') }).click()
    await soon(() => sizes(aino).count()).toBe(3)
    for (const text of await sizes(aino).allTextContents()) expect(text).toMatch(/noin [\d\u00a0]+ \([\d\u00a0]+–[\d\u00a0]+\)|ei näytetä/)
    await bjorn.goto(`${aino.url()}&lang=sv`)
    await soon(() => sizes(bjorn).count()).toBe(3)
    await soon(() => budget(bjorn)).toBe(before - 1)
    await soon(() => budget(aino)).toBe(before - 1)
  })

  it('tells who saved meanwhile, and loses nobody’s changes', async () => {
    await bjorn
      .getByRole('listitem', { name: saysSv('segments.segment', { n: '1' }) })
      .getByLabel(saysSv('segments.name'))
      .fill('Hemvård och mycket tjänster')
    await aino
      .getByRole('listitem', { name: words('segment', { n: '2' }) })
      .getByLabel(words('name'))
      .fill('Kotihoito muuten')
    await aino.getByLabel(words('note')).fill('Tarkempi nimi')
    const save = aino.getByRole('button', { name: words('save'), exact: true })
    await save.click()
    await soon(() => save.isDisabled()).toBe(true)
    expect(await save.evaluate((button) => button === document.activeElement)).toBe(true)
    const warning = bjorn.locator('.message.warn')
    await soon(() => warning.textContent()).toContain('Aino sparade version 3')
    expect(await warning.textContent()).toContain('Kotihoito muuten')
    expect(await bjorn.getByRole('button', { name: saysSv('segments.save'), exact: true }).isDisabled()).toBe(true)
    await bjorn.getByRole('button', { name: saysSv('segments.newerBoth') }).click()
    await soon(() => warning.count()).toBe(0)
    // Both are saved, not only kept on screen.
    await soon(() => aino.locator('.draft-save [role="status"]').textContent()).toContain(words('versionOf', { version: '4' }))
    const named = (n: string) => aino.getByRole('listitem', { name: words('segment', { n }) }).getByLabel(words('name'))
    expect(await named('1').inputValue()).toBe('Kotihoito ja paljon palveluja')
    expect(await named('2').inputValue()).toBe('Kotihoito muuten')
    await aino.getByText(words('view.versions')).click()
    expect(await aino.locator('.log > li').first().textContent()).toContain('Björn')
    await aino.getByText(words('view.rules')).click()
  })

  it('keeps what is not saved when its writer leaves and comes back, on the card too', async () => {
    const title = aino.getByLabel(words('titleField'))
    await title.fill('Tallentamatta')
    await aino.getByText(words('view.cards')).click()
    await aino.getByRole('button', { name: words('card.show') }).click()
    await soon(() => aino.locator('.card').textContent()).toContain('Tallentamatta')
    expect(await aino.locator('.card').textContent()).toContain(words('unsaved'))
    await aino.getByRole('button', { name: `← ${words('view.cards')}` }).click()
    await aino.getByRole('button', { name: `← ${words('back')}` }).click()
    await soon(() => aino.locator('.segments-list').textContent()).toContain(words('unsavedMark'))
    await aino.goBack()
    await aino.getByText(words('view.rules')).click()
    await soon(() => title.inputValue()).toBe('Tallentamatta')
    await aino.getByRole('button', { name: words('discard') }).click()
    await soon(() => title.inputValue()).toBe('Ikääntyneiden jako')
  })

  it('takes a removed segment back, and keeps the focus where the work is', async () => {
    await aino.getByRole('button', { name: words('addSegment') }).click()
    const third = segment(3)
    const focused = (at: ReturnType<typeof aino.locator>) => at.evaluate((element) => element === document.activeElement)
    await soon(() => focused(third.getByLabel(words('name'), { exact: true }))).toBe(true)
    await third.getByRole('button', { name: new RegExp(words('remove')) }).click()
    const undo = aino.getByRole('button', { name: words('undo') })
    await soon(() => focused(undo)).toBe(true)
    await undo.click()
    await soon(() => focused(third.getByLabel(words('name'), { exact: true }))).toBe(true)
    await third.getByRole('button', { name: words('addCondition') }).click()
    await soon(() => focused(third.locator('.condition').nth(1).locator('.choice-button').first())).toBe(true)
    await third
      .getByRole('button', { name: words('removeCondition') })
      .last()
      .click()
    await soon(() => focused(third.locator('.choice-button').first())).toBe(true)
    await aino.getByRole('button', { name: words('discard') }).click()
    await soon(() => third.count()).toBe(0)
  })

  it('comments, votes and decides, each under their name', async () => {
    await bjorn.getByText(saysSv('segments.view.talk')).click()
    await bjorn.getByLabel(saysSv('segments.comment')).last().fill('Är gränsen rätt?')
    await bjorn.getByRole('button', { name: saysSv('segments.commentSend') }).click()
    await bjorn.getByRole('button', { name: saysSv('segments.vote.FOR'), exact: true }).click()
    await aino.getByText(words('view.talk')).click()
    await soon(() => aino.locator('.talk .log').first().textContent()).toContain('Är gränsen rätt?')
    await soon(() => aino.locator('.votes').textContent()).toContain('Björn')
    await aino.getByRole('button', { name: new RegExp(`^${words('settle')}`) }).click()
    await aino.getByLabel(words('decision')).last().fill('Raja pidetään')
    await aino.getByRole('button', { name: words('decisionSend') }).click()
    await soon(() => bjorn.locator('.talk').textContent()).toContain('Raja pidetään')
  })

  it('adopts, and the other sees it in force with date and name', async () => {
    await aino.getByText(words('view.rules')).click()
    await aino.getByRole('button', { name: words('adopt') }).click()
    // Asked first: it replaces what is in force. Without a reason nothing is adopted.
    await aino.getByRole('button', { name: words('adopt') }).click()
    expect(await aino.locator('.adopted-mark').count()).toBe(0)
    await aino.getByLabel(words('adoptWords')).fill('Ryhmä on yksimielinen')
    await aino.getByRole('button', { name: words('adopt') }).click()
    await soon(() => aino.locator('.adopted-mark').textContent()).toContain('Aino')
    await soon(() => aino.getByRole('button', { name: words('adopt') }).count()).toBe(0)
    await bjorn.goto(`${url}/segments?lang=sv`)
    await expect
      .poll(() => bjorn.locator('.segments-list section').first().textContent(), { timeout: 20_000 })
      .toContain('Ikääntyneiden jako')
  })

  it('leaves minutes that name everyone and everything', async () => {
    await aino.getByText(words('view.minutes')).click()
    const minutes = aino.locator('.minutes')
    await soon(() => minutes.textContent()).toContain('Ryhmä on yksimielinen')
    const text = (await minutes.textContent()) ?? ''
    const everything = ['Aino, Björn', 'Tarkempi nimi', 'Är gränsen rätt?', 'Raja pidetään']
    for (const said of everything) expect(text).toContain(said)
    const file = aino.waitForEvent('download')
    await minutes.getByRole('button', { name: words('export') }).click()
    const taken = await file
    expect(taken.suggestedFilename()).toBe('kooste-poytakirja-4.txt')
    const inFile = readFileSync(await taken.path(), 'utf8')
    for (const said of [...everything, 'Ryhmä on yksimielinen']) expect(inFile).toContain(said)
    // What left is written down before it leaves.
    const { auditEvents } = await ask<{ auditEvents: { events: { kind: string; subject: string | null }[] } }>(
      url,
      '{ auditEvents { events { kind subject } } }',
    )
    expect(auditEvents.events).toContainEqual({ kind: 'EXPORT', subject: 'MINUTES' })
  })

  it('writes a card where the nearest text wins, and prints it on one page', async () => {
    await aino.getByText(words('view.cards')).click()
    await aino.getByLabel(words('card.field.WHO')).fill('Alueen teksti')
    await aino.getByText(words('card.level.ORGANISATION'), { exact: true }).click()
    await aino.getByLabel(words('card.organisation')).fill('Kokkolan kotihoito')
    await aino.getByLabel(words('card.field.WHO')).fill('Kokkolan teksti')
    await aino.getByRole('button', { name: words('save'), exact: true }).click()
    await soon(() => aino.getByRole('button', { name: words('save'), exact: true }).isDisabled()).toBe(true)
    await aino.getByRole('button', { name: words('card.show') }).click()
    await soon(() => aino.locator('.card').textContent()).toContain('Alueen teksti')
    await aino.getByRole('button', { name: new RegExp(words('card.reader')) }).click()
    await aino.getByRole('option', { name: 'Kokkolan kotihoito' }).click()
    await soon(() => aino.locator('.card').textContent()).toContain('Kokkolan teksti')
    await aino.emulateMedia({ media: 'print' })
    const pdf = await aino.pdf({ format: 'A4', printBackground: true })
    expect(pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1)
    expect(await aino.getByRole('button', { name: words('print') }).isVisible()).toBe(false)
    await aino.emulateMedia({ media: null })
    quiet()
  })

  it.each(['rules', 'cards', 'talk', 'versions', 'compare', 'minutes'])('has nothing that axe finds wrong: %s', async (panel) => {
    const draft = new URL(aino.url()).searchParams.get('draft')
    for (const options of [{}, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const }]) {
      const page = await open(`${url}/segments?draft=${draft}&panel=${panel}`, options)
      await page.locator('.draft-head').waitFor()
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
      await page.context().close()
    }
  })
})

describe('a writer of one age group', () => {
  it('begins a blank draft for that one', async () => {
    const page = await open(`${url}/about`)
    let asked: unknown = null
    await page.route('**/graphql', async (route) => {
      const { operationName, variables } = route.request().postDataJSON()
      if (operationName === 'CreateSegmentDraft') {
        asked = variables.blank.scope
        return route.abort()
      }
      if (operationName !== 'SegmentWorkroom') return route.continue()
      const response = await route.fetch()
      const answer = await response.json()
      answer.data.segmentWriter.scopes = ['AGE_65_PLUS']
      return route.fulfill({ response, json: answer })
    })
    await page.getByRole('link', { name: say('nav.segments'), exact: true }).click()
    const choice = page.getByRole('button', { name: new RegExp(words('scope.label')) })
    await soon(() => choice.textContent()).toContain(words('scope.AGE_65_PLUS'))
    await page.getByRole('button', { name: words('blank') }).click()
    await soon(() => asked).toBe('AGE_65_PLUS')
    await page.context().close()
    quiet(/^Failed to load resource/)
  })
})
