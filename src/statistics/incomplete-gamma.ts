/**
 * The incomplete gamma function, on which the normal, chi-squared and Poisson distributions rest.
 * Source: NIST Digital Library of Mathematical Functions §5.11 (Stirling's series), §8.7.1 (series), §8.9.2 (continued
 * fraction). Relative error about 1e-14, less in the far tails; the work grows with the square root of `a`.
 */

/** Stirling's series: ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], for x ≥ 10, relative error below 1e-15 of ln Γ. */
function stirlingRemainder(x: number): number {
  const y = 1 / (x * x)
  return (
    (1 / 12 + y * (-1 / 360 + y * (1 / 1260 + y * (-1 / 1680 + y * (1 / 1188 + y * (-691 / 360360 + y / 156)))))) / x
  )
}

/** Natural logarithm of Γ(x) for x > 0: the recurrence up to 10, then Stirling's series. */
export function logGamma(x: number): number {
  let product = 1
  let at = x
  while (at < 10) product *= at++
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + stirlingRemainder(at) - Math.log(product)
}

/** x^a e^(−x) / Γ(a + 1): a Poisson probability where `a` is whole. Keeps its precision where a and x are large and close. */
export function gammaTerm(a: number, x: number): number {
  if (x === 0) return a === 0 ? 1 : 0
  if (a < 10) return Math.exp(a * Math.log(x) - x - logGamma(a + 1))
  const ratio = (x - a) / a
  const exponent = a * (Math.log1p(ratio) - ratio) - stirlingRemainder(a)
  return Math.exp(exponent) / Math.sqrt(2 * Math.PI * a)
}

/** The lower and upper regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P, for a > 0 and x ≥ 0. */
export function incompleteGamma(a: number, x: number): { readonly lower: number; readonly upper: number } {
  if (!(a > 0) || Number.isNaN(x)) return { lower: Number.NaN, upper: Number.NaN }
  if (x <= 0) return { lower: 0, upper: 1 }
  if (x === Infinity) return { lower: 1, upper: 0 }
  if (x < a + 1) {
    const lower = gammaTerm(a, x) * series(a, x)
    return { lower, upper: 1 - lower }
  }
  const upper = gammaTerm(a, x) * a * continuedFraction(a, x)
  return { lower: 1 - upper, upper }
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + … */
function series(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = a + 1; term > sum * 1e-17; k++) {
    term *= x / k
    sum += term
  }
  return sum
}

/** 1/(x+1−a− 1(1−a)/(x+3−a− 2(2−a)/(x+5−a− …))) by Lentz's method. */
function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let value = d
  for (let i = 1; i < 1e6; i++) {
    const step = i * (a - i)
    b += 2
    d = 1 / (step * d + b)
    c = b + step / c
    const factor = c * d
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return value
}
