/** A payment run: everything that a payer owes is paid, each by a record of its own, so that a run that was cut off goes on. */
import { sql } from 'kysely'
import { hashOfValue } from '../canonical.ts'
import { readCase } from '../case-store.ts'
import type { Working } from '../desk-store.ts'
import { leaveToAct } from '../grants.ts'
import { matterOf } from '../matter-store.ts'
import type { Done, Refused } from '../model.ts'
import { publicActor } from '../model.ts'
import { rulesOf } from '../policy-store.ts'
import { writeRecord } from '../records/write-record-store.ts'
import { notDone, notSignedIn } from '../refused.ts'
import { paymentKind } from './payment.ts'

export interface PayRun {
  /** Role that pays. */
  readonly payer: string
  /** Only cases of this regime; all where left out. */
  readonly regime?: string
  readonly on: string
  readonly reason: string
}

/** What came of one thing that was owed. */
export interface RunPayment {
  readonly caseId: string
  readonly item: string
  readonly pence: number
  /** The payment's record; null where it was refused. */
  readonly payment: string | null
  readonly refused: Refused | null
}

/**
 * Pays all that a payer owes in cases in which the actor approves payments, case by case. Nothing is paid twice, however often it
 * is run, cut off, or run at once: what is owed is read anew, each payment has a key of its own, and the ledger holds to it.
 */
export async function payRun(working: Working, asked: PayRun, key: string): Promise<Done<readonly RunPayment[]>> {
  if (working.actor.key === publicActor.key) return notDone(notSignedIn)
  const paid: RunPayment[] = []
  for (const owed of await owedBy(working, asked)) {
    if (!(await mayPay(working, owed.caseId))) continue
    const { caseId, item, pence } = owed
    const body = { item, pence, reference: null }
    const { on, reason } = asked
    const record = { caseId, kind: paymentKind.kind, body, on, by: 'finance-approver', reason }
    // What was paid or taken back before is part of it: what is let go later, or paid by mistake first, is owed anew.
    const done = await writeRecord(working, record, hashOfValue([key, item, owed.before]))
    paid.push({
      caseId,
      item,
      pence,
      payment: done.done ? done.value.id : null,
      refused: done.done ? null : done.refused,
    })
  }
  return { done: true, value: paid }
}

interface Owed {
  readonly caseId: string
  readonly item: string
  readonly pence: number
  /** Payments of it before, and reversals of payments. */
  readonly before: number
}

async function owedBy({ store }: Working, { payer, regime }: PayRun): Promise<readonly Owed[]> {
  const { rows } = await sql<{ case_id: string; item: string; owed: string; before: string }>`
    select p.case_id, p.item, -p.pence as owed, 
      (select count(*) from ledger_entry e where e.item = p.item::uuid and e.account = 'cash') as before
    from ledger_balance p
    join case_file f on f.id = p.case_id
    where p.account = 'payable' and p.pence < 0 and p.item <> '' and p.payer = ${payer}
      and (${regime ?? null}::text is null or f.regime = ${regime ?? null}::text)
    order by p.case_id, p.item`.execute(store.db)
  return rows.map(({ case_id, item, owed, before }) => ({
    caseId: case_id,
    item,
    pence: Number(owed),
    before: Number(before),
  }))
}

/** Whether the actor approves payments in a case: of others nothing is told, not even that something is owed there. */
async function mayPay(working: Working, caseId: string): Promise<boolean> {
  const found = await readCase(working, caseId)
  if (found === null) return false
  const { regime } = await rulesOf(working, found)
  const matter = await matterOf(working, regime, found.organisations)
  return leaveToAct(working.actor, 'finance-approver', matter) === null
}
