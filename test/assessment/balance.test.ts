/** The balance alarm: rings when finance and quality part ways, in either direction, and at no other time. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balanceAlarms, type BalanceSeries, type FinanceScore } from '../../src/assessment/balance.ts'
import { spc } from '../../src/statistics/spc.ts'
import type { Improvement } from '../../src/statistics/spc-model.ts'

/** Twenty-four months about a level, the last eight of them `step` away from it. */
function stepped(step: number, improvement: Improvement) {
  const points = Array.from({ length: 24 }, (_, m) => ({
    date: `${2024 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}-01`,
    value: 50 + (m % 2) + (m >= 16 ? step : 0),
  }))
  return spc(points, { improvement }).variation
}

const finance = (step: number): BalanceSeries => ({
  metric: 'x-balance',
  name: 'Balance',
  aspect: 'finance',
  until: '2025-12-31',
  variation: stepped(step, 'increase'),
})
const waits = (step: number): BalanceSeries => ({
  metric: 'x-waits',
  name: 'Waits',
  aspect: 'quality',
  until: '2025-12-31',
  variation: stepped(step, 'decrease'),
})
const score = (before: number, now: number): FinanceScore => ({
  name: 'Finance and productivity',
  before: { period: 'Q4 2024/25', score: before },
  now: { period: 'Q4 2025/26', score: now },
})

describe('finance improves', () => {
  it('rings when waits grow while the balance rises, and names both', () => {
    const [alarm, ...others] = balanceAlarms([finance(10), waits(10)], null)
    expect(others).toEqual([])
    expect(alarm).toMatchObject({ direction: 'finance-improves', score: null })
    expect(alarm?.finance.map(({ metric }) => metric)).toEqual(['x-balance'])
    expect(alarm?.against.map(({ metric }) => metric)).toEqual(['x-waits'])
    expect(alarm?.says).toMatch(/Balance shows special-cause improvement.*Special-cause concern: Waits\./)
  })

  it('stays silent when both improve, when both get worse, and when either has not changed', () => {
    for (const [money, waiting] of [
      [10, -10],
      [-10, 10],
      [0, 10],
      [10, 0],
      [0, 0],
    ] as const)
      expect(balanceAlarms([finance(money), waits(waiting)], null)).toEqual([])
  })

  it('takes a finance score better by half a point for an improvement, exactly half included', () => {
    const flat = finance(0)
    expect(balanceAlarms([flat, waits(10)], score(2.55, 2.06))).toEqual([])
    const [alarm] = balanceAlarms([flat, waits(10)], score(2.55, 2.05))
    expect(alarm?.direction).toBe('finance-improves')
    expect(alarm?.finance).toEqual([])
    expect(alarm?.says).toContain('went from 2.55 (Q4 2024/25) to 2.05 (Q4 2025/26), where 1 is best')
  })

  it('counts productivity among what must not suffer', () => {
    expect(balanceAlarms([finance(10), { ...waits(10), aspect: 'productivity' }], null)).toHaveLength(1)
  })
})

it('rings the other way round: finance worsens while waits fall', () => {
  const [alarm] = balanceAlarms([finance(-10), waits(-10)], null)
  expect(alarm?.direction).toBe('finance-worsens')
  expect(alarm?.says).toContain('Quality or productivity is improving while finance is not')
  expect(balanceAlarms([finance(0), waits(-10)], score(2, 2.5))[0]?.direction).toBe('finance-worsens')
})

it('leaves out series that ended more than a year before the newest, and those of which nobody says what they are', () => {
  expect(balanceAlarms([finance(10), { ...waits(10), until: '2020-02-29' }], null)).toEqual([])
  expect(balanceAlarms([finance(10), { ...waits(10), aspect: null }], null)).toEqual([])
})

it('is silent without anything to go by', () => {
  expect(balanceAlarms([], null)).toEqual([])
  expect(balanceAlarms([], score(4, 1))).toEqual([])
})

it('never rings without special cause on the other side, whatever the series', () => {
  const aspect = fc.constantFrom('finance', 'productivity', 'quality', null)
  const variation = fc.constantFrom('improvement-high', 'concern-low', 'neutral-high', 'common-cause', 'none')
  const series = fc.array(
    fc.record({ metric: fc.string(), name: fc.string(), aspect, variation, until: fc.constant('2026-03-31') }),
  )
  const scores = fc.tuple(fc.double({ min: 1, max: 4, noNaN: true }), fc.double({ min: 1, max: 4, noNaN: true }))
  fc.assert(
    fc.property(series, scores, (given, [before, now]) => {
      for (const alarm of balanceAlarms(given as readonly BalanceSeries[], score(before, now))) {
        const better = alarm.direction === 'finance-improves'
        expect(alarm.against.length).toBeGreaterThan(0)
        expect(alarm.against.every(one => one.variation.startsWith(better ? 'concern' : 'improvement'))).toBe(true)
        expect(alarm.finance.length > 0 || alarm.score !== null).toBe(true)
      }
    }),
  )
})
