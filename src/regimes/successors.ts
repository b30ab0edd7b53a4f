/**
 * What became of an organisation: whom it passed to, however often that one passed on. A succession counts from its day on;
 * one without a day, from the day after its predecessor is known to have closed; and none while the organisation is known to
 * be there still. Of days that no file gives nothing follows: nobody acts for another on a guess.
 */
import type { Organisation } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { dayFromIso, isoFromDay } from './day.ts'

export interface Passing {
  readonly from: string
  readonly to: string
  /** ISO day from which it counts. */
  readonly on: string
  /** `merger`, `split`, `name-change`. */
  readonly kind: string
}

/** What an organisation passed to by a day (ISO), at once: one successor, or of a split several. Each once. */
export function passedOn(
  { organisations }: Pick<Snapshot, 'organisations'>,
  code: string,
  day: string,
): readonly Passing[] {
  const organisation = organisations.get(code)
  if (organisation === undefined || isThereAfter(organisation, day)) return []
  const byCode = new Map<string, Passing>()
  for (const { successor, date, kind } of organisation.successors) {
    const on = date ?? dayAfter(organisation.closed)
    const before = byCode.get(successor)
    if (on === null || on > day || (before !== undefined && before.on <= on)) continue
    byCode.set(successor, { from: code, to: successor, on, kind })
  }
  return [...byCode.values()]
}

/** Codes of all to whom an organisation passed by a day (ISO), the nearest first; a file may lead in a circle. */
export function successorsOf(snapshot: Pick<Snapshot, 'organisations'>, code: string, day: string): readonly string[] {
  const seen = new Set([code])
  // A set is walked in the order in which it grows.
  for (const one of seen) for (const { to } of passedOn(snapshot, one, day)) seen.add(to)
  seen.delete(code)
  return [...seen]
}

/** Whether an organisation is one no more on a day (ISO): it closed, or became another. One that was split may go on. */
export function isGone(snapshot: Pick<Snapshot, 'organisations'>, code: string, day: string): boolean {
  const closed = snapshot.organisations.get(code)?.closed ?? null
  if (closed !== null) return closed < day || (closed === day && passedOn(snapshot, code, day).length > 0)
  return passedOn(snapshot, code, day).some(({ kind }) => kind !== 'split')
}

function isThereAfter({ closed }: Organisation, day: string): boolean {
  return closed !== null && closed > day
}

function dayAfter(iso: string | null): string | null {
  return iso === null ? null : isoFromDay(dayFromIso(iso) + 1)
}
