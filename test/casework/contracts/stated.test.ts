/** What contracts say of whose their terms are: by the rules only what the rules say, and apart from it how that is checked. */
import { describe, expect, test } from 'vitest'
import type { Contract } from '../../../src/casework/contracts/contract-schema.ts'
import { termsInWords } from '../../../src/casework/contracts/terms-words.ts'
import { rulesOf, statedBy } from '../../../src/casework/contracts/stated.ts'
import { improvement, paying } from './desk.ts'
import { shelfOf } from '../core/desk.ts'

const { regime } = shelfOf(paying).latest.compiled
const names = { metric: (id: string) => id, organisation: (code: string) => code }

/** The sentence of a term, by a contract under the rules. */
function said(more: object): string | undefined {
  const term = { ...improvement.results[0], when: 'It leaves', ...more }
  const contract = { ...improvement, payer: 'owner', results: [term] } as unknown as Contract
  return termsInWords(regime, contract, names).find(one => one.startsWith('It leaves'))
}

test('a figure is by the rules where it is the very one that they have', () => {
  const rules = rulesOf(regime, improvement)
  expect(statedBy(rules, { rule: 1, percent: 100 })).toBe('by-the-rules')
  expect(statedBy(rules, { rule: 1, percent: 40 })).toBe('by-this-contract')
  expect(statedBy(rules, { rule: 1, percent: null })).toBe('by-this-contract')
  expect(statedBy(rules, { rule: 2, percent: null })).toBe('by-the-rules')
  expect(statedBy(rules, { rule: 2, percent: 10 })).toBe('by-this-contract')
  expect(statedBy(rules, { rule: null, percent: 100 })).toBe('by-this-contract')
})

describe('in words', () => {
  test('the rules’ own figure, and how this contract has it checked', () => {
    expect(said({ months: 60 })).toBe(
      'It leaves: 100% of costs. Checked by: exit within 60 months of entry. By the rules: “It is out at the first opportunity”. How that is checked is this contract’s reading.',
    )
  })

  test('another figure than theirs is the contract’s, and theirs is told', () => {
    expect(said({ percent: 40, months: 60 })).toMatch(
      /The rules say 100% for “It is out at the first opportunity”; the figure is this contract’s\. How that is checked is this contract’s reading\.$/,
    )
    expect(said({ percent: 40 })).not.toContain('By the rules')
  })

  test('a figure where they have none, and none where they have one', () => {
    expect(said({ rule: 2, percent: 10 })).toMatch(/The rules have no figure for “Real results, where appropriate”/)
    expect(said({ rule: 2, percent: null, months: null })).toMatch(/By the rules, which have no figure: “Real results/)
    expect(said({ rule: 1, percent: null, months: null })).toMatch(
      /The rules say 100% .* this contract names no figure/,
    )
  })

  test('a term that they do not have', () => {
    expect(said({ rule: null })).toMatch(/A term of this contract; the rules do not state it\.$/)
  })
})
