/** Numbers of invoices as they are held: by the cost that owes one, until it is reversed, over all cases of a kind of record. */
import type { Transaction } from 'kysely'
import type { Database } from '../../store/schema.ts'
import { Halted } from '../command-store.ts'
import type { Case } from '../model.ts'
import { refuse } from '../refused.ts'
import type { Invoice } from './ledger.ts'

/** Keeps an invoice's number for a cost. Waits for whoever writes the same one, and is refused where they do. */
export async function holdInvoice(
  tx: Transaction<Database>,
  { recordKind }: Case,
  record: string,
  { payers, supplier, number }: Invoice,
): Promise<void> {
  // In one order, so that two who write it for several payers do not wait for each other.
  const rows = payers.toSorted().map(payer => ({ record_kind: recordKind, payer, supplier, number, record }))
  const held = await tx
    .insertInto('invoice')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .returning('payer')
    .execute()
  const other = payers.find(payer => !held.some(one => one.payer === payer))
  if (other !== undefined)
    throw new Halted(
      refuse(
        'already-paid',
        `${other} has an invoice of that number from that supplier in another case already, and owes it once. If that one was wrong, it is reversed first.`,
      ),
    )
}

/** Gives the number of an invoice back whose cost is reversed. @param journal What is taken back: of the cost itself, or else it holds none. */
export async function freeInvoice(tx: Transaction<Database>, journal: string): Promise<void> {
  await tx
    .deleteFrom('invoice')
    .where('record', '=', ({ selectFrom }) => selectFrom('ledger_journal').select('record').where('id', '=', journal))
    .execute()
}
