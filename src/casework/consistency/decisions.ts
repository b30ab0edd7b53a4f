/** The decisions of a case, read from its events and records, with the results that were before the decider. Pure. */
import type { Outcome } from '../../assessment/criterion.ts'
import type { Effect } from '../../regimes/model.ts'
import { courseOf } from '../../regimes/standing.ts'
import type { RuledCase } from '../conflicts.ts'
import { exitRefusalKind } from '../records/exit-refusal.ts'
import { placingKind } from '../records/placing.ts'
import { recommendationKind } from '../records/recommendation.ts'
import { recordsOfKind, type StoredRecord } from '../records/record.ts'
import type { Decision, Matter } from './decision.ts'

/** An event that counts, as far as it decides something. */
export interface DecidingEvent {
  readonly sequence: number
  readonly name: string
  readonly role: string | null
  /** ISO day. */
  readonly effective: string
  readonly reason: string
  readonly effects: readonly Effect[]
  /** Outcomes of the criteria that it asked for; null where it asked for none, or the reader may not see them. */
  readonly answers: Readonly<Record<string, Outcome>> | null
}

/** A decision whose results may not be known. */
export type FoundDecision = Omit<Decision, 'results'> & { readonly results: Decision['results'] | null }

/**
 * Decisions of a case: the latest on entry, and each way in which exit was decided, by its latest. The results are those that
 * the recommendation was bound to, with what is the decider's own to judge still open; where there is none, those of the event.
 */
export function decisionsOf(
  ruled: RuledCase,
  events: readonly DecidingEvent[],
  records: readonly StoredRecord[],
  region: string | null,
): readonly FoundDecision[] {
  const { found } = ruled
  const about = { caseId: found.id, organisations: found.organisations, region, version: found.version }
  const written = [
    ...events.flatMap(event => decidedBy(ruled, event)),
    ...recordsOfKind(records, placingKind).flatMap((one): readonly Written[] => {
      const { list, place, says } = one.body
      // A provisional list is what is recommended; only the final one decides.
      if (list !== 'final' || place === 'place') return []
      const decided = place === 'waiting' ? 'waiting' : 'refused'
      return [{ matter: 'entry', decided, role: one.role, on: one.effective, reason: says, answers: null }]
    }),
    ...recordsOfKind(records, exitRefusalKind).map(
      (one): Written => ({
        matter: 'exit',
        decided: 'refused',
        role: one.role,
        on: one.effective,
        reason: one.body.says,
        answers: null,
      }),
    ),
  ].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const entry = written.findLast(({ matter }) => matter === 'entry')
  const exits = new Map(written.flatMap(one => (one.matter === 'exit' ? [[one.decided, one] as const] : [])))
  return [...(entry ? [entry] : []), ...exits.values()].map(({ answers, ...one }) => ({
    ...about,
    ...one,
    results: recommendedOn(records, one.matter, one.on) ?? answers,
  }))
}

type Written = Pick<Decision, 'matter' | 'decided' | 'role' | 'on' | 'reason'> & Pick<DecidingEvent, 'answers'>

/** Entry where it takes a place, or ends without ever entering; exit where it leaves by the rules' own way out. */
function decidedBy({ found, compiled }: RuledCase, event: DecidingEvent): readonly Written[] {
  const { role, effective: on, reason, answers, name } = event
  const written = { role, on, reason, answers }
  if (event.effects.some(({ kind }) => kind === 'place-taken'))
    return [{ ...written, matter: 'entry', decided: 'admitted' }]
  const moved = event.effects.findLast(one => one.kind === 'moved' && one.strand === 'main')
  if (moved?.kind !== 'moved' || moved.to === null) return []
  const state = courseOf(compiled, found.state).states.get(moved.to)
  if (state?.ends === 'not-entered') return [{ ...written, matter: 'entry', decided: 'refused' }]
  if (!event.effects.some(({ kind }) => kind === 'place-released')) return []
  const ways = compiled.regime.exit.events
  const granted = ways ? ways.includes(name) : state?.ends === 'success' || state?.ends === null
  return granted ? [{ ...written, matter: 'exit', decided: 'granted' }] : []
}

/** What the latest recommendation by a day was bound to; null where there is none that tried a criterion. */
function recommendedOn(records: readonly StoredRecord[], matter: Matter, day: string): Decision['results'] | null {
  const latest = recordsOfKind(records, recommendationKind).findLast(
    ({ body, effective }) => body.on === matter && effective <= day,
  )
  if (!latest) return null
  const { outcomes } = latest.body.bound
  return Object.keys(outcomes).length > 0 ? outcomes : null
}
