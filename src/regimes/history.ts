/**
 * Questions put to a history of placements. Only what is known counts: a stay whose end is not dated has no length, is
 * open on no day that no source vouches for, and is never current. Lists are taken to hold one kind of record.
 */
import { compare } from '../evidence/compare.ts'
import type { Succession } from '../evidence/model.ts'
import { quantile7 } from '../statistics/quantile.ts'
import type { PlacementRecord } from './history-model.ts'
import { monthsBetween, type Months } from './known-date.ts'
import { overlapsOf, type Overlap } from './overlaps.ts'
import { standingOn } from './placements.ts'

/** A stay as it stands on an organisation's timeline. */
export interface TimelineRow {
  readonly placement: PlacementRecord
  /** Whose stay it was: of the organisation itself, of one it came from, or of one that came of it. */
  readonly of: 'itself' | 'predecessor' | 'successor'
  /** 2 for the second stay under the same name, and so on; null where the order is not known. */
  readonly time: number | null
  readonly months: Months | null
  readonly overlaps: readonly Overlap[]
}

/**
 * The stays of an organisation, and of those it came from or that came of it, oldest first; those that cannot fall within
 * the years (2005 to 2026 unless told) are left out. Successions without a date count too.
 */
export function timelineOf(
  history: readonly PlacementRecord[],
  code: string,
  successions: readonly Succession[] = [],
  years: { readonly from: number; readonly to: number } = { from: 2005, to: 2026 },
): readonly TimelineRow[] {
  const before = reach(code, successions, 'successor', 'predecessor')
  const after = reach(code, successions, 'predecessor', 'successor')
  const kin = (one: PlacementRecord): TimelineRow['of'] | null =>
    one.organisation === null
      ? null
      : one.organisation === code
        ? 'itself'
        : before.has(one.organisation)
          ? 'predecessor'
          : after.has(one.organisation)
            ? 'successor'
            : null
  return chronological(history).flatMap(placement => {
    const of = kin(placement)
    const starts = placement.entered?.earliest ?? placement.notBefore ?? ''
    const ends = placement.left?.latest ?? placement.outBy ?? '9999'
    if (of === null || starts > `${years.to}-12-31` || ends < `${years.from}-01-01`) return []
    const own = history.filter(one => one.organisation === placement.organisation)
    return [
      {
        placement,
        of,
        time: timeOf(placement, own),
        months: monthsIn(placement),
        overlaps: overlapsOf(placement, own),
      },
    ]
  })
}

/** Everybody reached by following successions from one end to the other, the start itself left out. */
function reach(
  code: string,
  successions: readonly Succession[],
  from: 'predecessor' | 'successor',
  to: 'predecessor' | 'successor',
): ReadonlySet<string> {
  const found = new Set<string>([code])
  for (const at of found) for (const one of successions) if (one[from] === at) found.add(one[to])
  found.delete(code)
  return found
}

/** Oldest first, by entry as far as it is known; by name where nothing tells them apart. */
export function chronological(placements: readonly PlacementRecord[]): readonly PlacementRecord[] {
  const key = (one: PlacementRecord) => one.entered?.earliest ?? one.notBefore ?? ''
  return [...placements].sort(
    (a, b) => compare(key(a), key(b)) || compare(a.organisationName, b.organisationName) || compare(a.id, b.id),
  )
}

/**
 * Which stay it is, of the same organisation under the same name of regime (special rules come and go under one name):
 * 1 for the first. Null where the dates do not say in which order the stays came.
 */
export function timeOf(placement: PlacementRecord, history: readonly PlacementRecord[]): number | null {
  let earlier = 0
  for (const other of history) {
    if (other.id === placement.id || other.name.id !== placement.name.id || who(other) !== who(placement)) continue
    if (!other.entered || !placement.entered) return null
    if (other.entered.latest < placement.entered.earliest) earlier += 1
    else if (other.entered.earliest <= placement.entered.latest) return null
  }
  return earlier + 1
}

/** An organisation by its code; an area, or one without a code, by its name. */
function who({ organisation, organisationName }: PlacementRecord): string {
  return organisation ?? organisationName
}

/** How long a stay lasted, given how precisely its ends are known; null where either end has no date. */
export function monthsIn({ entered, left }: PlacementRecord): Months | null {
  return entered && left ? monthsBetween(entered, left) : null
}

/** Everybody who was in a regime, oldest first. */
export function membersOf(history: readonly PlacementRecord[], regime: string): readonly PlacementRecord[] {
  return chronological(history.filter(one => one.regime === regime))
}

/** Stays known to be open on a day (ISO). What is not known to be open is left out, which does not make it closed. */
export function openAt(history: readonly PlacementRecord[], day: string): readonly PlacementRecord[] {
  return history.filter(one => standingOn(one, day) === 'in')
}

/** What the history has to say of one regime. */
export interface RegimeSummary {
  readonly regime: string
  readonly entries: number
  readonly organisations: number
  readonly dated: number
  readonly leftDateNotFound: number
  readonly endNotKnown: number
  readonly reEntries: number
  /** Median length of the stays with both dates, which are `of`: those that never ended are not among them. */
  readonly median: (Months & { readonly of: number }) | null
  /** Most frequent first; `way` is null where it left and nobody found how. */
  readonly howLeft: readonly { readonly way: string | null; readonly words: string; readonly count: number }[]
}

/** Counts of one regime: who came, who left and how, and how long those stayed of whom both dates are known. */
export function summaryOf(history: readonly PlacementRecord[], regime: string): RegimeSummary {
  const members = membersOf(history, regime)
  const lengths = members.flatMap(one => monthsIn(one) ?? [])
  const middle = (key: keyof Months) =>
    quantile7(
      lengths.map(one => one[key]).sort((a, b) => a - b),
      0.5,
    )
  const ways = new Map<string | null, { way: string | null; words: string; count: number }>()
  for (const { leftKnown, howLeft } of members) {
    if (leftKnown === 'end-not-known') continue
    const { way, words } = howLeft ?? { way: null, words: 'how was not found' }
    const counted = ways.get(way)
    if (counted) counted.count += 1
    else ways.set(way, { way, words, count: 1 })
  }
  const count = (known: PlacementRecord['leftKnown']) => members.filter(one => one.leftKnown === known).length
  return {
    regime,
    entries: members.length,
    organisations: new Set(members.map(who)).size,
    dated: count('dated'),
    leftDateNotFound: count('left-date-not-found'),
    endNotKnown: count('end-not-known'),
    reEntries: members.filter(one => (timeOf(one, history) ?? 1) > 1).length,
    median:
      lengths.length === 0
        ? null
        : { atLeast: middle('atLeast'), middle: middle('middle'), atMost: middle('atMost'), of: lengths.length },
    howLeft: [...ways.values()].sort((a, b) => b.count - a.count || compare(a.words, b.words)),
  }
}
