import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { declare } from '../../../src/regimes/declared.ts'
import { compileTest, type CompiledTest } from '../../../src/regimes/regime-test.ts'
import { readRegime } from '../../../src/regimes/regime-file.ts'
import type { Expects } from '../../../src/regimes/test-form.ts'
import { harbourWatch } from '../fixture.ts'

const { regime } = readRegime(harbourWatch, 'harbour-watch.yaml')
const declared = declare(regime.evidence, regime.parameters)

function sound(source: string, expects: Expects = 'yes-or-no'): CompiledTest {
  const compiled = compileTest(source, declared, expects)
  if ('fault' in compiled) throw new Error(`${compiled.fault.found}; expected ${compiled.fault.expected}`)
  return compiled
}

function fault(source: string, expects: Expects = 'yes-or-no'): string {
  const compiled = compileTest(source, declared, expects)
  if (!('fault' in compiled)) return 'sound'
  const { found, expected, todo = '' } = compiled.fault
  return `found ${found}; expected ${expected}. ${todo}`
}

describe('a test', () => {
  test('tells what evidence and which parameters it needs, read off its text', () => {
    const compiled = sound('deficit_share > deficit_limit && waits.all(wait, wait > 10) || segment == 4')
    expect(compiled.needs).toEqual(['deficit_share', 'waits', 'segment'])
    expect(compiled.parameters).toEqual(['deficit_limit'])
  })

  test('is true or false of what it is given', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), share => {
        expect(sound('deficit_share > deficit_limit').run({ deficit_share: share })).toBe(share > 4)
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), segment => {
        expect(sound('segment == 4').run({ segment })).toBe(segment === 4)
        expect(sound('segment in [3, 4]').run({ segment })).toBe(segment === 3 || segment === 4)
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 3, maxLength: 3 }), waits => {
        expect(sound('waits.all(wait, wait > 10)').run({ waits })).toBe(waits.every(wait => wait > 10))
        expect(sound('waits[2] > waits[0]').run({ waits })).toBe((waits[2] ?? 0) > (waits[0] ?? 0))
      }),
    )
  })

  test('compares text without regard to case', () => {
    for (const capability of ['low', 'Low', 'LOW']) expect(sound('capability == "low"').run({ capability })).toBe(true)
    expect(sound('capability == "low"').run({ capability: 'high' })).toBe(false)
  })

  test('reckons whole and broken numbers with each other', () => {
    expect(sound('deficit_share == 4').run({ deficit_share: 4 })).toBe(true)
    expect(sound('segment != deficit_limit').run({ segment: 4 })).toBe(false)
    expect(sound('deficit_share * 2 - 1 > 6').run({ deficit_share: 3.6 })).toBe(true)
    expect(sound('deficit_share / 2 + segment', 'number').run({ deficit_share: 3, segment: 4 })).toBe(5.5)
  })

  test('takes another value of a parameter where one is given, so that a policy can be varied', () => {
    const compiled = sound('deficit_share > deficit_limit')
    expect(compiled.run({ deficit_share: 5 })).toBe(true)
    expect(compiled.run({ deficit_share: 5, deficit_limit: 6 })).toBe(false)
  })

  test('is not run without what it needs', () => {
    expect(() => sound('segment == 4').run({})).toThrow('without "segment"')
  })
})

describe('a test is refused before any evidence is seen', () => {
  test.each<[string, string, RegExp]>([
    ['that cannot be read', 'segment >', /found "segment >", which breaks off; expected a test such as segment == 4/],
    ['with one sign for is', 'segment = 4', /found "=" in "segment = 4"; expected "==" .* Did you mean segment == 4\?/],
    ['in words', 'not in_other_watch and segment => 3', /Did you mean !in_other_watch && segment >= 3\?/],
    ['in words that name text', 'capability = "a = b"', /Did you mean capability == "a = b"\?/],
    ['with a bracket open', '(segment == 4', /in which a bracket is not closed/],
    ['with a quotation mark open', 'capability == "low', /a quotation mark without its second/],
    ['with a sign of no language', 'deficit_share > £5', /"£" in "deficit_share > £5", where it cannot stand/],
    ['that asks a number for its size', 'size(segment) > 1', /the function "size" on a number/],
    ['that looks into a number', 'segment in 3', /expected a list after in\. Put square brackets/],
    [
      'that holds a number against text',
      'segment == "4"',
      /a number against text.*Numbers stand without quotation marks/,
    ],
    ['that takes a number for an answer', 'segment && in_other_watch', /where a number stands for true or false/],
    ['on undeclared evidence', 'segmnt == 4', /the name "segmnt"; expected evidence or a parameter.*"segment"\?/],
    ['that compares what cannot be compared', 'capability > 3', /holds text against a number/],
    ['that is no test', 'deficit_share', /which gives a number; expected a test that is true or false/],
    ['in capitals', 'capability == "Low"', /expected text in lower case.*Write "low"/],
    [
      'for a value that never is',
      'capability == "lwo"',
      /"lwo", which capability never is.*high, medium, low.*"low"\?/,
    ],
    ['for one value among others that never is', 'capability in ["low", "hgh"]', /"hgh", which capability never is/],
    ['with a comprehension within another', 'waits.all(a, waits.exists(b, b > a))', /one comprehension within another/],
    [
      'with a comprehension within another list',
      '[1.0].all(a, waits.all(b, b > a))',
      /one comprehension within another/,
    ],
    ['whose item hides what is declared', 'waits.all(segment, segment > 1.0)', /"segment" as the name of an item/],
    ['that calls what no rule needs', 'capability.matches("(a+)+b")', /the function "matches"/],
    ['that binds names', 'cel.bind(x, segment, x == 4)', /the function "bind"/],
    ['that evades its types', 'dyn(segment) == "four"', /the function "dyn"/],
    ['beyond its series', 'waits[3] > 1', /asks for value 3 of a series of 3; expected a whole number from 0 to 2/],
    ['that divides by nothing', 'segment / 0 > 1', /a division by what may be 0/],
    ['that divides by evidence', 'deficit_share / segment > 1', /a division by what may be 0.*Multiply the other side/],
    ['that divides by a sum', '1.0 / (deficit_share - deficit_share) > 1', /a division by what may be 0/],
    ['without bound in depth', `${'('.repeat(30)}1${')'.repeat(30)} == 1`, /brackets within each other deeper than 20/],
    ['without bound in size', `segment in [${'1, '.repeat(60)}1]`, /a list of more than 40/],
    ['on null', 'capability == null', /holds text against nothing/],
  ])('%s', (_what, source, message) => {
    expect(fault(source)).toMatch(message)
  })

  test('and so is an order that is no number', () => {
    expect(fault('segment == 4', 'number')).toMatch(/which gives true or false; expected a number/)
    expect(fault('deficit_share', 'number')).toBe('sound')
  })
})
