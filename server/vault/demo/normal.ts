/** The normal distribution, as far as the demo's model of needs asks. */

/** P(Z < x). Abramowitz and Stegun 26.2.17 by error function 7.1.26: absolute error under 1.5e-7. */
export function normalCdf(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2)
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const erf = 1 - tail * Math.exp((-x * x) / 2)
  return x < 0 ? (1 - erf) / 2 : (1 + erf) / 2
}

/** The x with P(Z < x) = p, by bisection within ±8. */
export function normalQuantile(p: number): number {
  return bisect((x) => normalCdf(x) - p, -8, 8)
}

/** A root of an increasing function between two points, to 1e-9. */
export function bisect(increasing: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high]
  while (b - a > 1e-9) {
    const middle = (a + b) / 2
    if (increasing(middle) < 0) a = middle
    else b = middle
  }
  return (a + b) / 2
}

/**
 * The correlation of two standard normals at which P(X > a and Y > b) is `both`: the probability without correlation plus the
 * integral of the density at (a, b) over the correlation (Plackett 1954), followed until it is reached; within ±0.98.
 */
export function correlationFor(a: number, b: number, both: number): number {
  const independent = (1 - normalCdf(a)) * (1 - normalCdf(b))
  const density = (r: number) => {
    const rest = 1 - r * r
    return Math.exp(-(a * a - 2 * r * a * b + b * b) / (2 * rest)) / (2 * Math.PI * Math.sqrt(rest))
  }
  const step = both >= independent ? 0.001 : -0.001
  let reached = independent
  let r = 0
  while (Math.abs(r) < 0.98 && (step > 0 ? reached < both : reached > both)) {
    reached += density(r + step / 2) * step
    r += step
  }
  return r
}
