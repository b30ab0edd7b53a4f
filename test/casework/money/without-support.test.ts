/** What support that an organisation pays for itself does to its score; and what an exit that lasted costs. */
import { expect, test } from 'vitest'
import { costPerExit, lastingOf } from '../../../src/casework/money/sustained-exit.ts'
import { assessedIn, shareOfDeficit, standWithout, upTo } from '../../../src/casework/money/without-support.ts'
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

test('only a period of the year itself tells what the year’s support did: at its end, or in any quarter for the plan', async () => {
  const { evidence, framework } = await smallSector()
  const snapshot = await evidence.snapshot(null)
  const asked = (start: string, inPlan: boolean, by = '2026-12-01', code = 'X02') => {
    const year = { id: '', label: '', start, end: `${Number(start.slice(0, 4)) + 1}-03-31` }
    return assessedIn([framework], snapshot, year, code, { 'in-plan': inPlan }, by)?.period.id
  }
  expect(asked('2025-04-01', true)).toBe('2025-26-Q3')
  // The variance so far has not the whole year’s support in it before the year is over.
  expect(asked('2025-04-01', false)).toBeUndefined()
  expect(asked('2025-04-01', true, '2025-12-30')).toBe('2025-26-Q2')
  expect([asked('2017-04-01', true), asked('2026-04-01', true)]).toEqual([undefined, undefined])
  expect(asked('2025-04-01', true, '2026-12-01', 'NONE')).toBeUndefined()
  const ends = upTo(snapshot, '2025-09-30')
    .periods('OF0079')
    .map(({ id }) => id)
  expect(ends).toEqual(['2025-26-Q1', '2025-26-Q2'])
})

const check = (outcome: 'lasted' | 'did-not-last' | 'not-known' | null, overdue = false) =>
  ({ done: outcome && { on: '2026-01-01', outcome, says: '' }, overdue }) as CheckDue

test('an exit lasted where a check says so, none says otherwise, and none is overdue', () => {
  expect(lastingOf([])).toBe('not-due')
  expect(lastingOf([check(null)])).toBe('not-due')
  expect(lastingOf([check('lasted'), check(null)])).toBe('lasted')
  expect(lastingOf([check('not-known'), check('lasted')])).toBe('lasted')
  expect(lastingOf([check('did-not-last'), check('lasted')])).toBe('not-lasted')
})

test('that it lasted at one check, and a later one is missing, is told apart from no check at all', () => {
  expect(lastingOf([check('lasted'), check(null, true)])).toBe('later-missing')
  expect(lastingOf([check('lasted'), check('not-known')])).toBe('later-missing')
  expect(lastingOf([check(null, true), check(null)])).toBe('unchecked')
  expect(lastingOf([check('not-known'), check(null)])).toBe('unchecked')
})

test('the cost per exit that lasted bears what was spent on those that did not; of none there is none', () => {
  const none = {
    left: 0,
    lasted: 0,
    notLasted: 0,
    laterMissing: 0,
    unchecked: 0,
    notDue: 0,
    uncosted: 0,
    cost: 0,
    atLeast: false,
  }
  expect(costPerExit([])).toEqual({ ...none, pence: null })
  const exits = [
    { cost: 100, lasting: 'lasted', atLeast: false },
    { cost: 301, lasting: 'not-lasted', atLeast: false },
    { cost: 0, lasting: 'lasted', atLeast: false },
    { cost: 7, lasting: 'unchecked', atLeast: false },
    { cost: 2, lasting: 'later-missing', atLeast: true },
    { cost: 0, lasting: 'not-due', atLeast: false },
  ] as const
  expect(costPerExit(exits)).toEqual({
    left: 6,
    lasted: 2,
    notLasted: 1,
    laterMissing: 1,
    unchecked: 1,
    notDue: 1,
    uncosted: 2,
    cost: 410,
    atLeast: true,
    // Of one that lasted no cost is written: it does not make the other look cheap.
    pence: 410,
  })
  expect(costPerExit(exits.slice(1, 2))).toMatchObject({ pence: null, atLeast: false })
})
