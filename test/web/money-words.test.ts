/** Money in words: who is said to pay by the rules, and what is said where some of it is not public. */
import { describe, expect, it } from 'vitest'
import { type Amount, spendOf } from '../../src/casework/money/ledger.ts'
import { loadShelf } from '../../src/regimes/shelf-file.ts'
import { capsOf } from '../../src/web/money-caps.ts'
import {
  costText,
  type Hidden,
  hiddenOf,
  linesJson,
  moneyRulesOf,
  spendJson,
  spendSentences,
  sumJson,
  supportSays,
  trialBalanceJson,
} from '../../src/web/money-words.ts'
import { perExitJson, perExitText } from '../../src/web/per-exit-words.ts'

it('whoever pays by any version of the rules is named by the rules, and not for one case', async () => {
  const { payers } = moneyRulesOf(await loadShelf(), 'special-measures-2014')
  expect(payers.get('bonus')).toEqual(new Set(['monitor', 'nhs-improvement']))
  expect(payers.get('partner-time')).toEqual(new Set(['tda', 'monitor', 'nhs-improvement']))
})

it('sentences stand one blank apart, whichever of them there are', async () => {
  const rules = moneyRulesOf(await loadShelf(), 'special-measures-2014')
  const line = { line: 'bonus', payer: 'monitor', consultancy: false }
  const say = (hidden: Hidden) => {
    const lines = linesJson([{ ...line, account: 'budget', pence: 100 }], rules, hidden)
    return spendSentences(sumJson(lines), lines, hidden)
  }
  expect(say(hiddenOf([]))).toMatch(/it has cost nothing yet\.$/)
  expect(say(hiddenOf(['cash']))).toMatch(
    /it has cost nothing yet\. What is promised, paid and left is not public in full\.$/,
  )
  expect(say(hiddenOf(['cost', 'authority']))).toBe('Not all of the budget is public. What it has cost is not public.')
})

describe('a cost of which some is not public', () => {
  const rules = async () => moneyRulesOf(await loadShelf(), 'special-measures-2014')
  const cost = { line: 'bonus', payer: 'monitor', consultancy: false, account: 'cost', pence: 12_300 } as const
  const told = async (amounts: readonly Amount[], hidden: Hidden) => {
    const lines = linesJson(amounts, await rules(), hidden)
    const all = spendJson(spendOf(amounts), hidden)
    return { all, said: supportSays({ all, lines, partial: hidden.any }) }
  }

  it('is told as the least that it can be, and never as the whole', async () => {
    const { all, said } = await told([cost], hiddenOf(['cost', 'payable']))
    expect(said).toBe(
      'At least £123 of what support has cost is public; the rest is not. What is public was borne by Monitor: £123.',
    )
    expect([costText(all.actual, all), costText(all.consultancy, all)]).toEqual(['at least £123', 'not public'])
  })

  it('is never told as nothing', async () => {
    expect((await told([], hiddenOf(['cost']))).said).toBe('What support has cost is not public.')
    expect((await told([], hiddenOf([]))).said).toBeNull()
  })

  it('is told as the whole where only what was paid is hidden', async () => {
    const { said } = await told([cost], hiddenOf(['payable', 'cash']))
    expect(said).toBe('Support has cost £123. Borne by Monitor: £123. How much of that has been paid is not public.')
  })

  it('has a trial balance of its sum alone: part of an account would mislead', () => {
    expect(
      trialBalanceJson([{ ...cost, account: 'committed', pence: -5 }, cost], hiddenOf(['committed'])).accounts,
    ).toEqual([])
    expect(trialBalanceJson([cost], hiddenOf([])).accounts).toHaveLength(8)
  })
})

it('the cost of an exit that lasted tells how many lasted, until when, and how many nobody checked', () => {
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
  const some = { ...none, left: 7, laterMissing: 3, notLasted: 1, unchecked: 2, notDue: 1, cost: 900, pence: null }
  expect(perExitJson(some).words).toBe(
    '7 cases have left and cost £9. Of them, 3 lasted at a check, and a later one is missing or does not know; 1 did not last; 2 should have been checked, and no check says; 1 had no check due so far. None lasted by all checks due so far, so there is no cost per exit that lasted.',
  )
  expect(perExitText(some)).toBe('none of 7 by all checks due; 3 until a later one, which is missing')
  const one = { ...none, left: 2, lasted: 1, laterMissing: 1, cost: 900, atLeast: true, pence: 900 }
  expect(perExitJson(one).words).toBe(
    '2 cases have left and cost at least £9. Of them, 1 lasted by all checks due so far; 1 lasted at a check, and a later one is missing or does not know. That is at least £9 for each exit that lasted.',
  )
  expect(perExitText(one)).toBe('at least £9')
  expect(perExitText({ ...none, pence: null })).toBe('none has left')
  const part = { ...none, left: 3, lasted: 2, notDue: 1, uncosted: 2, cost: 900, pence: 900 }
  expect(perExitJson(part).words).toBe(
    '3 cases have left and cost £9; of 2 of them no cost is written. Of them, 2 lasted by all checks due so far; 1 had no check due so far. That is £9 for each exit that lasted and of which a cost is written.',
  )
  const unwritten = { ...none, left: 1, lasted: 1, uncosted: 1, pence: null }
  expect(perExitJson(unwritten).words).toBe(
    '1 case has left, and no cost of it is written. Of them, 1 lasted by all checks due so far. Of none that lasted a cost is written, so there is no cost per exit that lasted.',
  )
  expect(perExitText(unwritten)).toBe('no cost is written')
})

it('what is given out under a cap is not told in part', async () => {
  const regime = (await loadShelf())
    .map(({ latest }) => latest.regime)
    .find(({ money }) => Object.values(money.lines).some(({ cap }) => cap !== undefined))
  if (regime === undefined) throw new Error('no regime caps a line')
  expect(capsOf(regime, [], hiddenOf(['authority']))[0]).toMatchObject({ given: null })
  expect(capsOf(regime, [], hiddenOf(['authority']))[0]?.words).toContain('not all that is given out is public.')
  expect(capsOf(regime, [], hiddenOf(['cost']))[0]?.words).toMatch(/£0 is given out\.$/)
})
