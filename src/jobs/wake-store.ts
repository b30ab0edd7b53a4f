/** What the jobs keep in the store: which days have been begun, and what has been written down once and not twice. */
import type { Transaction } from 'kysely'
import { auditDone } from '../casework/audit-store.ts'
import { clockActor, type ProductClock } from '../casework/model.ts'
import type { Database } from '../store/schema.ts'
import type { Store } from '../store/open-store.ts'

type Tx = Transaction<Database>

/** The latest day (ISO) that was begun; null in a store that has seen none. */
export async function lastDayBegun(store: Store): Promise<string | null> {
  return (await latestDay(store))?.key.slice(dayKey.length) ?? null
}

const dayKey = 'day/'

function latestDay({ db }: Store) {
  return db
    .selectFrom('idempotency')
    .select(['key', 'answer', 'at'])
    .where('actor', '=', clockActor.key)
    .where('key', 'like', `${dayKey}%`)
    .orderBy('key', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** What is kept of a day that was begun. */
interface DayBegun {
  /** Whether the time is simulated in which it was. */
  readonly simulated: boolean
}

/** Takes the beginning of a day (ISO); false where somebody has begun it before. */
export function takeDay(tx: Tx, day: string, { now, simulation }: ProductClock): Promise<boolean> {
  return takeOnce(tx, `${dayKey}${day}`, now(), { simulated: simulation !== undefined } satisfies DayBegun)
}

/** The instant (ISO) to which a store has come that lives in simulated time; null where its time is real. */
export async function simulatedUntil(store: Store): Promise<string | null> {
  const begun = await latestDay(store)
  if (begun === undefined || !(begun.answer as DayBegun).simulated) return null
  const { written } = await store.db
    .selectFrom('audit_entry')
    .select(({ fn }) => fn.max('at').as('written'))
    .executeTakeFirstOrThrow()
  return written !== null && written > begun.at ? written : begun.at
}

/** Takes a key for the clock; false where it was taken before. The key lasts as long as the transaction's work does. */
async function takeOnce(tx: Tx, key: string, at: string, answer: object): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('idempotency')
    .values({ actor: clockActor.key, key, body_hash: '', status: 200, answer: JSON.stringify(answer), at })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Cases with a deadline whose last day was before `day` (ISO) and that nobody has told yet, the longest past first. */
export async function casesRunOut(tx: Tx, day: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('deadline')
    .select('case_id')
    .where('state', '=', 'running')
    .where('fired_at', 'is', null)
    .where('due', '<', day)
    .groupBy('case_id')
    .orderBy(({ fn }) => fn.min('due'))
    .orderBy('case_id')
    .execute()
  return rows.map(row => row.case_id)
}

/** Writes a reminder down, once for its key; mail comes later. False where it was written before. */
export function writeReminder(
  { db }: Store,
  { key, subject, at, detail }: { key: string; subject: string; at: string; detail: (tx: Tx) => Promise<object> },
): Promise<boolean> {
  return db.transaction().execute(async tx => {
    if (!(await takeOnce(tx, key, at, {}))) return false
    await auditDone(tx, { actor: clockActor, action: 'reminder', subject, at }, await detail(tx))
    return true
  })
}

/** Numbers of a day (ISO): deadlines that end on it, and those whose last day has passed without what they asked for. */
export async function countDeadlines(tx: Tx, day: string): Promise<{ endToday: number; ranOut: number }> {
  const { endToday, ranOut } = await tx
    .selectFrom('deadline')
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('state', '=', 'running').filterWhere('due', '=', day).as('endToday'),
      fn.countAll<number>().filterWhere('state', '=', 'ran-out').filterWhere('due', '<', day).as('ranOut'),
    ])
    .executeTakeFirstOrThrow()
  return { endToday, ranOut }
}
