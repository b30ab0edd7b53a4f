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
import { readRecordsOf } from '../records/record-store.ts'
import type { StoredRecord } from '../records/record.ts'
import { reversalKind } from '../records/reversal.ts'
import { reversedIn } from '../records/reversed.ts'
import { writeRecord } from '../records/write-record-store.ts'
import { noSuchCase, notDone, notSignedIn } from '../refused.ts'
import type { Payment } from './contract-bodies.ts'
import { noSuchRun, type PayRun } from './pay-run.ts'
import { paymentKind } from './payment.ts'

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
 * Pays all that a payer owes, or what it owes for an organisation or in one case, where the actor approves payments, case by case. Nothing is paid twice, however often it
 * is run, cut off, or run at once: what is owed is read anew, each payment has a key of its own, and the ledger holds to it.
 * The same run under the same `key` says again what it has paid, and tries again what was refused.
 */
export async function payRun(working: Working, asked: PayRun, key: string): Promise<Done<readonly RunPayment[]>> {
  if (working.actor.key === publicActor.key) return notDone(notSignedIn)
  const { organisations } = await working.snapshot()
  const wrong = noSuchRun(working.regimes, code => organisations.has(code), asked)
  if (wrong) return notDone(wrong)
  const { payer, regime = null, organisation = null, caseId: only = null, on, reason } = asked
  if (only !== null && !(await mayPay(working, only))) return notDone(noSuchCase(only))
  const run = `pay-run:${hashOfValue([key, payer, regime, organisation, only, on, reason])}:`
  const before = await refusedBefore(working, run)
  const refused: RunPayment[] = []
  for (const owed of await owedBy(working, asked)) {
    if (!(await mayPay(working, owed.caseId))) continue
    const { caseId, item, pence } = owed
    const body = { item, pence, reference: null }
    const record = { caseId, kind: paymentKind.kind, body, on, by: 'finance-approver', reason }
    // What was paid or taken back before is part of it: what is let go later, or paid by mistake first, is owed anew.
    const once = `${run}${item}:${pence}:${owed.before}:`
    // A kept refusal would be said for ever, also once its cause is gone: each is followed by a key of its own.
    const tries = before.filter(one => one.startsWith(once)).length
    const done = await writeRecord(working, record, `${once}${tries}`)
    if (!done.done) refused.push({ caseId, item, pence, payment: null, refused: done.refused })
  }
  return { done: true, value: [...(await paidBy(working, run)), ...refused] }
}

/** Keys of payments that a run was refused before. @param run What the keys of its payments begin with. */
async function refusedBefore({ store, actor }: Working, run: string): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from idempotency
    where actor = ${actor.key} and starts_with(key, ${run}) and not (answer ->> 'done')::boolean`.execute(store.db)
  return rows.map(({ key }) => key)
}

/** What a run has paid so far, however often it was asked for: without payments that were taken back since. */
async function paidBy({ store, actor }: Working, run: string): Promise<readonly RunPayment[]> {
  const { rows } = await sql<{ paid: StoredRecord<Payment> }>`
    select answer -> 'value' as paid from idempotency
    where actor = ${actor.key} and starts_with(key, ${run}) and (answer ->> 'done')::boolean`.execute(store.db)
  const cases = [...new Set(rows.map(({ paid }) => paid.caseId))]
  const reversals = await readRecordsOf(store, cases, [reversalKind.kind])
  const reversed = reversedIn([...reversals.values()].flat())
  return rows
    .flatMap(({ paid: { id, caseId, body } }) =>
      reversed.has(id) ? [] : [{ caseId, item: body.item, pence: body.pence, payment: id, refused: null }],
    )
    .toSorted((a, b) => (a.caseId + a.item < b.caseId + b.item ? -1 : 1))
}

interface Owed {
  readonly caseId: string
  readonly item: string
  readonly pence: number
  /** Payments of it before, and reversals of payments. */
  readonly before: number
}

/** What is owed under a contract is owed for whom that is; what is for a case of several organisations as a whole, for none of them. */
async function owedBy({ store }: Working, asked: PayRun): Promise<readonly Owed[]> {
  const { payer } = asked
  const [regime, organisation, only] = [asked.regime ?? null, asked.organisation ?? null, asked.caseId ?? null]
  const { rows } = await sql<{ case_id: string; item: string; owed: string; before: string }>`
    select p.case_id, p.item, -p.pence as owed, 
      (select count(*) from ledger_entry e where e.item = p.item::uuid and e.account = 'cash') as before
    from ledger_balance p
    join case_file f on f.id = p.case_id
    where p.account = 'payable' and p.pence < 0 and p.item <> '' and p.payer = ${payer}
      and (${regime}::text is null or f.regime = ${regime}::text)
      and (${organisation}::text is null or ${organisation}::text = coalesce(
        ${speaksOf(sql`p.contract`)}, ${speaksOf(sql`p.item`)},
        case when cardinality(f.organisations) = 1 then f.organisations[1] end))
      and (${only}::uuid is null or f.id = ${only}::uuid)
    order by p.case_id, p.item`.execute(store.db)
  return rows.map(({ case_id, item, owed, before }) => ({
    caseId: case_id,
    item,
    pence: Number(owed),
    before: Number(before),
  }))
}

/** Organisation of which a record speaks, by its id as a text: none where it speaks of the case as a whole, or there is none. */
function speaksOf(id: ReturnType<typeof sql>) {
  return sql`(
    select r.organisation from record r where r.id = nullif(${id}, '')::uuid order by r.version desc limit 1)`
}

/** Whether the actor approves payments in a case: of others nothing is told, not even that something is owed there. */
async function mayPay(working: Working, caseId: string): Promise<boolean> {
  const found = await readCase(working, caseId)
  if (found === null) return false
  const { regime } = await rulesOf(working, found)
  const matter = await matterOf(working, regime, found.organisations)
  return leaveToAct(working.actor, 'finance-approver', matter) === null
}
