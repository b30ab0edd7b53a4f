/** What support that an organisation pays for itself does to its score; and what an exit that lasted costs. */
import { expect, test } from 'vitest'
import { costPerExit, lastingOf } from '../../../src/casework/money/sustained-exit.ts'
import { shareOfDeficit, standWithout } from '../../../src/casework/money/without-support.ts'
import type { CheckDue } from '../../../src/casework/sustain-due.ts'
import { smallSector } from '../../web/small-sector.ts'

const figures = { year: '2025/26', turnover: 1_000_000_00, result: -40_000_00, 'in-plan': true, document: 'Accounts' }

test('a share of the deficit is of a deficit alone', () => {
  expect(shareOfDeficit({ result: -400 }, 100)).toBe(0.25)
  expect(shareOfDeficit({ result: 0 }, 100)).toBeNull()
  expect(shareOfDeficit({ result: 5 }, 100)).toBeNull()
})

test('support is taken out of the metric that it shows in, and of nobody else’s; the override only where it can be told', async () => {
  const { evidence, framework } = await smallSector()
  const snapshot = await evidence.snapshot(null)
  const period = '2025-26-Q3'
  const plan = snapshot.values('OF0079', period)
  const code = [...plan].find(([, { value }]) => value !== null && value < -0.1)?.[0] ?? ''
  const before = plan.get(code)?.value as number
  const both = standWithout(framework, snapshot, period, code, figures, 30_000_00)
  expect(both?.snapshot.values('OF0079', period).get(code)?.value).toBeCloseTo(before + 3, 5)
  expect(both?.snapshot.values('OF0081', period)).toBe(snapshot.values('OF0081', period))
  for (const [other, one] of plan)
    if (other !== code) expect(both?.snapshot.values('OF0079', period).get(other)).toBe(one)
  expect(both?.without.average).toBeLessThanOrEqual(both?.now.average as number)
  expect(both?.without.override).toBe(both?.now.override)
  const variance = standWithout(framework, snapshot, period, code, { ...figures, 'in-plan': false }, 30_000_00)
  expect(variance?.snapshot.values('OF0079', period)).toBe(plan)
  // Where no deficit is left, a flag for "deficit or support" may stand for the support.
  const flagged = [...plan.keys()].find(
    one => standWithout(framework, snapshot, period, one, figures, 1)?.now.override === true,
  )
  expect(standWithout(framework, snapshot, period, flagged ?? '', figures, 40_000_00)?.without.override).toBeNull()
  expect(standWithout(framework, snapshot, period, flagged ?? '', figures, 39_999_99)?.without.override).toBe(true)
  expect(standWithout(framework, snapshot, period, 'NONE', figures, 1)).toBeNull()
})

const check = (outcome: 'lasted' | 'did-not-last' | 'not-known' | null, overdue = false) =>
  ({ done: outcome && { on: '2026-01-01', outcome, says: '' }, overdue }) as CheckDue

test('an exit lasted where a check says so, none says otherwise, and none is overdue', () => {
  expect(lastingOf([])).toBe('not-known')
  expect(lastingOf([check(null)])).toBe('not-known')
  expect(lastingOf([check('lasted'), check(null)])).toBe('yes')
  expect(lastingOf([check('lasted'), check(null, true)])).toBe('not-known')
  expect(lastingOf([check('lasted'), check('not-known')])).toBe('not-known')
  expect(lastingOf([check('did-not-last'), check('lasted')])).toBe('no')
})

test('the cost per exit that lasted bears what was spent on those that did not; of none there is none', () => {
  expect(costPerExit([])).toEqual({ left: 0, lasted: 0, notLasted: 0, cost: 0, pence: null })
  const exits = [
    { cost: 100, lasting: 'yes' },
    { cost: 301, lasting: 'no' },
    { cost: 0, lasting: 'yes' },
    { cost: 7, lasting: 'not-known' },
  ] as const
  expect(costPerExit(exits)).toEqual({ left: 4, lasted: 2, notLasted: 1, cost: 408, pence: 204 })
  expect(costPerExit(exits.slice(1, 2)).pence).toBeNull()
})
