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

export const loadSteps = (): readonly Step[] => parseSteps(localStorage.getItem(STORED))
export const storeSteps = (steps: readonly Step[]): void => localStorage.setItem(STORED, JSON.stringify(steps))

function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false
  const step: Readonly<Record<string, unknown>> = { ...value }
  const written = ['id', 'href', 'title', 'sentence', 'note'].every((key) => typeof step[key] === 'string')
  return written && String(step.href).startsWith('/') && !String(step.href).startsWith('//')
}
