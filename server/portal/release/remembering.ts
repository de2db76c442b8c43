import { LRUCache } from 'lru-cache'
import type { ReleaseReader } from './reader.ts'

/** Works a value of a release out once for each key; remembers the `most` of each reader that were asked for last. */
export function remembering<V extends object>(most: number): (reader: ReleaseReader, key: string, make: () => V) => V {
  const known = new WeakMap<ReleaseReader, LRUCache<string, V>>()
  return (reader, key, make) => {
    const remembered = known.get(reader) ?? new LRUCache<string, V>({ max: most })
    known.set(reader, remembered)
    const found = remembered.get(key)
    if (found) return found
    const made = make()
    remembered.set(key, made)
    return made
  }
}
