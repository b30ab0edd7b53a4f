/**
 * Placebo tests for synthetic controls. In space: each donor is fitted as if it had been treated, from the other donors; where
 * many untreated units show as large a change as the treated one, the change is no evidence. In time: the intervention is put
 * at earlier dates, using only what lay before the real one; effects found there are noise or anticipation. The p value of the
 * first is a rank, not a probability of the effect: with N donors it cannot fall below 1/(N + 1).
 */
import { type ComparisonPanel, requirePanel, weigh, type WeightedComparison } from './comparison-panel.ts'
import { donorWeights, innerProducts, syntheticControl } from './synthetic-control.ts'

export interface PlacebosInSpace {
  readonly treated: WeightedComparison
  /** In the order of the donors; each one's weights are on the other donors. */
  readonly placebos: readonly WeightedComparison[]
  /** Root mean square gap after over before, the treated unit's; Infinity for a perfect fit before. */
  readonly ratio: number
  readonly placeboRatios: readonly number[]
  /** How many of the compared units, the treated one among them, have a ratio at least as large. */
  readonly rank: number
  /** rank over the number of compared units. */
  readonly p: number
  /** Donors compared: those whose fit before is no worse than `poorestFit` times the treated unit's. */
  readonly compared: readonly number[]
}

/**
 * Fits the treated unit and every donor. Donors that are fitted badly say little: `poorestFit` (such as 5) leaves out of the
 * rank those whose error before is more than so many times the treated unit's; all are kept unless it is given. Needs two
 * donors. Inner products are shared, so that all placebos cost O(N²·periods + N·(N² + steps)).
 */
export function placebosInSpace(
  panel: ComparisonPanel,
  { poorestFit = Infinity }: { readonly poorestFit?: number } = {},
): PlacebosInSpace {
  requirePanel(panel)
  const { treated, donors, before } = panel
  if (donors.length < 2) throw new RangeError(`Found ${donors.length} donor; expected at least 2 to compare with.`)
  const inner = innerProducts([...donors, treated], before)
  const places = donors.map((_, i) => i)
  const real = weigh(panel, donorWeights(inner, donors.length, places))
  const placebos = donors.map((own, i) => {
    const others = places.filter(place => place !== i)
    const pretended = { treated: own, donors: others.map(place => donors[place] as readonly number[]), before }
    return weigh(pretended, donorWeights(inner, i, others))
  })
  const ratio = ratioOf(real)
  const placeboRatios = placebos.map(ratioOf)
  const compared = places.filter(
    i => !((placebos[i] as WeightedComparison).errorBefore > poorestFit * real.errorBefore),
  )
  const rank = 1 + compared.filter(i => (placeboRatios[i] as number) >= ratio).length
  return { treated: real, placebos, ratio, placeboRatios, rank, p: rank / (compared.length + 1), compared }
}

const ratioOf = ({ errorBefore, errorAfter }: WeightedComparison) =>
  errorBefore === 0 && errorAfter === 0 ? 0 : errorAfter / errorBefore

export interface PlaceboInTime {
  /** Periods before the pretended intervention. */
  readonly before: number
  /** Mean gap between it and the real one. */
  readonly effect: number
  readonly ratio: number
}

/** Pretends that the intervention came after `starts` periods, each at least 2 and less than the real `before`. */
export function placebosInTime(
  { treated, donors, before }: ComparisonPanel,
  starts: readonly number[],
): PlaceboInTime[] {
  return starts.map(start => {
    if (!Number.isInteger(start) || start < 2 || start >= before)
      throw new RangeError(`Found a pretended start after ${start} periods; expected 2 to ${before - 1}.`)
    const early = { treated: treated.slice(0, before), donors: donors.map(row => row.slice(0, before)), before: start }
    const found = syntheticControl(early)
    return { before: start, effect: found.effect, ratio: ratioOf(found) }
  })
}
