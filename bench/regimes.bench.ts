/**
 * The engine of regimes: accepted transitions a second in one thread, bare, and with clocks started, ended and run out on the
 * way; a whole statutory timetable with its arithmetic in words; and all files loaded and checked, every version and every
 * example. The target is 1,000,000 transitions a second, a timetable in under 1 ms, and all files in under 1 second. Here absolute numbers are told, since the targets are absolute: mind the machine.
 */
import { event, begin, accepted, clock, compile, day, state } from '../test/regimes/engine/harness.ts'
import { firstLaw } from '../test/regimes/clocks/administration.ts'
import type { CompiledRegime } from '../src/regimes/compiled.ts'
import type { CaseEvent, CaseState } from '../src/regimes/model.ts'
import { loadCalendars } from '../src/regimes/calendar-file.ts'
import { checkRegimeFile } from '../src/regimes/examples-file.ts'
import { shippedRegimes } from '../src/regimes/regime-text-file.ts'
import { loadShelf } from '../src/regimes/shelf-file.ts'
import { step } from '../src/regimes/step.ts'
import { timetable } from '../src/regimes/timetable.ts'
import { type Bench, spread, table } from './bench.ts'

const bare = compile({
  stages: {
    first: 'a',
    states: { a: state('in', { go: { to: 'b' } }), b: state('in', { back: { to: 'a' }, stay: { to: 'b' } }) },
  },
})
const full = compile({
  stages: {
    first: 'a',
    states: {
      a: state('before', { go: { to: 'b', if: 'entry', by: 'office' } }),
      b: state('in', { back: { to: 'a', 'at-most': 60 }, stay: { to: 'b' } }),
    },
  },
  strands: {
    review: { title: 'Review', while: ['b'], first: 'x', states: { x: { title: 'X', ...citation() } }, ...citation() },
  },
  clocks: {
    plan: clock({ starts: 'go', ends: 'back', length: '20 working days', calendar: 'england' }),
    update: clock({ starts: ['go', 'stay'], ends: 'stay', length: '1 months', counted: 'day-after' }),
  },
  duties: {
    plan: {
      title: 'Plan',
      owner: 'office',
      during: 'in-the-regime',
      when: { clock: 'plan' },
      public: true,
      ...citation(),
    },
    tell: {
      title: 'Tell',
      owner: 'office',
      during: ['b'],
      when: { 'at-once': true },
      public: true,
      'done-by': 'stay',
      ...citation(),
    },
  },
})

function citation() {
  return { clause: 'rules#1', confidence: 'ours' }
}

const on = '2012-07-16'
const met = { answers: { entry: 'met' as const }, by: 'office' }
const bareEvents = [event('go', on), event('stay', on), event('stay', on), event('back', on)]
const clockEvents = [event('go', on, met), event('stay', on), event('stay', on), event('stay', on)]

/** The same days over and over, so that what is timed is the engine and not the calendar's end. */
function drive(compiled: CompiledRegime, first: CaseState, events: readonly CaseEvent[], count: number): CaseState {
  const today = day('2030-12-31')
  let found = first
  for (let index = 0; index < count; index++) {
    if (index % events.length === 0) found = first
    found = accepted(step(compiled, found, events[index % events.length] as CaseEvent, today)).case
  }
  return found
}

const count = 400_000
const contenders = [
  { name: 'bare transitions', run: () => drive(bare, begin(bare, on), bareEvents, count), of: count },
  {
    name: 'with clocks, duties, role, criterion and a strand',
    run: () => drive(full, begin(full, on), clockEvents, count),
    of: count,
  },
  {
    name: 'timetables of 6 clocks in words',
    run: () => {
      for (let index = 0; index < 2000; index++)
        timetable(firstLaw, { events: { appointment: day(on) + (index % 250) } })
    },
    of: 2000,
  },
]

const files = [
  {
    name: 'load and check all files',
    run: async () => {
      const calendars = await loadCalendars()
      for (const id of await shippedRegimes())
        if (!(await checkRegimeFile(id, calendars)).sound) throw new Error(`${id} is not sound.`)
    },
  },
  { name: 'load all files, ready to run', run: loadShelf },
]

export default {
  name: 'regimes',
  run: async ({ rounds, print }) => {
    const rows = contenders.map(({ name, run, of }) => {
      run()
      const rates = Array.from({ length: rounds }, () => {
        const start = performance.now()
        run()
        return of / ((performance.now() - start) / 1000)
      })
      const [least, median, most] = spread(rates)
      return [name, ...[least, median, most].map(rate => `${Math.round(rate).toLocaleString('en-GB')} /s`)]
    })
    // The first of them is told as well: a command starts cold.
    for (const { name, run } of files) {
      const times: number[] = []
      for (let round = 0; round <= rounds; round++) {
        const start = performance.now()
        await run()
        times.push(performance.now() - start)
      }
      const [first = 0, ...later] = times
      const [least, median, most] = spread(later)
      const cells = [most, median, least].map(time => `${Math.round(time)} ms`)
      rows.push([`${name} (cold ${Math.round(first)} ms)`, ...cells])
    }
    for (const line of table([['', 'slowest', 'median', 'fastest'], ...rows])) print(line)
  },
} satisfies Bench
