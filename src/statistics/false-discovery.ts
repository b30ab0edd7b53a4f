/**
 * Guards against false alarms among many tests, by controlling the expected share of false ones among those called
 * (false discovery rate). Benjamini and Hochberg (1995): tests independent or positively dependent, such as the metrics of
 * like trusts. Benjamini and Yekutieli (2001): any dependence, at the price of a factor Σ1/i (about 7.5 for a thousand).
 */
export type FalseDiscoveryMethod = 'benjamini-hochberg' | 'benjamini-yekutieli'

/**
 * Adjusted p-values (q-values), in the order given: the smallest false discovery rate at which each test would be called.
 * A missing p-value (null) stays null and is not counted as a test. O(n log n).
 */
export function adjustedPValues(
  pValues: readonly (number | null)[],
  method: FalseDiscoveryMethod = 'benjamini-hochberg',
): (number | null)[] {
  const at = pValues.findIndex(p => p !== null && !(p >= 0 && p <= 1))
  if (at >= 0)
    throw new RangeError(
      `Row ${at + 1}: found the p-value ${pValues[at]}; expected from 0 to 1, or null where missing.`,
    )
  const order = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => b.p - a.p)
  const tests = order.length
  let factor = 1
  if (method === 'benjamini-yekutieli') for (let i = 2; i <= tests; i++) factor += 1 / i
  const adjusted: (number | null)[] = pValues.map(() => null)
  let least = 1
  order.forEach(({ p, index }, place) => {
    least = Math.min(least, (p * factor * tests) / (tests - place))
    adjusted[index] = least
  })
  return adjusted
}

/** Which tests are called at a false discovery rate; a missing one is not. */
export function discoveries(
  pValues: readonly (number | null)[],
  rate: number,
  method: FalseDiscoveryMethod = 'benjamini-hochberg',
): boolean[] {
  if (!(rate > 0 && rate < 1)) throw new RangeError(`Found the rate ${rate}; expected between 0 and 1.`)
  return adjustedPValues(pValues, method).map(q => q !== null && q <= rate)
}
