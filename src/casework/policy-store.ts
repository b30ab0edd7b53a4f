/** Rules by the hash of what they say, and calendars by theirs, so that a case can be run by them for ever. */
import { sql, type Transaction } from 'kysely'
import { compileRegime } from '../regimes/compile.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { versionOn } from '../regimes/entry-period.ts'
import { type Regime, regimeSchema } from '../regimes/regime.ts'
import { hashOf, pinnedText } from '../regimes/regime-file.ts'
import type { ShelvedVersion } from '../regimes/shelf-file.ts'
import type { Database } from '../store/schema.ts'
import { type Calendars, calendarsOf, calendarsText, hashOfCalendars, readCalendars } from './calendars.ts'
import type { Desk } from './desk-store.ts'
import type { Rules } from './fold.ts'
import type { Case, Refused } from './model.ts'
import { refuse } from './refused.ts'

/** A regime in one version, as its file says. */
type Said = Pick<ShelvedVersion, 'regime' | 'version' | 'hash'>

/** By their hashes, so that what is found here is right in every store. */
const regimes = new Map<string, Said>()
const calendarSets = new Map<string, Calendars>()
const compiled = new Map<string, CompiledRegime>()
const learnt = new WeakSet<Desk['regimes']>()

/** The rules that a case is pinned to, ready to run. */
export async function rulesOf(desk: Desk, { id, sequence, state }: Case): Promise<CompiledRegime> {
  const shelved = shelvedBy(desk, state.pin.hash)
  if (shelved) return shelved.compiled
  // As known at an earlier instant a case may have run by other calendars than it does now.
  const { calendars } = await desk.store.db
    .selectFrom('case_event')
    .select(sql<string>`event->>'calendars'`.as('calendars'))
    .where('case_id', '=', id)
    .where('sequence', '<=', sequence)
    .where(sql<boolean>`event ? 'calendars'`)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return (await rulesBy(desk, state.pin.hash, [calendars]))(null, calendars)
}

/**
 * Rules for a case that was opened under a regime, and for the regimes and calendars of further hashes: from the shelf where it
 * has them, else from the store.
 */
export async function rulesBy(desk: Desk, opened: string, hashes: Iterable<string>): Promise<Rules> {
  learnShelf(desk)
  const unknown = [...new Set([opened, ...hashes])].filter(one => !regimes.has(one) && !calendarSets.has(one))
  if (unknown.length > 0) await readPolicies(desk, unknown)
  return (hash, calendars) => ruledBy(hash ?? opened, calendars)
}

function ruledBy(hash: string, calendars: string): CompiledRegime {
  const key = `${hash} ${calendars}`
  const ready = compiled.get(key) ?? compileRegime(known(regimes, hash), known(calendarSets, calendars))
  compiled.set(key, ready)
  return ready
}

function known<Value>(values: ReadonlyMap<string, Value>, hash: string): Value {
  const found = values.get(hash)
  if (found === undefined) throw new Error(`A case is pinned to the policy ${hash}, which the store does not hold.`)
  return found
}

function learnShelf(desk: Desk): void {
  if (learnt.has(desk.regimes)) return
  for (const { byVersion } of desk.regimes)
    for (const shelved of byVersion.values()) {
      const calendars = calendarsOf(shelved.compiled)
      regimes.set(shelved.hash, shelved)
      calendarSets.set(hashOfCalendars(calendars), calendars)
      compiled.set(`${shelved.hash} ${hashOfCalendars(calendars)}`, shelved.compiled)
    }
  learnt.add(desk.regimes)
}

async function readPolicies(desk: Desk, hashes: readonly string[]): Promise<void> {
  const rows = await desk.store.db
    .selectFrom('policy')
    .selectAll()
    .where(sql<boolean>`hash = any(${[...hashes]}::text[])`)
    .execute()
  for (const { hash, kind, version, text } of rows) {
    if (kind === 'calendars') calendarSets.set(hash, readCalendars(text))
    else regimes.set(hash, readRegime(hash, version, text))
  }
}

function readRegime(hash: string, version: string, text: string): Said {
  const said = JSON.parse(text) as Regime
  if (hashOf(said, version) !== hash)
    throw new Error(
      `The stored policy ${hash} does not say what its hash says it does: the store has been tampered with.`,
    )
  return { regime: regimeSchema.parse(said), version, hash }
}

/** Pins what a case will run by. */
export async function keepPolicy(
  tx: Transaction<Database>,
  shelved: ShelvedVersion,
  calendars: Calendars,
): Promise<void> {
  const { regime, version, hash } = shelved
  await tx
    .insertInto('policy')
    .values([{ hash, kind: 'regime', id: regime.regime, version, text: pinnedText(shelved) }, calendarsRow(calendars)])
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

export async function keepCalendars(tx: Transaction<Database>, calendars: Calendars): Promise<void> {
  await tx
    .insertInto('policy')
    .values(calendarsRow(calendars))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

function calendarsRow(calendars: Calendars) {
  const id = [...calendars.keys()].sort().join(' ')
  return {
    hash: hashOfCalendars(calendars),
    kind: 'calendars',
    id,
    version: '',
    text: calendarsText(calendars),
  } as const
}

export function shelvedBy({ regimes }: Desk, hash: string): ShelvedVersion | undefined {
  for (const { byVersion } of regimes) for (const one of byVersion.values()) if (one.hash === hash) return one
  return undefined
}

/** A version of a regime, or the one in force on a day (ISO) where none is named; refused where there is none. */
export function shelvedOn(
  { regimes }: Desk,
  id: string,
  version: string | undefined,
  on: string,
): ShelvedVersion | Refused {
  const shelved = regimes.find(one => one.id === id)
  if (shelved === undefined)
    return refuse(
      'no-such-regime',
      `There is no regime "${id}". The regimes are: ${regimes.map(one => one.id).join(', ')}.`,
    )
  const found = shelved.byVersion.get(version ?? versionOn(shelved.latest.regime, on))
  const all = [...shelved.byVersion.keys()].join(', ')
  return found ?? refuse('no-such-regime', `${shelved.title} has no version "${version}"; its versions are ${all}.`)
}
