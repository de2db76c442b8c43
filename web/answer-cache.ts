import { ApolloCache, type Cache } from '@apollo/client'
import { canonicalStringify } from '@apollo/client/utilities'
import type { DocumentNode } from 'graphql'

type Diff = Cache.DiffResult<unknown>
type WatchUpdated = (watch: Cache.WatchOptions, diff: Diff, before?: Diff) => unknown

/** So many answers are kept, of which a view shows a few: some hours of a reader's work. */
const KEPT = 300

/**
 * Keeps every answer whole, by its question. An answer of a release never changes and no two views share a part of one,
 * so taking answers apart into objects and putting them together again, as `InMemoryCache` does for each of some thousand
 * figures, would be time lost before the first picture.
 */
export class AnswerCache extends ApolloCache {
  override readonly assumeImmutableResults = true
  /** The least lately used first. */
  readonly #answers = new Map<string, unknown>()
  readonly #watches = new Set<Cache.WatchOptions>()
  readonly #changed = new Set<string>()
  #open = 0

  override read<T>({ query, variables }: Cache.ReadOptions<T>) {
    // What was written under the question has the question's type.
    return (this.#used(questionKey(query, variables)) ?? null) as never
  }

  override write<T>({ query, variables, result, dataId }: Cache.WriteOptions<T>): undefined {
    // What a mutation answers belongs to whoever asked.
    if (dataId === 'ROOT_MUTATION') return
    const key = questionKey(query, variables)
    this.#answers.delete(key)
    this.#answers.set(key, result)
    this.#changed.add(key)
    this.#letGo(key)
    if (this.#open === 0) this.#tell()
  }

  override diff<T>({ query, variables }: Cache.DiffOptions<T>): Cache.DiffResult<T> {
    return this.#diff(questionKey(query, variables)) as Cache.DiffResult<T> // as in `read`
  }

  override watch<T>(watch: Cache.WatchOptions<T>): () => void {
    // Told through its own callback only, with an answer to its own question.
    const each = watch as unknown as Cache.WatchOptions
    this.#watches.add(each)
    if (each.immediate) this.#tellOne(each, this.#diff(questionKey(each.query, each.variables)))
    return () => this.#watches.delete(each)
  }

  override batch<U>({ update, onWatchUpdated }: Cache.BatchOptions<this, U>): U {
    this.#open += 1
    try {
      return update(this)
    } finally {
      this.#open -= 1
      if (this.#open === 0) this.#tell(onWatchUpdated as WatchUpdated | undefined) // called with `this` of no use to anyone here
    }
  }

  override performTransaction(transaction: (cache: ApolloCache) => void): void {
    this.batch({ update: transaction })
  }

  override async reset(): Promise<void> {
    this.#answers.clear()
  }

  override evict(): boolean {
    return false
  }

  override restore(): this {
    return this
  }

  override extract(): unknown {
    return Object.fromEntries(this.#answers)
  }

  override removeOptimistic(): void {}

  override fragmentMatches(): boolean {
    return true
  }

  #diff(key: string): Diff {
    const result = this.#used(key)
    return result === undefined ? { result: null, complete: false } : { result, complete: true }
  }

  #used(key: string): unknown {
    const answer = this.#answers.get(key)
    if (answer === undefined) return undefined
    this.#answers.delete(key)
    this.#answers.set(key, answer)
    return answer
  }

  /** Lets the least lately used answers go, but the one that has just come and those that somebody watches. */
  #letGo(come: string): void {
    if (this.#answers.size <= KEPT) return
    const watched = new Set([...this.#watches].map(({ query, variables }) => questionKey(query, variables)))
    for (const key of this.#answers.keys()) {
      if (this.#answers.size <= KEPT) return
      if (key !== come && !watched.has(key)) this.#answers.delete(key)
    }
  }

  #tell(onWatchUpdated?: WatchUpdated): void {
    const changed = new Set(this.#changed)
    this.#changed.clear()
    for (const watch of [...this.#watches]) {
      const key = questionKey(watch.query, watch.variables)
      if (changed.has(key)) this.#tellOne(watch, this.#diff(key), onWatchUpdated)
    }
  }

  #tellOne(watch: Cache.WatchOptions, diff: Diff, onWatchUpdated?: WatchUpdated): void {
    const before = watch.lastDiff
    if (onWatchUpdated?.(watch, diff, before) === false) return
    watch.lastDiff = diff
    watch.callback(diff, before)
  }
}

/** The operations of the web have a name each. */
function questionKey(query: DocumentNode, variables: unknown): string {
  const operation = query.definitions.find((definition) => definition.kind === 'OperationDefinition')
  return `${operation?.name?.value} ${canonicalStringify(variables ?? {})}`
}
