/**
 * The regularised incomplete beta function, on which Student's t, the F and the binomial distribution rest.
 * Source: NIST Digital Library of Mathematical Functions §8.17 (continued fraction 8.17.22, by Lentz's method).
 */
import { logGamma } from './incomplete-gamma.ts'

/** I_x(a, b) and its complement for a, b > 0 and 0 ≤ x ≤ 1. */
export function incompleteBeta(a: number, b: number, x: number): { readonly lower: number; readonly upper: number } {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return { lower: Number.NaN, upper: Number.NaN }
  if (x <= 0) return { lower: 0, upper: 1 }
  if (x >= 1) return { lower: 1, upper: 0 }
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = (betaTerm(a, b, x) * fraction(a, b, x)) / a
    return { lower, upper: 1 - lower }
  }
  const upper = (betaTerm(b, a, 1 - x) * fraction(b, a, 1 - x)) / b
  return { lower: 1 - upper, upper }
}

/** x^a (1 − x)^b / B(a, b). */
export function betaTerm(a: number, b: number, x: number): number {
  return Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b))
}

function fraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    const factor = d * c
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return value
}
