/** The programme for leaders: candidates by key, their placements; names in the store of persons alone, corrected and erased there. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { keepPerson } from '../../../src/casework/keep-person-store.ts'
import type { Actor } from '../../../src/casework/model.ts'
import { erasePerson, findMember, namesOutOfDate } from '../../../src/casework/people-store.ts'
import { databases, embedded, newStore } from '../../store/databases.ts'
import { as, crew, deskOn, done, grant, lookout, refused } from '../core/desk.ts'
import { enter } from '../registers/entries.ts'

const operator: Actor = { key: 'p-operator', grants: [grant('operator')] }
const person = {
  key: 'candidate-1',
  name: 'Wilhelmina Oakenshade',
  purpose: 'Programme for leaders',
  keepUntil: '2016-01-31',
  reason: 'Accepted',
}
const candidate = {
  person: 'candidate-1',
  background: 'clinician',
  purpose: 'Programme for leaders',
  'keep-until': '2016-01-31',
  state: 'accepted',
}
const placement = { post: 'Deputy director', organisation: 'XA01', from: '2014-03-01', until: '2014-08-31' }

test('candidates are known by key, placed one post at a time, and their names stand in one table', async () => {
  const desk = deskOn(await newStore(embedded, 'fictional'))
  const keep = (more: object, who = operator) => keepPerson(as(desk, who), { ...person, ...more })
  expect(refused(await keep({}, lookout)).reason).toBe('not-granted')
  expect(refused(await keep({ key: 'wilhelmina-1' })).words).toContain('tells nobody who it is')
  expect(refused(await keep({ key: 'Wilhelmina Oakenshade' })).words).toContain('small letters')
  expect(refused(await keep({ reason: 'W. Oakenshade was accepted' })).words).toContain('would outlive it')
  expect(refused(await keep({ keepUntil: '2013-01-01' })).words).toContain('to come')
  expect(refused(await keep({ keepUntil: '2016-02-30' })).words).toContain('to come')
  expect(refused(await keep({ expected: 'held' })).words).toContain('No name is held')
  expect(refused(await enter(desk, lookout, 'leadership-candidate', candidate)).words).toContain('No name is held')
  done(await keep({ keepUntil: null }))
  expect(refused(await enter(desk, lookout, 'leadership-candidate', candidate)).words).toContain('no day at all')
  done(await keep({}))
  expect(refused(await enter(desk, crew, 'leadership-candidate', candidate)).reason).toBe('wrong-role')
  expect(
    refused(await enter(desk, lookout, 'leadership-candidate', candidate, { audience: 'public' })).words,
  ).toContain('restricted')
  const { id } = done(await enter(desk, lookout, 'leadership-candidate', candidate))
  expect(refused(await enter(desk, lookout, 'leadership-candidate', candidate)).words).toContain('already')

  const place = (more: object = {}) =>
    enter(desk, lookout, 'leadership-placement', { candidate: id, ...placement, ...more })
  done(await place())
  expect(refused(await place({ from: '2014-08-31', until: null })).words).toContain('End that first')
  done(await place({ from: '2014-09-01', until: null }))
  expect(refused(await place({ organisation: 'XZ99' })).reason).toBe('no-such-organisation')
  expect(refused(await place({ candidate: person.key })).words).toContain('no candidate')

  // A name is corrected, found when its time is over, and erased; what was done stays.
  expect(refused(await keep({ expected: 'new' })).words).toContain('already')
  done(await keep({ name: 'Wilhelmina Ashenshade' }))
  expect((await findMember(desk.store, person.key))?.name).toBe('Wilhelmina Ashenshade')
  expect((await namesOutOfDate(desk.store, '2016-02-01')).map(({ key }) => key)).toEqual([person.key])
  const named = { key: person.key, reason: 'Ms Ashenshade asked' }
  expect(refused(await erasePerson(as(desk, operator), named)).words).toContain('would outlive it')
  done(await erasePerson(as(desk, operator), { key: person.key, reason: 'Its time is over' }))
  expect(refused(await keep({})).words).toContain('was erased')
  for (const table of ['record', 'audit_entry', 'idempotency', 'person']) {
    const { rows } = await sql`select 1 from ${sql.table(table)} t where t::text ~* 'shade|wilhelmina'`.execute(
      desk.store.db,
    )
    expect([table, rows.length]).toEqual([table, 0])
  }
})

test.each(databases)(
  'two keep a name under one new key at once in $name: one is kept, the other is told',
  async database => {
    const desk = deskOn(await newStore(database, 'fictional'))
    const names = ['Wilhelmina Oakenshade', 'Barnabus Quillwater']
    const outcomes = await Promise.all(
      names.map(name => keepPerson(as(desk, operator), { ...person, name, expected: 'new' })),
    )
    expect(outcomes.filter(one => one.done)).toHaveLength(1)
    const kept = names[outcomes.findIndex(one => one.done)]
    expect((await findMember(desk.store, person.key))?.name).toBe(kept)
  },
)

test.each(databases)('a name corrected while it is erased in $name does not come back', async database => {
  const desk = deskOn(await newStore(database, 'fictional'))
  done(await keepPerson(as(desk, operator), person))
  await Promise.all([
    erasePerson(as(desk, operator), { key: person.key, reason: 'Its time is over' }),
    keepPerson(as(desk, operator), { ...person, name: 'Wilhelmina Ashenshade', expected: 'held' }),
  ])
  const { rows } = await sql`select 1 from person t where t::text ~* 'shade|wilhelmina'`.execute(desk.store.db)
  expect(rows).toEqual([])
})
