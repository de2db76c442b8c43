import type { TFunction } from 'i18next'
import { columnWords } from './column-words.ts'

/** The loader's sentences about a row, by what is wrong: the words are the reader's, the sentence is the fallback. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^(?:the )?(\w+) is (?:empty|missing)\.$/, 'empty'],
  [/^the sector is none/, 'sector'],
  [/^the use_rule is none/, 'use'],
  [/^the heavy_rule is neither/, 'heavy'],
  [/^the heavy_rule counts contacts/, 'heavyDecisions'],
  [/ needs a whole number in (\w+)\.$/, 'needsNumber'],
  [/ has no (\w+)\.$/, 'noNumber'],
  [/^(\w+) has more than/, 'long'],
  [/^the slug is not/, 'slug'],
  [/^the service_task is not/, 'task'],
  [/^the municipality is not/, 'municipality'],
  [/^the code is not three digits/, 'threeDigits'],
  [/^the (\w+) stands on line/, 'twice'],
]

export function problemWords(t: TFunction, sentence: string): string {
  for (const [pattern, key] of SENTENCES) {
    const found = pattern.exec(sentence)
    if (found) return t(`administration.catalogue.wrong.${key}`, { column: columnWords(t, found[1] ?? '') })
  }
  return sentence
}
