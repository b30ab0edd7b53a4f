/** One organisation of an area says what it has done of a duty: who may, of what, and what is refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agendaOf } from '../../../src/casework/duty-agenda.ts'
import type { Actor, Case } from '../../../src/casework/model.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import { rulesOf } from '../../../src/casework/policy-store.ts'
import { writeRecord } from '../../../src/casework/records/write-record-store.ts'
import { readAnswers } from '../../../src/casework/written-store.ts'
import { dayFromIso } from '../../../src/regimes/day.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { embedded } from '../../store/databases.ts'
import {
  analyst,
  as,
  crew,
  deskOn,
  done,
  grant,
  lookout,
  master,
  record,
  recommended,
  refused,
  shelfOf,
  type TestDesk,
} from '../core/desk.ts'
import { dutiful } from './dutiful.ts'

const pilot: Actor = { key: 'p-pilot', grants: [grant('pilot')] }
const organisations = ['XA01', 'XA02', 'XA03']
let desk: TestDesk
let area: Case

async function admitted(codes: readonly string[]): Promise<Case> {
  const asked = { regime: 'small-watch', organisations: codes, on: '2014-01-06', reason: 'Signals' }
  const found = done(await openCase(as(desk, analyst), asked))
  await recommended(desk, found.id)
  return done(await record(as(desk, master), found, 'admitted', '2014-01-13')).case
}

beforeAll(async () => {
  desk = deskOn(await openStore(await embedded.newPlace()), shelfOf(dutiful))
  area = await admitted(organisations)
}, 60_000)
afterAll(() => desk?.store.close())

const plan = { duty: 'plan', due: null, done: '2014-01-20', says: 'Published on its pages.' }
interface Told {
  readonly as?: Actor
  readonly in?: Case
  readonly organisation?: string | null
  readonly audience?: 'public' | 'case'
  readonly follows?: { readonly id: string; readonly version: number }
}

function say(body: object, told: Told = {}) {
  const { as: actor = crew, in: found = area, organisation = 'XA01', audience, follows } = told
  return writeRecord(as(desk, actor), {
    caseId: found.id,
    kind: 'duty-done',
    body,
    on: '2014-02-01',
    by: actor.grants[0]?.function ?? 'nobody',
    reason: 'As agreed',
    ...(organisation === null ? {} : { organisation }),
    ...(audience ? { audience } : {}),
    ...(follows ? { follows } : {}),
  })
}
const no = async (body: object, told?: Told) => refused(await say(body, told))
const asked = async (found: Case) => {
  const window = { from: dayFromIso('2014-02-01'), to: dayFromIso('2014-04-30'), today: dayFromIso('2014-02-01') }
  const answers = (await readAnswers(desk, [found]))(found.id)
  return agendaOf(await rulesOf(desk, found), found.state, window, answers).map(({ key }) => key)
}

describe('it is refused', () => {
  it.each([
    ['without whose part it is', {}, { organisation: null }, 'Say whose part was done: XA01 or XA02 or XA03'],
    ['of an organisation outside the case', {}, { organisation: 'XA09' }, 'expected one of the case'],
    ['of another organisation than one’s own', {}, { organisation: 'XA02' }, 'for XA02 in Small Watch'],
    ['of a duty that others owe', { duty: 'keep-watch' }, {}, 'owes now: plan, tell, report, renew'],
    ['of no duty of the rules', { duty: 'sing' }, {}, 'owes now: plan, tell, report, renew'],
    ['on a day to come', { done: '2014-02-02' }, {}, 'not ahead of 2014-02-01'],
    ['before it was owed', { done: '2014-01-12' }, {}, 'owed since 2014-01-13'],
    ['without its day', { done: null }, {}, 'no day on which it was done'],
    ['with a due day where it does not recur', { due: '2014-01-24' }, {}, 'does not recur'],
    ['without a due day where it recurs', { duty: 'report' }, {}, 'first due on 2014-02-13'],
    ['for a day on which it does not fall due', { duty: 'report', due: '2014-02-14' }, {}, 'first due on 2014-02-13'],
    ['for a due day after the next', { duty: 'report', due: '2014-03-13' }, {}, 'next on 2014-02-13'],
    ['for the public where the rules keep it from them', { duty: 'tell' }, {}, 'expected "case"'],
    ['for few where the rules do not', {}, { audience: 'case' as const }, 'expected "public"'],
  ])('%s', async (_, body, told: Told, words) => {
    expect((await no({ ...plan, ...body }, told)).words).toContain(words)
  })

  it('after an event did it for all, and from a role that does not write it', async () => {
    const found = await admitted(['XA11', 'XA12'])
    const ours: Actor = { key: 'p-eleven', grants: [grant('crew', { organisation: 'XA11' })] }
    const { case: later } = done(await record(as(desk, ours), found, 'published', '2014-01-21'))
    const late = await no(plan, { as: ours, in: later, organisation: 'XA11' })
    expect(late.words).toContain('What an event shows done is recorded as that event')
    expect(done(await say({ ...plan, duty: 'renew' }, { as: ours, in: later, organisation: 'XA11' })).version).toBe(1)
    expect((await no(plan, { as: { key: 'p-publisher', grants: [grant('publisher')] } })).reason).toBe('wrong-role')
  })
})

describe('it is written', () => {
  it('once by whoever acts for the organisation, and is asked of that one no more', async () => {
    expect(await asked(area)).toContain('duty/plan/XA01/2014-01-13')
    const first = done(await say(plan))
    expect(first).toMatchObject({ organisation: 'XA01', audience: 'public', body: { title: 'Publish a plan' } })
    const still = await asked(area)
    expect(still).not.toContain('duty/plan/XA01/2014-01-13')
    expect(still).toEqual(expect.arrayContaining(['duty/plan/XA02/2014-01-13', 'duty/plan/XA03/2014-01-13']))
    expect((await no(plan)).words).toContain('XA01 did its part of "Publish a plan" on 2014-01-20')
  })

  it.each([
    ['who was sent in', pilot, 'XA02'],
    ['a body that oversees', lookout, 'XA03'],
  ])('by %s, for any of them', async (_, actor, organisation) => {
    done(await say(plan, { as: actor, organisation }))
    expect(await asked(area)).not.toContain(`duty/plan/${organisation}/2014-01-13`)
  })

  it('for each due day of a duty that recurs', async () => {
    const report = { ...plan, duty: 'report', due: '2014-02-13' }
    done(await say(report))
    expect((await no(report)).reason).toBe('too-often')
    done(await say(report, { as: analyst, organisation: 'XA02' }))
    const still = await asked(area)
    expect(still.filter(key => key.endsWith('2014-02-13') && key.includes('report'))).toEqual([
      'duty/report/XA03/2014-02-13',
    ])
    expect(still).toContain('duty/report/XA01/2014-03-13')
  })

  it('and taken back in its next version, which is about the same duty and for the same readers', async () => {
    const { id } = done(await say({ ...plan, duty: 'tell' }, { audience: 'case' }))
    const follows = { id, version: 1 }
    expect((await no(plan, { follows })).words).toContain('this record is about "tell"')
    expect((await no({ ...plan, duty: 'tell' }, { follows, audience: 'public' })).words).toContain('expected "case"')
    expect((await no({ ...plan, duty: 'tell', done: '2014-02-02' }, { follows })).words).toContain('not ahead of')
    done(await say({ ...plan, duty: 'tell', done: null, says: 'It told nobody.' }, { follows }))
    done(await say({ ...plan, duty: 'tell' }, { audience: 'case' }))
  })
})

it('a case of one organisation needs no code; what an event shows done there is left to the event', async () => {
  desk.turn('2014-02-20')
  const alone = await admitted(['XA20'])
  const its: Actor = { key: 'p-twenty', grants: [grant('crew', { organisation: 'XA20' })] }
  const told = { as: its, in: alone, organisation: null }
  expect((await no(plan, told)).words).toContain('owes now: report, renew')
  expect(await asked(alone)).toContain('duty/report/2014-02-13')
  done(await say({ ...plan, duty: 'report', due: '2014-02-13' }, told))
  expect(await asked(alone)).not.toContain('duty/report/2014-02-13')
})
