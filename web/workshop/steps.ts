import type { Taken } from '../access/may-export.ts'
import { exportedView } from '../export/exported-view.ts'
import { parseSelection } from '../selection/selection.ts'

/** A saved view of a workshop: a link to the same figures, what they said, and the group's note. */
export interface Step {
  readonly id: string
  /** Path and query of the view; names its release. */
  readonly href: string
  readonly title: string
  readonly sentence: string
  readonly note: string
}

const STORED = 'kooste.steps'

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** Reads steps as stored; anything else is no steps. */
export function parseSteps(raw: string | null): readonly Step[] {
  if (raw === null) return []
  try {
    const value: unknown = JSON.parse(raw)
    return Array.isArray(value) ? value.filter(isStep) : []
  } catch {
    return []
  }
}

/** Moves a step by one place; the ends stay where they are. */
export function moved(steps: readonly Step[], id: string, by: -1 | 1): readonly Step[] {
  const at = steps.findIndex((step) => step.id === id)
  const step = steps[at]
  if (!step) return steps
  const others = steps.filter((other) => other.id !== id)
  const to = Math.max(0, Math.min(others.length, at + by))
  return [...others.slice(0, to), step, ...others.slice(to)]
}

/** Steps as plain text, one a paragraph, for a memo. `origin` leads the links. */
export const stepsText = (steps: readonly Step[], origin: string): string =>
  steps
    .map((step, at) => [`${at + 1}. ${step.title}`, step.sentence, step.note, `${origin}${step.href}`].filter(Boolean).join('\n'))
    .join('\n\n')

/** What leaves with a step, for the audit log. */
export function takenOf({ href }: Pick<Step, 'href'>): Taken {
  const { pathname, searchParams } = new URL(href, 'http://step')
  return { view: exportedView(pathname), selection: parseSelection(searchParams) }
}

/** The steps that a viewer has kept in this browser: of figures that another one may not see. */
export const loadSteps = (viewer: string, store: Store = localStorage): readonly Step[] => parseSteps(store.getItem(keyOf(viewer)))
export const storeSteps = (viewer: string, steps: readonly Step[], store: Store = localStorage): void =>
  store.setItem(keyOf(viewer), JSON.stringify(steps))

/** Leaves no step in the browser, whosever it is. */
export function forgetSteps(store: Store = localStorage): void {
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at))
  for (const key of keys) if (key?.startsWith(STORED)) store.removeItem(key)
}

const keyOf = (viewer: string) => `${STORED}.${viewer}`

function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false
  const step: Readonly<Record<string, unknown>> = { ...value }
  const written = ['id', 'href', 'title', 'sentence', 'note'].every((key) => typeof step[key] === 'string')
  return written && String(step.href).startsWith('/') && !String(step.href).startsWith('//')
}
