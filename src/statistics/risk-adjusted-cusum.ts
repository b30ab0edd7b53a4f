/**
 * Risk-adjusted CUSUM of yes-or-no outcomes (Steiner, Cook, Farewell and Treasure 2000). Each case adds the log-likelihood
 * ratio of "the odds are OR times those expected" against "the odds are as expected":
 * w = ln OR − ln(1 − p + OR·p) for an event, −ln(1 − p + OR·p) otherwise, p being the case's expected risk.
 * OR > 1 watches for deterioration: C = max(0, C + w), signalling at C ≥ limit. OR < 1 watches for improvement and is
 * drawn downwards: C = min(0, C − w), signalling at C ≤ −limit. It is as right as the risks are: a model that expects
 * too little signals for everyone. Limits: `cusum-limit.ts`.
 */
export interface RiskAdjustedCusumOptions {
  /** Odds to be found, as a multiple of those expected: 2 for a doubling, 0.5 for a halving. */
  readonly oddsRatio: number
  /** Distance from 0 that signals (its sign does not matter); one number, or one for each case (dynamic limits). */
  readonly limit: number | readonly number[]
  /** Start again from 0 after a signal; true unless said otherwise. */
  readonly reset?: boolean
}

export interface CusumCase {
  /** The log-likelihood ratio that this case adds; null where outcome or risk is missing. */
  readonly weight: number | null
  /** Where the sum came to with this case. */
  readonly reached: number
  /** Where it goes on from: 0 after a signal with reset, otherwise as reached. */
  readonly carried: number
  readonly signal: boolean
  /** The limit with its sign: negative when watching for improvement. */
  readonly limit: number
}

/**
 * The sum after each case. Outcomes are 1 for an event and 0 otherwise, in time order; risks are expected probabilities
 * in [0, 1]. A case whose outcome or risk is missing (null) moves nothing and never signals.
 */
export function riskAdjustedCusum(
  outcomes: readonly (number | null)[],
  risks: readonly (number | null)[],
  options: RiskAdjustedCusumOptions,
): CusumCase[] {
  const { oddsRatio, limit, reset = true } = options
  requireOutcomes(outcomes)
  requireRisks(risks, outcomes.length)
  requireOddsRatio(oddsRatio)
  if (typeof limit !== 'number' && limit.length !== outcomes.length)
    throw new RangeError(
      `Found ${limit.length} limits for ${outcomes.length} cases; expected one limit, or one for each case.`,
    )
  const side = oddsRatio > 1 ? 1 : -1
  let sum = 0
  return outcomes.map((outcome, index) => {
    const bound = Math.abs(typeof limit === 'number' ? limit : (limit[index] as number))
    if (!(bound > 0)) throw new RangeError(`Row ${index + 1}: found the limit ${bound}; expected a distance from 0.`)
    const risk = risks[index] ?? null
    const weight = outcome === null || risk === null ? null : caseWeight(outcome === 1, risk, oddsRatio)
    const reached = weight === null ? sum : Math.max(0, sum + weight)
    const signal = weight !== null && reached >= bound
    sum = signal && reset ? 0 : reached
    return { weight, reached: signed(side, reached), carried: signed(side, sum), signal, limit: side * bound }
  })
}

/** What one case adds: the log-likelihood ratio of odds OR times those expected. */
export function caseWeight(event: boolean, risk: number, oddsRatio: number): number {
  const spread = Math.log1p((oddsRatio - 1) * risk)
  return event ? Math.log(oddsRatio) - spread : -spread
}

/** Throws for the first outcome that is neither 0, 1 nor null. */
export function requireOutcomes(outcomes: readonly (number | null)[]): void {
  const at = outcomes.findIndex(outcome => outcome !== null && outcome !== 0 && outcome !== 1)
  if (at >= 0)
    throw new RangeError(
      `Row ${at + 1}: found the outcome ${outcomes[at]}; expected 1 for an event, 0 for none, or null where it is missing.`,
    )
}

/** Throws where there is not one risk from 0 to 1 (or null) for each case. */
export function requireRisks(risks: readonly (number | null)[], cases: number): void {
  if (risks.length !== cases)
    throw new RangeError(`Found ${risks.length} risks for ${cases} outcomes; expected one for each case.`)
  const at = risks.findIndex(risk => risk !== null && !(risk >= 0 && risk <= 1))
  if (at >= 0)
    throw new RangeError(
      `Row ${at + 1}: found the risk ${risks[at]}; expected a probability from 0 to 1, or null where it is missing.`,
    )
}

/** Throws where an odds ratio cannot be looked for: not positive and finite, or 1 (which is no change). */
export function requireOddsRatio(oddsRatio: number): void {
  if (!(oddsRatio > 0 && Number.isFinite(oddsRatio) && oddsRatio !== 1))
    throw new RangeError(
      `Found the odds ratio ${oddsRatio}; expected above 1 (deterioration) or between 0 and 1 (improvement).`,
    )
}

/** Avoids −0 when the sum stands at nought. */
const signed = (side: number, value: number) => (value === 0 ? 0 : side * value)
