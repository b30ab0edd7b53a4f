/**
 * Gates of events that come after one that is put in its place: entry was decided, or exit said to have lasted, on a day on which
 * by what now counts it could not have been. Pure.
 */
import { type Act, effectiveOf, nameOf } from './acts.ts'
import { countingEvents, inOrder } from './counting.ts'
import type { StoredEvent } from './event-store.ts'
import { foldEvents, type HeldEvent, type PastEvent } from './fold.ts'
import { hasItsDay, type Known, type KnownEvent, notOnThatDay, type Proposed } from './gates.ts'
import type { Case, Refused } from './model.ts'
import type { Next } from './next-event-store.ts'
import { accuracyPointKind } from './records/accuracy-point.ts'
import type { StoredRecord } from './records/record.ts'
import { laterForbids } from './refused.ts'

/** An event as written down, or as it would be, with its act as the fold reads it. */
type Told = KnownEvent & { readonly event: Act }

/** Why a later event may no longer be on its day, by the records of the case; null where it may. */
export type DayGate = (records: readonly StoredRecord[]) => Refused | null

/** The gates of the events that come after what is put in its place, or after what that corrects, in their order. */
export function dayGatesAfter(
  found: Pick<Case, 'id' | 'sequence'>,
  written: readonly StoredEvent[],
  next: Next,
  now: string,
): readonly DayGate[] {
  const { act, corrects, rules } = next
  const asked: Told = {
    sequence: found.sequence + 1,
    name: nameOf(act),
    event: act,
    effective: effectiveOf(act),
    role: 'by' in act ? (act.by ?? null) : null,
    knownAt: now,
    corrects,
  }
  const all = inOrder<Told>([...written, asked])
  const from = all.findIndex(one => one === asked || one.sequence === corrects)
  const later = new Set(all.slice(from + 1).map(({ sequence }) => sequence))
  later.delete(asked.sequence)
  const counting = firstKnown(all, countingEvents(all))
  const folded = foldEvents(rules, counting)
  if (!folded.accepted) throw new Error('What was folded to be accepted no longer is.')
  const held = new Map(folded.held.map(one => [one.sequence, one]))
  return folded.past.flatMap((one, at) => {
    const effects = later.has(one.sequence) ? held.get(one.sequence)?.effects : undefined
    const gate = effects && gateOf(one, effects, { caseId: found.id, rules, before: counting.slice(0, at) })
    return gate ? [gate] : []
  })
}

interface Before extends Pick<Next, 'rules'> {
  readonly caseId: string
  /** The events that count before it. */
  readonly before: readonly Told[]
}

function gateOf(past: PastEvent, effects: HeldEvent['effects'], { caseId, rules, before }: Before): DayGate | null {
  const { event: act, effective, before: standing, after } = past
  if (act.kind !== 'event' || standing === null) return null
  const compiled = rules(standing.state.pin.hash, standing.calendars)
  const event = { kind: 'event', event: act.event, on: effective, by: act.by ?? '' } as const
  const proposed: Proposed = { event, effects, after: after.state }
  if (!hasItsDay(compiled, proposed)) return null
  const folded = foldEvents(rules, before)
  if (!folded.accepted) throw new Error('What came before an event that was folded is not accepted.')
  const deadlines = [...folded.deadlines.values()].map(one => ({ ...one, caseId, firedAt: null }))
  return all => {
    // What the organisation raised later was of a later check.
    const records = all.filter(one => one.kind !== accuracyPointKind.kind || one.effective <= effective)
    const known: Known = { compiled, case: standing, deadlines, events: before, records }
    const refused = notOnThatDay(known, proposed)
    return refused && laterForbids({ ...past, name: act.event }, refused.words)
  }
}

/**
 * Events that count, each known since one of its name was first written in its place: where only its day is corrected, whoever
 * it was told to has known of it all the while.
 */
function firstKnown(all: readonly Told[], counting: readonly Told[]): readonly Told[] {
  const bySequence = new Map(all.map(one => [one.sequence, one]))
  const since = (one: Told): string => {
    const before = one.corrects === null ? undefined : bySequence.get(one.corrects)
    return before?.name === one.name ? since(before) : one.knownAt
  }
  return counting.map(one => ({ ...one, knownAt: since(one) }))
}
