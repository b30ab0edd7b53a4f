/** What several organisations of one case owe, each for itself: who has done its part, and who is still asked. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agendaOf, type AgendaItem } from '../../../src/casework/duty-agenda.ts'
import { sharedDuties } from '../../../src/casework/duty-parts.ts'
import type { WrittenEvent } from '../../../src/casework/model.ts'
import type { DutyDone } from '../../../src/casework/records/part-done.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import { dayFromIso, isoFromDay } from '../../../src/regimes/day.ts'
import type { CaseState } from '../../../src/regimes/model.ts'
import { openCase } from '../../../src/regimes/open-case.ts'
import { loadShelf } from '../../../src/regimes/shelf-file.ts'
import { dutiesOf } from '../../../src/regimes/standing.ts'
import { compile } from '../../regimes/engine/harness.ts'
import { dutiful } from './dutiful.ts'

const day = dayFromIso
const rules = compile(dutiful)
const area = ['XA01', 'XA02', 'XA03']

/** The watch's case of three hospitals, which entered on 13 January 2014: ten working days run until 24 January. */
const found: CaseState = {
  ...opened(rules, area),
  state: 'draft',
  entered: day('2014-01-13'),
  last: day('2014-01-13'),
  clocks: [
    {
      clock: 'plan',
      started: day('2014-01-13'),
      due: day('2014-01-24'),
      extensions: [],
      suspendedOn: null,
      suspensions: [],
      ranOut: false,
    },
  ],
}

type Said = Pick<DutyDone, 'duty' | 'done'> & { readonly organisation: string | null; readonly due?: string | null }
function written({ duty, done, organisation, due = null }: Said): StoredRecord {
  const body: DutyDone = { duty, due, done, says: 'Done', title: duty }
  return { kind: 'duty-done', organisation, body } as unknown as StoredRecord
}

const begun = (duty: string, effective: string) =>
  ({
    kind: 'event',
    sequence: 1,
    corrects: null,
    effective,
    effects: [{ kind: 'duty-begins', duty, owner: 'crew' }],
  }) as unknown as WrittenEvent

/** How the parts of a duty stand on a day: of each organisation its day, `owed`, `overdue` or `not said`. */
function parts(
  duty: string,
  today: string,
  records: readonly StoredRecord[],
  state = found,
  events = [] as WrittenEvent[],
) {
  return sharedDuties(rules, state, { records, events }, day(today))
    .filter(({ owed }) => owed.id === duty)
    .map(({ due, parts: all }) => [
      due === null ? null : isoFromDay(due),
      ...all.map(({ done, overdue }) =>
        done !== null ? isoFromDay(done) : overdue === null ? 'not said' : overdue ? 'overdue' : 'owed',
      ),
    ])
}

describe('a part of a duty', () => {
  const one = written({ duty: 'plan', done: '2014-01-20', organisation: 'XA02' })

  it('is done by the organisation whose it is, and still owed by the others, overdue after the last day', () => {
    expect(parts('plan', '2014-01-24', [one])).toEqual([['2014-01-24', 'owed', '2014-01-20', 'owed']])
    expect(parts('plan', '2014-01-25', [one])).toEqual([['2014-01-24', 'overdue', '2014-01-20', 'overdue']])
  })

  it('is not overdue while its clock stands still', () => {
    const [clock] = found.clocks
    const still = { ...found, clocks: clock ? [{ ...clock, suspendedOn: day('2014-01-20') }] : [] }
    expect(parts('plan', '2014-02-25', [one], still)).toEqual([[null, 'owed', '2014-01-20', 'owed']])
  })

  it('is owed again where a later version says that it was not done, or its clock started anew after it', () => {
    const back = written({ duty: 'plan', done: null, organisation: 'XA02' })
    expect(parts('plan', '2014-01-24', [back])).toEqual([['2014-01-24', 'owed', 'owed', 'owed']])
    const [clock] = found.clocks
    const anew = { ...found, clocks: clock ? [{ ...clock, started: day('2014-01-21') }] : [] }
    expect(parts('plan', '2014-01-24', [one], anew)).toEqual([['2014-01-24', 'owed', 'owed', 'owed']])
  })

  it('of a duty without a day counts from the latest event with which it began', () => {
    const told = written({ duty: 'tell', done: '2014-01-20', organisation: 'XA01' })
    expect(parts('tell', '2014-06-01', [told])).toEqual([[null, '2014-01-20', 'owed', 'owed']])
    const since = (on: string) => parts('tell', '2014-06-01', [told], found, [begun('tell', on)])
    expect(since('2014-01-20')).toEqual([[null, '2014-01-20', 'owed', 'owed']])
    expect(since('2014-01-21')).toEqual([[null, 'owed', 'owed', 'owed']])
  })

  it('of a duty that recurs is told for the due day before and the next; of the past nobody knows where nothing is said', () => {
    const report = written({ duty: 'report', due: '2014-02-13', done: '2014-02-12', organisation: 'XA03' })
    expect(parts('report', '2014-03-01', [report])).toEqual([
      ['2014-02-13', 'not said', 'not said', '2014-02-12'],
      ['2014-03-13', 'owed', 'owed', 'owed'],
    ])
    expect(parts('report', '2014-02-13', [report])).toEqual([['2014-02-13', 'owed', 'owed', '2014-02-12']])
  })

  it('is none of a duty that others owe, nor where the case is of one organisation', () => {
    expect(parts('keep-watch', '2014-02-01', [])).toEqual([])
    expect(parts('plan', '2014-01-24', [], { ...found, organisations: ['XA01'] })).toEqual([])
  })
})

describe('the agenda', () => {
  const window = { from: day('2014-01-01'), to: day('2014-04-30'), today: day('2014-01-20') }
  const keys = (state: CaseState, records: readonly StoredRecord[]) =>
    agendaOf(rules, state, window, { records, events: [] }).map(({ key }) => key)

  it('asks each organisation by itself, and no more those that have done their part', () => {
    const records = [
      written({ duty: 'plan', done: '2014-01-20', organisation: 'XA02' }),
      written({ duty: 'report', due: '2014-02-13', done: '2014-02-12', organisation: 'XA03' }),
      written({ duty: 'renew', done: '2014-01-15', organisation: 'XA01' }),
    ]
    expect(keys(found, records).toSorted()).toEqual([
      'duty/keep-watch/2014-02-13',
      'duty/keep-watch/2014-03-13',
      'duty/keep-watch/2014-04-13',
      'duty/plan/XA01/2014-01-13',
      'duty/plan/XA03/2014-01-13',
      'duty/renew/XA02',
      'duty/renew/XA03',
      ...['XA01', 'XA02'].flatMap(code => [
        `duty/report/${code}/2014-02-13`,
        `duty/report/${code}/2014-03-13`,
        `duty/report/${code}/2014-04-13`,
      ]),
      'duty/report/XA03/2014-03-13',
      'duty/report/XA03/2014-04-13',
    ])
  })

  it('of one organisation stays as it was, but for what it wrote down to be done', () => {
    const alone = { ...found, organisations: ['XA01'] }
    const before = keys(alone, [])
    expect(before).toContain('duty/report/2014-02-13')
    const report = written({ duty: 'report', due: '2014-02-13', done: '2014-02-12', organisation: null })
    expect(keys(alone, [report])).toEqual(before.filter(key => key !== 'duty/report/2014-02-13'))
  })
})

const shelf = await loadShelf()

describe('in any stage of any regime that ships', () => {
  const standings = shelf.flatMap(({ latest: { compiled } }) =>
    [...compiled.courses].flatMap(([route, course]) =>
      [...course.states.keys()].map(state => ({ compiled, state: { ...opened(compiled, area, route), state } })),
    ),
  )
  const asked = fc.record({
    standing: fc.constantFrom(...standings),
    entered: fc.integer({ min: 0, max: 600 }),
    today: fc.integer({ min: 0, max: 1200 }),
    done: fc.infiniteStream(fc.boolean()),
  })

  it('the area is asked for what one alone would be, each of it, without exactly what is written to be done', () => {
    let met = 0
    fc.assert(
      fc.property(asked, ({ standing: { compiled, state }, entered, today: on, done }) => {
        const start = compiled.inForce.from
        const entry = start + entered
        const case_: CaseState = { ...state, entered: entry, last: entry }
        const window = { from: entry, to: entry + 400, today: start + on }
        const agenda = (one: CaseState, records: readonly StoredRecord[] = []) =>
          agendaOf(compiled, one, window, { records, events: [] })
        const own = new Set(
          dutiesOf(compiled, case_).flatMap(({ id, owner }) =>
            compiled.regime.roles[owner]?.kind === 'organisation' ? [id] : [],
          ),
        )
        const isOwn = ({ key }: AgendaItem) => key.startsWith('duty/') && own.has(key.split('/')[1] ?? '')
        const one = agenda({ ...case_, organisations: ['XA01'] })
        const all = agenda(case_)
        expect(all.filter(item => !isOwn(item))).toEqual(one.filter(item => !isOwn(item)))
        expect(all.filter(isOwn).map(plainKey).toSorted()).toEqual(
          one
            .filter(isOwn)
            .flatMap(({ key }) => area.map(() => key))
            .toSorted(),
        )
        expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
        const [isDone] = [done[Symbol.iterator]()]
        const gone = all.filter(item => isOwn(item) && isDone.next().value)
        const records = gone.map(({ key, kind, organisation = null, due }) =>
          written({
            duty: key.split('/')[1] ?? '',
            organisation,
            done: isoFromDay(due),
            due: kind === 'recurring' ? isoFromDay(due) : null,
          }),
        )
        expect(agenda(case_, records)).toEqual(all.filter(item => !gone.includes(item)))
        met += gone.length
      }),
      { numRuns: 300 },
    )
    expect(met).toBeGreaterThan(40)
  })
})

/** A key as it would be of a case of one organisation. */
function plainKey({ key, organisation }: AgendaItem): string {
  return key
    .split('/')
    .filter(part => part !== organisation)
    .join('/')
}

function opened(
  compiled: Parameters<typeof openCase>[0],
  organisations: readonly string[],
  route: string | null = null,
) {
  const on = compiled.inForce.from
  const begins = openCase(compiled, { organisations, route, on }, on)
  if (!begins.accepted) throw new Error(begins.refusal.words)
  return begins.case
}
