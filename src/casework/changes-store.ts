/**
 * What happened in the cases that everybody may see, newest first, a page at a time. What the public may not see is left out
 * here, so that pages are full; neither persons nor evidence are read at all.
 */
import { sql } from 'kysely'
import type { Effect } from '../regimes/model.ts'
import type { Working } from './desk-store.ts'
import { isCaseId } from './event-store.ts'
import { everUnder } from './ever-under-store.ts'
import { type Case, clockActor, type WrittenEvent } from './model.ts'
import type { Store } from '../store/open-store.ts'
import type { StoredRecord } from './records/record.ts'

/** Where a page of changes begins: after the one that became known then (ISO), of that id (a case's or a record's) and number. */
export interface ChangesCursor {
  readonly knownAt: string
  readonly id: string
  readonly number: number
}

export interface ChangesFilter {
  /** Only cases that are, or once were, under this regime. */
  readonly regime?: string
  readonly organisation?: string
  /** Codes: only cases of at least one of them. */
  readonly among?: readonly string[]
  readonly before?: ChangesCursor
  readonly limit: number
}

type Said = Pick<WrittenEvent, 'kind' | 'name' | 'event' | 'effective'>

/** An event as it is told to everybody, with what it corrects and what corrects it. */
export interface PublicEvent
  extends Said,
    Pick<WrittenEvent, 'sequence' | 'knownAt' | 'role' | 'reason' | 'effects' | 'exceed'> {
  readonly case: Pick<Case, 'id' | 'organisations'> & {
    readonly route: string | null
    /** Hashes of its rules and of the calendars that its clocks are counted by, at present. */
    readonly hash: string
    readonly calendars: string
    /** Whether it has gone from one regime or version to another: then an event may have happened under other rules. */
    readonly moved: boolean
  }
  /** What was said before, where it is a correction. */
  readonly corrects: Said | null
  /** The later event that took its place. */
  readonly correctedBy: { readonly sequence: number; readonly knownAt: string } | null
}

/** Events of published cases, of the store's own kind of record: never candidates, never exercises. */
export async function publicEvents({ store }: Working, filter: ChangesFilter): Promise<readonly PublicEvent[]> {
  const { before, limit } = filter
  if (before && !isCaseId(before.id)) return []
  const rows = await store.db
    .selectFrom('case_event as e')
    .innerJoin('case_file as c', 'c.id', 'e.case_id')
    .leftJoin('case_event as o', join =>
      join.onRef('o.case_id', '=', 'e.case_id').onRef('o.sequence', '=', 'e.corrects'),
    )
    .leftJoin('case_event as n', join =>
      join.onRef('n.case_id', '=', 'e.case_id').onRef('n.corrects', '=', 'e.sequence'),
    )
    .select(['c.id', 'c.organisations', 'c.route', 'c.hash', 'c.calendars'])
    .select(sql<boolean>`exists (select from case_event m where m.case_id = c.id and m.kind = 'migrated')`.as('moved'))
    .select(['e.sequence', 'e.kind', 'e.name', 'e.event', 'e.effective', 'e.known_at', 'e.role', 'e.reason'])
    .select(['e.effects', 'e.exceed', 'o.kind as o_kind', 'o.name as o_name', 'o.event as o_event'])
    .select(['o.effective as o_effective', 'n.sequence as n_sequence', 'n.known_at as n_known_at'])
    .where(toldTo(store, filter))
    .$if(before !== undefined, query =>
      query.where(
        sql<boolean>`(e.known_at, e.case_id, e.sequence)
          < (${before?.knownAt}::timestamptz, ${before?.id}::uuid, ${before?.number}::integer)`,
      ),
    )
    .orderBy('e.known_at', 'desc')
    .orderBy('e.case_id', 'desc')
    .orderBy('e.sequence', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => ({
    case: {
      id: row.id,
      organisations: row.organisations,
      route: row.route,
      hash: row.hash,
      calendars: row.calendars,
      moved: row.moved,
    },
    sequence: row.sequence,
    kind: row.kind,
    name: row.name,
    event: row.event,
    effective: row.effective,
    knownAt: row.known_at,
    role: row.role,
    reason: row.reason,
    effects: row.effects as readonly Effect[],
    exceed: row.exceed,
    corrects:
      row.o_kind === null || row.o_name === null || row.o_effective === null
        ? null
        : { kind: row.o_kind, name: row.o_name, event: row.o_event, effective: row.o_effective },
    correctedBy:
      row.n_sequence === null || row.n_known_at === null ? null : { sequence: row.n_sequence, knownAt: row.n_known_at },
  }))
}

/** A version of a public record, as it is told to everybody. */
export interface PublicRecord
  extends Pick<StoredRecord, 'id' | 'version' | 'kind' | 'role' | 'reason' | 'effective' | 'knownAt' | 'body'> {
  /** With the hashes of its rules and calendars, as an event's. */
  readonly case: Pick<Case, 'id' | 'organisations' | 'regime' | 'version'> &
    Pick<PublicEvent['case'], 'route' | 'hash' | 'calendars'>
}

/**
 * Public records of published cases, as `publicEvents`; the cursor is of a record's id and version. Of a record that was taken
 * back from the public nothing is told.
 */
export async function publicRecords({ store }: Working, filter: ChangesFilter): Promise<readonly PublicRecord[]> {
  const { before, limit } = filter
  if (before && !isCaseId(before.id)) return []
  const rows = await store.db
    .selectFrom('record as r')
    .innerJoin('case_file as c', 'c.id', 'r.case_id')
    .select(['r.id', 'r.version', 'r.kind', 'r.body', 'r.role', 'r.reason', 'r.effective', 'r.known_at'])
    .select(['c.id as case_id', 'c.organisations', 'c.regime', 'c.version as regime_version'])
    .select(['c.route', 'c.hash', 'c.calendars'])
    .where(toldTo(store, filter))
    .where('r.audience', '=', 'public')
    .where(sql<boolean>`(select l.audience from record l where l.id = r.id order by l.version desc limit 1) = 'public'`)
    // What the product freezes by itself is no news.
    .where('r.actor', '!=', clockActor.key)
    .$if(before !== undefined, query =>
      query.where(
        sql<boolean>`(r.known_at, r.id, r.version)
          < (${before?.knownAt}::timestamptz, ${before?.id}::uuid, ${before?.number}::integer)`,
      ),
    )
    .orderBy('r.known_at', 'desc')
    .orderBy('r.id', 'desc')
    .orderBy('r.version', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => ({
    id: row.id,
    version: row.version,
    kind: row.kind,
    body: row.body,
    role: row.role ?? '',
    reason: row.reason,
    effective: row.effective,
    knownAt: row.known_at,
    case: {
      id: row.case_id,
      organisations: row.organisations,
      regime: row.regime,
      version: row.regime_version,
      route: row.route,
      hash: row.hash,
      calendars: row.calendars,
    },
  }))
}

/** Cases `c` that everybody is told of, as far as they are asked for. */
function toldTo({ recordKind }: Store, { regime, organisation, among }: ChangesFilter) {
  return sql<boolean>`(c.record_kind = ${recordKind} and c.published is not null
    and ${regime === undefined ? sql`true` : everUnder(regime)}
    and ${organisation === undefined ? sql`true` : sql`c.organisations @> array[${organisation}]::text[]`}
    and ${among === undefined ? sql`true` : sql`c.organisations && ${[...among]}::text[]`})`
}

/** The instant (ISO) at which a store was made: with it, names of what it publishes are its own. */
export async function storeMadeAt({ store }: Working): Promise<string> {
  return (await store.db.selectFrom('meta').select('created_at').executeTakeFirstOrThrow()).created_at
}
