import type { Drawing } from './drawing.ts'

export interface PictureText {
  readonly title: string
  readonly sentence: string
  /** One line under the chart. */
  readonly source: string
  /** CSS of the typeface with its data inside, or the empty string. */
  readonly fontFace: string
  readonly fontFamily: string
}

/** Width of words in pixels at a size and weight. */
export type Measure = (words: string, size: number, weight: number) => number

const MARGIN = 32
const NARROWEST = 640

/** A whole picture: title, sentence, chart, source; black on white, SVG that stands alone. */
export function pictureSvg(drawing: Drawing, text: PictureText, measure: Measure): string {
  const width = Math.max(NARROWEST, drawing.width) + 2 * MARGIN
  const room = width - 2 * MARGIN
  const blocks = [
    { words: text.title, size: 26, weight: 600, line: 32, after: 6, fill: '#212121' },
    { words: text.sentence, size: 16, weight: 400, line: 24, after: 20, fill: '#212121' },
  ]
  let y = MARGIN
  const parts: string[] = []
  const write = ({ words, size, weight, line, after, fill }: (typeof blocks)[number]) => {
    for (const one of wrapped(words, room, (part) => measure(part, size, weight))) {
      parts.push(
        `<text x="${MARGIN}" y="${y + size * 0.95}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(one)}</text>`,
      )
      y += line
    }
    y += after
  }
  for (const block of blocks) write(block)
  parts.push(`<g transform="translate(${MARGIN} ${y})">${drawing.markup}</g>`)
  y += drawing.height + 20
  write({ words: text.source, size: 12, weight: 400, line: 18, after: 0, fill: '#5c6367' })
  const height = Math.ceil(y + MARGIN - 8)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(text.fontFamily)}" style="font-variant-numeric:tabular-nums lining-nums">`,
    `<title>${escaped(text.title)}</title>`,
    `<desc>${escaped(`${text.sentence} ${text.source}`)}</desc>`,
    text.fontFace ? `<style>${text.fontFace}</style>` : '',
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...parts,
    '</svg>',
  ].join('\n')
}

/** Lines no wider than `room`; a word that is wider stands alone. */
export function wrapped(words: string, room: number, measure: (part: string) => number): readonly string[] {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && measure(`${last} ${word}`) <= room) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)
}
