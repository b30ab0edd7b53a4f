/**
 * The four rules of NHS England's Making Data Count, each on its own: a point outside the limits; a shift (a run of points
 * strictly on one side of the mean); a trend (points that each rise, or each fall); two in three near a limit. Every rule is
 * strict: a point on the mean breaks a shift, equal neighbours break a trend. One pass each: time grows with the points.
 */
import type { SpecialCause } from './spc-model.ts'
import type { Lines } from './xmr-lines.ts'

/** A bit for each special cause, so that a point can be several at once. */
export const cause = {
  aboveLimit: 1,
  belowLimit: 2,
  trendUp: 4,
  trendDown: 8,
  twoAbove: 16,
  twoBelow: 32,
  shiftAbove: 64,
  shiftBelow: 128,
} as const

/** The causes that point upward, and those that point downward. */
export const upward = cause.aboveLimit | cause.trendUp | cause.twoAbove | cause.shiftAbove
export const downward = cause.belowLimit | cause.trendDown | cause.twoBelow | cause.shiftBelow

const names: readonly SpecialCause[] = [
  'above-limit',
  'below-limit',
  'trend-up',
  'trend-down',
  'two-in-three-above',
  'two-in-three-below',
  'shift-above',
  'shift-below',
]

const lists = Array.from({ length: 256 }, (_, mask) => names.filter((_name, bit) => mask & (1 << bit)))

/** The special causes of a mask, in order of precedence: outside, trend, two in three, shift. */
export function causesOf(mask: number): readonly SpecialCause[] {
  return lists[mask] as readonly SpecialCause[]
}

export interface RuleSettings {
  readonly shift: number
  readonly trend: number
  readonly twoSigma: 'until-2023-10' | 'from-2023-11'
  /** Whether a trend may run from one phase into the next. */
  readonly trendCrosses: boolean
}

/**
 * A mask of causes for each value. `lines` and `phases` are per value; a value that is NaN is part of nothing and breaks
 * every run. Shifts and two-in-three never cross from one phase into the next.
 */
export function specialCauses(
  values: ArrayLike<number>,
  lines: ArrayLike<Lines>,
  phases: ArrayLike<number>,
  settings: RuleSettings,
): Uint8Array {
  const { shift, trend, trendCrosses } = settings
  const outsideCounts = settings.twoSigma === 'from-2023-11'
  const masks = new Uint8Array(values.length)
  // Runs so far: of values on one side of the mean, and of steps one way (a run of k steps joins k + 1 values).
  let [side, sideRun, direction, steps] = [0, 0, 0, 0]
  // The last two values: side of the mean, doubled where past the near limit.
  let [before, middle] = [0, 0]
  let previous = Number.NaN
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    const { mean, upperLimit, lowerLimit, upperNear, lowerNear } = lines[i] as Lines
    const samePhase = i > 0 && phases[i] === phases[i - 1]
    if (value > upperLimit) mark(masks, i, 1, cause.aboveLimit)
    else if (value < lowerLimit) mark(masks, i, 1, cause.belowLimit)

    const here = value > mean ? 1 : value < mean ? -1 : 0
    sideRun = here === 0 ? 0 : here === side && samePhase ? sideRun + 1 : 1
    side = here
    if (sideRun >= shift) mark(masks, i, sideRun === shift ? shift : 1, here > 0 ? cause.shiftAbove : cause.shiftBelow)

    const step = samePhase || trendCrosses ? value - previous : 0
    const way = step > 0 ? 1 : step < 0 ? -1 : 0
    steps = way === 0 ? 0 : way === direction ? steps + 1 : 1
    direction = way
    previous = value
    if (steps >= trend - 1) mark(masks, i, steps === trend - 1 ? trend : 1, way > 0 ? cause.trendUp : cause.trendDown)

    const near =
      (here > 0 && value > upperNear && (outsideCounts || value <= upperLimit)) ||
      (here < 0 && value < lowerNear && (outsideCounts || value >= lowerLimit))
    const band = near ? 2 * here : here
    // Three on one side of which two are near sum to 5 or more; a third on the other side cannot reach it.
    const sum = before + middle + band
    if ((sum >= 5 || sum <= -5) && phases[i] === phases[i - 2]) {
      const bit = sum > 0 ? cause.twoAbove : cause.twoBelow
      if (before === 2 || before === -2) mark(masks, i - 2, 1, bit)
      if (middle === 2 || middle === -2) mark(masks, i - 1, 1, bit)
      if (near) mark(masks, i, 1, bit)
    }
    before = middle
    middle = band
  }
  return masks
}

/** Marks `count` values up to the last. */
function mark(masks: Uint8Array, last: number, count: number, bit: number): void {
  for (let i = last; i > last - count; i--) masks[i] = (masks[i] as number) | bit
}
