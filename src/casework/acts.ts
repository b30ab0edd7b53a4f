/** What is written down as an event: the engine's own, and those by which a case begins, is corrected, or changes its rules. */
import { dayFromIso, isoFromDay } from '../regimes/day.ts'
import type { CaseEvent, Day } from '../regimes/model.ts'
import type { AskedEvent, Refused } from './model.ts'
import { refuse } from './refused.ts'

export type Act =
  | CaseEvent
  | {
      readonly kind: 'open'
      readonly route: string | null
      readonly organisations: readonly string[]
      /** Hash of the calendars that clocks are counted by. */
      readonly calendars: string
      readonly on: Day
    }
  /** Holidays have changed: open clocks are counted anew. */
  | { readonly kind: 'calendar-changed'; readonly calendars: string; readonly on: Day }
  /** The case goes to another regime, or to another version of its own. */
  | {
      readonly kind: 'migrated'
      readonly regime: string
      readonly version: string
      /** Hash of the regime in that version, and of the calendars that its clocks are counted by. */
      readonly hash: string
      readonly calendars: string
      /** The route that was asked for; null where case and mapping settle it. */
      readonly route: string | null
      readonly on: Day
    }
  /** A court has quashed a decision: it happened, and no longer has effect. */
  | {
      readonly kind: 'quashed'
      /** Number of the event that it quashes. */
      readonly of: number
      /** By which court or body, and the reference of its judgement. */
      readonly court: string
      readonly reference: string
      /** What of it is quashed, in words; null for the whole. */
      readonly part: string | null
      /** Clocks that stop with a part; those that rest on the whole are found. */
      readonly clocks: readonly string[]
      readonly on: Day
      readonly by?: string
    }
  /** An event that was corrected never happened. */
  | { readonly kind: 'annulled'; readonly on: Day }

/** The engine's event for what is asked, without the outcomes of criteria; refused where a day is none. */
export function actOf(asked: AskedEvent): Act | Refused {
  try {
    const on = dayFromIso(asked.on)
    if (asked.kind === 'support') return { kind: 'support', support: asked.support, subject: asked.subject, on }
    if (asked.kind !== 'event') return { ...asked, on }
    const { event, by, issued, received } = asked
    return {
      kind: 'event',
      event,
      on,
      by,
      ...(issued === undefined ? {} : { issued: dayFromIso(issued) }),
      ...(received === undefined ? {} : { received: dayFromIso(received) }),
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return refuse('bad-request', error.message)
  }
}

/** What an event is called: the event of the file, the clock, the support or the regime that it is about. */
export function nameOf(act: Act): string {
  if (act.kind === 'event') return act.event
  if (act.kind === 'support') return act.support
  if (act.kind === 'migrated') return act.regime
  return 'clock' in act ? act.clock : act.kind
}

/** Hashes of the regimes and calendars that acts bring a case to. */
export function policiesOf(acts: readonly Act[]): readonly string[] {
  return acts.flatMap(act => [...('calendars' in act ? [act.calendars] : []), ...('hash' in act ? [act.hash] : [])])
}

export function effectiveOf({ on }: Act): string {
  return isoFromDay(on)
}
