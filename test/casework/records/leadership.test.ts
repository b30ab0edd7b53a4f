/** Reviews of a board, changes of it, and temporary appointments to it: by post, after the diagnostic, and never the only measure. */
import { expect, test } from 'vitest'
import type { Desk } from '../../../src/casework/desk-store.ts'
import type { Case } from '../../../src/casework/model.ts'
import { embedded, newStore } from '../../store/databases.ts'
import { as, crew, deskOn, done, grant, lookout, master, recommended, record, refused, shelfOf } from '../core/desk.ts'
import { careful, estimate, openedCarefully, surgeon, write } from './desk.ts'

const notUrgent = { urgent: false, approval: null, 'urgent-reason': null }
const second = { key: 'p-second', grants: [grant('master')] }
const change = {
  post: 'Chair',
  change: 'replaced',
  from: '2014-01-08',
  why: 'It cannot go on.',
  imposed: true,
  review: null,
}
const review = {
  domain: 'sailing',
  judgement: 'not-yet',
  says: 'The board hears of leaks late.',
  evidence: ['Papers of a year'],
  'looked-on': '2014-01-07',
  report: null,
}
const member = {
  post: 'Member for the hull',
  'from-whom': 'XA02',
  from: '2014-01-08',
  until: '2014-06-30',
  'accountable-to': 'crew',
  'paid-by': 'master',
  instrument: 'Letter 2',
  seniority: 'board',
  'board-experience': 'yes',
}

async function inside(): Promise<{ readonly desk: Desk; readonly one: Case }> {
  const desk = deskOn(
    await newStore(embedded, 'fictional'),
    shelfOf({ ...careful, strands: {}, entry: { ...(careful['entry'] as object), 'accuracy-check': undefined } }),
  )
  const found = await openedCarefully(desk)
  done(await write(desk, lookout, found.id, 'estimate', estimate, { on: '2014-01-06' }))
  await recommended(desk, found.id)
  return { desk, one: done(await record(as(desk, master), found, 'admitted', '2014-01-07')).case }
}

test('a board is changed after the diagnostic, and not as the only thing that is done', async () => {
  const { desk, one } = await inside()
  const put = (who: typeof master, kind: string, body: object, more = {}) => write(desk, who, one.id, kind, body, more)

  // What the board does of its own accord is no measure.
  done(await put(crew, 'board-change', { ...change, imposed: false, ...notUrgent }))
  expect(refused(await put(master, 'board-change', { ...change, ...notUrgent })).words).toContain('comes after it')
  const cannotWait = async (remedy: string, who: typeof master) => {
    const approval = done(await put(who, 'urgent-approval', { remedy, says: 'Nobody leads it.' })).id
    return { urgent: true, approval, 'urgent-reason': 'Nobody leads it.' }
  }
  done(await put(master, 'board-change', { ...change, ...(await cannotWait('board-change', second)) }))
  const temporary = async (approver: typeof master) =>
    put(master, 'temporary-board-appointment', {
      ...member,
      ...(await cannotWait('temporary-board-appointment', approver)),
    })
  expect(refused(await temporary(master)).reason).toBe('own-act')
  done(await temporary(second))
  expect(refused(await put(master, 'temporary-board-appointment', { ...member, ...notUrgent })).reason).toBe(
    'diagnostic-first',
  )

  const looked = done(await put(lookout, 'leadership-review', review))
  expect(looked.audience).toBe('restricted')
  expect(refused(await put(lookout, 'leadership-review', { ...review, domain: 'singing' })).words).toContain(
    '"singing"',
  )
  expect(refused(await put(lookout, 'leadership-review', { ...review, evidence: [] })).words).toContain(
    'without evidence',
  )
  expect(refused(await put(crew, 'leadership-review', review)).reason).toBe('wrong-role')

  const finding = {
    heading: 'hull',
    is: 'driver',
    structural: false,
    says: 'Leaks are found late',
    evidence: [],
    confidence: 'high',
    document: null,
  }
  done(await put(surgeon, 'diagnostic-finding', finding))
  done(await record(as(desk, crew), one, 'published', '2014-01-08'))
  const linked = { ...change, review: looked.id, ...notUrgent }
  expect(refused(await put(master, 'board-change', linked)).words).toContain('only measure')
  expect(refused(await put(master, 'temporary-board-appointment', { ...member, ...notUrgent })).words).toContain(
    'only measure',
  )
  done(await put(master, 'measure', { measure: 'support', says: 'First help.', ...notUrgent }))
  done(await put(master, 'board-change', linked))
  expect(refused(await put(master, 'board-change', { ...linked, review: one.id })).reason).toBe('no-such-record')

  done(await put(master, 'temporary-board-appointment', { ...member, ...notUrgent }))
  const wrong = async (more: object) =>
    refused(await put(master, 'temporary-board-appointment', { ...member, ...notUrgent, ...more })).words
  expect(await wrong({ 'accountable-to': 'nobody' })).toContain('accountable-to')
  expect(await wrong({ until: '2014-01-01' })).toContain('first day first')
})
