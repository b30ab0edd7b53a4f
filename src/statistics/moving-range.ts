/** The mean and the short-term spread of measurements in time order, for charts that take their own from the data. */
import { compensatedMean } from './compensated-mean.ts'
import { movingRanges } from './xmr-lines.ts'

/** d₂ for ranges of two values: the mean moving range of normal data is 1.128 standard deviations. */
const d2 = 1.128

/**
 * Standard deviation from the mean moving range, mean |yᵢ − yᵢ₋₁| / 1.128, in the units of the values. A missing value
 * takes part in no moving range. Null where no two neighbours are known.
 */
export function movingRangeSigma(values: readonly (number | null)[]): number | null {
  const ranges = movingRanges(values.map(value => value ?? Number.NaN)).filter(range => !Number.isNaN(range))
  return ranges.length === 0 ? null : compensatedMean(ranges) / d2
}

/** The mean of what is known, so exact that equal values have that value as their mean. Null where nothing is known. */
export function knownMean(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null)
  return known.length === 0 ? null : compensatedMean(known)
}

/** Throws for the first value that is neither finite nor null, naming its row. */
export function requireFinite(values: readonly (number | null)[]): void {
  const at = values.findIndex(value => value !== null && !Number.isFinite(value))
  if (at >= 0)
    throw new RangeError(
      `Row ${at + 1}: found the value ${values[at]}; expected a finite number, or null where it is missing.`,
    )
}

/** Throws where a setting is given that is not finite or below `least`. */
export function requireSetting(name: string, setting: number | undefined, least = -Infinity): void {
  if (setting !== undefined && !(Number.isFinite(setting) && setting >= least))
    throw new RangeError(
      `Found ${name} ${setting}; expected a finite number${least === -Infinity ? '' : ` of at least ${least}`}.`,
    )
}
