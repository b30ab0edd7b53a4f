/** When duties were owed in a case, by what began and ended with its stages. */
import { expect, test } from 'vitest'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { rulesOf } from '../../../src/casework/policy-store.ts'
import { dutySpans } from '../../../src/casework/stage-changes.ts'
import { stageChanges } from '../../../src/casework/stage-changes-store.ts'
import { embedded, newStore } from '../../store/databases.ts'
import { cited } from '../../regimes/engine/harness.ts'
import { as, crew, deskOn, done, master, opened, record, shelfOf, watch } from './desk.ts'

const begins = (on: string, duty = 'report') =>
  ({ on, effects: [{ kind: 'duty-begins', duty, owner: 'crew' }] }) as const
const ends = (on: string, duty = 'report') => ({ on, effects: [{ kind: 'duty-ends', duty, owner: 'crew' }] }) as const

test('a duty is owed from each beginning until its end; what never began does not end', () => {
  const spans = dutySpans([
    ends('2014-01-01'),
    begins('2014-01-06'),
    begins('2014-01-10', 'plan'),
    ends('2014-01-20'),
    ends('2014-01-21'),
    begins('2014-02-03'),
  ])
  expect([...spans]).toEqual([
    [
      'report',
      [
        { from: '2014-01-06', ended: '2014-01-20' },
        { from: '2014-02-03', ended: null },
      ],
    ],
    ['plan', [{ from: '2014-01-10', ended: null }]],
  ])
})

test('by the events of a case: as they were put right, and as they were known before', async () => {
  const report = {
    title: 'Report',
    owner: 'crew',
    during: ['draft'],
    when: { 'no-date': true },
    public: true,
    ...cited,
  }
  const desk = deskOn(await newStore(embedded), shelfOf({ ...watch, duties: { report } }))
  const admitted = done(await record(as(desk, master), await opened(desk), 'admitted', '2014-01-13')).case
  const found = done(await record(as(desk, crew), admitted, 'published', '2014-01-20')).case
  const spans = async (asKnownAt?: string) =>
    dutySpans((await stageChanges(desk, [{ found, compiled: await rulesOf(desk, found) }], asKnownAt))(found.id))
  const before = [{ from: '2014-01-13', ended: '2014-01-20' }]
  expect((await spans()).get('report')).toEqual(before)
  desk.turn('2014-02-03')
  const instead = { kind: 'event', event: 'published', on: '2014-01-24', by: 'crew' } as const
  const about = { caseId: found.id, expected: found.sequence, sequence: found.sequence, reason: 'A slip' }
  done(await correctEvent(as(desk, crew), { ...about, instead }))
  expect((await spans()).get('report')).toEqual([{ from: '2014-01-13', ended: '2014-01-24' }])
  expect((await spans('2014-02-02T00:00:00.000Z')).get('report')).toEqual(before)
})
