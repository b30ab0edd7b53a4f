/** Names that a regime file may not use, or has to give, and words that stand in place of names. */
import { describe, expect, test } from 'vitest'
import { readRegime } from '../../../src/regimes/regime-file.ts'
import { changed, faultOf, faultsOf } from './faults.ts'

describe('a file is refused', () => {
  test('with a strand called main', () => {
    expect(faultOf('  leadership-review:\n    title', '  main:\n    title')).toMatch(
      /strands\.main: found a strand called "main"; expected another name/,
    )
  })

  test('with a role called not-known', () => {
    const text = changed(
      '  partner: { title',
      '  not-known: { title: X, kind: body, clause: rules#roles, confidence: ours }\n  partner: { title',
    )
    expect(faultsOf(text).join()).toContain('found a role called "not-known"; expected another name')
  })

  test('with an extension bounded in another unit than its clock', () => {
    expect(faultOf('at-most-length: 30 working days', 'at-most-length: 6 weeks')).toMatch(
      /clocks\.draft-report\.extension\.at-most-length: found an extension of up to 6 weeks for a clock of 65 working days; expected a length in working days/,
    )
  })

  test('with a mapping onto a route that it does not have', () => {
    const onto = (route: string) =>
      faultOf('      stages: { on-watch: delivery }', `      route: ${route}\n      stages: { on-watch: delivery }`)
    expect(onto('nhs-trusts')).toContain('Did you mean "nhs-trust"?')
    expect(onto('{ night: nhs-trusts }')).toMatch(
      /migrates-from\.night-watch\.route\.night: found the route "nhs-trusts"/,
    )
  })

  test('with a branch whose leaf belongs to another route, or to none that there is', () => {
    const leaf = '- { test: segment == 4, says: It is in segment 4, clause: rules#entry, confidence: ours }'
    const branch = (own: string, inner: string) =>
      faultOf(
        leaf,
        `- { route: ${own}, all: [{ test: segment == 4, says: It is in segment 4, clause: rules#entry, confidence: ours, route: ${inner} }] }`,
      )
    expect(branch('nhs-trust', 'foundation-trust')).toContain(
      'found the route foundation-trust within a branch of the route nhs-trust',
    )
    expect(branch('[nhs-trust, foundation-trusts]', 'nhs-trust')).toContain('Did you mean "foundation-trust"?')
  })

  test('with a duty by a date that somebody sets who is no role, or a date that is none', () => {
    expect(faultOf('when: { at-once: true }', 'when: { date-set-by: masters }')).toContain('Did you mean "master"?')
    expect(faultOf('when: { at-once: true }', 'when: { by-date: 2022-04-31 }')).toContain('2022-04-31')
  })

  test('with a word for its states that is none', () => {
    expect(faultOf('during: [draft]\n', 'during: in-the-regimes\n')).toContain('in-the-regime')
  })
})

test('the whole time in the regime is every state of that phase, in whichever version', () => {
  const text = changed('while: [draft, consultation, delivery]', 'while: in-the-regime')
  expect(readRegime(text, 'harbour-watch.yaml').regime.strands['leadership-review']?.while).toBe('in-the-regime')
})
