import { WITHHELD_FILL } from '../controls/withheld.tsx'

/** A drawing that stands alone: its size in pixels and the markup inside it. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly markup: string
}

const SVG = 'http://www.w3.org/2000/svg'
/** What CSS gives to an SVG element and a file of its own would lose. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'paint-order',
  'opacity',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'dominant-baseline',
  'shape-rendering',
] as const

/** What is for steering or for screen readers only. */
const OMITTED = '[data-export="omit"], .vh, [role="radiogroup"], .search-control, .picker, .twin, input, select, textarea'

/**
 * Draws an element of the page once more as plain SVG, in the light scheme: an SVG as it is, other elements by their
 * text lines, grounds, borders and the SVGs inside. What carries `data-export="omit"` or is for screen readers only
 * stays out. Nothing on screen changes.
 */
export function drawingOf(root: Element): Drawing {
  return inLight(() => {
    const group = document.createElementNS(SVG, 'g')
    const box = root.getBoundingClientRect()
    if (root instanceof SVGSVGElement) {
      group.append(plainSvg(root, 0, 0))
      const size = root.viewBox.baseVal
      return finish(group, size.width || box.width, size.height || box.height)
    }
    addElement(group, root, box)
    const { top, bottom } = heights(group)
    group.setAttribute('transform', `translate(0 ${-top})`)
    return finish(group, box.width, bottom - top)
  })
}

/** Where what was drawn begins and ends; what was left out above and below takes no room. */
function heights(group: SVGGElement): { readonly top: number; readonly bottom: number } {
  let top = Number.POSITIVE_INFINITY
  let bottom = 0
  for (const child of group.children) {
    const y = Number(child.getAttribute('y'))
    const height = child.tagName === 'text' ? 0 : Number(child.getAttribute('height'))
    top = Math.min(top, child.tagName === 'text' ? y - Number.parseFloat(child.getAttribute('font-size') ?? '16') : y)
    bottom = Math.max(bottom, y + height)
  }
  return Number.isFinite(top) ? { top: Math.floor(top), bottom: Math.ceil(bottom) + 4 } : { top: 0, bottom: 0 }
}

function finish(group: SVGGElement, width: number, height: number): Drawing {
  const defs = document.createElementNS(SVG, 'defs')
  const wanted = new Set(Array.from(group.outerHTML.matchAll(/url\((?:&quot;|["'])?#([\w-]+)/g), ([, id]) => id ?? ''))
  for (const id of wanted) {
    const source = document.getElementById(id)
    if (source instanceof SVGElement && !group.querySelector(`[id="${id}"]`)) defs.append(plainCopy(source))
  }
  group.prepend(defs)
  return { width: Math.ceil(width), height: Math.ceil(height), markup: new XMLSerializer().serializeToString(group) }
}

/** Runs with the light scheme and puts the reader's own back before anything is painted. */
function inLight<T>(run: () => T): T {
  const root = document.documentElement
  const before = root.getAttribute('data-theme')
  root.setAttribute('data-theme', 'light')
  try {
    return run()
  } finally {
    if (before === null) root.removeAttribute('data-theme')
    else root.setAttribute('data-theme', before)
  }
}

function addElement(group: SVGGElement, element: Element, origin: DOMRect): void {
  if (isOmitted(element)) return
  const box = element.getBoundingClientRect()
  if (element instanceof SVGSVGElement) {
    if (box.width > 0) group.append(plainSvg(element, box.left - origin.left, box.top - origin.top))
    return
  }
  const style = getComputedStyle(element)
  addGround(group, style, box, origin)
  for (const node of element.childNodes) {
    if (node instanceof Text) addText(group, node, style, origin)
    else if (node instanceof Element) addElement(group, node, origin)
  }
}

function isOmitted(element: Element): boolean {
  if (element.matches(OMITTED)) return true
  const style = getComputedStyle(element)
  return style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0'
}

function addGround(group: SVGGElement, style: CSSStyleDeclaration, box: DOMRect, origin: DOMRect): void {
  const left = box.left - origin.left
  const top = box.top - origin.top
  if (style.backgroundColor !== 'rgba(0, 0, 0, 0)') group.append(rect(left, top, box.width, box.height, style.backgroundColor))
  // the only gradient of the pages is the hatching of withheld figures
  if (style.backgroundImage.includes('repeating-linear-gradient')) group.append(rect(left, top, box.width, box.height, WITHHELD_FILL))
  const [above, right, below, before] = [style.borderTopWidth, style.borderRightWidth, style.borderBottomWidth, style.borderLeftWidth].map(
    (width) => Number.parseFloat(width) || 0,
  ) as [number, number, number, number] // four widths in, four out
  if (above > 0) group.append(rect(left, top, box.width, above, style.borderTopColor))
  if (below > 0) group.append(rect(left, top + box.height - below, box.width, below, style.borderBottomColor))
  if (before > 0) group.append(rect(left, top, before, box.height, style.borderLeftColor))
  if (right > 0) group.append(rect(left + box.width - right, top, right, box.height, style.borderRightColor))
}

function rect(x: number, y: number, width: number, height: number, fill: string): SVGRectElement {
  const element = document.createElementNS(SVG, 'rect')
  for (const [name, value] of Object.entries({ x, y, width, height })) element.setAttribute(name, String(round(value)))
  element.setAttribute('fill', fill)
  return element
}

/** A text node line by line, each line where the page has it. */
function addText(group: SVGGElement, node: Text, style: CSSStyleDeclaration, origin: DOMRect): void {
  const range = document.createRange()
  let line: { left: number; bottom: number; top: number; words: string } | null = null
  const flush = () => {
    if (!line?.words.trim()) return
    const text = document.createElementNS(SVG, 'text')
    const size = Number.parseFloat(style.fontSize)
    text.setAttribute('x', String(round(line.left - origin.left)))
    text.setAttribute('y', String(round((line.top + line.bottom) / 2 - origin.top + size * 0.34)))
    text.setAttribute('fill', style.color)
    text.setAttribute('font-size', style.fontSize)
    text.setAttribute('font-weight', style.fontWeight)
    text.textContent = line.words.trim()
    group.append(text)
  }
  for (const { index, 0: word } of node.data.matchAll(/\S+\s*/g)) {
    range.setStart(node, index)
    range.setEnd(node, index + word.trimEnd().length)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    if (line && Math.abs(line.top - box.top) < 2) line.words += word
    else {
      flush()
      line = { left: box.left, top: box.top, bottom: box.bottom, words: word }
    }
  }
  flush()
}

function plainSvg(source: SVGSVGElement, x: number, y: number): SVGElement {
  const copy = plainCopy(source)
  const box = source.getBoundingClientRect()
  const size = source.viewBox.baseVal
  copy.setAttribute('x', String(round(x)))
  copy.setAttribute('y', String(round(y)))
  copy.setAttribute('width', String(round(box.width || size.width)))
  copy.setAttribute('height', String(round(box.height || size.height)))
  copy.setAttribute('overflow', 'visible')
  return copy
}

/** A copy whose look no longer depends on the page's style sheets. */
function plainCopy(source: SVGElement): SVGElement {
  // cloning an SVG element gives an SVG element
  const copy = source.cloneNode(true) as SVGElement
  const originals = [source, ...source.querySelectorAll<SVGElement>('*')]
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  originals.forEach((original, index) => {
    const target = copies[index]
    if (!target) return
    const style = getComputedStyle(original)
    if (original.dataset.export === 'omit' || style.display === 'none') {
      target.remove()
      return
    }
    for (const property of PROPERTIES) {
      const value = style.getPropertyValue(property)
      if (value && value !== DEFAULTS[property]) target.setAttribute(property, value)
    }
    target.removeAttribute('class')
    target.removeAttribute('style')
  })
  return copy
}

const DEFAULTS: Readonly<Record<string, string>> = {
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-opacity': '1',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'paint-order': 'normal',
  opacity: '1',
  'font-style': 'normal',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
  'shape-rendering': 'auto',
}

const round = (value: number) => Math.round(value * 100) / 100
