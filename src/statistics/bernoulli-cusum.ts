/**
 * Two-sided Bernoulli CUSUM: the risk-adjusted CUSUM with one expected rate p₀ for every case, once for odds multiplied
 * by OR and once for odds divided by it. For events of one kind of case, such as deaths after one operation, where no
 * risk model exists: a change in who is treated will signal too.
 */
import { type CusumCase, requireOddsRatio, requireOutcomes, riskAdjustedCusum } from './risk-adjusted-cusum.ts'

export interface BernoulliCusumOptions {
  /** The rate expected: a proportion, or the rate of the first so many cases. */
  readonly target: number | { readonly baseline: number }
  /** Odds to be found, above 1: a deterioration by OR, an improvement by 1/OR. */
  readonly oddsRatio?: number
  /** Distance from 0 that signals, after which that side starts again. Chances of false alarms: `cusum-limit.ts`. */
  readonly limit?: number
  readonly reset?: boolean
}

export interface BernoulliCusum {
  readonly rate: number
  /** The rates that the two sides look for. */
  readonly higherRate: number
  readonly lowerRate: number
  readonly deterioration: readonly CusumCase[]
  readonly improvement: readonly CusumCase[]
}

/** Both sides of the chart for outcomes (1 event, 0 none, null missing) in time order. */
export function bernoulliCusum(outcomes: readonly (number | null)[], options: BernoulliCusumOptions): BernoulliCusum {
  const { oddsRatio = 2, limit = 3.5, reset = true } = options
  requireOutcomes(outcomes)
  requireOddsRatio(oddsRatio)
  if (oddsRatio < 1)
    throw new RangeError(`Found the odds ratio ${oddsRatio}; expected above 1 (the other side looks for 1/OR).`)
  const rate = typeof options.target === 'number' ? options.target : baselineRate(outcomes, options.target.baseline)
  if (!(rate > 0 && rate < 1))
    throw new RangeError(`Found the target rate ${rate}; expected a proportion between 0 and 1.`)
  const risks = outcomes.map(() => rate)
  return {
    rate,
    higherRate: withOdds(rate, oddsRatio),
    lowerRate: withOdds(rate, 1 / oddsRatio),
    deterioration: riskAdjustedCusum(outcomes, risks, { oddsRatio, limit, reset }),
    improvement: riskAdjustedCusum(outcomes, risks, { oddsRatio: 1 / oddsRatio, limit, reset }),
  }
}

/** The probability whose odds are `oddsRatio` times those of `p`. */
export function withOdds(p: number, oddsRatio: number): number {
  return (oddsRatio * p) / (1 - p + oddsRatio * p)
}

function baselineRate(outcomes: readonly (number | null)[], length: number): number {
  if (!(Number.isInteger(length) && length > 0 && length <= outcomes.length))
    throw new RangeError(`Found a baseline of ${length} cases; expected a whole number from 1 to ${outcomes.length}.`)
  const known = outcomes.slice(0, length).filter(outcome => outcome !== null)
  const events = known.filter(outcome => outcome === 1).length
  if (events === 0 || events === known.length)
    throw new RangeError(
      `Found ${events} events in the ${known.length} known cases of the baseline; expected some cases with and some without.`,
    )
  return events / known.length
}
