/** A value with one interval for each level of confidence asked for, so that 95% and 99.8% come together. */
import { normalQuantile } from './distributions.ts'

export interface IntervalEstimate {
  /** Times the multiplier; null where it cannot be computed. */
  readonly value: number | null
  /** [lower, upper] keyed by level in per cent: "95", "99.8". */
  readonly intervals: Readonly<Record<string, readonly [number, number] | null>>
  readonly method: string
}

export interface IntervalOptions {
  /** In per cent; 95 unless told. */
  readonly levels?: readonly number[]
  readonly multiplier?: number
}

/** The normal deviate of a two-sided interval: 1.96 for 95. */
export function deviate(level: number): number {
  return normalQuantile(1 - (100 - level) / 200)
}

/** Builds an estimate from what its interval is at each level, before the multiplier. */
export function estimate(
  value: number,
  { levels = [95], multiplier = 1 }: IntervalOptions,
  method: string,
  interval: (level: number) => readonly [number, number],
): IntervalEstimate {
  const known = Number.isFinite(value)
  const intervals = Object.fromEntries(
    levels.map(level => {
      const [low, high] = known ? interval(level) : [Number.NaN, Number.NaN]
      const pair = [low * multiplier, high * multiplier] as const
      return [String(level), pair.every(Number.isFinite) ? pair : null]
    }),
  )
  return { value: known ? value * multiplier : null, intervals, method }
}

/** Throws RangeError unless the figure is a number from 0. */
export function expectCount(value: number, name: string): void {
  if (!(value >= 0 && value < Infinity))
    throw new RangeError(`The ${name} is ${value}; expected a number from 0. Leave out what is not known.`)
}
