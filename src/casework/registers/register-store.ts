/** The entries of registers, as written down: read as they are or were known, and written in somebody's transaction. */
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { parseInstant } from '../../evidence/instant.ts'
import { versionOn } from '../../regimes/entry-period.ts'
import { successorsOf } from '../../regimes/successors.ts'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { Store } from '../../store/open-store.ts'
import type { Database } from '../../store/schema.ts'
import { hashOfValue } from '../canonical.ts'
import { type Desk, today } from '../desk-store.ts'
import type { Audience } from '../records/record.ts'
import type { RegisterPlace } from './register-eyes.ts'
import type { RegisterEntry } from './register.ts'

/** What entries belong to; left out where it is any. */
export interface EntriesOf {
  readonly regime?: string
  readonly organisation?: string
  /** A day or an instant (ISO): only what was known by then. */
  readonly asKnownAt?: string
}

/** Entries of a register in their latest version, or that as known at an instant, in the order of their first versions. */
export async function readRegister(
  { store }: Desk,
  register: string,
  of: EntriesOf = {},
): Promise<readonly RegisterEntry[]> {
  return latestOf(await readRegisterHistory({ store }, register, of))
}

/** All versions of the entries of a register, each entry's together, in the order of their first versions. */
export async function readRegisterHistory(
  { store: { db } }: Pick<Desk, 'store'>,
  register: string,
  { regime, organisation, asKnownAt }: EntriesOf = {},
): Promise<readonly (readonly RegisterEntry[])[]> {
  const instant = asKnownAt === undefined ? undefined : parseInstant(asKnownAt)
  if (instant === null)
    throw new RangeError(`Found "${asKnownAt}"; expected a day or an instant such as 2026-03-01T09:30:00Z.`)
  const rows = await db
    .selectFrom('record')
    .selectAll()
    .where('case_id', 'is', null)
    .where('kind', '=', register)
    .$if(regime !== undefined, query => query.where('regime', '=', regime as string))
    .$if(organisation !== undefined, query => query.where('organisation', '=', organisation as string))
    .$if(instant !== undefined, query => query.where('known_at', '<=', instant as string))
    .orderBy('known_at')
    .orderBy('id')
    .orderBy('version')
    .execute()
  return [...Map.groupBy(rows.map(entryOf), ({ id }) => id).values()]
}

export function latestOf(history: readonly (readonly RegisterEntry[])[]): readonly RegisterEntry[] {
  return history.map(versions => versions.at(-1) as RegisterEntry)
}

/** An entry in its latest version; null where there is none with that id. */
export async function readEntry({ db }: Store, id: string): Promise<RegisterEntry | null> {
  const row = await db
    .selectFrom('record')
    .selectAll()
    .where('case_id', 'is', null)
    .where(sql<boolean>`id::text = ${id}`)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : entryOf(row)
}

/** What a register's entries belong to, as grants are held against it. */
export async function placeOf(
  desk: Desk,
  { regime, organisation }: Pick<RegisterEntry, 'regime' | 'organisation'>,
): Promise<RegisterPlace> {
  const day = today(desk)
  const roles = desk.regimes
    .filter(({ id }) => regime === null || id === regime)
    .flatMap(({ latest }) => Object.entries(latest.regime.roles))
  const only = (kind: string) =>
    new Set(
      [...Map.groupBy(roles, ([id]) => id)].flatMap(([id, all]) =>
        all.every(([, one]) => one.kind === kind) ? [id] : [],
      ),
    )
  const snapshot = organisation === null ? null : await desk.snapshot()
  return {
    regime,
    organisation,
    region: snapshot?.organisations.get(organisation ?? '')?.region ?? null,
    passedTo: snapshot && organisation !== null ? successorsOf(snapshot, organisation, day) : [],
    organisationRoles: only('organisation'),
    publicRoles: only('public'),
    day,
  }
}

/** The rules of a regime in the version of a day (ISO); null where there is no such regime. */
export function rulesOn({ regimes }: Pick<Desk, 'regimes'>, id: string, day: string): CompiledRegime | null {
  const shelved = regimes.find(one => one.id === id)
  if (shelved === undefined) return null
  return (shelved.byVersion.get(versionOn(shelved.latest.regime, day)) ?? shelved.latest).compiled
}

/** How many versions are written of what belongs to a regime, to an organisation, or to the sector as a whole. */
export async function countEntries(
  db: Kysely<Database>,
  { regime, organisation }: Pick<RegisterEntry, 'regime' | 'organisation'>,
): Promise<number> {
  const { count } = await db
    .selectFrom('record')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('case_id', 'is', null)
    .where('regime', regime === null ? 'is' : '=', regime)
    .where('organisation', organisation === null ? 'is' : '=', organisation)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** As `countEntries`, with the registers locked against more until the transaction ends. */
export async function holdEntries(
  tx: Transaction<Database>,
  place: Pick<RegisterEntry, 'regime' | 'organisation'>,
): Promise<number> {
  const name = ['register', place.regime ?? '', place.organisation ?? ''].join('/')
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
  return countEntries(tx, place)
}

/** Writes a version. */
export async function insertEntry(tx: Transaction<Database>, entry: RegisterEntry): Promise<void> {
  const { id, version, register, regime, organisation, recordKind, audience, body, actor, role, reason } = entry
  await tx
    .insertInto('record')
    .values({
      id,
      version,
      kind: register,
      case_id: null,
      regime,
      organisation,
      record_kind: recordKind,
      audience,
      body: JSON.stringify(body),
      actor,
      role,
      reason,
      effective: entry.effective,
      known_at: entry.knownAt,
    })
    .execute()
}

function entryOf(row: Selectable<Database['record']>): RegisterEntry {
  const { id, version, kind: register, regime, organisation, body, actor, role, reason, effective } = row
  return {
    id,
    version,
    register,
    regime,
    organisation,
    recordKind: row.record_kind,
    audience: row.audience as Audience,
    body,
    hash: hashOfValue(body),
    actor,
    role: role ?? '',
    reason,
    effective,
    knownAt: row.known_at,
  }
}
