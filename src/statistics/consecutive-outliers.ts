/**
 * Units that were outliers several periods running, as when the reviews of 2013 took trusts that were outliers on a
 * mortality ratio in both of two years.
 */
export type OutlierSide = 'high' | 'low' | 'none'

/**
 * Whether a unit was an outlier on one side in each of the last `periods` periods (oldest first): null where one of them is
 * unknown and no other rules it out, so that missing evidence is neither met nor not met.
 */
export function consecutiveOutliers(
  sides: readonly (OutlierSide | null)[],
  side: 'high' | 'low',
  periods = 2,
): boolean | null {
  if (!(Number.isInteger(periods) && periods >= 1))
    throw new RangeError(`Found ${periods} periods; expected a whole number of at least 1.`)
  const last = sides.slice(-periods)
  if (last.some(one => one !== null && one !== side)) return false
  return last.length < periods || last.includes(null) ? null : true
}
