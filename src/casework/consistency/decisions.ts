/** The decisions of a case, read from its events and records, with the results that were before the decider. Pure. */
import type { Outcome } from '../../assessment/criterion.ts'
import type { Effect } from '../../regimes/model.ts'
import { courseOf } from '../../regimes/standing.ts'
import { compare } from '../../evidence/compare.ts'
import type { Chapter } from '../chapters.ts'
import type { Case } from '../model.ts'
import { exitRefusalKind } from '../records/exit-refusal.ts'
import { placingKind } from '../records/placing.ts'
import { recommendationKind } from '../records/recommendation.ts'
import { recordsOfKind, type StoredRecord } from '../records/record.ts'
import type { Decision } from './decision.ts'

/** An event that counts, as far as it decides something. */
export interface DecidingEvent {
  readonly sequence: number
  readonly name: string
  readonly role: string | null
  /** ISO day. */
  readonly effective: string
  /** Instant (ISO) at which it was written. */
  readonly knownAt: string
  readonly reason: string
  readonly effects: readonly Effect[]
  /** Outcomes of the criteria that it asked for; null where it asked for none, or the reader may not see them. */
  readonly answers: Readonly<Record<string, Outcome>> | null
}

/** A decision whose results may not be known. */
export type FoundDecision = Omit<Decision, 'results'> & { readonly results: Decision['results'] | null }

/** A chapter of a case, with what was written under its rules. */
export interface WrittenChapter extends Chapter {
  readonly events: readonly DecidingEvent[]
  readonly records: readonly StoredRecord[]
}

/**
 * Decisions of a case: the latest on entry, and each way in which exit was decided, by its latest. The results are those that
 * the recommendation was bound to, with what is the decider's own to judge still open; where there is none, those of the event.
 * @param chapters Those under the rules of one regime.
 */
export function decisionsOf(
  { id, organisations }: Pick<Case, 'id' | 'organisations'>,
  chapters: readonly WrittenChapter[],
  region: string | null,
): readonly FoundDecision[] {
  const written = chapters.flatMap(decidedIn).toSorted(inTime)
  const entry = written.findLast(({ matter }) => matter === 'entry')
  const exits = new Map(written.flatMap(one => (one.matter === 'exit' ? [[one.decided, one] as const] : [])))
  return [...(entry ? [entry] : []), ...exits.values()].map(({ knownAt: _, ...one }) => ({
    caseId: id,
    organisations,
    region,
    ...one,
  }))
}

type Written = Omit<FoundDecision, 'caseId' | 'organisations' | 'region'> & Pick<DecidingEvent, 'knownAt'>
type Decided = Pick<Written, 'matter' | 'decided' | 'role' | 'on' | 'knownAt' | 'reason'> &
  Pick<DecidingEvent, 'answers'>

/** By the day, and on one day in the order in which they became known. */
function inTime(a: Written, b: Written): number {
  return compare(a.on, b.on) || compare(a.knownAt, b.knownAt)
}

function decidedIn(chapter: WrittenChapter): readonly Written[] {
  const { compiled, events, records } = chapter
  const { version } = compiled.pin
  return [...decidedByRecords(records), ...events.flatMap(event => decidedBy(chapter, event))].map(
    ({ answers, ...one }) => ({ ...one, version, results: recommendedBefore(records, one) ?? answers }),
  )
}

function decidedByRecords(records: readonly StoredRecord[]): readonly Decided[] {
  const said = ({ role, effective: on, knownAt }: StoredRecord) => ({ role, on, knownAt, answers: null })
  return [
    ...recordsOfKind(records, placingKind).flatMap((one): readonly Decided[] => {
      const { list, place, says: reason } = one.body
      // A provisional list is what is recommended; only the final one decides.
      if (list !== 'final' || place === 'place') return []
      return [{ ...said(one), matter: 'entry', decided: place === 'waiting' ? 'waiting' : 'refused', reason }]
    }),
    ...recordsOfKind(records, exitRefusalKind).map(
      (one): Decided => ({ ...said(one), matter: 'exit', decided: 'refused', reason: one.body.says }),
    ),
  ]
}

/** Entry where it takes a place, or ends without ever entering; exit where it leaves by the rules' own way out. */
function decidedBy({ compiled, state: of }: Chapter, event: DecidingEvent): readonly Decided[] {
  const { role, effective: on, knownAt, reason, answers, name } = event
  const written = { role, on, knownAt, reason, answers }
  if (event.effects.some(({ kind }) => kind === 'place-taken'))
    return [{ ...written, matter: 'entry', decided: 'admitted' }]
  const moved = event.effects.findLast(one => one.kind === 'moved' && one.strand === 'main')
  if (moved?.kind !== 'moved' || moved.to === null) return []
  const state = courseOf(compiled, of).states.get(moved.to)
  if (state?.ends === 'not-entered') return [{ ...written, matter: 'entry', decided: 'refused' }]
  if (!event.effects.some(({ kind }) => kind === 'place-released')) return []
  const ways = compiled.regime.exit.events
  const granted = ways ? ways.includes(name) : state?.ends === 'success' || state?.ends === null
  return granted ? [{ ...written, matter: 'exit', decided: 'granted' }] : []
}

/**
 * What the latest recommendation was bound to that there was when something was decided: dated by its day, and known by then.
 * Null where there is none that tried a criterion.
 */
function recommendedBefore(
  records: readonly StoredRecord[],
  { matter, on, knownAt }: Pick<Written, 'matter' | 'on' | 'knownAt'>,
): Decision['results'] | null {
  const latest = recordsOfKind(records, recommendationKind).findLast(
    one => one.body.on === matter && one.effective <= on && one.knownAt <= knownAt,
  )
  if (!latest) return null
  const { outcomes } = latest.body.bound
  return Object.keys(outcomes).length > 0 ? outcomes : null
}
