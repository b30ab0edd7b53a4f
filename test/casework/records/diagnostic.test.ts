/** Diagnosis before remedy: findings under the rules' headings, measures that follow from them, and what may be urgent. */
import { expect, test } from 'vitest'
import type { Actor, Case } from '../../../src/casework/model.ts'
import { recordEvent } from '../../../src/casework/record-event-store.ts'
import { embedded, newStore } from '../../store/databases.ts'
import {
  as,
  crew,
  deskOn,
  done,
  grant,
  lookout,
  master,
  record,
  refused,
  shelfOf,
  type TestDesk,
} from '../core/desk.ts'
import { careful, estimate, openedCarefully, recommendation, surgeon, trouble, write } from './desk.ts'

const found = {
  heading: 'hull',
  is: 'driver',
  structural: true,
  says: 'The timber is rotten',
  evidence: ['Survey of January'],
  confidence: 'high',
  document: null,
}
const notUrgent = { urgent: false, approval: null, 'urgent-reason': null }
const urgent = { urgent: true, 'urgent-reason': 'Children are on board' }
/** Another who decides. */
const second: Actor = { key: 'p-second', grants: [grant('master')] }

/** Somebody who decides approves that a remedy cannot wait. Gives the approval, as a remedy speaks of it. */
async function approved(desk: TestDesk, id: string, remedy: string, who = second) {
  const written = await write(desk, who, id, 'urgent-approval', { remedy, says: 'Now' })
  return { ...urgent, approval: done(written).id }
}

/** A case that has entered, with its survey not yet reported. */
async function entered(): Promise<{ readonly desk: TestDesk; readonly case: Case }> {
  const desk = deskOn(await newStore(embedded), shelfOf(careful))
  desk.turn('2014-01-07')
  const opened = await openedCarefully(desk)
  done(await write(desk, lookout, opened.id, 'estimate', estimate))
  const sent = done(await record(as(desk, lookout), opened, 'sent', '2014-01-07')).case
  const checked = done(await record(as(desk, crew), sent, 'checked', '2014-01-07')).case
  done(await write(desk, lookout, opened.id, 'recommendation', recommendation))
  return { desk, case: done(await record(as(desk, master), checked, 'admitted', '2014-01-07')).case }
}

/** One whose survey was reported, with a finding that is not structural. */
async function surveyed() {
  const { desk, case: one } = await entered()
  done(await write(desk, surgeon, one.id, 'diagnostic-finding', { ...found, structural: false }))
  return { desk, case: done(await record(as(desk, crew), one, 'published', '2014-01-07')).case }
}

test('findings stand under the headings of the rules, by whoever makes the diagnostic, and the organisation answers', async () => {
  const { desk, case: one } = await entered()
  const first = done(await write(desk, surgeon, one.id, 'diagnostic-finding', found))
  expect(refused(await write(desk, lookout, one.id, 'diagnostic-finding', found)).reason).toBe('wrong-role')
  const weather = await write(desk, surgeon, one.id, 'diagnostic-finding', { ...found, heading: 'weather' })
  expect(refused(weather).words).toContain('hull, sails')
  done(await write(desk, crew, one.id, 'reply', { to: first.id, outcome: 'rejected', says: 'It is sound' }))
})

test('a measure comes after the diagnostic, unless it is urgent, approved and has a reason', async () => {
  const { desk, case: one } = await entered()
  const measure = (more: object) => write(desk, master, one.id, 'measure', { measure: 'support', says: 'So', ...more })
  expect(refused(await measure(notUrgent))).toMatchObject({ reason: 'diagnostic-first' })
  const urgent = await approved(desk, one.id, 'measure')
  expect(refused(await measure({ ...urgent, 'urgent-reason': null })).reason).toBe('diagnostic-first')
  expect(refused(await measure({ ...urgent, approval: null })).words).toContain('have master approve that first')
  done(await measure(urgent))
})

test('that it cannot wait is approved by another, for that kind of remedy, once, and not after it', async () => {
  const { desk, case: one } = await entered()
  const measure = (more: object, who = master, more2 = {}) =>
    write(desk, who, one.id, 'measure', { measure: 'support', says: 'So', ...more }, more2)
  expect(
    refused(await write(desk, lookout, one.id, 'urgent-approval', { remedy: 'measure', says: 'Now' })).reason,
  ).toBe('wrong-role')
  const own = await approved(desk, one.id, 'measure', master)
  expect(refused(await measure(own)).reason).toBe('own-act')
  const other = await approved(desk, one.id, 'appointment')
  expect(refused(await measure(other)).reason).toBe('no-such-record')
  expect(refused(await measure({ ...other, approval: 'nothing' })).reason).toBe('no-such-record')
  desk.turn('2014-01-09')
  const good = await approved(desk, one.id, 'measure')
  expect(refused(await measure(good, master, { on: '2014-01-08' })).words).toContain('2014-01-09')
  const made = done(await measure(good))
  expect(refused(await measure(good)).words).toContain('carries one only')
  done(await measure({ ...good, says: 'In other words' }, master, { follows: { id: made.id, version: 1 } }))
})

test('support is given after the diagnostic, but for what the rules know as an exception', async () => {
  const { desk, case: one } = await entered()
  const support = (kind: string) =>
    recordEvent(as(desk, lookout), {
      caseId: one.id,
      expected: one.sequence,
      event: { kind: 'support', support: kind, subject: 'hull', on: '2014-01-07', by: 'lookout' },
      reason: 'Needed',
    })
  expect(refused(await support('caulking'))).toMatchObject({ reason: 'diagnostic-first' })
  expect((await support('rescue')).done).toBe(true)
})

test('a change of leaders is not the only measure without something structural found', async () => {
  const { desk, case: one } = await surveyed()
  const measure = (kind: string) => write(desk, master, one.id, 'measure', { measure: kind, says: 'So', ...notUrgent })
  expect(refused(await measure('leadership-change')).words).toContain('only measure')
  expect(refused(await measure('director')).reason).toBe('diagnostic-first')
  // Nothing beside it is no other measure.
  done(await measure('none'))
  expect(refused(await measure('leadership-change')).reason).toBe('diagnostic-first')
  done(await write(desk, surgeon, one.id, 'diagnostic-finding', found))
  done(await measure('leadership-change'))
})

test('a diagnostic without a finding is not reported', async () => {
  const { desk, case: one } = await entered()
  const report = () => record(as(desk, crew), one, 'published', '2014-01-07')
  expect(refused(await report())).toMatchObject({ reason: 'diagnostic-first' })
  expect(refused(await report()).words).toContain('has no findings')
  done(await write(desk, surgeon, one.id, 'diagnostic-finding', found))
  done(await report())
})

test('nobody is appointed as the only measure without something structural found, unless it is urgent and approved', async () => {
  const { desk, case: one } = await surveyed()
  const pilot = { role: 'pilot', post: 'Pilot', partner: null, from: '2014-01-07', until: null, reference: 'Letter 1' }
  const appoint = (more: object) => write(desk, master, one.id, 'appointment', { ...pilot, ...notUrgent, ...more })
  expect(refused(await appoint({})).words).toContain('only measure')
  expect(refused(await appoint({ urgent: true })).words).toContain('have master approve that first')
  done(await appoint(await approved(desk, one.id, 'appointment')))
  const support = { kind: 'support', support: 'caulking', subject: 'hull', on: '2014-01-07', by: 'lookout' } as const
  const asked = { caseId: one.id, expected: one.sequence, event: support, reason: 'Needed' }
  done(await recordEvent(as(desk, lookout), asked))
  done(await appoint({}))
})

test('another measure beside it is enough', async () => {
  const { desk, case: one } = await surveyed()
  const measure = (kind: string) => write(desk, master, one.id, 'measure', { measure: kind, says: 'So', ...notUrgent })
  done(await measure('support'))
  done(await measure('director'))
})

test('an appointment is made by whom the rules name, after the diagnostic, and says to whom the post answers', async () => {
  const { desk, case: one } = await entered()
  const pilot = {
    role: 'pilot',
    post: 'Pilot, three days a week',
    partner: null,
    from: '2014-01-07',
    until: null,
    reference: 'Letter 1',
  }
  expect(refused(await write(desk, master, one.id, 'appointment', { ...pilot, ...notUrgent })).reason).toBe(
    'diagnostic-first',
  )
  // Nobody is appointed who answers to nobody. Whoever makes the diagnostic is appointed before it.
  const looksAtIt = { ...pilot, role: 'surgeon', ...notUrgent }
  expect(refused(await write(desk, master, one.id, 'appointment', looksAtIt)).words).toContain('no accountability line')
  const otherwise = { ...looksAtIt, 'answers-to': 'nobody' }
  expect(refused(await write(desk, master, one.id, 'appointment', otherwise)).words).toContain('answers to')
  const answering = { ...looksAtIt, 'answers-to': 'lookout', instrument: 'Section 1', 'board-experience': 'not-known' }
  expect(done(await write(desk, master, one.id, 'appointment', answering)).body).toMatchObject({
    'accountable-to': 'lookout',
  })
  done(await write(desk, surgeon, one.id, 'diagnostic-finding', found))
  const reported = done(await record(as(desk, crew), one, 'published', '2014-01-07')).case
  expect(refused(await write(desk, lookout, one.id, 'appointment', { ...pilot, ...notUrgent })).reason).toBe(
    'wrong-role',
  )
  const backwards = { ...pilot, until: '2014-01-01', ...notUrgent }
  expect(refused(await write(desk, master, reported.id, 'appointment', backwards)).words).toContain('first day first')
  const elsewhere = { ...pilot, 'answers-to': 'lookout', ...notUrgent }
  expect(refused(await write(desk, master, reported.id, 'appointment', elsewhere)).words).toContain('By the rules')
  const made = done(await write(desk, master, reported.id, 'appointment', { ...pilot, ...notUrgent }))
  expect(made.body).toMatchObject({ 'appointed-by': 'master', 'accountable-to': 'master' })
})

test('local proposals and disputes are answered by those who oversee, never by their authors', async () => {
  const { desk, case: one } = await surveyed()
  const proposal = { title: 'Share a harbour', says: 'With the next port', missing: 'A crane' }
  const proposed = done(await write(desk, crew, one.id, 'proposal', proposal))
  const answer = { to: proposed.id, outcome: 'accepted', says: 'Good' }
  expect(refused(await write(desk, crew, one.id, 'reply', answer)).reason).toBe('wrong-role')
  const both: Actor = { key: crew.key, grants: [...crew.grants, ...master.grants] }
  expect(refused(await write(desk, both, one.id, 'reply', answer, { by: 'master' })).reason).toBe('own-act')
  done(await write(desk, master, one.id, 'reply', answer))

  const dispute = { about: 'decision', of: 'event:4', where: null, says: 'It was wrong', asks: 'Undo it' }
  done(await write(desk, crew, one.id, 'dispute', dispute))
  expect(refused(await write(desk, crew, one.id, 'dispute', { ...dispute, of: 'event:99' })).reason).toBe(
    'no-such-record',
  )
  expect(refused(await write(desk, crew, one.id, 'dispute', { ...dispute, of: null })).words).toContain(
    'nothing that is disputed',
  )
})

test('the crew sees itself field by field; whom the rules name rates it; the crew may comment', async () => {
  const { desk, case: one } = await surveyed()
  const view = { year: '2013-14', field: 'sailing', view: 'partly', says: 'Fair', evidence: [] }
  const seen = done(await write(desk, crew, one.id, 'self-assessment', view))
  expect(refused(await write(desk, crew, one.id, 'self-assessment', { ...view, field: 'fishing' })).words).toContain(
    'sailing, cooking',
  )
  expect(refused(await write(desk, crew, one.id, 'self-assessment', { ...view, year: '2013' })).words).toContain(
    '2025-26',
  )
  done(await write(desk, lookout, one.id, 'reply', { to: seen.id, outcome: 'noted', says: 'Read' }))
  const rating = { ...trouble, finding: 'seaworthy', value: 'amber' }
  expect(refused(await write(desk, crew, one.id, 'finding', rating)).reason).toBe('wrong-role')
  const rated = done(await write(desk, lookout, one.id, 'finding', rating))
  done(await write(desk, crew, one.id, 'reply', { to: rated.id, outcome: 'rejected', says: 'Green, we say' }))
})
