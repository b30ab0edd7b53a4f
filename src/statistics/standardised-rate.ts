/** Rates standardised for age (or other strata): directly, to a standard population; indirectly, to reference rates. */
import { compensatedSum } from './compensated-sum.ts'
import { estimate, expectCount, type IntervalEstimate, type IntervalOptions } from './interval.ts'
import { byarCountInterval, countInterval, countMethod } from './rate-interval.ts'

export interface Stratum {
  readonly events: number
  readonly population: number
}

export interface StandardStratum extends Stratum {
  /** People of this stratum in the standard population. */
  readonly standard: number
}

export interface StandardisedEstimate extends IntervalEstimate {
  readonly events: number
}

/**
 * Directly standardised rate Σ(w x/n)/Σw with Dobson's interval (Dobson et al. 1991): value + √(var/x)(Byar − x), where
 * var = Σ(w² x/n²)/(Σw)². Null below 10 events, where the interval does not hold, and where a stratum has events or
 * weight but nobody in it.
 */
export function directlyStandardisedRate(
  strata: readonly StandardStratum[],
  options: IntervalOptions = {},
): StandardisedEstimate {
  strata.forEach(check)
  const events = compensatedSum(strata.map(one => one.events))
  const weight = compensatedSum(strata.map(one => one.standard))
  const rate = compensatedSum(strata.map(one => (one.standard * one.events) / one.population)) / weight
  const variance =
    compensatedSum(strata.map(one => (one.standard ** 2 * one.events) / one.population ** 2)) / weight ** 2
  const found = estimate(events < 10 ? Number.NaN : rate, options, 'Dobson', level => {
    const step = Math.sqrt(variance / events)
    const [low, high] = byarCountInterval(events, level)
    return [rate + step * (low - events), rate + step * (high - events)]
  })
  return { ...found, events }
}

export interface IndirectEstimate extends StandardisedEstimate {
  readonly expected: number
  /** Events per head in the reference, times the multiplier. */
  readonly referenceRate: number
}

/** Indirectly standardised ratio: observed over the events that reference rates would give, with Byar's or the exact interval. */
export function standardisedRatio(
  strata: readonly Stratum[],
  reference: readonly Stratum[],
  options: IntervalOptions = {},
): IndirectEstimate {
  const { observed, expected, crude } = indirect(strata, reference)
  return { ...scaled(observed, expected, 1, options), expected, referenceRate: crude }
}

/** Indirectly standardised rate: that ratio times the reference's crude rate. */
export function indirectlyStandardisedRate(
  strata: readonly Stratum[],
  reference: readonly Stratum[],
  options: IntervalOptions = {},
): IndirectEstimate {
  const { observed, expected, crude } = indirect(strata, reference)
  return { ...scaled(observed, expected, crude, options), expected, referenceRate: crude * (options.multiplier ?? 1) }
}

function scaled(observed: number, expected: number, times: number, options: IntervalOptions): StandardisedEstimate {
  const found = estimate((observed / expected) * times, options, countMethod(observed), level => {
    const [low, high] = countInterval(observed, level)
    return [(low / expected) * times, (high / expected) * times]
  })
  return { ...found, events: observed }
}

function indirect(strata: readonly Stratum[], reference: readonly Stratum[]) {
  if (strata.length !== reference.length)
    throw new RangeError(
      `There are ${strata.length} strata but ${reference.length} in the reference; expected as many.`,
    )
  strata.forEach(check)
  reference.forEach(check)
  const observed = compensatedSum(strata.map(one => one.events))
  const expected = compensatedSum(
    strata.map(({ population }, i) => {
      const { events, population: people } = reference[i] as Stratum
      return (population * events) / people
    }),
  )
  const crude = compensatedSum(reference.map(one => one.events)) / compensatedSum(reference.map(one => one.population))
  return { observed, expected, crude }
}

function check(stratum: Stratum, index: number): void {
  expectCount(stratum.events, `count of events in stratum ${index + 1}`)
  expectCount(stratum.population, `population of stratum ${index + 1}`)
}
