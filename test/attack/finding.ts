import type { Published } from './cells.ts'
import type { Truth } from './truth.ts'
import type { Portal } from './world.ts'

/** What an attack may know and whom it may ask. `truth` is the scorer's: an attack only lets it judge what it has found. */
export interface Exam {
  readonly portal: Portal
  /** The release under attack. */
  readonly release: string
  readonly published: Published
  readonly truth: Truth
  readonly policy: 'exact' | 'perturbed'
  /** Largest distance of a figure from the truth. */
  readonly noise: number
}

/** Smallest number of clients that a figure may stand for. */
export const K = 5

/** Outcome of one attack. It failed, as it should, when nothing was recovered. */
export interface Finding {
  readonly attack: string
  /** How many things the attack went for. */
  readonly tried: number
  /** What it recovered, in words; empty when the guard held. */
  readonly recovered: readonly string[]
  /** What else is worth knowing. */
  readonly notes: readonly string[]
}

/** The line that an attack prints. */
export function findingLine({ attack, tried, recovered, notes }: Finding): string {
  const examples = recovered.length === 0 ? '' : `: ${recovered.slice(0, 5).join('; ')}${recovered.length > 5 ? '; …' : ''}`
  return [`${attack}: tried ${tried}, recovered ${recovered.length}${examples}`, ...notes.map((note) => `    ${note}`)].join('\n')
}

/** 1 to k − 1: the group sizes that nobody may learn. */
export const isSmall = (n: number): boolean => n >= 1 && n < K
