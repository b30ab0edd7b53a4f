/**
 * Dynamic probability control limits of a risk-adjusted CUSUM (Zhang and Woodall 2015): a limit for each case, such that its
 * chance of a false alarm, given none before, is at most α whoever is treated. Computed by carrying the distribution of
 * the sum forward on a grid, so that there is no Monte Carlo error; the limits are right to about the width of a cell
 * (1/4096 of the range). The average run length to a false alarm is then about 1/α cases.
 */
import { requireAlpha, requireCases } from './cusum-limit.ts'
import { caseWeight } from './risk-adjusted-cusum.ts'

const cells = 4096

/** One limit for each risk, in order; negative for OR < 1. For the `limit` of `riskAdjustedCusum`. O(cases × 4096). */
export function dynamicCusumLimits(
  risks: readonly number[],
  options: { readonly oddsRatio: number; readonly alpha: number },
): number[] {
  const { oddsRatio, alpha } = options
  requireAlpha(alpha)
  requireCases(risks, oddsRatio)
  // The likelihood ratio is a martingale, so that P(C ≥ x) ≤ e^−x (Ville): no limit lies above ln 1/α by more than a step.
  const top = Math.log(1 / alpha) + Math.abs(Math.log(oddsRatio)) + 1
  const cell = top / cells
  let now = new Float64Array(cells + 2)
  now[0] = 1
  return risks.map(risk => {
    const next = new Float64Array(cells + 2)
    spread(now, next, caseWeight(true, risk, oddsRatio) / cell, risk)
    spread(now, next, caseWeight(false, risk, oddsRatio) / cell, 1 - risk)
    // The lowest cell with no more than α above it; what lies above has signalled and is gone.
    let above = 0
    let at = cells + 1
    while (at > 0 && above + (next[at] as number) <= alpha) {
      above += next[at] as number
      next[at] = 0
      at--
    }
    for (let i = 0; i <= at; i++) next[i] = (next[i] as number) / (1 - above)
    now = next
    return (oddsRatio > 1 ? 1 : -1) * (at + 0.5) * cell
  })
}

/** Moves a share of a distribution by a step in cells, split between the two cells it falls between; below 0 is 0. */
function spread(from: Float64Array, to: Float64Array, step: number, share: number): void {
  const whole = Math.floor(step)
  const part = step - whole
  const last = to.length - 1
  for (let i = 0; i <= last; i++) {
    const chance = (from[i] as number) * share
    if (chance === 0) continue
    const near = Math.min(last, Math.max(0, i + whole))
    const far = Math.min(last, Math.max(0, i + whole + 1))
    to[near] = (to[near] as number) + chance * (1 - part)
    to[far] = (to[far] as number) + chance * part
  }
}
