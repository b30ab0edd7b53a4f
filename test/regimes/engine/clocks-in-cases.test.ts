import { describe, expect, test } from 'vitest'
import { step } from '../../../src/regimes/step.ts'
import { begin, clock, compile, day, event, now, refused, run, state } from './harness.ts'
import { met, watch } from './watch.ts'

const drafting = run(
  watch,
  begin(watch, '2014-01-06', 'foundation'),
  event('admitted', '2014-01-06', { answers: met }),
).case
const tick = (on: string) => ({ kind: 'tick', on: day(on) }) as const
const extend = (name: string, length: number, on: string, by?: string) =>
  ({
    kind: 'extend',
    clock: name,
    length,
    reference: 'Order 1',
    on: day(on),
    ...(by === undefined ? {} : { by }),
  }) as const
const kinds = (effects: readonly { readonly kind: string }[]) => effects.map(({ kind }) => kind)

describe('a limit', () => {
  test('is kept on its last day and missed on the next', () => {
    const publish = (on: string) => run(watch, drafting, event('published', on)).effects
    expect(publish('2014-01-17')).toContainEqual({
      kind: 'clock-ended',
      clock: 'plan',
      due: day('2014-01-17'),
      late: false,
    })
    expect(publish('2014-01-18')).toContainEqual({
      kind: 'clock-ended',
      clock: 'plan',
      due: day('2014-01-17'),
      late: true,
    })
  })

  test('runs out once, on the day after its last, with a tick or with the next event', () => {
    expect(run(watch, drafting, tick('2014-01-17')).effects).toEqual([])
    const out = run(watch, drafting, tick('2014-01-18'), tick('2014-01-19'))
    expect(out.effects).toEqual([{ kind: 'clock-ran-out', clock: 'plan', due: day('2014-01-17') }])
    expect(kinds(run(watch, drafting, event('published', '2014-02-01')).effects)).toContain('clock-ran-out')
  })

  test('is moved by an order that says so, and may be kept again', () => {
    const out = run(watch, drafting, tick('2014-01-20'), extend('plan', 10, '2014-01-20', 'master'))
    expect(out.effects.at(-1)).toEqual({
      kind: 'clock-moved',
      clock: 'plan',
      from: day('2014-01-17'),
      to: day('2014-01-31'),
      because: 'Extended by 10 working days: Order 1',
    })
    expect(run(watch, out.case, tick('2014-02-01')).effects).toContainEqual({
      kind: 'clock-ran-out',
      clock: 'plan',
      due: day('2014-01-31'),
    })
  })

  test('is extended by who may, as often and as long as may be', () => {
    expect(refused(watch, drafting, extend('plan', 5, '2014-01-07', 'office')).reason).toBe('wrong-role')
    expect(refused(watch, drafting, extend('plan', 21, '2014-01-07')).words).toContain(
      'expected a whole number from 1 to 20',
    )
    expect(refused(watch, drafting, extend('plan', 1.5, '2014-01-07')).reason).toBe('cannot-extend')
    expect(refused(watch, drafting, extend('answer', 5, '2014-01-07')).words).toBe(
      'Nobody may extend the clock "answer".',
    )
    expect(refused(watch, drafting, extend('moon', 5, '2014-01-07')).words).toContain(
      'The clocks are: plan, comments, answer, update.',
    )
    const twice = run(watch, drafting, extend('plan', 5, '2014-01-07'), extend('plan', 5, '2014-01-08')).case
    expect(refused(watch, twice, extend('plan', 5, '2014-01-09')).reason).toBe('too-often')
  })
})

describe('an extension before its clock starts', () => {
  test('is kept until then', () => {
    const ahead = run(watch, drafting, extend('comments', 14, '2014-01-07'))
    expect(ahead.case.granted).toEqual({ comments: [{ length: 14, reference: 'Order 1', on: day('2014-01-07') }] })
    const begun = run(watch, ahead.case, event('published', '2014-01-10'))
    expect(begun.case.granted).toEqual({})
    expect(begun.effects).toContainEqual({ kind: 'clock-started', clock: 'comments', due: day('2014-02-21') })
  })

  test('is refused where the clock cannot start any more', () => {
    const stages = {
      first: 'a',
      states: {
        a: state('in', { go: { to: 'b' } }),
        b: state('in', { stop: { to: 'c' } }),
        c: state('in', { stay: { to: 'c' } }),
      },
    }
    const extension = { by: 'office', instrument: 'An order', clause: 'rules#1', confidence: 'ours' }
    const once = compile({
      stages,
      clocks: { c: clock({ starts: 'go', ends: 'stop', length: '5 calendar days', extension }) },
    })
    const over = run(once, begin(once, '2014-01-01'), event('go', '2014-01-01'), event('stop', '2014-01-02')).case
    expect(refused(once, over, extend('c', 5, '2014-01-03'))).toMatchObject({
      reason: 'clock-not-running',
      words: expect.stringContaining('cannot start any more'),
    })
  })
})

describe('a suspension', () => {
  const suspended = run(watch, drafting, { kind: 'suspend', clock: 'plan', on: day('2014-01-08'), by: 'master' })
  const resumed = run(watch, suspended.case, { kind: 'resume', clock: 'plan', on: day('2014-01-13') })

  test('stops the count: its days do not count, the day of the resumption does', () => {
    expect(suspended.effects).toEqual([{ kind: 'clock-suspended', clock: 'plan' }])
    expect(resumed.effects).toEqual([
      { kind: 'clock-resumed', clock: 'plan' },
      {
        kind: 'clock-moved',
        clock: 'plan',
        from: day('2014-01-17'),
        to: day('2014-01-22'),
        because: 'Suspended from Wednesday 8 January 2014 until Monday 13 January 2014',
      },
    ])
    expect(resumed.case.clocks[0]?.suspensions).toEqual([[day('2014-01-08'), day('2014-01-12')]])
  })

  test('keeps a clock from running out, and what ends it from being late', () => {
    expect(run(watch, suspended.case, tick('2014-03-01')).effects).toEqual([])
    expect(run(watch, suspended.case, event('published', '2014-03-01')).effects).toContainEqual(
      expect.objectContaining({ kind: 'clock-ended', clock: 'plan', late: false }),
    )
  })

  test('is refused twice, and of a clock that does not run, has run out, or that nobody may suspend', () => {
    const suspend = (clockId: string, on: string) => ({ kind: 'suspend', clock: clockId, on: day(on) }) as const
    expect(refused(watch, suspended.case, suspend('plan', '2014-01-09')).reason).toBe('clock-not-running')
    expect(refused(watch, drafting, suspend('plan', '2014-02-09')).words).toContain('has run out')
    expect(refused(watch, drafting, suspend('update', '2014-01-09')).reason).toBe('cannot-suspend')
    expect(refused(watch, drafting, { kind: 'resume', clock: 'plan', on: day('2014-01-09') }).reason).toBe(
      'clock-not-running',
    )
  })
})

describe('a period', () => {
  const open = run(watch, drafting, event('published', '2014-01-10')).case

  test('ends on its last day by itself, and that is an event of its own', () => {
    const { case: found, effects } = run(watch, open, tick('2014-02-07'))
    expect(found.state).toBe('delivery')
    expect(kinds(effects).slice(0, 2)).toEqual(['clock-ran-out', 'moved'])
    expect(effects).toContainEqual({ kind: 'clock-ended', clock: 'comments', due: day('2014-02-07'), late: false })
    expect(effects).toContainEqual({ kind: 'clock-started', clock: 'update', due: day('2014-03-07') })
  })

  test('is not cut short, and what happens on its last day comes before its end', () => {
    expect(refused(watch, open, event('closes', '2014-02-06')).words).toContain(
      'has to run its full length, until Friday 7 February 2014',
    )
    expect(run(watch, open, event('closes', '2014-02-07')).case.state).toBe('delivery')
    expect(run(watch, open, event('asked', '2014-02-07')).case.state).toBe('comment')
    expect(refused(watch, open, event('asked', '2014-02-08')).words).toContain('(delivery)')
  })

  test('comes to the same whether or not ticks were recorded', () => {
    const [ticked, alone] = [
      run(watch, open, tick('2014-02-07'), tick('2014-03-08')).case,
      run(watch, open, tick('2014-03-08')).case,
    ]
    expect({ ...ticked, sequence: 0 }).toEqual({ ...alone, sequence: 0 })
  })
})

test('a clock counts from receipt where it says so, and from the event where no receipt is told', () => {
  const open = run(watch, drafting, event('published', '2014-01-10')).case
  const due = (parts: object) =>
    run(watch, open, event('asked', '2014-01-13', parts)).case.clocks.find(({ clock: id }) => id === 'answer')?.due
  expect(due({ received: day('2014-01-15') })).toBe(day('2014-01-19'))
  expect(due({})).toBe(day('2014-01-17'))
})

test('an event that ends a clock and starts it again turns it over; one that runs is not started again', () => {
  const delivery = run(watch, drafting, event('published', '2014-01-10'), tick('2014-02-07')).case
  const updated = run(watch, delivery, event('updated', '2014-02-20'))
  expect(kinds(updated.effects)).toEqual(['moved', 'clock-ended', 'clock-started'])
  expect(updated.case.clocks.map(({ clock: id, due }) => [id, due])).toEqual([['update', day('2014-03-20')]])
  const asked = run(
    watch,
    run(watch, drafting, event('published', '2014-01-10')).case,
    event('asked', '2014-01-13'),
    event('asked', '2014-01-14'),
  )
  expect(asked.case.clocks.filter(({ clock: id }) => id === 'answer')).toHaveLength(1)
})

test('clocks that run out together go by day, then by name; a case that ends stops them all', () => {
  const stages = {
    first: 'a',
    states: {
      a: state('in', { go: { to: 'a' }, over: { to: 'z' } }),
      z: state('after', undefined, { ends: 'unknown' }),
    },
  }
  const of = (length: string, fires?: string) =>
    clock({ starts: 'go', ends: 'never', length, ...(fires === undefined ? {} : { fires }) })
  const compiled = compile({
    stages,
    clocks: {
      c: of('5 calendar days'),
      b: of('9 calendar days', 'over'),
      a: of('5 calendar days'),
      d: of('12 calendar days'),
    },
  })
  const { effects, case: found } = run(
    compiled,
    begin(compiled, '2014-01-01'),
    event('go', '2014-01-01'),
    tick('2014-02-01'),
  )
  const told = effects.flatMap(one => (one.kind === 'clock-ran-out' ? [one.clock] : []))
  expect(told).toEqual(['a', 'c', 'b'])
  expect(found).toMatchObject({ state: 'z', clocks: [], left: day('2014-01-10') })
})

test('a period of one day that starts itself again ends once a day, and time does not stand still', () => {
  const stages = { first: 'a', states: { a: state('in', { go: { to: 'a' } }) } }
  const daily = clock({ starts: 'go', ends: 'go', fires: 'go', is: 'period', length: '1 calendar days' })
  const compiled = compile({ stages, clocks: { daily } })
  const { effects } = run(compiled, begin(compiled, '2014-01-01'), event('go', '2014-01-01'), tick('2014-01-05'))
  expect(effects.filter(({ kind }) => kind === 'clock-ran-out')).toHaveLength(5)
})

test('past the end of its calendar a clock has no day, and never runs out', () => {
  const stages = { first: 'a', states: { a: state('in', { go: { to: 'a' } }) } }
  const compiled = compile({
    stages,
    clocks: { c: clock({ starts: 'go', ends: 'stop', length: '20 working days', calendar: 'england' }) },
  })
  const { case: found, effects } = run(compiled, begin(compiled, '2030-12-10'), event('go', '2030-12-10'))
  expect(effects.at(-1)).toEqual({ kind: 'clock-started', clock: 'c', due: null })
  const later = step(compiled, found, { kind: 'tick', on: now }, now)
  expect(later).toMatchObject({ accepted: true, effects: [] })
})
