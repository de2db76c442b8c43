import { merge } from './merge.ts'

/** All words of this language, fetched when it is chosen. */
export const words = merge(
  import.meta.glob<Readonly<Record<string, unknown>>>(['./en.json', './*.en.json'], { eager: true, import: 'default' }),
)
