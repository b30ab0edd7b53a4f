/** A team by post: what it gives to cases, and what a cut does to them, worked out before it is made. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RegisterEntry } from '../../../src/casework/registers/register.ts'
import { effectOf } from '../../../src/casework/team/cut.ts'
import type { TeamAllocation } from '../../../src/casework/team/team-allocation.ts'
import type { TeamChange } from '../../../src/casework/team/team-change.ts'
import type { TeamPost } from '../../../src/casework/team/team-post.ts'
import { teamOn } from '../../../src/casework/team/team.ts'
import { mostOn, sumOf, standsOn } from '../../../src/casework/team/wte.ts'
import { embedded, newStore } from '../../store/databases.ts'
import { deskOn, done, lookout, opened, refused } from '../core/desk.ts'
import { change, enter, post } from './entries.ts'

const entry = <Body>(id: string, body: Body): RegisterEntry<Body> => ({
  id,
  version: 1,
  register: '',
  regime: 'small-watch',
  organisation: null,
  recordKind: 'fictional',
  audience: 'case',
  hash: '',
  actor: '',
  role: '',
  reason: '',
  effective: '',
  knownAt: '',
  body,
})
const plain = post as TeamPost
const posts = [
  entry('a', plain),
  entry('b', { ...plain, title: 'Adviser 2', 'board-experience': 'no' as const, 'wte-hundredths': 60 }),
  entry('c', { ...plain, title: 'Adviser 3', 'board-experience': 'not-known' as const, 'monthly-pence': null }),
  entry('past', { ...plain, title: 'Adviser 4', until: '2013-12-31' }),
]
const gives = (of: string, caseId: string, wte: number, until: string | null = null) =>
  entry(`${of}${caseId}`, {
    post: of,
    case: caseId,
    'wte-hundredths': wte,
    from: '2014-01-01',
    until,
  } as TeamAllocation)
const given = [gives('a', 'one', 60), gives('a', 'two', 20), gives('b', 'one', 30), gives('c', 'two', 50, '2014-01-31')]
const cut = { ...change, ends: ['Adviser 1'] } as TeamChange

test('a team on a day is its posts of that day, with what is known of them and what they give', () => {
  const team = teamOn(posts, given, '2014-02-01')
  expect(team).toMatchObject({
    size: { posts: 3, wte: 260 },
    // Of two posts it is known, and one of them has it.
    board: { percent: 50, 'not-known': { posts: 1, wte: 100 } },
    cost: { pence: 1_600_000, undeclared: 1 },
    cases: [
      { caseId: 'one', wte: 90 },
      { caseId: 'two', wte: 20 },
    ],
    given: 110,
  })
  expect(teamOn([], [], '2014-02-01').board.percent).toBeNull()
})

test('a cut says which cases lose how much, who of those who stay knows boards, and what it costs elsewhere', () => {
  const adds = [
    { title: 'Interim', 'wte-hundredths': 50, 'board-experience': 'no', basis: 'temporary', 'monthly-pence': 900_000 },
    {
      title: 'Firm',
      'wte-hundredths': 30,
      'board-experience': 'not-known',
      basis: 'consultancy',
      'monthly-pence': null,
    },
  ] as const
  const effect = effectOf({ ...cut, adds: [...adds] }, posts, given)
  expect(effect).toMatchObject({
    day: '2014-03-31',
    before: { size: { wte: 260 } },
    // What is done elsewhere is no team: it is told apart.
    after: { size: { wte: 160 }, board: { percent: 0 } },
    percent: -38.46,
    cases: [
      { caseId: 'one', before: 90, lost: 60 },
      { caseId: 'two', before: 20, lost: 20 },
    ],
    displaced: [
      { basis: 'temporary', wte: 50, cost: { pence: 900_000, undeclared: 0 } },
      // What nobody has declared is not known, and not nothing.
      { basis: 'consultancy', wte: 30, cost: { pence: 0, undeclared: 1 } },
    ],
    ended: { pence: 800_000, undeclared: 0 },
  })
})

test('from 51 to 37 is a cut of 27.45%, and what is printed beside it is told apart', () => {
  const stated = { 'stated-from-hundredths': 5100, 'stated-to-hundredths': 3700 }
  const of = (printed: number | null) =>
    effectOf({ ...cut, ...stated, 'printed-percent': printed }, posts, given).stated
  expect(of(27.8)).toEqual({ from: 5100, to: 3700, cutPercent: 27.45, printed: 27.8, agrees: false })
  expect([of(27.45)?.agrees, of(27.5)?.agrees, of(27)?.agrees, of(null)?.agrees]).toEqual([true, true, true, null])
  expect(effectOf(cut, posts, given).stated).toBeNull()
})

test('what a cut takes from cases is never more than they have, and all that the ended posts gave', () => {
  const share = fc.record({
    post: fc.constantFrom('a', 'b', 'c'),
    case: fc.constantFrom('one', 'two'),
    wte: fc.integer({ min: 1, max: 100 }),
  })
  const ends = fc.subarray(['Adviser 1', 'Adviser 2', 'Adviser 3'])
  fc.assert(
    fc.property(fc.array(share, { maxLength: 12 }), ends, (shares, titles) => {
      const all = shares.map((one, at) => ({ ...gives(one.post, one.case, one.wte), id: String(at) }))
      const effect = effectOf({ ...cut, ends: titles }, posts, all)
      const ended = posts.filter(({ body }) => titles.includes(body.title)).map(({ id }) => id)
      const lost = effect.cases.reduce((sum, one) => sum + one.lost, 0)
      expect(lost).toBe(sumOf(all.map(({ body }) => body).filter(one => ended.includes(one.post))))
      for (const one of effect.cases) expect(one.lost).toBeLessThanOrEqual(one.before)
    }),
  )
})

test('the most on any day is found on the day on which a share begins', () => {
  const day = fc.integer({ min: 1, max: 28 }).map(n => `2014-01-${String(n).padStart(2, '0')}`)
  const share = fc
    .record({ 'wte-hundredths': fc.integer({ min: 1, max: 100 }), one: day, other: day })
    .map(({ one, other, ...rest }) => ({ ...rest, from: one < other ? one : other, until: one < other ? other : one }))
  fc.assert(
    fc.property(fc.array(share), shares => {
      const days = Array.from({ length: 28 }, (_, n) => `2014-01-${String(n + 1).padStart(2, '0')}`)
      expect(mostOn(shares).most).toBe(Math.max(...days.map(on => sumOf(shares.filter(one => standsOn(one, on))))))
    }),
  )
})

test('a post gives no more than it has, to cases of its regime, within its days', async () => {
  const desk = deskOn(await newStore(embedded, 'fictional'))
  const found = await opened(desk)
  const { id } = done(await enter(desk, lookout, 'team-post', post))
  const share = { post: id, case: found.id, 'wte-hundredths': 60, from: '2014-02-01', until: '2014-03-31' }
  const allot = (more: object) => enter(desk, lookout, 'team-allocation', { ...share, ...more })
  const first = done(await allot({}))
  expect(refused(await allot({ 'wte-hundredths': 50, from: '2014-03-31', until: null })).words).toContain(
    'On 2014-03-31 the post would work 1.1 whole-time equivalents, and it has 1',
  )
  done(await allot({ 'wte-hundredths': 50, from: '2014-04-01', until: null }))
  expect(refused(await allot({ from: '2013-01-01' })).words).toContain('The post is there from 2013-04-01')
  expect(refused(await allot({ until: '2014-01-01' })).words).toContain('first day first')
  expect(refused(await allot({ case: 'nonsense' })).reason).toBe('no-such-case')
  expect(refused(await allot({ post: 'nonsense' })).words).toContain('no post')
  // Its next version takes nothing twice.
  const follows = { id: first.id, version: 1 }
  done(await enter(desk, lookout, 'team-allocation', { ...share, 'wte-hundredths': 100 }, { follows }))
  const smaller = (more: object) =>
    enter(desk, lookout, 'team-post', { ...post, ...more }, { follows: { id, version: 1 } })
  expect(refused(await smaller({ 'wte-hundredths': 80 })).words).toContain('cases have 100 hundredths')
  expect(refused(await smaller({ until: '2014-03-31' })).words).toContain('End that first')
  expect(refused(await enter(desk, lookout, 'team-post', post)).words).toContain('a title of its own')
  expect(refused(await enter(desk, lookout, 'team-post', { ...post, title: 'B', 'paid-by': 'king' })).words).toContain(
    'who pays',
  )

  const alter = (more: object, at: object = {}) => enter(desk, lookout, 'team-change', { ...change, ...more }, at)
  expect(refused(await alter({ ends: ['Adviser 9'] })).words).toContain('no post called "Adviser 9"')
  expect(refused(await alter({ ends: [] })).words).toContain('expected a change')
  expect(refused(await alter({ state: 'in-consultation' })).words).toContain('last day')
  const proposed = done(await alter({}))
  const decided = done(await alter({ state: 'decided' }, { follows: { id: proposed.id, version: 1 } }))
  expect(refused(await alter({}, { follows: { id: decided.id, version: 2 } })).words).toContain('The change is decided')
})
