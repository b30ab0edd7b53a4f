/** No change of leaders, and nobody sent in, as the only thing that is done, where nothing structural was found. */
import { countingEvents } from '../counting.ts'
import type { Refused } from '../model.ts'
import { foundStructural } from './diagnostic-finding.ts'
import { isMore, measureKind } from './measure.ts'
import { type About, recordsOfKind } from './record.ts'
import { type Remedy, unlessUrgent } from './urgency.ts'

/**
 * Why a post may not be filled, or be taken from somebody: it would be the only measure, and no finding of the diagnostic is
 * structural. Another measure beside it, or support that was given, is enough; null where it may.
 */
export function onlyMeasure(about: About, remedy: Remedy): Refused | null {
  const beside =
    recordsOfKind(about.records, measureKind).some(({ body }) => isMore(body)) ||
    countingEvents(about.events).some(({ kind }) => kind === 'support')
  if (beside || foundStructural(about)) return null
  return unlessUrgent(
    about,
    remedy,
    'Found a change of leaders as the only measure, and no structural finding of the diagnostic; expected either. Record what is structural, or another measure first.',
  )
}
