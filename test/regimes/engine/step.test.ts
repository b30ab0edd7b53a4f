import { describe, expect, test } from 'vitest'
import { allowedEvents, dutiesOf, powersOf } from '../../../src/regimes/standing.ts'
import { openCase } from '../../../src/regimes/open-case.ts'
import { accepted, begin, compile, day, event, now, refused, run, state } from './harness.ts'
import { met, notMet, watch } from './watch.ts'

const start = begin(watch, '2014-01-06', 'trust')
const admitted = event('admitted', '2014-01-06', { answers: met, by: 'master' })
const drafting = run(watch, start, admitted).case
const delivery = run(watch, drafting, event('published', '2014-01-10'), event('closes', '2014-02-07')).case

describe('a case begins', () => {
  const open = (parts: object) =>
    openCase(watch, { organisations: ['RXX'], route: 'trust', on: day('2014-01-06'), ...parts }, now)

  test('in the first state of the regime, on its version, outside it where that state is before entry', () => {
    const { case: found, effects } = accepted(open({}))
    expect(found).toMatchObject({
      pin: watch.pin,
      state: 'outside',
      entered: null,
      sequence: 0,
      last: day('2014-01-06'),
    })
    expect(effects).toEqual([{ kind: 'moved', strand: 'main', from: null, to: 'outside' }])
  })

  test('and not before the version is in force, after it, on a route it does not have, or tomorrow', () => {
    const past = compile({
      versions: {
        '2010': {
          title: 'R',
          'in-force': { from: '2010-04-01', to: '2014-03-31' },
          clause: 'rules#1',
          confidence: 'ours',
        },
      },
      stages: { first: 'a', states: { a: state('in') } },
    })
    const on = (iso: string, today = now) => {
      const found = openCase(past, { organisations: ['RXX'], route: null, on: day(iso) }, today)
      return found.accepted ? found.case.entered : found.refusal
    }
    expect(on('2010-04-01')).toBe(day('2010-04-01'))
    expect(on('2010-03-31')).toMatchObject({
      reason: 'before-in-force',
      words: expect.stringContaining('Thursday 1 April 2010'),
    })
    expect(on('2014-04-01')).toMatchObject({
      reason: 'no-longer-in-force',
      words: expect.stringContaining('Monday 31 March 2014'),
    })
    expect(on('2012-01-01', day('2011-12-31'))).toMatchObject({ reason: 'in-the-future' })
    for (const route of [null, 'elsewhere'])
      expect(open({ route })).toMatchObject({
        refusal: { reason: 'unknown-route', words: expect.stringContaining('trust, foundation') },
      })
  })
})

describe('an event', () => {
  test('moves the case, and says what follows: the place, duties, powers and clocks', () => {
    const { case: found, effects } = run(watch, start, admitted)
    expect(found).toMatchObject({ state: 'draft', entered: day('2014-01-06'), sequence: 1 })
    expect(effects).toEqual([
      { kind: 'moved', strand: 'main', from: 'outside', to: 'draft' },
      { kind: 'place-taken' },
      { kind: 'duty-begins', duty: 'write-plan', owner: 'office' },
      { kind: 'duty-begins', duty: 'tell-staff', owner: 'crew' },
      { kind: 'clock-started', clock: 'plan', due: day('2014-01-17') },
    ])
  })

  test('begins strands beside the main one, and ends them when their time is over', () => {
    const { case: found, effects } = run(watch, drafting, event('published', '2014-01-10'))
    expect(found.strands).toEqual({ board: 'under-review' })
    expect(effects).toContainEqual({ kind: 'moved', strand: 'board', from: null, to: 'under-review' })
    expect(effects).toContainEqual({ kind: 'duty-ends', duty: 'write-plan', owner: 'office' })
    expect(effects).not.toContainEqual(expect.objectContaining({ duty: 'tell-staff' }))
    const out = run(watch, delivery, event('reviewed', '2014-03-01', { answers: met, by: 'master' }))
    expect(out.case).toMatchObject({ state: 'watched', strands: {}, left: day('2014-03-01') })
    expect(out.effects).toContainEqual({ kind: 'place-released' })
    expect(out.effects).toContainEqual({ kind: 'moved', strand: 'board', from: 'under-review', to: null })
  })

  test('may move several strands at once, or one beside the main', () => {
    const changed = run(watch, delivery, event('board-changed', '2014-02-10', { by: 'office' }))
    expect(changed.case).toMatchObject({ state: 'delivery', strands: { board: 'changed' } })
    expect(changed.effects.filter(({ kind }) => kind === 'moved')).toHaveLength(2)
    const settled = run(watch, changed.case, event('board-settled', '2014-02-11'))
    expect(settled.effects).toEqual([{ kind: 'moved', strand: 'board', from: 'changed', to: 'under-review' }])
    expect(settled.case.taken).toEqual({ 'board/changed:board-settled:0': 1 })
  })

  test('takes the first alternative whose criterion is met, and passes over one that is taken up', () => {
    const review = event('reviewed', '2014-02-10', { answers: notMet })
    const twice = run(watch, delivery, review, review)
    expect(twice.case).toMatchObject({ state: 'delivery', taken: { 'delivery:reviewed:1': 2 } })
    expect(run(watch, twice.case, review).case.state).toBe('closed')
  })

  test('re-enters a regime by a new entry', () => {
    const out = run(watch, delivery, event('reviewed', '2014-03-01', { answers: met }), event('relapsed', '2014-09-01'))
    expect(out.case).toMatchObject({ state: 'draft', entered: day('2014-09-01'), left: null })
  })
})

describe('an event is refused', () => {
  const why = (parts: Parameters<typeof event>[2]) => refused(watch, start, event('admitted', '2014-01-06', parts))

  test('where the state does not know it, naming those that it knows', () => {
    const found = refused(watch, start, event('published', '2014-01-07'))
    expect(found).toEqual({
      reason: 'not-allowed-here',
      words:
        '"published" on Tuesday 7 January 2014 is refused: the case is in "A state" (outside), which does not know it. Allowed here: admitted, declined.',
      allowed: ['admitted', 'declined'],
    })
  })

  test('where its criterion is not met', () => {
    expect(why({ answers: notMet })).toMatchObject({
      reason: 'criterion-not-met',
      words: expect.stringContaining('"In trouble" (entry) is not met'),
    })
  })

  test.each([
    {},
    { answers: { entry: 'needs-judgement' as const } },
    { answers: { entry: 'evidence-missing' as const } },
  ])('where the outcome of its criterion is not known: %o', parts => {
    expect(why(parts)).toMatchObject({
      reason: 'criterion-not-known',
      words: expect.stringContaining('unknown never passes'),
    })
  })

  test('where it is the act of another role, by the route of the case', () => {
    expect(why({ answers: met, by: 'office' })).toMatchObject({
      reason: 'wrong-role',
      words: expect.stringContaining('it is the act of "Master" (master), and here "Office" (office) does it.'),
    })
    const foundation = begin(watch, '2014-01-06', 'foundation')
    expect(run(watch, foundation, event('admitted', '2014-01-06', { answers: met, by: 'office' })).case.state).toBe(
      'draft',
    )
    expect(refused(watch, foundation, event('dissolved', '2014-01-06')).reason).toBe('not-allowed-here')
  })

  test('where one strand may not be moved by this role, so that it never half happens', () => {
    expect(refused(watch, delivery, event('board-changed', '2014-02-10', { by: 'crew' })).reason).toBe('wrong-role')
  })

  test('where every alternative has been taken as often as it may be', () => {
    const changed = event('board-changed', '2014-02-10')
    const settled = event('board-settled', '2014-02-10')
    const { case: found } = run(watch, delivery, changed, settled, changed)
    expect(refused(watch, found, settled)).toMatchObject({
      reason: 'too-often',
      words: expect.stringContaining('once at most'),
    })
    expect(allowedEvents(watch, found)).not.toContain('board-settled')
  })

  test('in the past, in the future, and after the case has ended', () => {
    expect(refused(watch, drafting, event('published', '2014-01-05')).reason).toBe('in-the-past')
    expect(refused(watch, drafting, event('published', '2014-01-10'), day('2014-01-09')).reason).toBe('in-the-future')
    const late = event('published', '2014-01-08', { received: day('2014-01-12') })
    expect(refused(watch, drafting, late, day('2014-01-09')).reason).toBe('in-the-future')
    const { case: closed } = run(watch, drafting, event('dissolved', '2014-01-08'))
    expect(refused(watch, closed, { kind: 'tick', on: day('2014-02-01') }).reason).toBe('case-ended')
  })

  test('on another version than the case runs on', () => {
    const other = { ...start, pin: { ...start.pin, hash: 'another' } }
    expect(refused(watch, other, admitted)).toMatchObject({
      reason: 'other-version',
      words: expect.stringContaining('or migrate it'),
    })
    // The same version read again is the same.
    expect(run(watch, { ...start, pin: { ...start.pin } }, admitted).case.state).toBe('draft')
  })
})

describe('support', () => {
  const ask = (support: string, subject: string, from = delivery) => ({
    from,
    event: { kind: 'support' as const, support, subject, on: from.last },
  })

  test('is agreed for what it may improve, and becomes a referral for what is out of scope', () => {
    const agreed = ask('partner', 'leadership')
    expect(run(watch, agreed.from, agreed.event).effects).toEqual([
      { kind: 'support-agreed', support: 'partner', subject: 'leadership' },
    ])
    expect(run(watch, delivery, ask('partner', 'waits').event).effects).toEqual([
      { kind: 'referral', support: 'partner', subject: 'waits', to: 'office' },
    ])
  })

  test('is refused in other states, for other subjects, and where there is no such thing', () => {
    expect(refused(watch, drafting, ask('partner', 'leadership', drafting).event).reason).toBe('not-allowed-here')
    for (const [support, subject] of [
      ['partner', 'money'],
      ['nobody', 'leadership'],
      ['partner', 'nothing'],
    ] as const)
      expect(refused(watch, delivery, ask(support, subject).event).reason).toBe('unknown-support')
  })
})

test('duties, powers and owners are those of the state and the route', () => {
  const ids = (found: typeof drafting) => dutiesOf(watch, found).map(({ id, owner, due }) => [id, owner, due])
  expect(ids(drafting)).toEqual([
    ['write-plan', 'office', day('2014-01-17')],
    ['tell-staff', 'crew', null],
  ])
  expect(ids(delivery)).toEqual([
    ['change-board', 'office', null],
    ['balance', 'crew', day('2014-03-31')],
    ['renew', 'crew', null],
    ['log', 'crew', null],
  ])
  expect(powersOf(watch, delivery).map(({ id, by }) => [id, by])).toEqual([['direct', 'master']])
})

test('a regime that leans on what is not there cannot run, and says on what', () => {
  const stages = { first: 'a', states: { a: state('in', { go: { to: 'a' } }) } }
  const parts = {
    title: 'C',
    owner: 'office',
    counted: 'day-after',
    starts: 'go',
    ends: 'go',
    clause: 'rules#1',
    confidence: 'ours',
  }
  expect(() => compile({ stages, clocks: { c: { ...parts, length: '5 working days', calendar: 'moon' } } })).toThrow(
    'The regime "small-watch" cannot run: the clock "c" names the calendar "moon"; there are: england, united-kingdom-any-part.',
  )
  expect(() => compile({ stages, clocks: { c: { ...parts, length: '5 working days' } } })).toThrow('names no calendar')
  expect(() => compile({ stages: { first: 'b', states: stages.states } })).toThrow('its first state "b"')
  expect(() => compile({ stages: { first: 'a', states: { a: state('in', { go: { to: 'b' } }) } } })).toThrow(
    'leads to "b"',
  )
  expect(() => compile({ stages }, new Map(), '2011')).toThrow('it has no version "2011"')
})
