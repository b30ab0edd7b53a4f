/** Money in words: who is said to pay by the rules, and what is said where some of it is not public. */
import { expect, it } from 'vitest'
import { loadShelf } from '../../src/regimes/shelf-file.ts'
import { capsOf } from '../../src/web/money-caps.ts'
import { linesJson, moneyRulesOf, spendSentences, sumJson } from '../../src/web/money-words.ts'

it('whoever pays by any version of the rules is named by the rules, and not for one case', async () => {
  const { payers } = moneyRulesOf(await loadShelf(), 'special-measures-2014')
  expect(payers.get('bonus')).toEqual(new Set(['monitor', 'nhs-improvement']))
  expect(payers.get('partner-time')).toEqual(new Set(['tda', 'monitor', 'nhs-improvement']))
})

it('sentences stand one blank apart, whichever of them there are', async () => {
  const shelf = await loadShelf()
  const line = { line: 'bonus', payer: 'monitor', consultancy: false }
  const lines = linesJson(
    [{ ...line, account: 'budget', pence: 100 }],
    moneyRulesOf(shelf, 'special-measures-2014'),
    true,
  )
  const said = spendSentences(sumJson(lines), lines, true)
  expect(said).toMatch(/it has cost nothing yet\. Some of the money is not public/)
  expect(spendSentences(sumJson(lines), lines, false)).toMatch(/it has cost nothing yet\.$/)
})

it('what is given out under a cap is said to be what the reader sees, where there is more', async () => {
  const regime = (await loadShelf())
    .map(({ latest }) => latest.regime)
    .find(({ money }) => Object.values(money.lines).some(({ cap }) => cap !== undefined))
  if (regime === undefined) throw new Error('no regime caps a line')
  expect(capsOf(regime, [], true)[0]?.words).toContain('£0 is given out that you may see.')
  expect(capsOf(regime, [], false)[0]?.words).toMatch(/£0 is given out\.$/)
})
