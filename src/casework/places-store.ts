/** Places in a regime: whoever takes or gives back one locks their count until its event is written. */
import { sql, type Transaction } from 'kysely'
import type { Capacity } from '../regimes/entry-schema.ts'
import { numberWords } from '../regimes/places.ts'
import type { Database } from '../store/schema.ts'
import { Halted } from './command-store.ts'
import type { Desk } from './desk-store.ts'
import type { Case } from './model.ts'
import { refuse } from './refused.ts'

type Of = Pick<Case, 'regime' | 'recordKind'>

/**
 * Takes a place; gives the reason where an expected number was exceeded by it, else null. Throws Halted (`no-place`) where a
 * cap is reached, or an expected number is and no reason says why it is exceeded.
 */
export async function takePlace(
  tx: Transaction<Database>,
  of: Of,
  capacity: Capacity,
  exceed: string | undefined,
): Promise<string | null> {
  const binding = capacity.kind === 'cap' || capacity.kind === 'expected' ? capacity.places : null
  if (await tookOne(tx, of, binding)) return null
  const reason = exceed?.trim() ?? ''
  if (capacity.kind === 'expected' && reason !== '') {
    await tookOne(tx, of, null)
    return reason
  }
  const todo =
    capacity.kind === 'cap'
      ? 'Wait until another has left.'
      : 'Wait until another has left, or record why the number is exceeded (`exceed`), which is published.'
  throw new Halted(refuse('no-place', `No place is left: ${numberWords(capacity)}, and all are taken. ${todo}`))
}

export async function releasePlace(tx: Transaction<Database>, { regime, recordKind }: Of): Promise<void> {
  await tx
    .updateTable('regime_places')
    .set({ taken: sql`taken - 1` })
    .where('regime', '=', regime)
    .where('record_kind', '=', recordKind)
    .execute()
}

/** How many cases are in a regime now: as many places are taken, whatever the rules say of their number. */
export async function placesTaken({ store }: Desk, { regime, recordKind }: Of): Promise<number> {
  const { taken } = await store.db
    .selectFrom('case_file')
    .select(({ fn }) => fn.countAll<number>().as('taken'))
    .where('regime', '=', regime)
    .where('record_kind', '=', recordKind)
    .where('phase', '=', 'in')
    .executeTakeFirstOrThrow()
  return Number(taken)
}

/** Counts one more where fewer than a number are taken; the row stays locked until the transaction ends. */
async function tookOne(tx: Transaction<Database>, { regime, recordKind }: Of, most: number | null): Promise<boolean> {
  const { rows } = await sql`
    insert into regime_places as p (regime, record_kind, taken) values (${regime}, ${recordKind}, 1)
    on conflict (regime, record_kind) do update set taken = p.taken + 1
      where ${most}::int is null or p.taken < ${most}::int
    returning taken`.execute(tx)
  return rows.length === 1
}
