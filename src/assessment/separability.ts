/** Who cannot be told apart from whom: within a peer group, organisations whose likely score ranges overlap. */
import type { Assessment } from './model.ts'

/** Codes of the peer group whose likely score range overlaps an organisation's own, best average first. */
export function cannotSeparate(assessment: Assessment, code: string): string[] {
  const own = assessment.organisations.find(one => one.code === code)
  if (!own?.likelyScore) return []
  const [low, high] = own.likelyScore
  return assessment.organisations
    .filter(
      one =>
        one.code !== code &&
        one.peerGroup === own.peerGroup &&
        one.likelyScore &&
        one.likelyScore[0] <= high &&
        one.likelyScore[1] >= low,
    )
    .sort((a, b) => (a.averageScore ?? 0) - (b.averageScore ?? 0))
    .map(one => one.code)
}
