/**
 * Chance that repeats itself: every stream is named by its keys, so one organisation's numbers never depend on how many
 * others were drawn before it, and the same seed gives the same sector byte for byte.
 */
import { seededRandom } from '../src/statistics/random.ts'

export interface Stream {
  /** In [0, 1). */
  uniform(): number
  /** Standard normal. */
  normal(): number
  /** Whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** Poisson count, for small means. */
  count(mean: number): number
}

/** Opens the stream named by `keys`. */
export function stream(...keys: readonly (string | number)[]): Stream {
  const { uniform } = seededRandom(keys.join('|'))
  const self: Stream = {
    uniform,
    // Marsaglia's polar method.
    normal() {
      for (;;) {
        const x = 2 * uniform() - 1
        const y = 2 * uniform() - 1
        const s = x * x + y * y
        if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s)
      }
    },
    integer: (low, high) => low + Math.floor(uniform() * (high - low + 1)),
    chance: probability => uniform() < probability,
    pick: items => items[Math.floor(uniform() * items.length)] as (typeof items)[number],
    // Knuth's product of uniforms.
    count(mean) {
      const limit = Math.exp(-mean)
      let product = uniform()
      let n = 0
      while (product > limit) {
        product *= uniform()
        n += 1
      }
      return n
    },
  }
  return self
}

/** The items in an order of chance (Fisher and Yates). */
export function shuffle<T>(items: readonly T[], by: Stream): T[] {
  const result = [...items]
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = by.integer(0, i)
    const held = result[i] as T
    result[i] = result[j] as T
    result[j] = held
  }
  return result
}
