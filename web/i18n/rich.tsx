import { Fragment, type ReactNode } from 'react'

interface RichProps {
  /** Words with `<b>…</b>`, and `<a>…</a>` where `link` says what it becomes. */
  readonly text: string
  readonly link?: (inner: string) => ReactNode
}

/** Generated sentences: bold figures and at most one link. Everything else stays text, whatever it holds. */
export function Rich({ text, link }: RichProps) {
  return text.split(/(<b>.*?<\/b>|<a>.*?<\/a>)/).map((part, at) => {
    const inner = part.slice(3, -4)
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence have no identity but their place
    if (part.startsWith('<b>')) return <b key={at}>{inner}</b>
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    if (part.startsWith('<a>')) return <Fragment key={at}>{link ? link(inner) : inner}</Fragment>
    return part
  })
}

/** The same sentence without marks, for exports and accessible names. */
export const plain = (text: string): string => text.replace(/<\/?[ab]>/g, '')
