/**
 * Limits of a Bernoulli or risk-adjusted CUSUM that keep false alarms to a stated chance α. A limit is set just above the
 * (1 − α) quantile of the highest point that the sum reaches when every odds are as expected; "just above" (1e-10), because
 * the chart signals at its limit and a limit on the quantile itself could signal more often than α.
 * One common risk: exact, over the lattice of reachable sums. Risks that differ: simulated, with a seed.
 * Sum and limit are drawn downwards for OR < 1, so that the limits returned are then negative.
 */
import { seededRandom } from './random.ts'
import { caseWeight, requireOddsRatio, requireRisks } from './risk-adjusted-cusum.ts'

export interface ExactLimitOptions {
  readonly risk: number
  readonly cases: number
  readonly oddsRatio: number
  /** Chance of at least one false alarm over all cases. */
  readonly alpha: number
}

/** The lattice of sums grows with the square of the cases; beyond this, simulate. */
const mostExactCases = 2000

/** The limit for cases of one common risk, exact. A thousand cases take about half a second. */
export function exactCusumLimit({ risk, cases, oddsRatio, alpha }: ExactLimitOptions): number {
  requireAlpha(alpha)
  const { up, down } = steps(risk, cases, oddsRatio)
  // P(highest ≥ x) ≤ n·e^−x, the likelihood ratio being a martingale: no limit lies further up than a step beyond this.
  const most = Math.log(cases / alpha) + up
  const heights: number[] = [0]
  for (let rises = 1; rises <= cases; rises++) {
    const first = Math.max(0, Math.ceil((rises * up - most) / down))
    for (let falls = first; rises + falls <= cases && rises * up - falls * down > 0; falls++)
      heights.push(rises * up - falls * down)
  }
  const sorted = Float64Array.from(heights).sort()
  // The lowest height whose excess is rare enough.
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    const chance = falseAlarmChance({ risk, cases, oddsRatio, limit: justAbove(sorted[middle] as number) })
    if (chance <= alpha) high = middle
    else low = middle + 1
  }
  return (oddsRatio > 1 ? 1 : -1) * justAbove(sorted[low] as number)
}

/** Chance that a CUSUM of cases of one common risk reaches `limit` at least once though nothing has changed; exact. */
export function falseAlarmChance(options: {
  readonly risk: number
  readonly cases: number
  readonly oddsRatio: number
  readonly limit: number
}): number {
  const { risk, cases, oddsRatio } = options
  const limit = Math.abs(options.limit)
  const { up, down, rise } = steps(risk, cases, oddsRatio)
  const fall = 1 - rise
  // Since the sum was last 0 it has risen i and fallen j times: state (i, j) stands at i·up − j·down, above 0 and below
  // the limit. Each state is fed by (i − 1, j) and (i, j − 1) alone, so that going downwards one table is enough.
  const width = cases + 1
  const states = new Float64Array(width * width)
  let atZero = 1
  let alarmed = 0
  for (let step = 0; step < cases; step++) {
    let toZero = atZero * fall
    if (up >= limit) alarmed += atZero * rise
    for (let i = step + 1; i >= 1; i--) {
      const least = Math.max(0, Math.floor((i * up - limit) / down))
      for (let j = Math.min(step + 1 - i, Math.ceil((i * up) / down)); j >= least; j--) {
        const height = i * up - j * down
        if (height <= 0 || height >= limit) continue
        const at = i * width + j
        const here = states[at] as number
        if (height + up >= limit) alarmed += here * rise
        if (height - down <= 0) toZero += here * fall
        const risen = i > 1 ? (states[at - width] as number) : j === 0 ? atZero : 0
        const fallen = j > 0 ? (states[at - 1] as number) : 0
        states[at] = risen * rise + fallen * fall
      }
    }
    atZero = toZero
  }
  return alarmed
}

export interface SimulatedLimitOptions {
  readonly oddsRatio: number
  readonly alpha: number
  readonly seed: string
  /** Monte Carlo error of the limit is about 1/√(α·replicates) of a unit of log-likelihood: 0.03 by default at α = 0.05. */
  readonly replicates?: number
}

/** The limit for cases of these risks, in their order: the same seed gives the same limit. O(cases × replicates). */
export function simulatedCusumLimit(risks: readonly number[], options: SimulatedLimitOptions): number {
  const { oddsRatio, alpha, seed, replicates = 20_000 } = options
  requireAlpha(alpha)
  requireCases(risks, oddsRatio)
  const events = Float64Array.from(risks, risk => caseWeight(true, risk, oddsRatio))
  const others = Float64Array.from(risks, risk => caseWeight(false, risk, oddsRatio))
  const random = seededRandom(seed)
  const peaks = new Float64Array(replicates)
  for (let replicate = 0; replicate < replicates; replicate++) {
    let sum = 0
    let peak = 0
    for (let i = 0; i < risks.length; i++) {
      sum += (random.uniform() < (risks[i] as number) ? events[i] : others[i]) as number
      if (sum < 0) sum = 0
      else if (sum > peak) peak = sum
    }
    peaks[replicate] = peak
  }
  peaks.sort()
  return (oddsRatio > 1 ? 1 : -1) * justAbove(peaks[Math.ceil((1 - alpha) * replicates) - 1] as number)
}

/** A limit that the sum at `height` does not reach and the next height does. */
const justAbove = (height: number) => height + 1e-10 * Math.max(1, height)

/** How far the sum rises or falls with a case, and the chance that it rises. */
function steps(risk: number, cases: number, oddsRatio: number): { up: number; down: number; rise: number } {
  requireOddsRatio(oddsRatio)
  if (!(risk > 0 && risk < 1)) throw new RangeError(`Found the risk ${risk}; expected a probability between 0 and 1.`)
  if (!(Number.isInteger(cases) && cases >= 1 && cases <= mostExactCases))
    throw new RangeError(
      `Found ${cases} cases; expected a whole number from 1 to ${mostExactCases}. For more, simulate the limit.`,
    )
  const event = caseWeight(true, risk, oddsRatio)
  const other = caseWeight(false, risk, oddsRatio)
  return oddsRatio > 1 ? { up: event, down: -other, rise: risk } : { up: other, down: -event, rise: 1 - risk }
}

export function requireAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 1))
    throw new RangeError(`Found the chance of a false alarm ${alpha}; expected between 0 and 1.`)
}

export function requireCases(risks: readonly number[], oddsRatio: number): void {
  requireOddsRatio(oddsRatio)
  requireRisks(risks, risks.length)
  if (risks.length === 0) throw new RangeError('Found no risks; expected those of the cases to be watched.')
}
