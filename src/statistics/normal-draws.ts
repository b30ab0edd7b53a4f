/** Standard normal numbers from a seeded generator, by Marsaglia's polar method (1964): two at a time, one kept back. */
import type { Random } from './random.ts'

export function normalDraws(random: Random): () => number {
  let kept: number | null = null
  return () => {
    if (kept !== null) {
      const one = kept
      kept = null
      return one
    }
    for (;;) {
      const x = 2 * random.uniform() - 1
      const y = 2 * random.uniform() - 1
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const scale = Math.sqrt((-2 * Math.log(square)) / square)
      kept = y * scale
      return x * scale
    }
  }
}
