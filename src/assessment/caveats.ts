/** What a reader must be told beside the figures: what is unverified, inferred, incomplete, or missing. */
import { speaks, type Span } from './evidence-test.ts'
import type { ScoresFramework } from './framework.ts'
import type { ScoredMetric } from './metric-score.ts'
import type { Cuts, OrganisationResult } from './model.ts'
import type { Roster } from './roster.ts'

/** A relative threshold is always said to be relative. Null where the cuts are fixed. */
export function relativeNote(framework: ScoresFramework): string | null {
  const rule = framework.segments.cuts
  if (!('quartiles' in rule)) return null
  const whom = rule.quartiles.pool === 'all' ? 'all organisations together' : 'organisations of the same type'
  return `The cuts between segments are relative: they divide ${whom} into quarters, so about a quarter is always in the last, however well everyone does.`
}

export function caveatsOf(
  framework: ScoresFramework,
  roster: Roster,
  scored: ReadonlyMap<string, ScoredMetric>,
  cuts: Cuts | null,
  span: Span | null,
  organisations: readonly OrganisationResult[],
): string[] {
  const caveats: string[] = []
  const inUse = [...scored.values()].filter(({ results }) => results.some(result => result.score !== null))
  const unverified = inUse
    .filter(({ evidence }) => evidence.metric.confidence === 'unverified')
    .map(({ evidence }) => evidence.metric.name)
  if (unverified.length > 0)
    caveats.push(
      `These results rest on scoring rules that nobody has verified against the official text: ${unverified.join('; ')}.`,
    )
  if (!cuts) {
    caveats.push(
      'There are no segments: only part of the sector is loaded, and the framework file holds no cuts for this period.',
    )
  } else if (cuts.basis === 'inferred-from-data') {
    caveats.push(
      'Only part of the sector is loaded, so the national cuts between segments are those inferred from published segments.',
    )
  } else if (cuts.basis === 'thresholds' && !cuts.verified) {
    caveats.push('The thresholds between segments are unverified: the published values were not available to us.')
  }
  const relative = relativeNote(framework)
  if (relative && cuts) caveats.push(relative)
  const restored = inUse.filter(({ results }) => results.some(result => result.basis === 'restored')).length
  if (restored > 0)
    caveats.push(
      `${count(restored, 'metric is', 'metrics are')} ranked in a pool that is only partly loaded, so places are restored from published scores.`,
    )
  const unplaced = inUse.filter(({ results }) =>
    results.some(one => one.basis === 'not-scored' && one.value?.status === 'value'),
  )
  if (unplaced.length > 0)
    caveats.push(
      `Values without a score, since only part of their ranking pool is loaded: ${unplaced.map(one => one.evidence.metric.name).join('; ')}.`,
    )
  const silent = organisations.filter(one => one.override === null).length
  if (silent > 0)
    caveats.push(
      `Nobody has said whether ${count(silent, 'organisation reports', 'organisations report')} a deficit, so a segment that depends on it is left open.`,
    )
  if (framework.overlays.length > 0 && organisations.every(one => !speaks(one.overlayEvidence))) {
    caveats.push(
      'Membership of the national programme is not published for this period, so no organisation is shown in segment 5.',
    )
  }
  const { from, to } = framework['in-force']
  if (span && (span.end < from || (to !== null && span.start > to))) {
    caveats.push(
      `${framework.title} was not in force in this period: it is calculated for comparison, and nobody was placed by it.`,
    )
  }
  if (roster.absent > 0)
    caveats.push(
      `${count(roster.absent, 'organisation of these types has', 'organisations of these types have')} nothing loaded for this period.`,
    )
  return caveats
}

function count(n: number, one: string, many: string): string {
  return `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`
}
