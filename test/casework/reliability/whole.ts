/** What must hold of a store after whatever was killed: nothing told is missing, nothing is there twice or in part. */
import { expect } from 'vitest'
import { rebuildCase } from '../../../src/casework/case-store.ts'
import type { Desk } from '../../../src/casework/desk-store.ts'
import { analyst, as } from '../core/desk.ts'
import type { Told } from './load.ts'

export async function expectWhole(desk: Desk, told: readonly Told[]): Promise<void> {
  const { store } = desk
  const rows = (sql: string) => store.readRows(sql)
  for (const [id] of await rows('select id from case_file'))
    expect(await rebuildCase(as(desk, analyst), id as string)).toEqual({ equal: true, differences: [] })

  // Everything that a client wrote has the key as its reason.
  const written = `(select case_id, reason, sequence::text as what from case_event
    union all select case_id, reason, id || '.' || version from record) as written where reason like 'load-%'`
  const found = new Map((await rows(`select reason, case_id, what from ${written}`)).map(([key, ...of]) => [key, of]))
  const missing = told.filter(({ key, caseId, written: one }) => {
    const what = typeof one === 'number' ? String(one) : `${one.id}.${one.version}`
    const [inCase, is] = found.get(key) ?? []
    return inCase !== caseId || is !== what
  })
  expect(missing).toEqual([])
  expect(await rows(`select reason from ${written} group by reason having count(*) > 1`)).toEqual([])
  // With each its answer, and no answer without it.
  const answered = `select key from idempotency where key like 'load-%' and answer->'done' = 'true'`
  expect(await rows(`(select reason from ${written}) except (${answered})`)).toEqual([])
  expect(await rows(`(${answered}) except (select reason from ${written})`)).toEqual([])
  // And its entry in the audit: one for each event, and for each record that somebody wrote.
  const [[entries, all] = []] = await rows(`select
    (select count(*) from audit_entry where outcome = 'done' and action <> 'reminder'),
    (select count(*) from case_event) + (select count(*) from record where kind <> 'baseline')`)
  expect(entries).toBe(all)
  const [[taken, inside] = []] = await rows(`select
    (select sum(taken)::int from regime_places), (select count(*)::int from case_file where phase = 'in')`)
  expect(taken).toBe(inside)
  const gaps = `select id from record group by id having max(version) <> count(*)`
  expect(await rows(gaps)).toEqual([])
  const reminders = `select subject, detail from audit_entry where action = 'reminder'`
  expect(await rows(`${reminders} group by subject, detail having count(*) > 1`)).toEqual([])
}
