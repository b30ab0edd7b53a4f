/** An event written down late: what was told to follow meanwhile, and no longer does, is told no more. */
import { beforeEach, expect, test } from 'vitest'
import { fireDeadlines } from '../../../src/casework/deadline-store.ts'
import { readEffectsOf } from '../../../src/casework/effects-store.ts'
import type { Case } from '../../../src/casework/model.ts'
import { rulesOf } from '../../../src/casework/policy-store.ts'
import { powerSpans } from '../../../src/casework/powers-store.ts'
import { recordEvent } from '../../../src/casework/record-event-store.ts'
import { eventsJson } from '../../../src/web/case-view.ts'
import { readingOf } from '../../../src/web/cases.ts'
import { cited, type Parts } from '../../regimes/engine/harness.ts'
import { embedded, newStore } from '../../store/databases.ts'
import { as, crew, deskOn, done, master, opened, record, shelfOf, type TestDesk, watch } from './desk.ts'

const clocks = watch['clocks'] as Record<string, Parts>
const extension = { by: 'master', instrument: 'An order', ...cited }
const helm = { title: 'Take the helm', does: 'suspends', freedom: 'Steering itself', by: 'master', automatic: true }
const asked = {
  title: 'Ask the public',
  owner: 'crew',
  during: ['comment'],
  when: { 'no-date': true },
  'done-by': 'closes',
}
const shelf = shelfOf({
  ...watch,
  clocks: { ...clocks, comments: { ...clocks['comments'], extension } },
  powers: { helm: { ...helm, during: ['delivery'], ...cited } },
  duties: { ask: { ...asked, engagement: true, public: true, ...cited } },
})

let desk: TestDesk
let found: Case
beforeEach(async () => {
  desk = deskOn(await newStore(embedded, 'fictional'), shelf)
  desk.turn('2014-01-20')
  const admitted = done(await record(as(desk, master), await opened(desk), 'admitted', '2014-01-13')).case
  await record(as(desk, crew), admitted, 'published', '2014-01-20')
  // The time for comment seems to have ended.
  desk.turn('2014-02-19')
  await fireDeadlines(desk)
  const event = {
    kind: 'extend',
    clock: 'comments',
    length: 60,
    reference: 'Order 1',
    on: '2014-02-10',
    by: 'master',
  } as const
  const late = { caseId: admitted.id, expected: 4, event, reason: 'The order of 10 February came today.' }
  found = done(await recordEvent(as(desk, master), late)).case
})

test('no power came with the stage in which the case only seemed to be', async () => {
  expect(found.stage).toBe('comment')
  expect((await powerSpans(desk, [{ found, compiled: await rulesOf(desk, found) }]))(found.id)).toEqual([])
})

test('no duty was done by what did not happen', async () => {
  const effects = ((await readEffectsOf(desk, [found.id])).get(found.id) ?? []).flatMap(one => one.effects)
  const kinds = new Set<string>(effects.map(({ kind }) => kind))
  expect([kinds.has('clock-moved'), kinds.has('clock-ran-out'), kinds.has('duty-done')]).toEqual([true, false, false])
})

test('the story of the case tells what followed by all that is known now, and as known before what was told then', async () => {
  const told = async (asKnownAt: string | null) => {
    const reading = await readingOf({ desk, actor: master }, found.id, asKnownAt)
    if (reading === null) throw new Error('It is not there.')
    return eventsJson(reading, reading.events, false)[3]
  }
  const now = await told(null)
  expect(now).toMatchObject({ sequence: 4, words: 'A time was thought to have run out', followed: [] })
  const then = await told(now?.knownAt ?? null)
  expect(then).toMatchObject({ words: 'A time ran out', followed: expect.arrayContaining(['Done: Ask the public.']) })
})
