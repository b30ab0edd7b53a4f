/**
 * Average run lengths: how many observations pass before a chart signals, for independent normal values in standard units.
 * With no shift it is the price in false alarms; with a shift, the delay. From the integral equations of Page (1954) for
 * the CUSUM and Crowder (1987) for the EWMA, solved by quadrature: exact to about 1e-10. Skewed or correlated data signal more
 * often than this says, above all through one-sided charts.
 */
import { normalCdf, normalDensity } from './distributions.ts'
import { solveRunLength } from './integral-equation.ts'

export interface CusumDesign {
  /** Allowance and decision interval in standard deviations. */
  readonly k: number
  readonly h: number
  readonly sides: 'one' | 'two'
}

/**
 * Observations until a CUSUM started at 0 signals, `shift` being the departure of the mean from target in standard
 * deviations. Two sides: 1/L = 1/L⁺ + 1/L⁻ (Kemp 1961), exact for sums that start at 0.
 */
export function cusumRunLength({ k, h, sides }: CusumDesign, shift = 0): number {
  requirePositive('k', k)
  requirePositive('h', h)
  const upper = oneSidedRunLength(k, h, shift)
  return sides === 'one' ? upper : 1 / (1 / upper + 1 / oneSidedRunLength(k, h, -shift))
}

/** The decision interval h that gives a CUSUM with allowance k this average run length without a shift. */
export function cusumDecisionInterval(k: number, runLength: number, sides: 'one' | 'two'): number {
  requirePositive('k', k)
  requireRunLength(runLength)
  return inverse(h => cusumRunLength({ k, h, sides }), runLength)
}

export interface EwmaDesign {
  readonly lambda: number
  /** Half-width of the limits, in long-run standard deviations of the average. */
  readonly width: number
}

/** Observations until a two-sided EWMA, started on target with limits of its long-run width, signals. */
export function ewmaRunLength({ lambda, width }: EwmaDesign, shift = 0): number {
  if (!(lambda > 0 && lambda <= 1)) throw new RangeError(`Found lambda ${lambda}; expected above 0 and at most 1.`)
  requirePositive('width', width)
  const limit = width * Math.sqrt(lambda / (2 - lambda))
  return solveRunLength(
    {
      low: -limit,
      high: limit,
      kernel: (u, x) => normalDensity((x - (1 - lambda) * u) / lambda - shift) / lambda,
      nodes: nodesFor((2 * limit) / lambda),
    },
    0,
  )
}

/** The width that gives an EWMA this average run length without a shift. */
export function ewmaWidth(lambda: number, runLength: number): number {
  requireRunLength(runLength)
  return inverse(width => ewmaRunLength({ lambda, width }), runLength)
}

function oneSidedRunLength(k: number, h: number, shift: number): number {
  return solveRunLength(
    {
      low: 0,
      high: h,
      kernel: (u, x) => normalDensity(x - u + k - shift),
      atom: { at: 0, chance: u => normalCdf(k - shift - u) },
      nodes: nodesFor(h),
    },
    0,
  )
}

/** Enough nodes for an interval of so many standard deviations of one step. */
const nodesFor = (deviations: number) => Math.min(400, Math.ceil(24 + 4 * deviations))

/** The x with f(x) = y for an increasing f that grows about exponentially: bracketed, then false position on ln f. */
function inverse(f: (x: number) => number, y: number): number {
  const excess = (x: number) => Math.log(f(x)) - Math.log(y)
  let low = 1e-6
  let high = 1
  let below = excess(low)
  if (below > 0) throw new RangeError(`No limit gives an average run length as short as ${y}.`)
  let above = excess(high)
  while (above < 0) {
    ;[low, below] = [high, above]
    high *= 1.5
    above = excess(high)
  }
  let x = high
  for (let step = 0; step < 100 && high - low > 1e-13 * high; step++) {
    x = low - (below * (high - low)) / (above - below)
    const here = excess(x)
    if (here === 0) return x
    // Illinois: an end that stays put twice counts half.
    if (here > 0) {
      if (Math.abs(x - high) < 1e-14 * x) return x
      high = x
      above = here
      below /= 2
    } else {
      if (Math.abs(x - low) < 1e-14 * x) return x
      low = x
      below = here
      above /= 2
    }
  }
  return x
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`Found ${name} ${value}; expected more than 0.`)
}

function requireRunLength(value: number): void {
  if (!(value > 1 && value <= 1e9))
    throw new RangeError(`Found an average run length of ${value}; expected more than 1 and at most 1e9.`)
}
