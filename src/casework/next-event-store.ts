/** The next event of a case: placed among those before it, taken by the engine, and written with all that follows from it. */
import { sql, type Transaction } from 'kysely'
import type { Capacity } from '../regimes/entry-schema.ts'
import type { Day, Effect } from '../regimes/model.ts'
import type { Database } from '../store/schema.ts'
import { type Act, effectiveOf, nameOf, policiesOf } from './acts.ts'
import { baselinesOf } from './baseline-store.ts'
import { caseFacts, type StoredCase } from './case-store.ts'
import { Halted, Overtaken } from './command-store.ts'
import type { DeadlineChange, KeptDeadlines } from './deadlines.ts'
import { type Desk, today } from './desk-store.ts'
import { chained, openedUnder, writeEvent, type StoredEvent } from './event-store.ts'
import { countingEvents } from './counting.ts'
import { foldCase, type Folded, foldEvents, type FoldedEvent, type Rules, type Standing, takeAct } from './fold.ts'
import { dayFromIso, sayDay } from '../regimes/day.ts'
import type { Case, Refused, WrittenEvent } from './model.ts'
import { openOnce } from './open-once-store.ts'
import { releasePlace, takePlace } from './places-store.ts'
import { rulesBy } from './policy-store.ts'
import { instantAfter } from './records/next-version.ts'
import { insertRecords } from './records/record-store.ts'
import { laterForbids, overtaken, refuse, refusedBy, stale } from './refused.ts'

/** An event with the evidence that was bound to it. */
export interface Bound {
  readonly act: Act
  readonly evidence: unknown
}

/** What an event makes of a case, before anything is written. */
export interface Next extends Bound {
  readonly corrects: number | null
  readonly rules: Rules
  readonly standing: Standing
  readonly effects: readonly Effect[]
  readonly changes: readonly DeadlineChange[]
  /** All deadlines of the case, where the event changed what came after it. */
  readonly rewritten: KeptDeadlines | null
  /** Whether it was decided on the records of the case, and is written only where none has been written since. */
  readonly gated?: boolean
}

/** Binds the answers of an event's criteria, from where the case stands on its day. */
export type Bind = (act: Act, standing: Standing, rules: Rules) => Promise<Bound>

/**
 * What an act makes of a case. One that took effect before others, or corrects one, is put in its place, and what comes after
 * it must still hold.
 */
export async function nextOf(
  desk: Desk,
  stored: StoredCase,
  { act, corrects, bind = unbound }: { readonly act: Act; readonly corrects: number | null; readonly bind?: Bind },
): Promise<Next | Refused> {
  const { state } = stored.case
  const now = dayFromIso(today(desk))
  const sequence = stored.case.sequence + 1
  // What rests on a decision is asked of all that happened.
  if (corrects === null && act.on >= state.last && act.kind !== 'quashed') {
    const rules = await rulesBy(desk, state.pin.hash, [stored.calendars, ...policiesOf([act])])
    const before = { state, calendars: stored.calendars }
    const bound = await bind(act, before, rules)
    const taken = takeAct(rules, before, bound.act, sequence, now)
    return taken.accepted ? { ...bound, ...taken, corrects, rules, rewritten: null } : refusedBy(taken.refusal)
  }
  const events = await stored.events()
  if (events.length !== stored.case.sequence) return stale(events.length, stored.case.sequence)
  if (act.kind === 'migrated') return refuse('in-the-past', notBefore(state.last, act.on))
  return placed(desk, stored, events, { act, corrects, bind, sequence, now })
}

interface Placing {
  readonly act: Act
  readonly corrects: number | null
  readonly bind: Bind
  readonly sequence: number
  readonly now: number
}

async function placed(
  desk: Desk,
  stored: StoredCase,
  events: readonly StoredEvent[],
  { act, corrects, bind, sequence, now }: Placing,
): Promise<Next | Refused> {
  const rules = await rulesBy(desk, openedUnder(events), policiesOf(events.map(({ event }) => event)))
  const asked: FoldedEvent = { sequence, event: act, effective: effectiveOf(act), corrects }
  const counting = countingEvents([...events, asked])
  const at = counting.indexOf(asked)
  let bound: Bound = { act, evidence: null }
  let effects: readonly Effect[] = []
  if (at >= 0) {
    const before = foldEvents(rules, counting.slice(0, at))
    if (!before.accepted) return forbidden(before)
    bound = await bind(act, before.standing, rules)
    const taken = takeAct(rules, before.standing, bound.act, sequence, now, before.past)
    if (!taken.accepted) return refusedBy(taken.refusal)
    effects = taken.effects
  }
  const folded = foldCase(rules, [...events, { ...asked, event: bound.act }])
  if (!folded.accepted) return forbidden(folded)
  const { standing, deadlines } = folded
  return { ...bound, corrects, rules, standing, effects, changes: [], rewritten: deadlines }
}

function notBefore(last: Day, on: Day): string {
  return `Found ${sayDay(on)}; a case goes to other rules on the day of its latest event, ${sayDay(last)}, or later.`
}

function forbidden({ at, refusal }: Extract<Folded, { accepted: false }>): Refused {
  return laterForbids({ ...at, name: nameOf(at.event) }, refusal.words)
}

async function unbound(act: Act): Promise<Bound> {
  return { act, evidence: null }
}

/** Who writes an event, and why. */
export interface Writer {
  readonly actor: string
  readonly role: string | null
  readonly reason: string
  readonly exceed?: string | undefined
}

export interface Recorded {
  readonly case: Case
  readonly event: WrittenEvent
}

/**
 * Makes ready to write the next event with what follows from it, and with the baselines of whoever enters by it, in whichever
 * way: they are read and worked out now, outside any transaction. What is given throws Halted where no place is left, another
 * case is open, or somebody was quicker.
 */
export async function readyNext(
  desk: Desk,
  stored: StoredCase,
  next: Next,
  writer: Writer,
): Promise<(tx: Transaction<Database>) => Promise<Recorded>> {
  const baselines = await baselinesOf(desk, stored, next)
  return async tx => {
    const recorded = await writeNext(tx, desk, stored, next, writer)
    await insertRecords(tx, baselines)
    return recorded
  }
}

async function writeNext(
  tx: Transaction<Database>,
  desk: Desk,
  stored: StoredCase,
  next: Next,
  { actor, role, reason, exceed }: Writer,
): Promise<Recorded> {
  const before = stored.case
  const { state, calendars } = next.standing
  const compiled = next.rules(state.pin.hash, calendars)
  const sequence = before.sequence + 1
  const after: Case = { ...before, ...caseFacts(compiled, state, sequence) }
  const opens =
    before.sequence === 0 || (after.closed === null && (before.closed !== null || before.regime !== after.regime))
  const moves = isIn(before) !== isIn(after) || (isIn(before) && before.regime !== after.regime)
  if (next.gated || moves) await holdCase(tx, stored, next.gated ?? false)
  if (opens) await openOnce(tx, after, compiled.regime.title)
  const exceeded = moves ? await turnPlaces(tx, before, after, compiled.regime.capacity, exceed) : null
  const { previous: _, ...event } = chained({
    caseId: before.id,
    sequence,
    act: next.act,
    knownAt: instantAfter([stored.knownAt], desk.clock.now()),
    actor,
    role,
    reason,
    evidence: next.evidence,
    corrects: next.corrects,
    effects: next.effects,
    exceed: exceeded,
    previous: stored.hash,
  })
  const changes = next.rewritten ? rewrite(next.rewritten) : next.changes
  const written = {
    case: after,
    calendars,
    event: { ...event, previous: stored.hash },
    changes,
  }
  if (!(await writeEvent(tx, written))) throw new Halted(overtaken)
  if (next.rewritten) await forgetOthers(tx, before.id, next.rewritten)
  return { case: after, event }
}

/**
 * Moves the place that a case holds; gives the reason where an expected number was exceeded by it. Of two regimes the counts
 * are locked in the order of their ids, so that cases which pass each other do not wait for ever.
 */
async function turnPlaces(
  tx: Transaction<Database>,
  before: Case,
  after: Case,
  capacity: Capacity,
  exceed: string | undefined,
): Promise<string | null> {
  const [first, second] = [before.regime, after.regime].sort()
  let exceeded: string | null = null
  for (const regime of new Set([first, second])) {
    if (isIn(before) && regime === before.regime) await releasePlace(tx, before)
    if (isIn(after) && regime === after.regime) exceeded = await takePlace(tx, after, capacity, exceed)
  }
  return exceeded
}

function isIn({ phase }: Case): boolean {
  return phase === 'in'
}

/**
 * A case is locked before the places are, by everybody: whoever did it the other way round could wait for ever. Throws
 * Overtaken where events, or records that count, have been written since it was read.
 */
async function holdCase(tx: Transaction<Database>, stored: StoredCase, gated: boolean): Promise<void> {
  const { id, sequence } = stored.case
  if (sequence === 0) return
  const held = await tx
    .selectFrom('case_file')
    .select('id')
    .where('id', '=', id)
    .where('sequence', '=', sequence)
    .$if(gated, query => query.where('records', '=', stored.records))
    .forUpdate()
    .executeTakeFirst()
  if (held === undefined) throw new Overtaken(overtaken)
}

function rewrite(deadlines: KeptDeadlines): readonly DeadlineChange[] {
  return [...deadlines.values()].map(({ clock, startedBy, due, state }) => {
    const ranOut = state === 'ran-out' || state === 'late'
    return { clock, startedBy, due: due === null ? null : dayFromIso(due), state, ranOut }
  })
}

/** Deadlines that no event which counts has started any more. */
async function forgetOthers(tx: Transaction<Database>, id: string, deadlines: KeptDeadlines): Promise<void> {
  await sql`
    delete from deadline
    where case_id = ${id} and concat_ws(' ', clock, started_by) <> all(${[...deadlines.keys()]}::text[])`.execute(tx)
}
