/** What falls due in a case between two days: each thing once, on its day, and nothing else. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agendaOf, type AgendaItem } from '../../../src/casework/duty-agenda.ts'
import { dutiesFallingDue } from '../../../src/casework/duty-calendar.ts'
import { loadCalendars } from '../../../src/regimes/calendar-file.ts'
import { compileRegime } from '../../../src/regimes/compile.ts'
import type { CompiledRegime } from '../../../src/regimes/compiled.ts'
import { dayFromIso, isoFromDay, monthsLater } from '../../../src/regimes/day.ts'
import type { CaseState, RunningClock } from '../../../src/regimes/model.ts'
import { openCase } from '../../../src/regimes/open-case.ts'
import { loadShelf } from '../../../src/regimes/shelf-file.ts'
import { courseOf, dutiesOf } from '../../../src/regimes/standing.ts'
import { step } from '../../../src/regimes/step.ts'
import { changed, harbour } from '../../regimes/examples/harbour.ts'

const day = dayFromIso
const calendars = await loadCalendars()
const byDate = changed(['when: { before: consultation-closed }', 'when: { by-date: 2014-07-31 }'])
const rules = compileRegime(harbour('2014', byDate), calendars)

/** A case of the watch that entered on 2 June 2014. */
const entered = played(rules, [['admitted-at-once', '2014-06-02']])
const inConsultation = played(rules, [
  ['admitted-at-once', '2014-06-02'],
  ['draft-published', '2014-07-01'],
])
const between = (from: string, to: string, today = from) => ({ from: day(from), to: day(to), today: day(today) })
const told = (items: readonly AgendaItem[]) =>
  items.map(({ kind, due, title, overdue }) => [isoFromDay(due), kind, title, overdue])

describe('a deadline', () => {
  it('is told by the duty that it times: who owes it, to whom, and how its day was counted', () => {
    const [item, ...others] = agendaOf(rules, entered, between('2014-09-01', '2014-09-01', '2014-08-01'))
    expect(others).toEqual([])
    expect(item).toMatchObject({
      kind: 'deadline',
      key: 'duty/draft-plan/2014-06-02',
      due: day('2014-09-01'),
      title: 'Publish a draft plan',
      owner: 'pilot',
      to: 'The public',
      public: true,
      overdue: false,
    })
    expect(item?.words).toContain('65 working days beginning with Monday 2 June 2014')
  })

  it('is overdue on the day after its last, whatever days are asked for, and comes first', () => {
    const due = (today: string) => agendaOf(rules, entered, between('2014-12-01', '2014-12-31', today))
    expect(told(due('2014-09-01'))).toEqual([])
    expect(told(due('2014-09-02'))).toEqual([['2014-09-01', 'deadline', 'Publish a draft plan', true]])
  })

  it('is told by itself where no duty rests on it, and not at all while it stands still or has no day', () => {
    const window = between('2014-07-01', '2014-07-31')
    const replies = (clocks: readonly RunningClock[]) =>
      agendaOf(rules, { ...inConsultation, clocks }, window).filter(({ key }) => key.startsWith('clock/reply'))
    expect(told(replies(inConsultation.clocks))).toEqual([
      ['2014-07-15', 'deadline', 'The foundation trust replies', false],
    ])
    expect(replies(inConsultation.clocks.map(one => ({ ...one, suspendedOn: day('2014-07-02') })))).toEqual([])
    expect(replies(inConsultation.clocks.map(one => ({ ...one, due: null })))).toEqual([])
  })

  it('keeps its key when its day moves', () => {
    const longer = entered.clocks.map(one => ({ ...one, due: (one.due ?? 0) + 30 }))
    const keys = (found: CaseState) =>
      agendaOf(rules, found, between('2014-06-02', '2015-06-02')).map(({ key, due }) => [key, due])
    const [before] = keys(entered)
    const [after] = keys({ ...entered, clocks: longer })
    expect(after?.[0]).toBe(before?.[0])
    expect(after?.[1]).not.toBe(before?.[1])
  })
})

it('a period ends on its last day and is overdue for nobody, also before the clock has told it', () => {
  const comment = (today: string) =>
    told(agendaOf(rules, inConsultation, between('2014-07-01', '2014-07-31', today))).filter(
      ([, , title]) => title === 'Time for comment',
    )
  expect(comment('2014-07-29')).toEqual([['2014-07-29', 'period', 'Time for comment', false]])
  expect(comment('2014-07-30')).toEqual([])
})

it('a duty by a date falls due on it, and is overdue after it', () => {
  const meeting = (today: string) =>
    told(agendaOf(rules, inConsultation, between('2014-07-01', '2014-07-31', today))).filter(
      ([, kind]) => kind === 'by-date',
    )
  expect(meeting('2014-07-31')).toEqual([['2014-07-31', 'by-date', 'Meet the staff', false]])
  expect(meeting('2014-08-01')).toEqual([['2014-07-31', 'by-date', 'Meet the staff', true]])
})

describe('a check after exit', () => {
  const out: CaseState = { ...entered, state: 'watched', clocks: [], left: day('2014-12-31'), last: day('2014-12-31') }
  it('comes so many months after the case left', () => {
    expect(told(agendaOf(rules, out, between('2015-01-01', '2016-12-31')))).toEqual([
      ['2015-12-31', 'after-exit', 'Still affordable after a year', false],
      ['2016-12-31', 'after-exit', 'A visit after two years', false],
    ])
  })

  it('whose day is over is not said to be overdue: nothing shows whether it was done', () => {
    expect(told(agendaOf(rules, out, between('2015-12-01', '2016-01-31', '2016-01-15')))).toEqual([
      ['2015-12-31', 'after-exit', 'Still affordable after a year', null],
    ])
  })

  it('does not come while a case is in', () => {
    expect(agendaOf(rules, entered, between('2014-06-02', '2030-01-01')).some(one => one.kind === 'after-exit')).toBe(
      false,
    )
  })
})

describe('in every state of every regime that ships', async () => {
  const shelf = await loadShelf()
  const standings = shelf.flatMap(({ latest: { compiled } }) =>
    [...compiled.courses].flatMap(([route, course]) => {
      const on = compiled.inForce.from
      const opened = openCase(compiled, { organisations: ['X01'], route, on }, on)
      if (!opened.accepted) throw new Error(opened.refusal.words)
      return [...course.states.keys()].map(state => ({ compiled, found: { ...opened.case, state } }))
    }),
  )
  const days = fc.integer({ min: 0, max: 1200 })
  const any = fc.record({
    standing: fc.constantFrom(...standings),
    entered: days,
    last: days,
    from: days,
    length: fc.integer({ min: 0, max: 200 }),
    today: days,
  })
  type Any = typeof any extends fc.Arbitrary<infer Value> ? Value : never
  const caseAndWindow = ({ standing: { compiled, found }, entered, last, from, length, today }: Any) => {
    const start = compiled.inForce.from
    const state: CaseState = { ...found, entered: start + entered, last: start + entered + last, left: null }
    return { compiled, state, window: { from: start + from, to: start + from + length, today: start + today } }
  }

  it('duties that recur are those that fall due day by day, each once', () => {
    let met = 0
    fc.assert(
      fc.property(any, given => {
        const { compiled, state, window } = caseAndWindow(given)
        const expected: string[] = []
        for (let at = Math.max(window.from, state.last); at <= window.to; at += 1)
          expected.push(...dutiesFallingDue(compiled, state, at).map(({ duty }) => `duty/${duty}/${isoFromDay(at)}`))
        const items = agendaOf(compiled, state, window).filter(({ kind }) => kind === 'recurring')
        expect(items.map(({ key }) => key).toSorted()).toEqual(expected.toSorted())
        met += items.length
      }),
      { numRuns: 1000 },
    )
    expect(met).toBeGreaterThan(40)
  })

  const runs = fc.array(
    fc.record({
      length: fc.option(fc.integer({ min: 0, max: 400 }), { freq: 10 }),
      suspended: fc.boolean(),
      ranOut: fc.boolean(),
    }),
    { minLength: 40, maxLength: 40 },
  )

  it('each clock that runs and has a day is told once, or once for each duty that it times', () => {
    let met = 0
    fc.assert(
      fc.property(any, runs, (given, lengths) => {
        const { compiled, state, window } = caseAndWindow(given)
        const { clocks } = courseOf(compiled, state)
        const running = [...clocks.keys()].map((clock, index): RunningClock => {
          const { length, suspended, ranOut } = lengths[index % lengths.length] as (typeof lengths)[number]
          const due = length === null ? null : state.last + length
          const suspendedOn = suspended ? state.last : null
          return { clock, started: state.last, due, extensions: [], suspendedOn, suspensions: [], ranOut }
        })
        const found = { ...state, clocks: running }
        const expected = running.flatMap(({ clock, due, suspendedOn }) => {
          if (due === null || suspendedOn !== null) return []
          const asked = window.from <= due && due <= window.to
          const over = due < window.today
          if (clocks.get(clock)?.clock.is === 'period' ? over || !asked : !over && !asked) return []
          const timed = dutiesOf(compiled, found).filter(
            ({ duty: { when } }) => 'clock' in when && when.clock === clock,
          )
          const since = isoFromDay(state.last)
          return timed.length === 0
            ? [`clock/${clock}/${since} ${due}`]
            : timed.map(({ id }) => `duty/${id}/${since} ${due}`)
        })
        const items = agendaOf(compiled, found, window).filter(({ kind }) => kind === 'deadline' || kind === 'period')
        expect(items.map(({ key, due }) => `${key} ${due}`).toSorted()).toEqual(expected.toSorted())
        met += items.length
      }),
      { numRuns: 1000 },
    )
    expect(met).toBeGreaterThan(50)
  })

  it('nothing is outside the days asked for unless it is overdue, no key comes twice, and overdue comes first', () => {
    fc.assert(
      fc.property(any, given => {
        const { compiled, state, window } = caseAndWindow(given)
        const items = agendaOf(compiled, { ...state, left: state.entered }, window)
        for (const { due, overdue } of items)
          expect(overdue ? due < window.today : window.from <= due && due <= window.to).toBe(true)
        expect(new Set(items.map(({ key }) => key)).size).toBe(items.length)
        const order = items.map(({ overdue, due }) => (overdue ? 0 : 1e6) + due)
        expect(order).toEqual(order.toSorted((a, b) => a - b))
      }),
      { numRuns: 500 },
    )
  })

  it('duties by a date and checks after exit are there once, where their day is asked for', () => {
    for (const { compiled, found } of standings) {
      const left = compiled.inForce.from + 100
      const state: CaseState = { ...found, entered: left - 50, left, last: left }
      const all = { from: 0, to: left + 10_000, today: left }
      const of = (kind: AgendaItem['kind']) => agendaOf(compiled, state, all).filter(one => one.kind === kind)
      const dated = dutiesOf(compiled, state).filter(({ duty }) => 'by-date' in duty.when)
      expect(of('by-date').map(({ due }) => due)).toEqual(
        dated.map(({ lastDay }) => lastDay).toSorted((a, b) => Number(a) - Number(b)),
      )
      const checks = (compiled.regime.exit.sustain ?? []).map(one => monthsLater(left, one['months-after']).day)
      expect(of('after-exit').map(({ due }) => due)).toEqual(checks)
      expect(of('after-exit').every(({ owner }) => owner !== null)).toBe(true)
    }
  })
})

/** A foundation trust's case after some events, whose tests of entry and exit are all met. */
function played(compiled: CompiledRegime, events: readonly (readonly [event: string, on: string])[]): CaseState {
  const on = day(events[0]?.[1] ?? '')
  const opened = openCase(compiled, { organisations: ['X01'], route: 'foundation-trust', on }, on)
  if (!opened.accepted) throw new Error(opened.refusal.words)
  return events.reduce<CaseState>((found, [event, iso]) => {
    const by = event === 'admitted-at-once' ? 'office' : 'pilot'
    const answers = { catastrophe: 'met' as const }
    const taken = step(compiled, found, { kind: 'event', event, on: day(iso), by, answers }, day(iso))
    if (!taken.accepted) throw new Error(taken.refusal.words)
    return taken.case
  }, opened.case)
}
