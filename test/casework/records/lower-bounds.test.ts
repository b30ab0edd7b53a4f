/** How early a day may lie that a record speaks of: not before the rules of its case, or not before the case itself. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Case } from '../../../src/casework/model.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { embedded } from '../../store/databases.ts'
import { analyst, codes, done, master, refused, type TestDesk } from '../core/desk.ts'
import { actsIn, deskAt, enteredCase, improvement, payer } from '../contracts/desk.ts'
import { cost } from '../money/desk.ts'

let store: Store
let desk: TestDesk
let found: Case
beforeAll(async () => {
  // Rules since 1 January 2005.
  ;({ desk, store } = await deskAt(await embedded.newPlace()))
}, 60_000)
afterAll(() => store?.close())

let at = 0
beforeEach(async () => {
  // Opened on 6 January 2014.
  found = await enteredCase(desk, codes[at++])
})

const { put } = actsIn(() => ({ desk, store, found }))

const urgency = { urgent: false, 'urgent-reason': null, approval: null }
const post = { post: 'Mate', from: '2013-12-01', until: '2014-12-31', ...urgency }
const temporary = {
  'from-whom': 'XA02',
  'accountable-to': 'master',
  'paid-by': 'master',
  instrument: 'A letter',
  seniority: 'board',
  'board-experience': 'yes',
}
const notice = { contact: 'The purser', says: 'Of the case', 'none-given': true, 'staff-note': null }
const challenge = {
  form: 'campaign',
  claimant: 'The harbour',
  against: 'event:1',
  ground: 'It sails',
  forum: null,
  outcome: 'open',
  decided: null,
  reference: null,
}
const power = {
  power: null,
  does: 'directs',
  freedom: 'Steering',
  instrument: 'Order 7',
  place: null,
  until: null,
  conditions: null,
  ended: null,
}
const agreed = {
  title: 'Steady',
  measure: 'By the log',
  target: '2014-12-31',
  outcome: 'evidence-missing',
  evidence: null,
}

describe('before the rules of its case began there was', () => {
  test.each<[string, Actor, string, object, string]>([
    ['no cost', payer, 'cost', cost('time', 'owner', 100, 'A1'), 'from'],
    [
      'no appointment',
      master,
      'appointment',
      { role: 'mate', partner: 'XA02', reference: 'A letter', 'answers-to': 'master', ...post },
      'from',
    ],
    ['no temporary appointment', master, 'temporary-board-appointment', { ...temporary, ...post }, 'from'],
    [
      'no change of the board by it',
      master,
      'board-change',
      { post: 'Mate', change: 'left', why: 'Asked to', imposed: true, review: null, ...urgency },
      'from',
    ],
    [
      'no contract',
      analyst,
      'contract',
      { ...improvement, parties: [{ role: 'mate', organisation: 'XA60' }, improvement.parties[1]] },
      'from',
    ],
    ['no notice', analyst, 'notice', notice, 'told'],
    ['no challenge', analyst, 'challenge', challenge, 'from'],
    ['no criterion agreed', master, 'exit-criterion', agreed, 'agreed'],
    [
      'no neighbour asked',
      analyst,
      'neighbour-effect',
      { neighbour: 'XA59', effect: 'More work', direction: 'worse' },
      'consulted',
    ],
  ])('%s', async (_what, by, kind, body, field) => {
    const early = refused(await put(by, kind, { ...body, [field]: '2004-12-31' }))
    expect(early).toMatchObject({
      reason: 'bad-request',
      words: expect.stringMatching(
        /^Found .* 2004-12-31; expected 2005-01-01, when its rules came into force, or later/,
      ),
    })
    // It may be of before the case was opened. Who leads is not changed as the only thing that is done.
    done(await put(master, 'measure', { measure: 'support', says: 'First', ...urgency }))
    done(await put(by, kind, { ...body, [field]: '2013-12-01' }))
  })
})

test('before the case was opened no power was used in it, in words no more than of the rules', async () => {
  const use = (from: string) => put(master, 'power-use', { ...power, from })
  expect(refused(await use('2014-01-05')).words).toContain('expected 2014-01-06, when the case was opened, or later')
  done(await use('2014-01-06'))
})

test('nor was an undertaking found to be kept', async () => {
  const owed = { form: 'undertaking', text: 'Caulk it', basis: 'Order 8', due: '2014-03-01', owner: 'crew' }
  const open = { ...owed, compliance: 'open', evidence: null, decided: null }
  const { id } = done(await put(master, 'undertaking', open))
  const kept = { ...owed, compliance: 'complied', evidence: 'Seen' }
  const find = (decided: string) => put(master, 'undertaking', { ...kept, decided }, { follows: { id, version: 1 } })
  expect(refused(await find('2014-01-05')).words).toContain('expected 2014-01-06, when the case was opened, or later')
  done(await find('2014-01-06'))
})
