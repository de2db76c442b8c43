import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { csvText } from '../../../web/export/csv.ts'
import { inertText } from '../../../web/export/export-value.ts'
import { jsonStat } from '../../../web/export/json-stat.ts'
import { pictureSvg, wrapped } from '../../../web/export/picture.ts'
import { sheetName, xlsxSheets } from '../../../web/export/xlsx-sheets.ts'
import { example, notes } from './example.ts'
import { unzip } from './unzip.ts'

const readCsv = (text: string, delimiter: string): string[][] =>
  parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: false })

describe('a CSV file', () => {
  const rows = readCsv(csvText(example.tables, notes, 'fi'), ';')

  it('begins with the header and holds every row of every table', () => {
    expect(rows[0]).toEqual(['Palvelu', 'Sektori', 'Asiakkaita', 'Nosto'])
    expect(rows[1]).toEqual(['Lääkäri; "vastaanotto"', 'Terveys', '1904', '1,5'])
    expect(rows.findIndex(([name]) => name === 'Parit')).toBe(5)
    expect(rows[7]).toEqual(['Yksi', 'Kaksi', '0'])
  })

  it('says withheld and at least in words, and leaves empty what does not apply', () => {
    expect(rows[2]?.slice(2)).toEqual(['ei näytetä', 'ei näytetä'])
    expect(rows[3]?.slice(2)).toEqual(['vähintään 12', ''])
    expect(rows[8]?.[2]).toBe('ei näytetä')
  })

  it('carries selection, release and the note on the threshold', () => {
    const said = new Map(rows.map(([label, value]) => [label, value]))
    expect(said.get('Valinta')).toBe('80 vuotta täyttäneet')
    expect(said.get('Julkaisu')).toBe('2025-09-30')
    expect(said.get('Näyttöraja')).toContain('vähintään 5 asiakasta')
  })

  it('lets no name become a formula', () => {
    expect(rows[2]?.slice(0, 2)).toEqual(['\'=HYPERLINK("http://x","y")', "'+358"])
    expect(rows[3]?.[1]).toBe("' @SUM(A1)")
    expect(rows.at(-1)).toEqual(["'-cmd", "'=1+1"])
  })

  it('parts columns by commas and writes decimal points in English', () => {
    expect(readCsv(csvText(example.tables, notes, 'en'), ',')[1]?.[3]).toBe('1.5')
  })

  it('gives back any text that is no formula', () => {
    const word = fc.string({ unit: 'grapheme' }).filter((text) => inertText(text) === text)
    fc.assert(
      fc.property(word, word, (a, b) => {
        const table = {
          name: 'x',
          columns: [
            { kind: 'dimension', id: 'a', label: 'a' },
            { kind: 'attribute', id: 'b', label: 'b' },
          ] as const,
          rows: [[a, b]],
        }
        expect(readCsv(csvText([table], notes, 'sv'), ';')[1]).toEqual([a, b])
      }),
      { seed: 4 },
    )
  })
})

describe('text in a spreadsheet', () => {
  it('never begins like a formula', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝'), fc.string(), (first, rest) => {
        expect(inertText(first + rest).startsWith("'")).toBe(true)
      }),
      { seed: 4 },
    )
    expect(inertText('Päihdekuntoutus ja -päihdetyö')).toBe('Päihdekuntoutus ja -päihdetyö')
  })
})

describe('a workbook', () => {
  it('has a sheet a table and one about the figures, named in words that workbooks allow', async () => {
    const files = unzip(await writeExcelFile([...xlsxSheets(example.tables, notes)]).toBuffer())
    const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name)
    expect(names).toEqual(['Palvelut kaikki 80+ koko alue,', 'Parit', 'Tietoja luvuista'])
    expect(names.every((name) => (name?.length ?? 99) <= 31)).toBe(true)
  })

  it('holds numbers as numbers, withheld as words, and no formula anywhere', async () => {
    const files = unzip(await writeExcelFile([...xlsxSheets(example.tables, notes)]).toBuffer())
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? ''
    const strings = files.get('xl/sharedStrings.xml') ?? ''
    expect(sheet).toContain('<v>1904</v>')
    expect(strings).toContain('ei näytetä')
    expect(strings).toContain('vähintään 12')
    expect(strings).toContain('vähintään 5 asiakasta')
    for (const [name, text] of files) if (name.startsWith('xl/worksheets/')) expect(text).not.toContain('<f>')
  })

  it('keeps sheet names unlike', () => {
    const taken = new Set<string>()
    expect([sheetName('A/B', taken), sheetName('a b', taken), sheetName('', taken)]).toEqual(['A B', 'a b 2', 'Kooste'])
  })
})

describe('a JSON-stat file', () => {
  const answer = jsonStat(example, notes, '2025-10-15T06:00:00Z')
  const [services, pairs] = answer.class === 'collection' ? answer.link.item : []

  it('is a collection of the tables, or one dataset', () => {
    expect(answer.class).toBe('collection')
    expect(jsonStat({ ...example, tables: example.tables.slice(0, 1) }, notes, '').class).toBe('dataset')
  })

  it('puts every value at its place, row-major', () => {
    expect(services?.id).toEqual(['service', 'measure'])
    expect(services?.size).toEqual([3, 2])
    expect(services?.value).toEqual({ 0: 1904, 1: 1.5, 2: null, 3: null, 4: 12 })
    expect(pairs?.size).toEqual([2, 2, 1])
    expect(pairs?.value).toEqual({ 0: 0, 1: null, 3: 40 })
  })

  it('gives a difference of shares in percentage points, not in per cent', () => {
    const table = {
      name: 'x',
      columns: [
        { kind: 'dimension', id: 'a', label: 'a' },
        { kind: 'measure', id: 'gap', label: 'gap', unit: 'points' },
      ] as const,
      rows: [['a', -3]],
    }
    const one = jsonStat({ ...example, tables: [table] }, notes, '')
    expect(one.class === 'dataset' && one.dimension.measure?.category.unit).toEqual({ gap: { decimals: 0, symbol: 'pp' } })
  })

  it('marks withheld and at least by status, and says what the marks mean', () => {
    expect(services?.status).toEqual({ 2: 'w', 3: 'w', 4: 'm' })
    expect(services?.extension.status.label.w).toBe('ei näytetä')
    expect(services?.extension.notes.Valinta).toBe('80 vuotta täyttäneet')
  })
})

describe('a picture', () => {
  const measure = (words: string, size: number) => words.length * size * 0.5

  it('stands alone, with title, sentence, chart and source', () => {
    const text = {
      title: 'A & B',
      sentence: 'Kuvassa <kaikki>.',
      source: 'Lähde: Kooste',
      fontFace: '',
      fontFamily: "'Source Sans 3', Arial",
    }
    const svg = pictureSvg({ width: 700, height: 300, markup: '<g><rect width="10" height="10"/></g>' }, text, measure)
    expect(svg).toContain('<title>A &amp; B</title>')
    expect(svg).toContain('Kuvassa &lt;kaikki&gt;.</text>')
    expect(svg).toContain('<rect width="10" height="10"/>')
    expect(svg.lastIndexOf('Lähde: Kooste</text>')).toBeGreaterThan(svg.indexOf('<rect width="10"'))
    expect(svg).toMatch(/viewBox="0 0 764 \d+"/)
  })

  it('wraps words into lines that fit and loses none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 20, max: 300 }),
        (words, room) => {
          const lines = wrapped(words.join(' '), room, (part) => part.length * 8)
          expect(lines.join(' ')).toBe(words.join(' '))
          for (const line of lines) expect(line.length * 8 <= room || !line.includes(' ')).toBe(true)
        },
      ),
      { seed: 4 },
    )
  })
})
