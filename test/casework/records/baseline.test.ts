/** A baseline is frozen with the entry, in its transaction, and by nobody else. */
import { expect, test } from 'vitest'
import { readRecords } from '../../../src/casework/records/record-store.ts'
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
