/** Deadlines of cases: read, and fired when their day is over. */
import { sql } from 'kysely'
import { dayFromIso } from '../regimes/day.ts'
import type { Act } from './acts.ts'
import { auditDone } from './audit-store.ts'
import { storedCase } from './case-store.ts'
import { Halted } from './command-store.ts'
import { type Desk, today, type Working } from './desk-store.ts'
import { isCaseId } from './event-store.ts'
import { clockActor, type Deadline } from './model.ts'
import { nextOf, readyNext } from './next-event-store.ts'

export interface DeadlineFilter {
  readonly caseId?: string
  readonly caseIds?: readonly string[]
  readonly states?: readonly Deadline['state'][]
  /** Due from and to (ISO, inclusive). */
  readonly from?: string
  readonly to?: string
}

/** Deadlines in the order in which they are due, those without a day last. */
export async function deadlinesOf({ store }: Working, filter: DeadlineFilter): Promise<readonly Deadline[]> {
  const { caseId, caseIds, states, from, to } = filter
  if (caseId !== undefined && !isCaseId(caseId)) return []
  let query = store.db.selectFrom('deadline').selectAll()
  if (caseId !== undefined) query = query.where('case_id', '=', caseId)
  if (caseIds !== undefined) query = query.where(sql<boolean>`case_id = any(${[...caseIds]}::uuid[])`)
  if (states !== undefined) query = query.where('state', 'in', [...states])
  if (from !== undefined) query = query.where('due', '>=', from)
  if (to !== undefined) query = query.where('due', '<=', to)
  const rows = await query
    .orderBy('due', order => order.asc().nullsLast())
    .orderBy('case_id')
    .orderBy('clock')
    .orderBy('started_by')
    .execute()
  return rows.map(({ case_id: caseId, clock, started_by: startedBy, due, state, fired_at: firedAt }) => ({
    caseId,
    clock,
    startedBy,
    due,
    state,
    firedAt,
  }))
}

/**
 * Fires what ran out by the product's day, of one case or of all, as the clock's act: a tick that lets time pass in the case,
 * and the deadline's mark that it has been told. Gives the number of deadlines that fired. Any number of workers may do it at
 * once: each deadline fires once, and a case that another is at is passed over.
 */
export async function fireDeadlines(desk: Desk, caseId?: string): Promise<number> {
  const { rows } = await overdue(desk, caseId)
  let fired = 0
  for (const { case_id } of rows) fired += await fireCase(desk, case_id)
  return fired
}

function overdue(desk: Desk, caseId?: string) {
  const one = caseId === undefined ? sql`true` : isCaseId(caseId) ? sql`case_id = ${caseId}` : sql`false`
  return sql<{ readonly case_id: string }>`
    select case_id, min(due) from deadline
    where state = 'running' and fired_at is null and due < ${today(desk)}::date and ${one}
    group by case_id order by 2, 1`.execute(desk.store.db)
}

async function fireCase(desk: Desk, id: string): Promise<number> {
  const stored = await storedCase(desk, id)
  if (stored === null) return 0
  const act: Act = { kind: 'tick', on: dayFromIso(today(desk)), dawn: true }
  const next = await nextOf(desk, stored, { act, corrects: null })
  if ('words' in next) throw new Error(`The clock cannot let time pass in the case ${id}: ${next.words}`)
  const writer = { actor: clockActor.key, role: null, reason: 'A deadline is over.' }
  const write = await readyNext(desk, stored, next, writer)
  try {
    return await desk.store.db.transaction().execute(async tx => {
      const held = await tx
        .selectFrom('case_file')
        .select('id')
        .where('id', '=', id)
        .where('sequence', '=', stored.case.sequence)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst()
      if (held === undefined) return 0
      const { rows } = await sql`
        update deadline set fired_at = ${desk.clock.now()}
        where case_id = ${id} and state = 'running' and fired_at is null and due < ${today(desk)}::date
        returning clock`.execute(tx)
      if (rows.length === 0) return 0
      const { event } = await write(tx)
      const audited = { actor: clockActor, action: 'fire-deadlines', subject: id, at: desk.clock.now() }
      await auditDone(tx, audited, { sequence: event.sequence, deadlines: rows })
      return rows.length
    })
  } catch (error) {
    // No place for a case that time alone would bring in: it waits, and is tried again.
    if (error instanceof Halted) return 0
    throw error
  }
}
