/** The sentence in plain words that heads an explanation: the segment, and the one reason that put it there. */
import { cutText } from './cuts.ts'
import type { ScoresFramework } from './framework.ts'
import type { Assessment, OrganisationResult } from './model.ts'

/** "Segment 3 because it reports a deficit …; on its scores alone it would be in segment 2." */
export function headline(framework: ScoresFramework, assessment: Assessment, code: string): string {
  const result = assessment.organisations.find(one => one.code === code)
  if (!result) return 'Not assessed.'
  const overlay = framework.overlays.find(one => one.id === result.overlay)
  if (overlay) {
    const otherwise =
      result.adjustedSegment === null
        ? 'its own segment is not known'
        : `without that it would be in segment ${result.adjustedSegment}`
    return `Segment ${overlay.shows} because ${overlay.because}; ${otherwise}.`
  }
  if (result.averageScore === null) return 'No segment: none of its metrics could be scored.'
  if (result.unadjustedSegment === null)
    return `No segment: its average score is ${result.averageScore.toFixed(2)}, but the cuts between segments are not known for this period.`
  if (result.override === null && result.adjustedSegment === null) {
    const override = framework.overrides[0]
    return `Segment ${result.unadjustedSegment} or ${override?.['at-best']}: nobody has said whether ${override?.because ?? 'an override applies'}.`
  }
  if (result.overrideMoved) {
    const because = framework.overrides.map(one => one.because).join(', or ')
    return `Segment ${result.segment} because ${because}; on its scores alone it would be in segment ${result.unadjustedSegment}.`
  }
  return `Segment ${result.segment} because its average score of ${result.averageScore.toFixed(2)} is ${position(result, assessment)}.`
}

function position(result: OrganisationResult, assessment: Assessment): string {
  const cuts = assessment.cuts?.at.map(cutText) ?? []
  const segment = result.unadjustedSegment ?? 1
  const relative =
    assessment.cuts?.basis === 'thresholds' ? '' : ', by cuts that divide all organisations into quarters'
  const below = cuts[segment - 2]
  const above = cuts[segment - 1]
  if (below === undefined) return `at or below the cut of ${above}${relative}`
  if (above === undefined) return `above the last cut of ${below}${relative}`
  return `above the cut of ${below} and at or below the next, ${above}${relative}`
}
