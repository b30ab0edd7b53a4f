/**
 * Change since entry beside that of the frozen comparison group, and beside what regression to the mean leads one to expect.
 * Where there is no comparison there is no change since entry either: the organisation was chosen because it stood badly,
 * and would have moved anyway (design invariant 13).
 */
import type { Snapshot } from '../../evidence/snapshot.ts'
import { changeBeyondReturn } from '../../statistics/regression-to-the-mean.ts'
import type { BaselineBody, FrozenMetric } from './baseline-schema.ts'
import { fewestMembers } from './comparison.ts'
import { inRegime, type Regimes } from './in-regime.ts'
import { type OneCaseDifference, oneCaseDifference, type Pair } from './one-case-difference.ts'
import { meanOfAtLeast, quarterColumn } from './quarter-figure.ts'
import { type Quarter, quartersSince } from './quarters.ts'

/** Stands with every change since entry, wherever it is shown. */
export const notEvidence = 'not evidence that the regime caused it'

/** Fewer organisations draw no line of what to expect of a starting point. */
export const fewestForReturn = 10

export interface Change {
  readonly before: number
  readonly since: number
  readonly change: number
}

/** What organisations of the type that started where it did would be expected to change by, and what is beyond that. */
export interface ExpectedReturn {
  readonly expectedChange: number
  readonly beyond: number
  readonly interval: readonly [number, number]
  readonly others: number
}

export interface MetricSinceEntry extends Pick<FrozenMetric, 'metric' | 'title' | 'unit' | 'better'> {
  /** Whole quarters since entry of which the organisation has figures. */
  readonly quarters: readonly string[]
  readonly own: Change
  /** Means over the members of the group that have figures both times. */
  readonly group: Change & { readonly organisations: number }
  readonly difference: OneCaseDifference
  /** Null where fewer than ten organisations of the type have figures both times, or all of them started alike. */
  readonly expected: ExpectedReturn | null
}

export type SinceEntry =
  | { readonly given: false; readonly why: string }
  | {
      readonly given: true
      readonly caution: typeof notEvidence
      /** Last day (ISO) that quarters may end on, and the instant as known at which they are read; null: now. */
      readonly until: string
      readonly asKnownAt: string | null
      readonly metrics: readonly MetricSinceEntry[]
      readonly notGiven: readonly { readonly metric: string; readonly title: string; readonly why: string }[]
      /** Members of the group that have been in a regime since, and are compared with no longer. */
      readonly lost: readonly string[]
    }

/**
 * Change since entry of each frozen metric, by a later snapshot, up to a day (ISO). Means before entry are the frozen ones,
 * whatever has been corrected since. Whoever has come into a regime since is no comparison any more.
 */
export function sinceEntry(body: BaselineBody, snapshot: Snapshot, until: string, regimes: Regimes): SinceEntry {
  const { entered, pool, comparison } = body
  if (comparison.none !== null)
    return {
      given: false,
      why: `Nobody can be compared with it, so no change since entry is given. ${comparison.none}`,
    }
  const quarters = quartersSince(entered, until)
  if (quarters.length === 0) return { given: false, why: 'No whole quarter has passed since entry.' }
  const whyOut = inRegime(regimes, snapshot, [...quarters.map(({ end }) => end), until], null)
  const stays = new Set(pool.filter(code => whyOut(code) === null))
  const members = comparison.members.map(({ code }) => code)
  const found = body.metrics.map(metric => metricSince(body, metric, snapshot, quarters, stays))
  const about = ({ metric, title }: FrozenMetric) => ({ metric, title })
  return {
    given: true,
    caution: notEvidence,
    until,
    asKnownAt: snapshot.asKnownAt,
    metrics: found.filter(one => typeof one !== 'string'),
    notGiven: body.metrics.flatMap((metric, i) => {
      const one = found[i]
      return typeof one === 'string' ? [{ ...about(metric), why: one }] : []
    }),
    lost: members.filter(code => !stays.has(code)),
  }
}

/** One metric; or why nothing is said of it. */
function metricSince(
  { organisation, pool, comparison }: BaselineBody,
  { metric, title, unit, better, per, mean, others }: FrozenMetric,
  snapshot: Snapshot,
  quarters: readonly Quarter[],
  stays: ReadonlySet<string>,
): MetricSinceEntry | string {
  const columns = quarters.map(quarter => quarterColumn(snapshot, metric, per, quarter, null))
  const own = columns.map(column => column.value(organisation))
  const since = meanOfAtLeast(1, own)
  if (since === null) return 'No figure of a whole quarter since entry is known.'
  const counted = columns.filter((_, i) => own[i] !== null)
  // Compared over the same quarters, so that a season is not taken for a change.
  const pairs = new Map<string, Pair>()
  pool.forEach((code, i) => {
    const before = others[i] ?? null
    const after = meanOfAtLeast(
      Math.ceil(counted.length / 2),
      counted.map(column => column.value(code)),
    )
    if (stays.has(code) && before !== null && after !== null) pairs.set(code, [before, after])
  })
  const group = comparison.members.flatMap(({ code }) => {
    const pair = pairs.get(code)
    return pair ? [pair] : []
  })
  if (group.length < fewestMembers)
    return `Figures before and since are known of ${group.length} of the organisations compared with; expected at least ${fewestMembers}.`
  const average = (which: 0 | 1) => group.reduce((sum, pair) => sum + pair[which], 0) / group.length
  return {
    metric,
    title,
    unit,
    better,
    quarters: quarters.flatMap(({ id }, i) => (own[i] === null ? [] : [id])),
    own: changeOf(mean, since),
    group: { ...changeOf(average(0), average(1)), organisations: group.length },
    difference: oneCaseDifference([mean, since], group),
    expected: expectedOf([mean, since], [...pairs.values()]),
  }
}

function changeOf(before: number, since: number): Change {
  return { before, since, change: since - before }
}

function expectedOf(own: Pair, others: readonly Pair[]): ExpectedReturn | null {
  const started = new Set(others.map(([before]) => before))
  if (others.length < fewestForReturn || started.size < 3) return null
  const all = [own, ...others]
  const { expectedChange, beyond, interval } = changeBeyondReturn(
    all.map(([before]) => before),
    all.map(([, since]) => since),
    all.map((_, i) => i === 0),
  )
  return { expectedChange, beyond, interval, others: others.length }
}
