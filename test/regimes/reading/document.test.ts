import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { didYouMean, nearest } from '../../../src/documents/nearest.ts'
import { DocumentFault, readDocument } from '../../../src/documents/yaml-document.ts'
import { processorTime } from '../../processor-time.ts'

/** The message with which a text is refused, and how long that took a processor in milliseconds. */
function refused(text: string): { message: string; took: number } {
  const began = processorTime()
  try {
    readDocument(text, 'x.yaml', z.unknown())
  } catch (error) {
    if (error instanceof DocumentFault) return { message: error.message, took: processorTime() - began }
    throw error
  }
  throw new Error('accepted')
}

describe('a hostile document is refused with a place and a word, and soon', () => {
  test('a file of 10 MB, before it is parsed', () => {
    const { message, took } = refused('- a file that nobody wrote by hand\n'.repeat(300_000))
    expect(message).toMatch(/^x\.yaml:1:1: found 10\.5 million characters; expected at most 1 million\./)
    expect(took).toBeLessThan(1000)
  })

  test('a bomb of aliases', () => {
    const levels = 'abcdefghi'.split('')
    const lines = levels.map((id, at) => `${id}: &${id} [${(at === 0 ? 'lol,' : `*${levels[at - 1]},`).repeat(9)}]`)
    const { message } = refused(lines.join('\n'))
    expect(message).toMatch(/^x\.yaml:2:8 b\.0: found the alias \*a; expected a value written out/)
    expect(message).not.toMatch(/ReferenceError|at .*\.js/)
  })

  test.each([
    ['brackets', '['.repeat(20_000)],
    ['braces', '{a: '.repeat(10_000)],
    ['dashes', '- '.repeat(10_000)],
    ['keys of keys', '? '.repeat(10_000)],
    ['brackets that a parser still manages', `${'['.repeat(200)}${']'.repeat(200)}`],
  ])('depth without end: %s', (_what, text) => {
    const { message, took } = refused(text)
    expect(message).toMatch(/lists or maps within each other without end; expected at most 60 levels/)
    // A long line is shown around the place only.
    expect(message.length).toBeLessThan(600)
    expect(took).toBeLessThan(5000)
  })

  test('a tab, a second document and an empty file are told in the words of whoever wrote them', () => {
    expect(refused('a:\n\tb: 1\n\tc: 2\n').message).toMatch(
      /^x\.yaml:2:1: found a tab before the first word; expected spaces\..*\n.*\n[ |]*\^$/,
    )
    expect(refused('a: 1\n---\nb: 2\n').message).toMatch(/found a second document after ---/)
    expect(() => readDocument('', 'x.yaml', z.strictObject({ a: z.string() }))).toThrow(
      'found an empty value; expected keys with their values',
    )
  })

  test('what is no text cannot steer the terminal that shows it', () => {
    expect(refused('a: 1\na: "\u001b[31m\u0007"').message).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  })

  test('many keys are compared soon, and lists and maps are no keys', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1\n`).join('')
    expect(refused(`${keys}k7: 2`).message).toMatch(/^x\.yaml:20001:1 k7: found the key "k7" a second time/)
    expect(refused('? [a]\n: 1').message).toMatch(/found a key that is no word/)
  })

  test('what is no YAML, with its place', () => {
    expect(refused('a: [1, 2\nb: 3').message).toMatch(/^x\.yaml:2:1: found .*; expected well-formed YAML/)
  })
})

describe('the nearest word', () => {
  test('is proposed for a slip, not for another word', () => {
    const known = ['delivery', 'draft', 'decision']
    expect(nearest('delivrey', known)).toBe('delivery')
    expect(nearest('Draft', known)).toBe('draft')
    expect(nearest('out', known)).toBeUndefined()
    expect(didYouMean('decison', known)).toBe('Did you mean "decision"?')
    expect(didYouMean('elsewhere', known)).toBe('')
  })
})
