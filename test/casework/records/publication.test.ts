/** Publication: only what has entered, after the organisation was told, by somebody who did not write it; and never an exercise. */
import { expect, test } from 'vitest'
import { embedded, newStore } from '../../store/databases.ts'
import { as, crew, deskOn, done, lookout, master, opened, record, refused, type TestDesk } from '../core/desk.ts'
import { publisher, write } from './desk.ts'
import { grant } from '../core/desk.ts'

async function atDesk(recordKind: 'fictional' | 'real'): Promise<TestDesk> {
  const desk = deskOn(await newStore(embedded, recordKind))
  desk.turn('2014-01-08')
  return desk
}

const notice = {
  contact: 'Company secretary',
  told: '2014-01-08',
  says: 'You are in the watch.',
  'none-given': false,
  'staff-note': null,
}
const it = { of: 'case', says: 'It is in the watch.' }

test('nothing adverse is public before the contact was told, has replied, and staff have a note', async () => {
  const desk = await atDesk('fictional')
  const one = await opened(desk, 'XA01')
  const publish = (actor = publisher, by = 'publisher') => write(desk, actor, one.id, 'publication', it, { by })
  expect(refused(await publish()).words).toContain('candidate')
  done(await record(as(desk, master), one, 'admitted', '2014-01-08'))
  expect(refused(await publish())).toMatchObject({ reason: 'not-told' })
  const told = done(await write(desk, lookout, one.id, 'notice', notice))
  expect(refused(await publish()).words).toContain('not replied')
  done(await write(desk, crew, one.id, 'reply', { to: told.id, outcome: 'noted', says: 'We regret it' }))
  expect(refused(await publish()).words).toContain('note for its staff')
  const follows = { id: told.id, version: 1 }
  done(await write(desk, lookout, one.id, 'notice', { ...notice, 'staff-note': 'Your jobs are safe' }, { follows }))
  const writing = { ...lookout, grants: [...lookout.grants, grant('publisher')] }
  expect(refused(await publish(writing))).toMatchObject({ reason: 'own-act' })
  expect(refused(await publish(master, 'master')).reason).toBe('wrong-role')
  expect(await desk.store.readRows('select published from case_file')).toEqual([[null]])
  done(await publish())
  expect(await desk.store.readRows('select published::text from case_file')).toEqual([['2014-01-08']])
})

test('that no reply was given has to be said', async () => {
  const desk = await atDesk('fictional')
  const one = await opened(desk, 'XA01')
  done(await record(as(desk, master), one, 'admitted', '2014-01-08'))
  done(await write(desk, lookout, one.id, 'notice', { ...notice, 'none-given': true, 'staff-note': 'Be calm' }))
  done(await write(desk, publisher, one.id, 'publication', it))
})

test('an exercise is never published', async () => {
  const desk = await atDesk('real')
  const one = await opened(desk, 'XA01')
  done(await record(as(desk, master), one, 'admitted', '2014-01-08'))
  done(await write(desk, lookout, one.id, 'notice', { ...notice, 'none-given': true, 'staff-note': 'Be calm' }))
  expect(refused(await write(desk, publisher, one.id, 'publication', it)).words).toContain('exercise')
})
