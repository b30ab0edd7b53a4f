/** Confidence interval of a proportion. */
import { deviate, estimate, expectCount, type IntervalEstimate, type IntervalOptions } from './interval.ts'

/**
 * Wilson score interval (Wilson 1927; Newcombe 1998): (2x + z² ∓ z√(z² + 4x(1 − x/n))) / 2(n + z²).
 * Stays within 0 and 1 and works for 0 and n events. Null for n = 0. Throws RangeError for x above n or below 0.
 */
export function proportionInterval(x: number, n: number, options: IntervalOptions = {}): IntervalEstimate {
  expectCount(x, 'numerator')
  expectCount(n, 'denominator')
  if (x > n) throw new RangeError(`The numerator ${x} is above the denominator ${n}; a proportion cannot exceed 1.`)
  return estimate(x / n, options, 'Wilson', level => {
    const z = deviate(level)
    const middle = 2 * x + z * z
    const reach = z * Math.sqrt(z * z + 4 * x * (1 - x / n))
    const whole = 2 * (n + z * z)
    return [x === 0 ? 0 : (middle - reach) / whole, x === n ? 1 : (middle + reach) / whole]
  })
}
