/**
 * Tails and quantiles of the distributions that the methods need, to about 1e-12 relative. Written out here because the
 * packaged ones (jstat) stop at 1e-8 or fail for degrees of freedom in the thousands, which funnel limits ask for.
 * Probabilities outside [0, 1] and parameters out of range give NaN.
 */
import { gammaQuantileSeries, isLargeShape } from './gamma-quantile-series.ts'
import { betaTerm, incompleteBeta } from './incomplete-beta.ts'
import { gammaTerm, incompleteGamma } from './incomplete-gamma.ts'

export { incompleteGamma, logGamma } from './incomplete-gamma.ts'

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)
}

/** P(Z ≤ x) for a standard normal Z: half an incomplete gamma function of x²/2, accurate in both tails. */
export function normalCdf(x: number): number {
  const { lower, upper } = incompleteGamma(0.5, 0.5 * x * x)
  return x < 0 ? 0.5 * upper : 0.5 + 0.5 * lower
}

const polynomial = (coefficients: readonly number[], r: number) => coefficients.reduceRight((sum, c) => sum * r + c, 0)

/** Wichura (1988), algorithm AS 241, PPND16: the normal quantile by three rational functions, 16 figures. */
const centre = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
] as const
const shoulder = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
] as const
const tail = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
] as const

/** The x with P(Z ≤ x) = p: 1.959964 for 0.975. ∓Infinity at 0 and 1. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(centre[0], r)) / polynomial(centre[1], r)
  }
  const outer = Math.min(p, 1 - p)
  if (outer === 0) return q < 0 ? -Infinity : Infinity
  const root = Math.sqrt(-Math.log(outer))
  const [above, below] = root <= 5 ? shoulder : tail
  const r = root <= 5 ? root - 1.6 : root - 5
  const x = polynomial(above, r) / polynomial(below, r)
  return q < 0 ? -x : x
}

/** P(X > x) for a chi-squared X: keeps its precision where it is small. */
export function chiSquaredUpper(x: number, df: number): number {
  return df === 0 ? Number(x < 0) : incompleteGamma(df / 2, x / 2).upper
}

/** The x with P(X ≤ x) = p for a chi-squared X with `df` > 0 degrees of freedom; 0 for no degrees of freedom. */
export function chiSquaredQuantile(p: number, df: number): number {
  return df === 0 ? 0 : 2 * gammaQuantile(p, df / 2)
}

/** The x with P(a, x) = p. */
export function gammaQuantile(p: number, a: number): number {
  return gammaQuantileAt(p)(a)
}

/** The x with P(a, x) = p as a function of a: worth having where one p is asked for many a. */
export function gammaQuantileAt(p: number): (a: number) => number {
  const z = normalQuantile(p)
  const series = gammaQuantileSeries(z)
  return a => (isLargeShape(a, z) ? series(a) : invertGamma(p, z, a))
}

/** Wilson and Hilferty's cube as a start, then Newton's steps kept inside a bracket. */
function invertGamma(p: number, z: number, a: number): number {
  if (!(p >= 0 && p <= 1 && a > 0)) return Number.NaN
  if (p === 0 || a === Infinity) return p === 0 ? 0 : Infinity
  if (p === 1) return Infinity
  const cube = (1 + z / (3 * Math.sqrt(a)) - 1 / (9 * a)) ** 3 * a
  // Near zero, P(a, x) ≈ x^a / Γ(a + 1).
  const near = Math.exp((Math.log(p) - Math.log(gammaTerm(a, 1)) - 1) / a)
  const start = cube > 0.2 * a ? cube : Math.max(near, 1e-300)
  return solve(
    p,
    start,
    [0, Infinity],
    x => incompleteGamma(a, x),
    x => (gammaTerm(a, x) * a) / x,
  )
}

/** P(T ≤ t) for Student's t with `df` > 0 degrees of freedom. */
export function tCdf(t: number, df: number): number {
  if (df === Infinity) return normalCdf(t)
  const { lower } = incompleteBeta(df / 2, 0.5, df / (df + t * t))
  return t < 0 ? 0.5 * lower : 1 - 0.5 * lower
}

/** The t with P(T ≤ t) = p for Student's t with `df` > 0 degrees of freedom. */
export function tQuantile(p: number, df: number): number {
  if (p === 0.5 && df > 0) return 0
  if (df === Infinity) return normalQuantile(p)
  const x = betaQuantile(2 * Math.min(p, 1 - p), df / 2, 0.5)
  const t = Math.sqrt((df * (1 - x)) / x)
  return p < 0.5 ? -t : t
}

/** P(F ≤ x) for an F distribution. */
export function fCdf(x: number, df1: number, df2: number): number {
  return x <= 0 ? 0 : incompleteBeta(df1 / 2, df2 / 2, (df1 * x) / (df1 * x + df2)).lower
}

/** The x with P(F ≤ x) = p for an F distribution. */
export function fQuantile(p: number, df1: number, df2: number): number {
  const x = betaQuantile(p, df1 / 2, df2 / 2)
  return (df2 * x) / (df1 * (1 - x))
}

/** The x with I_x(a, b) = p. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return Number.NaN
  if (p === 0 || p === 1) return p
  const start = a / (a + b)
  return solve(
    p,
    start,
    [0, 1],
    x => incompleteBeta(a, b, x),
    x => betaTerm(a, b, x) / (x * (1 - x)),
  )
}

/** P(X ≤ k) for a Poisson count with this mean. */
export function poissonCdf(k: number, mean: number): number {
  if (!(mean >= 0)) return Number.NaN
  return k < 0 ? 0 : mean === 0 ? 1 : incompleteGamma(Math.floor(k) + 1, mean).upper
}

/** P(X = k) for a Poisson count with this mean. */
export function poissonProbability(k: number, mean: number): number {
  return k < 0 || !Number.isInteger(k) ? 0 : gammaTerm(k, mean)
}

/** The smallest k with P(X ≤ k) ≥ p for a Poisson count. */
export function poissonQuantile(p: number, mean: number): number {
  if (!(p >= 0 && p <= 1 && mean >= 0)) return Number.NaN
  if (p === 1) return mean === 0 ? 0 : Infinity
  return firstWhole(p, mean + normalQuantile(p) * Math.sqrt(mean), Infinity, k => poissonCdf(k, mean))
}

/** P(X ≤ k) for the number of successes in n trials of chance p. */
export function binomialCdf(k: number, n: number, p: number): number {
  const whole = Math.floor(k)
  if (whole < 0) return 0
  if (whole >= n) return 1
  return p <= 0 ? 1 : p >= 1 ? 0 : incompleteBeta(whole + 1, n - whole, p).upper
}

/** The smallest k with P(X ≤ k) ≥ probability for the number of successes in n trials of chance p. */
export function binomialQuantile(probability: number, n: number, p: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN
  if (probability === 1) return n
  const guess = n * p + normalQuantile(probability) * Math.sqrt(n * p * (1 - p))
  return firstWhole(probability, guess, n, k => binomialCdf(k, n, p))
}

/** Walks from a guess to the first whole number whose cumulative probability reaches p (with R's fuzz for exact hits). */
function firstWhole(p: number, guess: number, most: number, cdf: (k: number) => number): number {
  const wanted = p * (1 - 64 * Number.EPSILON)
  let k = Math.min(most, Math.max(0, Math.round(Number.isFinite(guess) ? guess : 0)))
  while (k < most && cdf(k) < wanted) k++
  while (k > 0 && cdf(k - 1) >= wanted) k--
  return k
}

/** Newton's steps towards cdf(x) = p, kept inside a bracket that halves whenever a step would leave it. */
function solve(
  p: number,
  start: number,
  [least, most]: readonly [number, number],
  tails: (x: number) => { readonly lower: number; readonly upper: number },
  density: (x: number) => number,
): number {
  let low = least
  let high = most
  let x = start
  for (let step = 0; step < 200; step++) {
    const { lower, upper } = tails(x)
    // The smaller tail carries the precision.
    const excess = p < 0.5 ? lower - p : 1 - p - upper
    if (excess === 0) return x
    if (excess > 0) high = x
    else low = x
    let next = x - excess / density(x)
    if (!(next > low && next < high)) next = high === Infinity ? 2 * x + 1 : low === 0 ? high / 4 : (low + high) / 2
    if (Math.abs(next - x) <= 1e-15 * Math.abs(next)) return next
    x = next
  }
  return x
}
