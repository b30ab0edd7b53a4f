/** Confidence intervals of a count and of a rate. */
import { chiSquaredQuantile } from './distributions.ts'
import { deviate, estimate, expectCount, type IntervalEstimate, type IntervalOptions } from './interval.ts'

/** Exact Poisson interval of a count (Ulm 1990): χ²(α/2; 2x)/2 and χ²(1 − α/2; 2x + 2)/2. */
export function exactCountInterval(x: number, level: number): readonly [number, number] {
  const tail = (100 - level) / 200
  return [chiSquaredQuantile(tail, 2 * x) / 2, chiSquaredQuantile(1 - tail, 2 * x + 2) / 2]
}

/** Byar's approximation (Breslow and Day 1987): x(1 − 1/9x ∓ z/3√x)³, the upper end with x + 1. */
export function byarCountInterval(x: number, level: number): readonly [number, number] {
  const z = deviate(level)
  const end = (count: number, side: number) => count * (1 - 1 / (9 * count) + (side * z) / (3 * Math.sqrt(count))) ** 3
  return [x === 0 ? 0 : end(x, -1), end(x + 1, 1)]
}

/** The field's rule: exact below 10 events, Byar from 10. */
export function countInterval(x: number, level: number): readonly [number, number] {
  return x < 10 ? exactCountInterval(x, level) : byarCountInterval(x, level)
}

export function countMethod(x: number): 'Exact' | 'Byars' {
  return x < 10 ? 'Exact' : 'Byars'
}

/** Crude rate of x events in n (person-years, bed days); null for n = 0. Throws RangeError for figures below 0. */
export function rateInterval(x: number, n: number, options: IntervalOptions = {}): IntervalEstimate {
  expectCount(x, 'numerator')
  expectCount(n, 'denominator')
  return estimate(x / n, options, countMethod(x), level => {
    const [low, high] = countInterval(x, level)
    return [low / n, high / n]
  })
}
