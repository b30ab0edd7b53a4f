/** Publication: only what has entered, after the organisation was told, by somebody who did not write it; and never an exercise. */
import { describe, expect, test } from 'vitest'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { judgementsOn } from '../../../src/casework/judgement-store.ts'
import type { Actor } from '../../../src/casework/model.ts'
import { recordKinds } from '../../../src/casework/records/kinds.ts'
import { audienceFor } from '../../../src/casework/records/next-version.ts'
import { readPublishedOf } from '../../../src/casework/records/record-store.ts'
import type { RecordKindRule } from '../../../src/casework/records/record.ts'
import { embedded, newStore } from '../../store/databases.ts'
import { as, crew, deskOn, done, lookout, master, opened, record, refused, type TestDesk } from '../core/desk.ts'
import { publisher, trouble, write } from './desk.ts'
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

test('nobody is told of a decision before it is made: a notice to a candidate does not publish its case', async () => {
  const desk = await atDesk('fictional')
  const one = await opened(desk, 'XA01')
  const whole = { ...notice, 'none-given': true, 'staff-note': 'Be calm' }
  const early = done(await write(desk, lookout, one.id, 'notice', whole))
  desk.turn('2014-01-10')
  done(await record(as(desk, master), one, 'admitted', '2014-01-09'))
  const publish = () => write(desk, publisher, one.id, 'publication', it)
  expect(refused(await publish())).toMatchObject({
    reason: 'not-told',
    words: expect.stringContaining('not told of the entry since it was decided on 9 January 2014'),
  })
  // Said again later, it is still of the day on which they were told.
  done(await write(desk, lookout, one.id, 'notice', whole, { follows: { id: early.id, version: 1 } }))
  expect(refused(await publish()).reason).toBe('not-told')
  done(await write(desk, lookout, one.id, 'notice', { ...whole, told: '2014-01-09' }))
  done(await publish())
})

describe('what judges the organisation', () => {
  const told = { ...notice, 'none-given': true, 'staff-note': 'Be calm' }
  const both = { ...publisher, grants: [...publisher.grants, grant('lookout')] }
  const versions = async (desk: TestDesk, id: string) =>
    (await readPublishedOf(desk.store, [id], ['finding'])).get(id)?.map(({ version }) => version)

  /** A published case, and a judgement in it that was written a day later. */
  async function judged() {
    const desk = await atDesk('fictional')
    const one = await opened(desk, 'XA01')
    const found = done(await record(as(desk, master), one, 'admitted', '2014-01-08')).case
    const put = (actor: Actor, kind: string, body: object, more = {}) => write(desk, actor, found.id, kind, body, more)
    done(await put(lookout, 'notice', told))
    done(await put(publisher, 'publication', it))
    desk.turn('2014-01-09')
    const finding = done(await put(lookout, 'finding', trouble))
    const publish = (version = 1, actor = publisher) =>
      put(actor, 'publication', { of: finding.id, says: 'It takes in water.', version }, { by: 'publisher' })
    return { desk, found, put, finding, publish }
  }

  test.for([...recordKinds.values()].filter(({ adverse }) => adverse).map(({ kind }) => kind))(
    'is not made public by whoever writes it: %s',
    kind => {
      const rule = recordKinds.get(kind) as RecordKindRule
      expect(audienceFor(rule, 'public', null)).toMatchObject({ reason: 'own-act' })
      // A next version is published anew, whatever the one before was for.
      expect(audienceFor(rule, undefined, { audience: 'public' })).toBe('case')
    },
  )

  test('is refused to whoever writes it for everybody, with the way to do it', async () => {
    const { put } = await judged()
    const words = refused(await put(lookout, 'finding', trouble, { audience: 'public' }))
    expect(words.reason).toBe('own-act')
    expect(words.words).toContain('then a publisher publishes it')
  })

  test('is public once the organisation was told of it, by somebody who did not write it', async () => {
    const { desk, found, put, finding, publish } = await judged()
    // The notice of the case is older than what is judged.
    expect(refused(await publish())).toMatchObject({ reason: 'not-told' })
    done(await put(lookout, 'notice', told))
    expect(refused(await publish()).words).toContain('since it was written')
    const again = done(await put(lookout, 'notice', { ...told, told: '2014-01-09', 'none-given': false }))
    expect(refused(await publish()).words).toContain('not replied')
    done(await put(crew, 'reply', { to: again.id, outcome: 'rejected', says: 'It is dry.' }))
    expect(await versions(desk, found.id)).toBeUndefined()
    expect(done(await publish()).body).toMatchObject({
      version: 1,
      hash: finding.hash,
      what: 'Judgement, version 1 of 9 January 2014',
    })
    expect(await versions(desk, found.id)).toEqual([1])
  })

  test('a later version is public only when it is published too: until then the one before is', async () => {
    const { desk, found, put, finding, publish } = await judged()
    const notify = () => put(lookout, 'notice', { ...told, told: '2014-01-09' })
    done(await notify())
    const first = done(await publish())
    const next = { ...trouble, statement: 'It sinks.' }
    const second = done(await put(lookout, 'finding', next, { follows: { id: finding.id, version: 1 } }))
    expect(second.audience).toBe('case')
    expect(await versions(desk, found.id)).toEqual([1])
    const seen = async (whose: 'all' | 'public') =>
      (await judgementsOn(desk, found, '2014-01-09', whose)).map(({ statement }) => statement)
    expect([await seen('all'), await seen('public')]).toEqual([['It sinks.'], [trouble.statement]])
    expect(refused(await publish(2)).reason).toBe('not-told')
    done(await notify())
    done(await publish(2))
    expect(await seen('public')).toEqual(['It sinks.'])
    // What was published stays called as it was.
    const rule = recordKinds.get('publication') as RecordKindRule
    expect(rule.inShort?.(first.body)[0]?.text).toBe('Judgement, version 1 of 9 January 2014')
  })

  test('has no document behind it, nor answer to it, that is public before it is', async () => {
    const { put, finding, publish } = await judged()
    const file = { title: 'Log', name: 'log.txt', sha256: 'a'.repeat(64), about: finding.id }
    const answer = { to: finding.id, outcome: 'rejected', says: 'It is dry.' }
    const openly = { audience: 'public' } as const
    expect(refused(await put(lookout, 'document', file, openly)).words).toContain('behind what is not public')
    expect(refused(await put(crew, 'reply', answer, openly)).words).toContain('to what is not public')
    done(await put(lookout, 'notice', { ...told, told: '2014-01-09' }))
    done(await publish())
    expect(refused(await put(lookout, 'document', file, openly)).words).toContain('No file with this SHA-256')
    done(await put(crew, 'reply', answer, openly))
  })

  test('is not published by its author, nor in a case that is not public', async () => {
    const { desk, put } = await judged()
    const own = done(await put(both, 'finding', trouble, { by: 'lookout' }))
    done(await put(lookout, 'notice', { ...told, told: '2014-01-09' }))
    const asked = { of: own.id, says: 'So', version: 1 }
    expect(refused(await put(both, 'publication', asked, { by: 'publisher' })).reason).toBe('own-act')
    const candidate = await opened(desk, 'XA02', '2014-01-09')
    const said = done(await write(desk, lookout, candidate.id, 'finding', trouble))
    done(await write(desk, lookout, candidate.id, 'notice', { ...told, told: '2014-01-09' }))
    const early = await write(desk, publisher, candidate.id, 'publication', { ...asked, of: said.id })
    expect(refused(early).words).toContain('Publish the case first')
  })

  test('is not published of a candidate whose entry was struck out, though the case stays public', async () => {
    const { desk, found, put, publish } = await judged()
    done(await put(lookout, 'notice', { ...told, told: '2014-01-09' }))
    const asked = {
      caseId: found.id,
      sequence: found.sequence,
      expected: found.sequence,
      instead: null,
      reason: 'Another case',
    }
    const after = done(await correctEvent(as(desk, master), asked)).case
    expect([after.phase, after.entered, after.published]).toEqual(['before', null, '2014-01-08'])
    expect(refused(await publish()).words).toContain('a candidate again')
  })

  test('what the organisation says of itself needs no notice, and another to publish it', async () => {
    const { put } = await judged()
    const body = { month: '2014-01', plan: 'same', leadership: 'same', staff: 'same', quality: 'same', money: 'same' }
    const said = done(await put(crew, 'monthly-assessment', { ...body, says: 'As before.' }))
    done(await put(publisher, 'publication', { of: said.id, says: 'How the crew sees it.', version: 1 }))
  })
})

test('an exercise is never published', async () => {
  const desk = await atDesk('real')
  const one = await opened(desk, 'XA01')
  done(await record(as(desk, master), one, 'admitted', '2014-01-08'))
  done(await write(desk, lookout, one.id, 'notice', { ...notice, 'none-given': true, 'staff-note': 'Be calm' }))
  expect(refused(await write(desk, publisher, one.id, 'publication', it)).words).toContain('exercise')
})
