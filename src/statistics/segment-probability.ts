/**
 * Chance of each segment for estimates with standard errors. Fixed thresholds are exact under normal errors; quarters of the
 * sector are drawn anew with everyone's estimate, since the cuts themselves are uncertain. Limits: `rank-probability.ts`.
 */
import { normalCdf } from './distributions.ts'
import { normalDraws } from './normal-draws.ts'
import { quantile7 } from './quantile.ts'
import { seededRandom } from './random.ts'
import { requireEstimates, type Estimate } from './rank-probability.ts'

/**
 * Chances of the segments that ascending upper cuts divide (one more than there are cuts), first that of the lowest values.
 * A value on a cut is in the lower segment.
 */
export function thresholdSegments(estimate: Estimate, cuts: readonly number[]): number[] {
  requireEstimates([estimate])
  requireAscending('cut', cuts)
  const { value, standardError } = estimate
  const upTo = cuts.map(cut => (standardError === 0 ? Number(value <= cut) : normalCdf((cut - value) / standardError)))
  return [...upTo, 1].map((chance, index) => chance - (upTo[index - 1] ?? 0))
}

/**
 * The same where the cuts are quantiles (type 7) of everyone's values, such as [0.25, 0.5, 0.75], drawn again in each
 * replicate. The same seed gives the same chances. O(replicates × n log n).
 */
export function relativeSegments(
  estimates: readonly Estimate[],
  shares: readonly number[],
  options: { readonly seed: string; readonly replicates?: number },
): number[][] {
  const { seed, replicates = 10_000 } = options
  requireEstimates(estimates)
  requireAscending('share', shares)
  const outside = shares.find(share => !(share >= 0 && share <= 1))
  if (outside !== undefined) throw new RangeError(`Found the share ${outside}; expected from 0 to 1.`)
  const draw = normalDraws(seededRandom(seed))
  const drawn = new Float64Array(estimates.length)
  const counts = estimates.map(() => new Array<number>(shares.length + 1).fill(0))
  for (let replicate = 0; replicate < replicates; replicate++) {
    estimates.forEach(({ value, standardError }, index) => {
      drawn[index] = standardError === 0 ? value : value + standardError * draw()
    })
    const sorted = drawn.slice().sort()
    const cuts = shares.map(share => quantile7(sorted, share))
    counts.forEach((own, index) => {
      let segment = 0
      while (segment < cuts.length && (drawn[index] as number) > (cuts[segment] as number)) segment++
      own[segment] = (own[segment] as number) + 1
    })
  }
  return counts.map(own => own.map(count => count / replicates))
}

function requireAscending(what: string, bounds: readonly number[]): void {
  const at = bounds.findIndex((bound, index) => !(bound >= (bounds[index - 1] ?? -Infinity)))
  if (at >= 0) throw new RangeError(`Found the ${what} ${bounds[at]} in place ${at + 1}; expected ascending numbers.`)
}
