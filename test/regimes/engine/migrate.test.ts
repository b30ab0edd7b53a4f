import { expect, test } from 'vitest'
import { migrate, type Migration } from '../../../src/regimes/migrate.ts'
import { step } from '../../../src/regimes/step.ts'
import { begin, cited, clock, compile, day, event, now, run, state } from './harness.ts'
import { met, watch } from './watch.ts'

const start = run(watch, begin(watch, '2014-01-06', 'trust'), event('admitted', '2014-01-06', { answers: met })).case
const delivery = run(watch, start, event('published', '2014-01-10'), event('closes', '2014-02-07')).case

/** The same watch with other words, and a longer time for plans. */
function version(year: string, changes: object = {}) {
  const { regime } = watch
  const versions = { [year]: { title: 'Later', 'in-force': { from: '2014-01-01', to: null }, ...cited } }
  const plan = { ...regime.clocks['plan'], length: '15 working days' }
  return compile({ ...regime, versions, clocks: { ...regime.clocks, plan }, ...changes }, undefined, year)
}

function possible(found: Migration) {
  if (!found.possible) throw new Error(found.words)
  return found
}

test('a case goes to another version of its regime by equal states, and its clocks are counted by the new rules', () => {
  const later = version('2014')
  const found = possible(migrate(watch, later, start, day('2014-01-08')))
  expect(found.case).toMatchObject({
    pin: later.pin,
    state: 'draft',
    entered: start.entered,
    last: day('2014-01-08'),
    sequence: 2,
  })
  expect(found.effects).toContainEqual(
    expect.objectContaining({ kind: 'clock-moved', clock: 'plan', from: day('2014-01-17'), to: day('2014-01-24') }),
  )
  expect(found.effects.map(({ kind }) => kind)).not.toContain('place-taken')
  expect(found.clocks).toEqual({ kept: ['plan'], dropped: [] })
  expect(found.duties).toEqual({
    kept: [
      { from: 'write-plan', to: 'write-plan' },
      { from: 'tell-staff', to: 'tell-staff' },
    ],
    lapsed: [],
    begun: [],
  })
  expect(found.words[0]).toBe(
    'From Wednesday 8 January 2014 the case runs on Small Watch, version 2014: from "A state" it comes to "A state".',
  )
  // From now on it runs on the new version, and on no other.
  const published = event('published', '2014-01-20')
  expect(step(later, found.case, published, now)).toMatchObject({ accepted: true })
  expect(step(watch, found.case, published, now)).toMatchObject({ refusal: { reason: 'other-version' } })
})

const successor = compile({
  regime: 'harbour-guard',
  title: 'Harbour Guard',
  stages: {
    first: 'guarded',
    states: { guarded: state('in', { freed: { to: 'free' } }), free: state('after', undefined, { ends: 'success' }) },
  },
  duties: {
    diary: {
      title: 'Keep a diary',
      owner: 'office',
      during: ['guarded'],
      when: { every: 'week' },
      public: true,
      ...cited,
    },
  },
  clocks: { plan: clock({ starts: 'never', ends: 'freed', length: '10 calendar days' }) },
  relations: {
    'migrates-from': {
      'small-watch': { says: 'It takes over.', stages: { delivery: 'guarded' }, duties: { log: 'diary' }, ...cited },
    },
  },
})

test('another regime takes a case over by its own mapping of states and duties', () => {
  const found = possible(migrate(watch, successor, delivery, day('2014-03-01')))
  expect(found.case).toMatchObject({
    pin: successor.pin,
    route: null,
    state: 'guarded',
    strands: {},
    clocks: [],
    taken: {},
    entered: day('2014-03-01'),
    left: null,
  })
  expect(found.duties).toEqual({
    kept: [{ from: 'log', to: 'diary' }],
    lapsed: ['change-board', 'balance', 'renew'],
    begun: [],
  })
  expect(found.clocks).toEqual({ kept: [], dropped: ['update'] })
  expect(found.effects.map(({ kind }) => kind)).toEqual(
    [
      'moved',
      'moved',
      'place-released',
      'place-taken',
      'duty-ends',
      'duty-begins',
      'power-ends',
      'clock-ended',
    ].toSpliced(4, 0, 'duty-ends', 'duty-ends', 'duty-ends'),
  )
  expect(found.words).toContain('Clocks that end: A clock.')
})

test('what was done stays done where it is owed once there too, and does not lapse', () => {
  const changed = run(watch, delivery, event('board-changed', '2014-02-20')).case
  expect(changed.done).toEqual(['change-board'])
  expect(possible(migrate(watch, version('2014'), changed, day('2014-03-01'))).case.done).toEqual(['change-board'])
  const found = possible(migrate(watch, successor, changed, day('2014-03-01')))
  expect(found.case.done).toEqual([])
  expect(found.duties.lapsed).toEqual(['balance', 'renew'])
})

test('a change that ends the case stops its clocks', () => {
  const ending = compile({
    regime: 'harbour-guard',
    title: 'Harbour Guard',
    stages: {
      first: 'guarded',
      states: { guarded: state('in', { freed: { to: 'free' } }), free: state('after', undefined, { ends: 'success' }) },
    },
    clocks: { update: clock({ starts: 'never', ends: 'freed', length: '10 calendar days' }) },
    relations: {
      'migrates-from': { 'small-watch': { says: 'It is over.', stages: { delivery: 'free' }, ...cited } },
    },
  })
  const found = possible(migrate(watch, ending, delivery, day('2014-03-01')))
  expect(found.case).toMatchObject({ state: 'free', clocks: [] })
  expect(found.clocks).toEqual({ kept: [], dropped: ['update'] })
  expect(found.effects).toContainEqual(expect.objectContaining({ kind: 'clock-ended', clock: 'update' }))
})

test('what has nowhere to go is refused, with what is missing', () => {
  const why = (found: Migration) => (found.possible ? '' : [found.missing, found.words])
  expect(why(migrate(watch, successor, start, day('2014-03-01')))).toEqual([
    'state draft',
    'Harbour Guard, version 2010, has no state for a case in "draft". Add it to `migrates-from`, or move the case on first.',
  ])
  expect(why(migrate(successor, watch, begin(successor, '2014-01-01'), day('2014-03-01')))[0]).toBe('migrates-from')
  expect(why(migrate(watch, successor, delivery, day('2014-01-01')))[0]).toBe('day')
  const oneRoute = version('2014', { routes: { foundation: { title: 'Foundation', ...cited } } })
  expect(why(migrate(watch, oneRoute, delivery, day('2014-03-01')))[0]).toBe('route')
  const closed = run(watch, start, event('dissolved', '2014-01-08')).case
  expect(why(migrate(watch, version('2014'), closed, day('2014-03-01')))[0]).toBe('open case')
})

test('a preview writes nothing: the case is as it was', () => {
  const copy = structuredClone(delivery)
  migrate(watch, successor, delivery, day('2014-03-01'))
  expect(delivery).toEqual(copy)
})
