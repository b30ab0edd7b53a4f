/** A duty that was done is not owed any more, until it begins anew. */
import { describe, expect, test } from 'vitest'
import { dutiesOf } from '../../../src/regimes/standing.ts'
import type { CaseState } from '../../../src/regimes/model.ts'
import { begin, cited, clock, compile, day, event, run, state, type Parts } from './harness.ts'

const duty = (parts: Parts) => ({ title: 'A duty', owner: 'office', during: ['in'], public: false, ...cited, ...parts })

const regime = compile({
  stages: {
    first: 'out',
    states: {
      out: state('before', { enter: { to: 'in' } }),
      in: state('in', {
        told: { to: 'in' },
        asked: { to: 'in' },
        answered: { to: 'in' },
        updated: { to: 'in' },
        leave: { to: 'left' },
        rest: { to: 'resting' },
      }),
      resting: state('in', { back: { to: 'in' } }),
      left: state('after', { enter: { to: 'in' } }),
    },
  },
  clocks: {
    answer: clock({ starts: 'asked', length: '5 calendar days', counted: 'day-after', ends: ['answered', 'leave'] }),
  },
  duties: {
    tell: duty({ when: { 'no-date': true }, 'done-by': 'told' }),
    answer: duty({ when: { clock: 'answer' } }),
    update: duty({ when: { every: 'month' }, 'done-by': 'updated' }),
    align: duty({ when: { 'by-date': '2014-04-01' }, 'done-by': 'told', during: 'in-the-regime' }),
    improve: duty({ when: { 'date-set-by': 'office' }, 'done-by': 'told' }),
  },
})
const owed = (found: CaseState) => dutiesOf(regime, found).map(({ id }) => id)
const inside = run(regime, begin(regime, '2014-01-06'), event('enter', '2014-01-06')).case

describe('a duty that was done', () => {
  test('is not owed any more, and that it was done is told with its owner', () => {
    const told = run(regime, inside, event('told', '2014-03-01'))
    expect(owed(inside)).toEqual(['tell', 'answer', 'update', 'align', 'improve'])
    expect(owed(told.case)).toEqual(['answer', 'update'])
    expect(told.effects).toContainEqual({ kind: 'duty-done', duty: 'tell', owner: 'office', late: false })
    expect(run(regime, told.case, event('told', '2014-03-02')).effects).not.toContainEqual(
      expect.objectContaining({ kind: 'duty-done' }),
    )
  })

  test('by a date for everybody has that date, and is late after it', () => {
    expect(dutiesOf(regime, inside).find(({ id }) => id === 'align')?.due).toBe(day('2014-04-01'))
    const lateOn = (date: string) =>
      run(regime, inside, event('told', date)).effects.flatMap(one =>
        one.kind === 'duty-done' && one.duty === 'align' ? [one.late] : [],
      )
    expect(lateOn('2014-04-01')).toEqual([false])
    expect(lateOn('2014-04-02')).toEqual([true])
  })

  test('by ending its clock is late where the clock was, and owed anew when the clock starts anew', () => {
    const answered = run(regime, inside, event('asked', '2014-02-03'), event('answered', '2014-02-09'))
    expect(answered.effects).toContainEqual({ kind: 'duty-done', duty: 'answer', owner: 'office', late: true })
    expect(owed(answered.case)).not.toContain('answer')
    const again = run(regime, answered.case, event('asked', '2014-03-03')).case
    expect(owed(again)).toContain('answer')
    expect(dutiesOf(regime, again).find(({ id }) => id === 'answer')?.due).toBe(day('2014-03-08'))
  })

  test('is shown by the end of its clock only where that runs', () => {
    expect(owed(run(regime, inside, event('answered', '2014-02-03')).case)).toContain('answer')
  })

  test('begins anew when its states are entered from outside, and stays done between them', () => {
    const told = run(regime, inside, event('told', '2014-03-01')).case
    const resting = run(regime, told, event('rest', '2014-03-02')).case
    expect(resting.done).toEqual(['align'])
    const back = run(regime, resting, event('back', '2014-03-03')).case
    expect(owed(back)).toEqual(['tell', 'answer', 'update', 'improve'])
    const returned = run(regime, told, event('leave', '2014-03-02'), event('enter', '2014-03-03')).case
    expect(owed(returned)).toEqual(['tell', 'answer', 'update', 'align', 'improve'])
  })

  test('and recurs is never done for good', () => {
    const updated = run(regime, inside, event('updated', '2014-02-01'))
    expect(owed(updated.case)).toContain('update')
    expect(updated.effects).toEqual([expect.objectContaining({ kind: 'moved' })])
  })
})
