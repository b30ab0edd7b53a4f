/**
 * Exact rational numbers. Scores are sums of thirds and hundred-and-fourths; a float that lands one ulp under a half
 * prints another segment, so nothing here is a float until it is rounded for the reader.
 */
/** A numerator over a positive denominator. */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

export const zero: Fraction = { n: 0n, d: 1n }

/** A fraction in lowest terms with a positive denominator. Throws on a zero denominator. */
export function fraction(n: bigint | number, d: bigint | number = 1n): Fraction {
  let top = BigInt(n)
  let bottom = BigInt(d)
  if (bottom === 0n) throw new RangeError('A fraction cannot have a denominator of zero')
  if (bottom < 0n) {
    top = -top
    bottom = -bottom
  }
  const divisor = gcd(top < 0n ? -top : top, bottom)
  return divisor > 1n ? { n: top / divisor, d: bottom / divisor } : { n: top, d: bottom }
}

/** The exact value of a plain decimal such as `2.305`, `-0.5` or `1/3`. Throws on anything else. */
export function parseFraction(text: string): Fraction {
  const ratio = /^(-?\d+)\/(\d+)$/.exec(text)
  if (ratio) return fraction(BigInt(ratio[1] as string), BigInt(ratio[2] as string))
  const decimal = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim())
  if (!decimal || (!decimal[2] && !decimal[3])) throw new RangeError(`Not a decimal number: "${text}"`)
  const digits = decimal[3] ?? ''
  const exponent = Number(decimal[4] ?? 0) - digits.length
  if (Math.abs(exponent) > 400) throw new RangeError(`Number out of range: "${text}"`)
  const whole = BigInt(`${decimal[2] ?? ''}${digits}`) * (decimal[1] ? -1n : 1n)
  return exponent < 0 ? fraction(whole, 10n ** BigInt(-exponent)) : fraction(whole * 10n ** BigInt(exponent))
}

export const add = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d)
export const subtract = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d)
export const multiply = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d)
export const divide = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n)

/**
 * The weighted mean of some fractions, exact but not in lowest terms: reducing every sum of a large sector would cost
 * more than all the rest. Throws on no terms.
 */
export function weightedMean(terms: readonly { readonly value: Fraction; readonly weight: Fraction }[]): Fraction {
  let total = zero
  let weights = zero
  for (const { value, weight } of terms) {
    total = plus(total, value.n * weight.n, value.d * weight.d)
    weights = plus(weights, weight.n, weight.d)
  }
  if (weights.n === 0n) throw new RangeError('A mean needs at least one term with a weight')
  return { n: total.n * weights.d, d: total.d * weights.n }
}

function plus(a: Fraction, n: bigint, d: bigint): Fraction {
  if (a.d === d) return { n: a.n + n, d }
  if (d === 1n) return { n: a.n + n * a.d, d: a.d }
  return { n: a.n * d + n * a.d, d: a.d * d }
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Rounds half away from zero to `places` decimals ("half-up" for the positive scores of the frameworks). */
export function roundHalfUp(a: Fraction, places = 2): Fraction {
  const scale = 10n ** BigInt(places)
  const negative = a.n < 0n
  const top = (negative ? -a.n : a.n) * scale
  const rounded = (2n * top + a.d) / (2n * a.d)
  return fraction(negative ? -rounded : rounded, scale)
}

/** The nearest double: for charts, sorting and JSON. */
export function toNumber(a: Fraction): number {
  const direct = Number(a.n) / Number(a.d)
  if (Number.isFinite(direct)) return direct
  // Huge numerators and denominators: shift both down together, keeping far more bits than a double holds.
  const shift = BigInt(Math.max(0, a.d.toString(2).length - 1000))
  return Number(a.n >> shift) / Number(a.d >> shift)
}

/** As printed: a fixed number of decimals, rounded half-up. */
export function toFixed(a: Fraction, places = 2): string {
  const { n, d } = roundHalfUp(a, places)
  const scaled = ((n < 0n ? -n : n) * 10n ** BigInt(places)) / d
  const digits = scaled.toString().padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return n < 0n ? `-${text}` : text
}

/** `67/40`, or `2` for a whole number. */
export function toText(unreduced: Fraction): string {
  const a = fraction(unreduced.n, unreduced.d)
  return a.d === 1n ? a.n.toString() : `${a.n}/${a.d}`
}

function gcd(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b]
  return a
}
