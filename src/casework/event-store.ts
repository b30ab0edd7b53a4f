/** The events of a case, as written down: read, written, and their chain checked. */
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { isoFromDay } from '../regimes/day.ts'
import { parseInstant } from '../evidence/instant.ts'
import type { Effect } from '../regimes/model.ts'
import type { Database } from '../store/schema.ts'
import type { Store } from '../store/open-store.ts'
import { type Act, effectiveOf, nameOf } from './acts.ts'
import { hashOfValue } from './canonical.ts'
import type { DeadlineChange } from './deadlines.ts'
import type { Working } from './desk-store.ts'
import type { Case, WrittenEvent } from './model.ts'

/** A written event with its act as the fold reads it. */
export interface StoredEvent extends WrittenEvent {
  readonly event: Act
  readonly previous: string
}

/** Events of a case in the order in which they became known, up to an instant (ISO) where one is given. */
export async function eventsOf(
  { store }: Working,
  id: string,
  { asKnownAt }: { readonly asKnownAt?: string } = {},
): Promise<readonly StoredEvent[]> {
  return readEvents(store, id, asKnownAt)
}

/** As `eventsOf`, without anybody who asks. Throws RangeError where the instant is none. */
export async function readEvents({ db }: Store, id: string, asKnownAt?: string): Promise<readonly StoredEvent[]> {
  const instant = asKnownAt === undefined ? undefined : parseInstant(asKnownAt)
  if (instant === null)
    throw new RangeError(`Found "${asKnownAt}"; expected a day or an instant such as 2026-03-01T09:30:00Z.`)
  if (!isCaseId(id)) return []
  const rows = await db
    .selectFrom('case_event')
    .selectAll()
    .where('case_id', '=', id)
    .$if(instant !== undefined, query => query.where('known_at', '<=', instant as string))
    .orderBy('sequence')
    .execute()
  return rows.map(eventOf)
}

/** That no later event corrects an event `e`. */
export const notCorrected = sql<boolean>`not exists (
  select from case_event as later where later.case_id = e.case_id and later.corrects = e.sequence
)`

export function isCaseId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

/** Roles in which somebody has acted in a case: in records, and in events, also in those that have been corrected since. */
export async function rolesActed(db: Kysely<Database>, id: string, actor: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('case_event')
    .select('role')
    .where('case_id', '=', id)
    .where('actor', '=', actor)
    .union(db.selectFrom('record').select('role').where('case_id', '=', id).where('actor', '=', actor))
    .execute()
  return rows.flatMap(({ role }) => role ?? [])
}

/** What of an event its writer says; the rest follows. */
export interface NewEvent extends Pick<WrittenEvent, 'caseId' | 'sequence' | 'knownAt' | 'actor' | 'role' | 'reason'> {
  readonly act: Act
  readonly evidence: unknown
  readonly corrects: number | null
  readonly effects: readonly Effect[]
  readonly exceed: string | null
  readonly previous: string
}

/** An event with its hash, which chains it to the one before. */
export function chained({ act, evidence, ...about }: NewEvent): StoredEvent {
  const said = {
    ...about,
    kind: act.kind,
    name: nameOf(act),
    event: act,
    effective: effectiveOf(act),
    evidenceHash: evidence === null ? null : hashOfValue(evidence),
  }
  return { ...said, evidence, hash: hashOfEvent(said) }
}

/** Evidence is bound by its own hash. */
function hashOfEvent({ evidence: _, hash: __, ...said }: Partial<StoredEvent>): string {
  return hashOfValue(said)
}

/** Hash of the regime that a case was opened under: its first event hangs on it. */
export function openedUnder([first]: readonly StoredEvent[]): string {
  if (first === undefined) throw new Error('A case has no event, not even its opening.')
  return first.previous
}

/** Where the chain of events is broken, in words. */
export function chainFaults(events: readonly StoredEvent[]): readonly string[] {
  let previous = openedUnder(events)
  return events.flatMap((event, index) => {
    const faults = [
      ...(event.sequence === index + 1 ? [] : [`Event ${index + 1} is missing: found ${event.sequence} in its place.`]),
      ...(event.previous === previous ? [] : [`Event ${event.sequence} does not hang on the one before it.`]),
      ...(hashOfEvent(event) === event.hash ? [] : [`Event ${event.sequence} is not what was written.`]),
      ...((event.evidence === null ? null : hashOfValue(event.evidence)) === event.evidenceHash
        ? []
        : [`The evidence of event ${event.sequence} is not what was bound to it.`]),
    ]
    previous = event.hash
    return faults
  })
}

/** Writes the event that a case follows from; false where the case is no longer as it was read, and nothing is written. */
export async function writeEvent(tx: Transaction<Database>, written: Written): Promise<boolean> {
  const { event, changes } = written
  const deadlines = changes.map(({ clock, startedBy, due, state, ranOut }) => ({
    clock,
    started_by: startedBy,
    due: due === null ? null : isoFromDay(due),
    state,
    fired_at: ranOut ? event.knownAt : null,
  }))
  const { rows } = await sql<{ written: number }>`
    with moved as (${event.sequence === 1 ? insertCase(written) : updateCase(written)}
    ), written as (
      insert into case_event (case_id, sequence, event, kind, name, effective, known_at, actor, role, reason,
        evidence_hash, evidence, corrects, effects, exceed, previous, hash)
      select id, ${event.sequence}::int, ${JSON.stringify(event.event)}::jsonb, ${event.kind}, ${event.name},
        ${event.effective}::date, ${event.knownAt}::timestamptz, ${event.actor}, ${event.role}, ${event.reason},
        ${event.evidenceHash}, ${event.evidence === null ? null : JSON.stringify(event.evidence)}::jsonb,
        ${event.corrects}::int, ${JSON.stringify(event.effects)}::jsonb, ${event.exceed}, ${event.previous}, ${event.hash}
      from moved
    ), due as (
      insert into deadline (case_id, clock, started_by, due, state, fired_at)
      select m.id, d.clock, coalesce(d.started_by, (select o.started_by from deadline o where o.case_id = m.id
        and o.clock = d.clock and o.state in ('running', 'suspended', 'ran-out') limit 1)), d.due, d.state, d.fired_at
      from moved m, jsonb_to_recordset(${JSON.stringify(deadlines)}::jsonb)
        as d (clock text, started_by int, due date, state text, fired_at timestamptz)
      on conflict (case_id, clock, started_by) do update set due = excluded.due, state = excluded.state,
        fired_at = case excluded.state when 'running' then null else coalesce(deadline.fired_at, excluded.fired_at) end
    )
    select count(*) as written from moved`.execute(tx)
  return rows[0]?.written === 1
}

function insertCase({ case: found, calendars, event }: Written) {
  const { pin, route } = found.state
  return sql`
      insert into case_file (id, regime, version, hash, calendars, record_kind, route, organisations, state, stage, phase,
        sequence, opened, entered, closed, opened_at)
      values (${found.id}, ${found.regime}, ${found.version}, ${pin.hash}, ${calendars}, ${found.recordKind}, ${route},
        ${[...found.organisations]}, ${JSON.stringify(found.state)}, ${found.stage}, ${found.phase}, 1, ${found.opened},
        ${found.entered}, ${found.closed}, ${event.knownAt})
      returning id`
}

/** Only where nobody has written meanwhile. */
function updateCase({ case: found, calendars, event }: Written) {
  const { pin, route } = found.state
  return sql`
      update case_file set regime = ${found.regime}, version = ${found.version}, hash = ${pin.hash}, route = ${route}, state = ${JSON.stringify(found.state)}, stage = ${found.stage}, phase = ${found.phase},
        sequence = ${event.sequence}, entered = ${found.entered}, closed = ${found.closed}, calendars = ${calendars}
      where id = ${found.id} and sequence = ${event.sequence - 1} returning id`
}

export interface Written {
  /** The case as it is after the event. */
  readonly case: Case
  readonly calendars: string
  readonly event: StoredEvent
  readonly changes: readonly DeadlineChange[]
}

function eventOf(row: Selectable<Database['case_event']>): StoredEvent {
  const { sequence, kind, name, effective, actor, role, reason, evidence, corrects, exceed, previous, hash } = row
  return {
    caseId: row.case_id,
    sequence,
    kind,
    name,
    event: row.event as Act,
    effective,
    knownAt: row.known_at,
    actor,
    role,
    reason,
    evidenceHash: row.evidence_hash,
    evidence,
    corrects,
    effects: row.effects as readonly Effect[],
    exceed,
    previous,
    hash,
  }
}
