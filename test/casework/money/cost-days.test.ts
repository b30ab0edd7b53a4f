/** Which financial year a cost belongs to: by the days that it is for, and no penny lost between years. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costWithin, datedCosts } from '../../../src/casework/money/cost-days.ts'
import type { Balance } from '../../../src/casework/money/ledger.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import { isoFromDay } from '../../../src/regimes/day.ts'

const year = (first: number) => ({ start: `${first}-04-01`, end: `${first + 1}-03-31` })

test('a cost is spread evenly over the days that it is for, and each year has its own part', () => {
  const spanning = [{ pence: 6_100, start: '2026-03-01', end: '2026-04-30' }]
  expect([2025, 2026, 2027].map(first => costWithin(spanning, year(first)))).toEqual([3_100, 3_000, 0])
  const within = [{ pence: 101, start: '2025-04-01', end: '2026-03-31' }]
  expect([2024, 2025, 2026].map(first => costWithin(within, year(first)))).toEqual([0, 101, 0])
})

test('over years that follow one another it comes to the whole, to the penny', () => {
  const cost = fc
    .record({
      pence: fc.integer({ min: 1, max: 10 ** 12 }),
      from: fc.integer({ min: 16_000, max: 18_000 }),
      days: fc.nat(900),
    })
    .map(({ pence, from, days }) => ({ pence, start: isoFromDay(from), end: isoFromDay(from + days) }))
  fc.assert(
    fc.property(fc.array(cost), costs => {
      const years = Array.from({ length: 12 }, (_, index) => costWithin(costs, year(2012 + index)))
      expect(years.every(pence => pence >= 0)).toBe(true)
      expect(years.reduce((sum, pence) => sum + pence, 0)).toBe(costs.reduce((sum, { pence }) => sum + pence, 0))
    }),
  )
})

test('an invoice is for its days, the check of a claim for those of the claim, a result for the day of its check', () => {
  const balance = (item: string, pence: number) =>
    ({ line: 'own', payer: 'trust', account: 'cost', contract: null, item, pence }) as Balance
  const record = (id: string, kind: string, body: object) =>
    ({ id, kind, body, effective: '2026-05-05' }) as unknown as StoredRecord
  const records = [
    record('invoice', 'cost', { from: '2026-01-01', until: '2026-01-31' }),
    record('check', 'claim-check', { from: '2025-10-01', until: '2025-12-31' }),
    record('result', 'result', {}),
    record('taken-back', 'cost', { from: '2026-02-01', until: '2026-02-28' }),
  ]
  const balances = [balance('invoice', 1), balance('check', 2), balance('result', 3), balance('taken-back', 0)]
  expect(datedCosts([...balances, { ...balance('check', 9), account: 'held' }], records)).toEqual([
    { start: '2026-01-01', end: '2026-01-31', pence: 1 },
    { start: '2025-10-01', end: '2025-12-31', pence: 2 },
    { start: '2026-05-05', end: '2026-05-05', pence: 3 },
  ])
})
