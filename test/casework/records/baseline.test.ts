/** A baseline is frozen with the entry, in its transaction, and by nobody else. */
import { expect, test } from 'vitest'
import type { BaselineBody } from '../../../src/casework/baseline/baseline-schema.ts'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import type { AskedEvent } from '../../../src/casework/model.ts'
import { readHistory, readRecords } from '../../../src/casework/records/record-store.ts'
import { embedded, newStore } from '../../store/databases.ts'
import { as, deskOn, done, lookout, master, opened, record, refused } from '../core/desk.ts'
import { write } from './desk.ts'

test('a case that enters has a baseline of the day for each organisation; a refused entry leaves none', async () => {
  const desk = deskOn(await newStore(embedded))
  const [a, b, c] = [await opened(desk, 'XA01'), await opened(desk, 'XA02'), await opened(desk, 'XA03')]
  for (const one of [a, b]) done(await record(as(desk, master), one, 'admitted', '2014-01-08'))
  expect(refused(await record(as(desk, master), c, 'admitted', '2014-01-08')).reason).toBe('no-place')
  const baselines = async (id: string) =>
    (await readRecords(desk.store, id, { kind: 'baseline' })).map(one => [one.organisation, one.effective, one.actor])
  expect(await baselines(a.id)).toEqual([['XA01', '2014-01-08', 'clock']])
  expect(await baselines(c.id)).toEqual([])
  const [frozen] = await readRecords(desk.store, a.id, { kind: 'baseline' })
  expect(refused(await write(desk, lookout, a.id, 'baseline', frozen?.body)).reason).toBe('wrong-role')
})

test('a corrected entry has one baseline, in its next version and of its own day; one told again on its day keeps it', async () => {
  const desk = deskOn(await newStore(embedded))
  const found = await opened(desk)
  const entered = done(await record(as(desk, master), found, 'admitted', '2014-01-08')).event
  const instead = { kind: 'event', event: 'admitted', on: '2014-01-09', by: 'master' } as const
  const correct = (sequence: number, expected: number, what: AskedEvent | null) =>
    correctEvent(as(desk, master), { caseId: found.id, expected, sequence, instead: what, reason: 'It was not so' })
  const baselines = async () =>
    (await readHistory(desk.store, found.id))
      .filter(([first]) => first?.kind === 'baseline')
      .map(versions => versions.map(one => [one.version, one.effective, (one.body as BaselineBody).entered]))
  const first = [1, '2014-01-08', '2014-01-08']
  const second = [2, '2014-01-09', '2014-01-09']
  const moved = done(await correct(entered.sequence, entered.sequence, instead)).event
  expect(await baselines()).toEqual([[first, second]])
  const same = done(await correct(moved.sequence, moved.sequence, instead)).event
  expect(await baselines()).toEqual([[first, second]])
  const gone = done(await correct(same.sequence, same.sequence, null))
  expect(gone.case.entered).toBeNull()
  done(await record(as(desk, master), gone.case, 'admitted', '2014-01-10'))
  expect(await baselines()).toEqual([[first, second, [3, '2014-01-10', '2014-01-10']]])
})
