/** Rules by the hash of what they say, and calendars by theirs, so that a case can be run by them for ever. */
import type { Transaction } from 'kysely'
import { compileRegime } from '../regimes/compile.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { type Regime, regimeSchema } from '../regimes/regime.ts'
import { hashOf, pinnedText } from '../regimes/regime-file.ts'
import type { ShelvedVersion } from '../regimes/shelf-file.ts'
import type { Database } from '../store/schema.ts'
import { type Calendars, calendarsOf, calendarsText, hashOfCalendars, readCalendars } from './calendars.ts'
import type { Desk } from './desk-store.ts'
import type { Rules } from './fold.ts'
import type { Case } from './model.ts'

/** By the hashes of regime and calendars, so that what is found here is right in every store. */
const compiled = new Map<string, CompiledRegime>()

/** The rules that a case is pinned to, ready to run. */
export async function rulesOf(desk: Desk, { id, state }: Case): Promise<CompiledRegime> {
  const shelved = shelvedBy(desk, state.pin.hash)
  if (shelved) return shelved.compiled
  const { calendars } = await desk.store.db
    .selectFrom('case_file')
    .select('calendars')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return (await rulesBy(desk, state.pin.hash, [calendars]))(calendars)
}

/** The regime of a hash, with the calendars of each of some hashes: from the shelf where it has them, else from the store. */
export async function rulesBy(desk: Desk, hash: string, calendars: Iterable<string>): Promise<Rules> {
  for (const one of new Set(calendars)) {
    if (compiled.has(`${hash} ${one}`)) continue
    const shelved = shelvedBy(desk, hash)
    const ready = shelved !== undefined && hashOfCalendars(calendarsOf(shelved.compiled)) === one
    compiled.set(`${hash} ${one}`, ready ? shelved.compiled : await compileStored(desk, hash, one))
  }
  return one => {
    const found = compiled.get(`${hash} ${one}`)
    if (found === undefined) throw new Error(`The calendars ${one} were not asked for.`)
    return found
  }
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

async function compileStored(desk: Desk, hash: string, calendars: string): Promise<CompiledRegime> {
  const rows = await desk.store.db.selectFrom('policy').selectAll().where('hash', 'in', [hash, calendars]).execute()
  const textOf = (wanted: string) => {
    const row = rows.find(one => one.hash === wanted)
    if (row === undefined) throw new Error(`A case is pinned to the policy ${wanted}, which the store does not hold.`)
    return row
  }
  const { text, version } = textOf(hash)
  const said = JSON.parse(text) as Regime
  if (hashOf(said, version) !== hash)
    throw new Error(
      `The stored policy ${hash} does not say what its hash says it does: the store has been tampered with.`,
    )
  return compileRegime({ regime: regimeSchema.parse(said), version, hash }, readCalendars(textOf(calendars).text))
}
