/** Cases read: one, a page of them, as known at an instant; and folded anew from their events. */
import { type Selectable, sql } from 'kysely'
import type { RecordKind } from '../evidence/model.ts'
import { isoFromDay } from '../regimes/day.ts'
import type { CaseState } from '../regimes/model.ts'
import { courseOf } from '../regimes/standing.ts'
import { stateOf } from '../regimes/draft.ts'
import type { Database } from '../store/schema.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import type { Desk, Working } from './desk-store.ts'
import { policiesOf } from './acts.ts'
import { chainFaults, isCaseId, openedUnder, readEvents, type StoredEvent } from './event-store.ts'
import { everUnder } from './ever-under-store.ts'
import { foldCase, type Folded, type Rules } from './fold.ts'
import { canonical } from './canonical.ts'
import type { Case } from './model.ts'
import { rulesBy } from './policy-store.ts'

export interface CaseFilter {
  readonly regime?: string
  /** A regime that they are under, or once were. */
  readonly everUnder?: string
  readonly organisation?: string
  readonly phase?: Case['phase']
  readonly recordKind?: RecordKind
  /** Only those for the public. */
  readonly isPublic?: true
  /** Only those for the public, and those within a reach. */
  readonly within?: readonly Reach[]
  /** Id of the last case of the page before. */
  readonly after?: string
  readonly limit: number
}

/** How far somebody sees: cases of a regime, or all, of some organisations, or all. */
export interface Reach {
  readonly regime: string | null
  readonly organisations: readonly string[] | null
}

export interface Rebuilt {
  /** Whether folding its events gives what is stored, and their chain is whole. */
  readonly equal: boolean
  /** What differs, in words. */
  readonly differences: readonly string[]
}

/** A case with what a command needs to write its next event. */
export interface StoredCase {
  readonly case: Case
  /** Hash of its calendars. */
  readonly calendars: string
  /** Hash of its last event. */
  readonly hash: string
  /** Instant at which something was last written in it, an event or a record. */
  readonly knownAt: string
  /** Versions of records written in it. */
  readonly records: number
  /** Its events, read when first asked for, and once. */
  events(): Promise<readonly StoredEvent[]>
}

/** A case as it stands, or as it was known at an instant (ISO); null where there is none. */
export async function readCase(
  working: Working,
  id: string,
  { asKnownAt }: { readonly asKnownAt?: string } = {},
): Promise<Case | null> {
  const stored = await storedCase(working, id)
  if (stored === null || asKnownAt === undefined) return stored?.case ?? null
  const events = await readEvents(working.store, id, asKnownAt)
  if (events.length === 0) return null
  const { folded, rules } = await foldStored(working, events)
  if (!folded.accepted) throw new Error(`The events of the case ${id} as known at ${asKnownAt} cannot be folded.`)
  const { state, calendars } = folded.standing
  const compiled = rules(state.pin.hash, calendars)
  return { ...stored.case, ...caseFacts(compiled, state, (events.at(-1) as StoredEvent).sequence) }
}

/**
 * Whether a case is for the public, as `listCases` asks it of the store: it was published, and it is no exercise, which is no
 * record of the world.
 */
export function isPublic({ recordKind, published }: Pick<Case, 'recordKind' | 'published'>): boolean {
  return recordKind !== 'exercise' && published !== null
}

/** Cases in the order in which they were opened, a page at a time. */
export async function listCases(working: Working, filter: CaseFilter): Promise<readonly Case[]> {
  const { regime, organisation, phase, recordKind, after, limit } = filter
  let query = working.store.db.selectFrom('case_file as c').selectAll()
  if (regime !== undefined) query = query.where('c.regime', '=', regime)
  if (filter.everUnder !== undefined) query = query.where(everUnder(filter.everUnder))
  if (organisation !== undefined) query = query.where(sql<boolean>`c.organisations @> array[${organisation}]::text[]`)
  if (phase !== undefined) query = query.where('c.phase', '=', phase)
  if (recordKind !== undefined) query = query.where('c.record_kind', '=', recordKind)
  if (filter.isPublic) query = query.where(forThePublic)
  if (filter.within)
    query = query.where(sql<boolean>`(${sql.join([forThePublic, ...filter.within.map(isWithin)], sql` or `)})`)
  if (after !== undefined && isCaseId(after))
    query = query.where(
      sql<boolean>`(c.opened_at, c.id) > (select a.opened_at, a.id from case_file a where a.id = ${after})`,
    )
  const rows = await query.orderBy('c.opened_at').orderBy('c.id').limit(limit).execute()
  return rows.map(caseOf)
}

/** As `isPublic`, of cases `c`. */
export const forThePublic = sql<boolean>`(c.record_kind <> 'exercise' and c.published is not null)`

/** Cases `c` that somebody reaches. */
export function isWithin({ regime, organisations }: Reach) {
  return sql<boolean>`(${regime === null ? sql`true` : sql`c.regime = ${regime}`}
    and ${organisations === null ? sql`true` : sql`c.organisations && ${[...organisations]}::text[]`})`
}

/** Every case of a filter, in the same order, read a page at a time. */
export async function* eachCase(working: Working, filter: Omit<CaseFilter, 'after' | 'limit'>): AsyncGenerator<Case> {
  for (let after: string | undefined; ; ) {
    const cases = await listCases(working, { ...filter, ...(after === undefined ? {} : { after }), limit: atOnce })
    yield* cases
    if (cases.length < atOnce) return
    after = cases.at(-1)?.id
  }
}

const atOnce = 500

/** Folds a case from its events and compares with what is stored; null where there is none. */
export async function rebuildCase(working: Working, id: string): Promise<Rebuilt | null> {
  const { db } = working.store
  const stored = await storedCase(working, id)
  if (stored === null) return null
  const events = await stored.events()
  const { folded, rules } = await foldStored(working, events)
  if (!folded.accepted)
    return { equal: false, differences: [`Event ${folded.at.sequence} is not accepted: ${folded.refusal.words}`] }
  const deadlines = await db
    .selectFrom('deadline')
    .select(['clock', 'started_by as startedBy', 'due', 'state'])
    .where('case_id', '=', id)
    .execute()
  const { state, calendars } = folded.standing
  const facts = caseFacts(rules(state.pin.hash, calendars), state, events.length)
  const columns = await db
    .selectFrom('case_file')
    .select(['hash', 'route'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { records } = await db
    .selectFrom('record')
    .select(({ fn }) => fn.countAll<number>().as('records'))
    .where('case_id', '=', id)
    .executeTakeFirstOrThrow()
  const compare = (what: string, kept: unknown, made: unknown) =>
    canonical(kept) === canonical(made) ? [] : [`${what}: stored ${canonical(kept)}, folded ${canonical(made)}`]
  const ordered = (all: Iterable<unknown>) => [...all].map(canonical).sort()
  const differences = [
    ...compare('Case', stored.case, { ...stored.case, ...facts }),
    ...compare('Rules', [columns.hash, stored.calendars], [state.pin.hash, calendars]),
    ...compare('Route', columns.route, state.route),
    ...compare('Records', stored.records, records),
    ...compare('Deadlines', ordered(deadlines), ordered(folded.deadlines.values())),
    ...chainFaults(events),
  ]
  return { equal: differences.length === 0, differences }
}

/** A case with what its next event builds on; null where there is none. */
export async function storedCase({ store }: Desk, id: string): Promise<StoredCase | null> {
  if (!isCaseId(id)) return null
  const row = await store.db
    .selectFrom('case_file as c')
    .innerJoin('case_event as e', join => join.onRef('e.case_id', '=', 'c.id').onRef('e.sequence', '=', 'c.sequence'))
    .selectAll('c')
    .select([
      'e.hash as last_hash',
      sql<string>`greatest(e.known_at, (select max(r.known_at) from record as r where r.case_id = c.id))`.as(
        'known_at',
      ),
    ])
    .where('c.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  let events: Promise<readonly StoredEvent[]> | undefined
  return {
    case: caseOf(row),
    calendars: row.calendars,
    hash: row.last_hash,
    knownAt: row.known_at,
    records: row.records,
    events: () => (events ??= readEvents(store, id)),
  }
}

/** Folds the events of a case by the rules that it was opened under, and by those that it went to. */
export async function foldStored(
  desk: Desk,
  events: readonly StoredEvent[],
): Promise<{ readonly folded: Folded; readonly rules: Rules }> {
  const rules = await rulesBy(desk, openedUnder(events), policiesOf(events.map(({ event }) => event)))
  return { folded: foldCase(rules, events), rules }
}

/** What is said of a case beside its state, so that it can be asked for. */
export function caseFacts(compiled: CompiledRegime, state: CaseState, sequence: number) {
  const { phase, ends } = stateOf(courseOf(compiled, state), state)
  return {
    regime: state.pin.regime,
    version: state.pin.version,
    state,
    stage: state.state,
    phase,
    sequence,
    entered: state.entered === null ? null : isoFromDay(state.entered),
    closed: ends === null ? null : isoFromDay(state.last),
  }
}

export function caseOf(row: Selectable<Database['case_file']>): Case {
  const { record_kind: recordKind, state, ...about } = row
  const { id, regime, version, organisations, stage, phase, sequence, opened, entered, closed, published } = about
  return {
    id,
    regime,
    version,
    recordKind,
    organisations,
    state: state as CaseState,
    stage,
    phase,
    sequence,
    opened,
    entered,
    closed,
    published,
  }
}
