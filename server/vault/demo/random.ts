/** A seeded stream of pseudo-random numbers. Not for secrets. */
export interface RandomStream {
  /** Uniform in [0, 1). */
  next(): number
  /** Whole, uniform in 0 … below − 1. */
  below(bound: number): number
  /** Standard normal. */
  normal(): number
  /** Starts the stream again at another place: the same place gives the same numbers, different places unrelated ones. */
  seek(a: number, b: number): void
}

/** sfc32 (Chris Doty-Humphrey), 32 bits a step, seeded by mixing `seed` with the place last sought. */
export function randomStream(seed: number): RandomStream {
  let [s0, s1, s2, counter] = [0, 0, 0, 1]
  let spare = Number.NaN

  function step(): number {
    const sum = (s0 + s1 + counter) | 0
    counter = (counter + 1) | 0
    s0 = s1 ^ (s1 >>> 9)
    s1 = (s2 + (s2 << 3)) | 0
    s2 = (((s2 << 21) | (s2 >>> 11)) + sum) | 0
    return sum >>> 0
  }

  function next(): number {
    return step() / 4_294_967_296
  }

  function seek(a: number, b: number): void {
    s0 = mixed(seed ^ 0x9e3779b9)
    s1 = mixed(s0 ^ a)
    s2 = mixed(s1 ^ b)
    counter = 1
    spare = Number.NaN
    for (let i = 0; i < 8; i++) step()
  }

  function normal(): number {
    if (!Number.isNaN(spare)) {
      const kept = spare
      spare = Number.NaN
      return kept
    }
    // Box and Muller; 1 − next() is never 0.
    const radius = Math.sqrt(-2 * Math.log(1 - next()))
    const angle = 2 * Math.PI * next()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  seek(0, 0)
  return { next, below: (bound) => Math.floor(next() * bound), normal, seek }
}

/** The finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
function mixed(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
