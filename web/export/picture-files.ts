import { drawingOf } from './drawing.ts'
import { type Measure, type PictureText, pictureSvg } from './picture.ts'

const FAMILY = 'Source Sans 3 Variable'
const FALLBACK = `'${FAMILY}', 'Source Sans 3', 'Helvetica Neue', Arial, sans-serif`
/** Pixels of the picture for one of the chart: sharp on paper. */
const SHARPNESS = 2

type Words = Pick<PictureText, 'title' | 'sentence' | 'source'>

/** The chart as an SVG file with its typeface inside. */
export async function svgFile(chart: Element, words: Words): Promise<Blob> {
  return new Blob([await picture(chart, words)], { type: 'image/svg+xml' })
}

/** The chart as a PNG file, twice as fine as on screen. Throws if the browser cannot draw it. */
export async function pngFile(chart: Element, words: Words): Promise<Blob> {
  const svg = await picture(chart, words)
  const image = new Image()
  image.src = `data:image/svg+xml;base64,${base64(new TextEncoder().encode(svg))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width * SHARPNESS
  canvas.height = image.height * SHARPNESS
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser draws no canvas')
  context.scale(SHARPNESS, SHARPNESS)
  context.drawImage(image, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('this browser writes no PNG of this size')
  return blob
}

async function picture(chart: Element, words: Words): Promise<string> {
  const drawing = drawingOf(chart)
  return pictureSvg(drawing, { ...words, fontFamily: FALLBACK, fontFace: await fontFace() }, canvasMeasure())
}

function canvasMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d')
  return (text, size, weight) => {
    if (!context) return text.length * size * 0.5
    context.font = `${weight} ${size}px ${FALLBACK}`
    return context.measureText(text).width
  }
}

/** The page's own typeface (its Latin part) as CSS that needs no other file; nothing if it cannot be had. */
async function fontFace(): Promise<string> {
  const rule = [...document.styleSheets].flatMap(latinFaces)[0]
  const address = /url\(["']?([^"')]+)/.exec(rule?.style.getPropertyValue('src') ?? '')?.[1]
  if (!rule || !address) return ''
  try {
    const response = await fetch(new URL(address, rule.parentStyleSheet?.href ?? document.baseURI))
    const data = base64(new Uint8Array(await response.arrayBuffer()))
    return `@font-face{font-family:'${FAMILY}';font-weight:200 900;src:url(data:font/woff2;base64,${data}) format('woff2')}`
  } catch {
    return ''
  }
}

function latinFaces(sheet: CSSStyleSheet): readonly CSSFontFaceRule[] {
  try {
    return [...sheet.cssRules].filter(
      (rule): rule is CSSFontFaceRule =>
        rule instanceof CSSFontFaceRule &&
        rule.style.getPropertyValue('font-family').includes(FAMILY) &&
        /U\+(0000-00FF|0-FF)/i.test(rule.style.getPropertyValue('unicode-range')),
    )
  } catch {
    // a style sheet of another origin does not let itself be read
    return []
  }
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
