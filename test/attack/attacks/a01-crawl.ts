import { type Exam, type Finding, K } from '../finding.ts'

/** A1: every published cell against the truth. One cell, one number is the crawler's `contradictions`. */
export function crawled({ published, truth, policy, noise }: Exam, contradictions: readonly string[]): Finding {
  const recovered: string[] = contradictions.map((name) => `${name} differs between views`)
  let shown = 0
  for (const [name, value] of published) {
    if (value === null) continue
    shown++
    const n = truth.count(name)
    if (value < K) recovered.push(`${name} shows ${value}`)
    else if (n < K) recovered.push(`${name} is shown and stands for ${n}`)
    else if (policy === 'exact' ? value !== n : Math.abs(value - n) > noise) recovered.push(`${name} shows ${value} for ${n}`)
  }
  return { attack: `A1 crawl (${policy})`, tried: published.size, recovered, notes: [`${shown} cells shown`] }
}
