/** What pages and the API ask of the cases: whom they are shown to, each with the rules that it is pinned to. */
import { allowedFor, type AllowedEvent } from '../casework/allowed-store.ts'
import { eachCase, isPublic, listCases, readCase } from '../casework/case-store.ts'
import { readChapters } from '../casework/chapter-store.ts'
import { asTheyFollow } from '../casework/effects-store.ts'
import { countingEvents } from '../casework/counting.ts'
import { deadlinesOf } from '../casework/deadline-store.ts'
import { isUnmet } from '../casework/deadlines.ts'
import { today, withActor, type Desk, type Working } from '../casework/desk-store.ts'
import { eventsOf } from '../casework/event-store.ts'
import { publicActor, type Actor, type Case, type Deadline, type WrittenEvent } from '../casework/model.ts'
import { rulesOf } from '../casework/policy-store.ts'
import { restingIn } from '../casework/transfers/transfer-store.ts'
import type { RecordKind } from '../evidence/model.ts'
import { isoFromDay } from '../regimes/day.ts'
import { courseOf } from '../regimes/standing.ts'
import type { DeadlineJson } from './api/case-schemas.ts'
import type { CaseFilter } from './case-filter.ts'
import { hasLeave, seenBy } from '../casework/eyes-store.ts'
import type { Ruled } from './case-view.ts'
import { deadlineInWords, standingOf } from './deadline-words.ts'
import { clockTitle, roleTitle } from './event-words.ts'
import { PageFault } from './fault.ts'
import type { PageRequest } from './page.ts'

/** Who asks, and at which desk. */
export interface Asking {
  readonly desk: Desk
  readonly actor: Actor
}

/** Who asks for a page. Throws PageFault on a site that has no desk. */
export function askingOf({ desk, who }: PageRequest): Asking {
  if (desk) return { desk, actor: who.visitor?.actor ?? publicActor }
  throw new PageFault(503, 'There is no casework here', 'This server was started without a store, and holds no cases.')
}

/** The most cases of one page. */
export const pageLength = 500

export interface NextDeadline {
  readonly title: string
  readonly due: string
  readonly overdue: boolean
  readonly ownerTitle: string | null
}

export interface ListedCase {
  readonly ruled: Ruled
  readonly next: NextDeadline | null
}

export interface CaseList {
  readonly kind: RecordKind
  readonly cases: readonly ListedCase[]
  readonly next: string | null
  readonly today: string
}

/** A page of the cases that somebody may see, of one kind of record, each with the deadline that runs out next. */
export function listedCases({ desk, actor }: Asking, filter: CaseFilter): Promise<CaseList> {
  return withActor(desk, actor, async working => {
    const kind = kindShown(working)
    const found = await listCases(working, {
      ...filter,
      ...(await seenBy(working)),
      recordKind: kind,
      limit: pageLength,
    })
    const running = await runningDeadlines(
      working,
      found.map(({ id }) => id),
    )
    const day = today(desk)
    const cases = await Promise.all(
      found.map(async one => {
        const compiled = await rulesOf(desk, one)
        return {
          ruled: { found: one, compiled },
          next: nextOf({ found: one, compiled }, running.get(one.id) ?? [], day),
        }
      }),
    )
    return { kind, cases, next: found.length < pageLength ? null : (found.at(-1)?.id ?? null), today: day }
  })
}

/** Of deadlines that run, in the order of their days, the one that runs out next, or has; a period that is over is neither. */
export function nextOf({ found, compiled }: Ruled, deadlines: readonly Deadline[], day: string): NextDeadline | null {
  const { clocks } = courseOf(compiled, found.state)
  for (const deadline of deadlines) {
    const { clock, due } = deadline
    const { state, overdue } = standingOf(clocks.get(clock), deadline, day)
    if (due === null || state === 'ended') continue
    const owner = clocks.get(clock)?.owner
    return {
      title: clockTitle(compiled.regime, clock),
      due,
      overdue,
      ownerTitle: owner === undefined ? null : roleTitle(compiled.regime, owner),
    }
  }
  return null
}

/** Tables never mix kinds: a real store shows its real cases to the public, and exercises to those who play them. */
export function kindShown({ store, actor }: Working): RecordKind {
  if (store.recordKind === 'fictional') return 'fictional'
  return actor.key === 'public' ? 'real' : 'exercise'
}

/** Deadlines of cases that run, by case, the next one first. */
export async function runningDeadlines(
  working: Working,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Deadline[]>> {
  return Map.groupBy(await deadlinesOf(working, { caseIds, states: ['running', 'ran-out'] }), ({ caseId }) => caseId)
}

/** Everything that is written of a case, as somebody may see it. */
export interface CaseReading extends Ruled {
  readonly events: readonly WrittenEvent[]
  readonly deadlines: readonly DeadlineJson[]
  /** The same deadlines as they are kept. */
  readonly kept: readonly Deadline[]
  readonly allowed: readonly AllowedEvent[]
  /** Whether the reader has leave in the case, and sees more. */
  readonly inside: boolean
  readonly asKnownAt: string | null
  readonly today: string
}

/** A case as known at an instant (null for now); null where there is none that this reader may see. */
export function readingOf({ desk, actor }: Asking, id: string, asKnownAt: string | null): Promise<CaseReading | null> {
  return withActor(desk, actor, async working => {
    const known = asKnownAt === null ? {} : { asKnownAt }
    const seen = await caseSeen(working, id, known)
    if (seen === null) return null
    const { found, inside } = seen
    const compiled = await rulesOf(desk, found)
    const events = await asTheyFollow(desk, await eventsOf(working, id, known))
    const chapters = await readChapters(desk, events)
    const day = today(desk)
    const resting = await restingIn(working, kindShown(working))
    const about = { found, compiled, resting, events: countingEvents(events), today: day }
    const deadlines = asKnownAt === null ? await deadlinesOf(working, { caseId: id }) : runningThen(found)
    // What is over was kept under the rules that it began under.
    const rulesFor = ({ state, startedBy }: Deadline) => {
      if (chapters === null || isUnmet(state)) return about
      const { compiled: then, state: stood } = chapters.of(startedBy)
      return { ...about, compiled: then, found: { ...found, state: stood } }
    }
    return {
      found,
      compiled,
      chapters,
      resting,
      events,
      deadlines: deadlines.map(one => deadlineInWords(rulesFor(one), one)).toSorted(byUrgency),
      kept: deadlines,
      allowed: asKnownAt === null ? await allowedFor(working, found, compiled) : [],
      inside,
      asKnownAt,
      today: day,
    }
  })
}

/** Deadlines in words across all cases that somebody may see: those that run, the next first. */
export function dueDeadlines({
  desk,
  actor,
}: Asking): Promise<{ kind: RecordKind; deadlines: readonly DeadlineJson[] }> {
  return withActor(desk, actor, async working => {
    const kind = kindShown(working)
    const cases: Case[] = []
    for await (const found of eachCase(working, { ...(await seenBy(working)), recordKind: kind })) cases.push(found)
    const running = await runningDeadlines(
      working,
      cases.map(({ id }) => id),
    )
    const resting = await restingIn(working, kind)
    const all = await Promise.all(
      cases.map(async found => {
        const about = { found, compiled: await rulesOf(desk, found), resting, events: [], today: today(desk) }
        return (running.get(found.id) ?? [])
          .filter(({ due }) => due !== null)
          .map(one => deadlineInWords(about, one))
          .filter(({ state }) => state !== 'ended')
      }),
    )
    return { kind, deadlines: all.flat().toSorted(byUrgency) }
  })
}

/** A case, and whether the reader has leave in it; null where there is none that they may see. */
export async function caseSeen(
  working: Working,
  id: string,
  known: { readonly asKnownAt?: string } = {},
): Promise<Pick<CaseReading, 'found' | 'inside'> | null> {
  const found = await readCase(working, id, known)
  if (found === null) return null
  const inside = await hasLeave(working, found)
  return inside || isPublic(found) ? { found, inside } : null
}

/** Deadlines of a past state: only those that ran then are known of it. */
function runningThen({ id, state }: Case) {
  return state.clocks.map(clock => ({
    caseId: id,
    clock: clock.clock,
    startedBy: 0,
    due: clock.due === null ? null : isoFromDay(clock.due),
    state:
      clock.suspendedOn !== null ? ('suspended' as const) : clock.ranOut ? ('ran-out' as const) : ('running' as const),
    firedAt: null,
  }))
}

/** Open ones first, by their last day; then those that are over, latest first. */
function byUrgency(a: DeadlineJson, b: DeadlineJson): number {
  const open = ({ state }: DeadlineJson) => isUnmet(state)
  if (open(a) !== open(b)) return open(a) ? -1 : 1
  const order = (a.due ?? '9999') < (b.due ?? '9999') ? -1 : (a.due ?? '9999') > (b.due ?? '9999') ? 1 : 0
  return open(a) ? order : -order
}
