/** Money in words: who is said to pay by the rules. */
import { expect, it } from 'vitest'
import { loadShelf } from '../../src/regimes/shelf-file.ts'
import { moneyRulesOf } from '../../src/web/money-words.ts'

it('whoever pays by any version of the rules is named by the rules, and not for one case', async () => {
  const { payers } = moneyRulesOf(await loadShelf(), 'special-measures-2014')
  expect(payers.get('bonus')).toEqual(new Set(['monitor', 'nhs-improvement']))
  expect(payers.get('partner-time')).toEqual(new Set(['tda', 'monitor', 'nhs-improvement']))
})
