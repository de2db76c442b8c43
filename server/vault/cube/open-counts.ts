/**
 * Raw counts under seal, and the one way to open them.
 * Only `server/vault/cube` (which makes them) and `server/vault/guard` (which judges them) may import this file; biome.json says so.
 * Everybody else holds a `SealedCounts` by `sealed-counts.ts` and can do nothing with it but hand it to the guard.
 */
import { inspect } from 'node:util'

const SEALED = '[sealed]'

/** A value that holds raw counts. It has no readable property: not a number, not in JSON, not spreadable, not inspectable, not cloneable. */
export class SealedCounts<T extends object> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
    Object.freeze(this)
  }

  /** The raw counts. */
  static open<T extends object>(sealed: SealedCounts<T>): T {
    return sealed.#value
  }

  /** Throws: sealed counts are never written out. */
  toJSON(): never {
    throw new SealBroken()
  }

  toString(): string {
    return SEALED
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'number') throw new SealBroken()
    return SEALED
  }

  [inspect.custom](): string {
    return SEALED
  }
}

/** Somebody tried to write raw counts out or to calculate with them: a bug. */
export class SealBroken extends Error {
  constructor() {
    super('raw counts are sealed: only the guard may open them')
  }
}

/** Puts raw counts under seal. */
export const sealCounts = <T extends object>(value: T): SealedCounts<T> => new SealedCounts(value)

/** Opens sealed counts; for the cube and the guard alone. */
export const openCounts = <T extends object>(sealed: SealedCounts<T>): T => SealedCounts.open(sealed)
