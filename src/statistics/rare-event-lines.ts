/** The lines of charts for rare events, as NHS England's tool draws them: time between events (T) and cases between (G). */
import type { Lines } from './xmr-lines.ts'

/** Days between events have a skewed distribution (exponential); their 3.6th root is nearly normal (Nelson 1994). */
const power = 3.6

/** Days between events → the scale on which a T chart is an XmR chart. */
export function tScale(days: number): number {
  return days ** (1 / power)
}

/** Lines on the transformed scale → days; a negative one has no counterpart in days and is not drawn. */
export function tLines(scaled: Lines): Lines {
  const days = (line: number) => (line < 0 ? Number.NaN : line ** power)
  return {
    mean: days(scaled.mean),
    lowerLimit: days(scaled.lowerLimit),
    upperLimit: days(scaled.upperLimit),
    lowerNear: days(scaled.lowerNear),
    upperNear: days(scaled.upperNear),
    lowerOne: days(scaled.lowerOne),
    upperOne: days(scaled.upperOne),
  }
}

/**
 * Cases (or days) between events, geometric with mean g: the centre is 0.693·g, near the median, and the upper lines stand
 * k·√(g(g+1)) above g. There are no lower lines: they would all be below 0.
 */
export function gLines(mean: number): Lines {
  const sigma = Math.sqrt(mean * (mean + 1))
  return {
    mean: 0.693 * mean,
    lowerLimit: Number.NaN,
    upperLimit: mean + 3 * sigma,
    lowerNear: Number.NaN,
    upperNear: mean + 2 * sigma,
    lowerOne: Number.NaN,
    upperOne: mean + sigma,
  }
}
