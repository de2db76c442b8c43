/** Files that a page hands out, read as a spreadsheet reads them. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { unzip } from '../web/export/unzip.ts'
import { type Spoken, tidy } from './words.ts'

export type Row = readonly string[]

/** Takes the export of a kind from the menu: its name and its bytes. */
export async function takeAway(page: Page, { say }: Spoken, kind: 'csv' | 'xlsx' | 'json' | 'png' | 'svg') {
  await page.getByRole('button', { name: say('selection.export'), exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: say(`export.kind.${kind}`), exact: true }).click()
  const file = await download
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

/** Rows of a CSV (RFC 4180) until its end; empty lines are empty rows. */
export function csvRows(bytes: Buffer, separator: ';' | ','): readonly Row[] {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  const rows: string[][] = [[]]
  const cell = new RegExp(`("(?:[^"]|"")*"|[^${separator}"\\r\\n]*)(${separator}|\\r\\n|$)`, 'gy')
  for (let match = cell.exec(text); match && cell.lastIndex <= text.length; match = cell.exec(text)) {
    const [whole, raw = '', end] = match
    rows.at(-1)?.push(tidy(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw))
    if (end === '\r\n') rows.push([])
    if (whole === '') break
  }
  return rows.slice(0, -1).map((row) => (row.length === 1 && row[0] === '' ? [] : row))
}

/** Rows of each sheet of a workbook by its name; numbers as they are stored, without their format. */
export function workbookRows(bytes: Buffer): ReadonlyMap<string, readonly Row[]> {
  const files = unzip(bytes)
  const part = (name: string) => files.get(name) ?? ''
  const words = [...part('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, item = '']) => textIn(item))
  const names = [...part('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name = '']) => plainXml(name))
  return new Map(
    names.map((name, at) => [
      name,
      [...part(`xl/worksheets/sheet${at + 1}.xml`).matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
        [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes = '', content = '']) => {
          const value = /<v>(.*?)<\/v>/s.exec(content)?.[1] ?? ''
          if (attributes.includes('t="s"')) return words[Number(value)] ?? ''
          return attributes.includes('t="inlineStr"') ? textIn(content) : value
        }),
      ),
    ]),
  )
}

const textIn = (xml: string) => tidy(plainXml([...xml.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text = '']) => text).join('')))
const plainXml = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
