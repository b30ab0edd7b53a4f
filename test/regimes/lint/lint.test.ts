/** Each warning speaks up where it should and is silent where it should be. */
import { describe, expect, test } from 'vitest'
import { formOf } from '../../../src/regimes/criterion-form.ts'
import { lintRegime, type LintCheck, type LintOptions } from '../../../src/regimes/lint.ts'
import type { Tree } from '../../../src/regimes/criterion-schema.ts'
import { changed, harbour } from '../examples/harbour.ts'

const lint = (text: string, options?: LintOptions) => lintRegime(harbour(undefined, text).regime, options)
const of = (check: LintCheck, text: string, options?: LintOptions) =>
  lint(text, options)
    .filter(finding => finding.check === check)
    .map(finding => `${finding.path.map(String).join('.')}: ${finding.words}`)

describe('the way out', () => {
  test('is missed where there is no test or no event', () => {
    expect(of('exit-missing', changed())).toEqual([])
    const without = changed(['  criterion: exit\n  events: [reviewed]\n  package', '  package'])
    expect(of('exit-missing', without).join(' ')).toMatch(/No test of exit.*No event by which/)
  })

  test('that asks the same as the way in, or only that it fails, is told', () => {
    expect(of('entry-is-exit', changed())).toEqual([])
    const same = changed(['  criterion: exit\n  events', '  criterion: entry\n  events'])
    expect(of('entry-is-exit', same).join()).toContain('ask the same: whoever is let in could leave at once')
    const all = `      all:
        - { test: segment < 4, says: It has left segment 4, clause: rules#exit, confidence: ours }
        - { test: deficit_share <= deficit_limit, says: Its deficit is within the limit, clause: rules#exit, confidence: ours }`
    const opposite = changed([all, '      not: { criterion: entry }'])
    expect(of('entry-is-exit', opposite).join()).toContain(
      'only that the test of the way in “By segment and capability” fails',
    )
  })
})

describe('relative rules', () => {
  const relativeFrameworks = new Set(['nof-2025-26'])

  test('are told at the way in and at the way out, and an exit that not all could pass has to say so', () => {
    expect(of('relative-rule', changed())).toEqual([])
    const found = of('relative-rule', changed(), { relativeFrameworks })
    expect(found).toHaveLength(2)
    expect(found[0]).toContain('entry.ways.normal.criterion: “It is in segment 4” tests a segment of nof-2025-26')
    expect(of('not-together', changed(), { relativeFrameworks })).toHaveLength(1)
    const said = changed(['  package: A year', '  relative: true\n  package: A year'])
    expect(of('not-together', said, { relativeFrameworks })).toEqual([])
  })

  test('where something stands among the others is relative by itself', () => {
    const standing = changed([
      '{ kind: metric, metric: x-deficit-share, title',
      '{ kind: standing, metric: x-deficit-share, better: low, measure: position, title',
    ])
    expect(of('relative-rule', standing).join()).toContain('where it stands among all that report')
  })
})

describe('tests that ask nothing', () => {
  test.each([
    ['segment == 4', 'segment >= 1 && segment <= 5', 'met'],
    ['segment == 4', 'segment > 5', 'not met'],
    ['deficit_share > deficit_limit', 'deficit_share > deficit_limit || deficit_share <= 4', 'met'],
    ['deficit_share > deficit_limit', 'deficit_limit > 3', 'met'],
    ['\'capability == "low"\'', `'capability != "low" || capability in ["low", "high"]'`, 'met'],
    ['test: in_other_watch', 'test: in_other_watch && !in_other_watch', 'not met'],
    ['months_in >= 12', 'months_in >= 0', 'met'],
  ])('%s → %s is %s whatever the evidence says', (from, to, outcome) => {
    expect(of('constant-test', changed())).toEqual([])
    expect(of('constant-test', changed([from, to])).join()).toMatch(
      new RegExp(`is ${outcome} whatever the evidence says`),
    )
  })

  test('a type that no organisation is of', () => {
    expect(of('unknown-type', changed())).toEqual([])
    expect(of('unknown-type', changed(['[acute, ambulance]', '[acute, lighthouse]']))).toEqual([
      'scope.organisation-types: No organisation is of the type lighthouse: a test of entry finds nobody of it.',
    ])
  })
})

describe('people', () => {
  test('nobody recommends', () => {
    expect(of('no-recommender', changed())).toEqual([])
    const without = changed(['entry:\n  recommender: { nhs-trust: office, foundation-trust: lookout }\n', 'entry:\n'])
    expect(of('no-recommender', without)).toEqual(['entry: Nobody recommends entry apart from who decides it.'])
  })

  test('a duty that nobody owes on a route, or whose owner nobody appoints', () => {
    expect(of('not-appointed', changed())).toEqual([])
    const unappointed = changed(['    appointed-by: { nhs-trust: master, foundation-trust: office }\n', ''])
    expect(of('not-appointed', unappointed).join()).toContain(
      '“Publish a draft plan” is owed by “Pilot”, whom nobody appoints',
    )
  })

  test('support whose payer has no line of money', () => {
    expect(of('unpaid-support', changed())).toEqual([])
    const unpaid = changed([
      '    advisers: { title: Advisers, kind: consultancy, payer: crew, clause: rules#money, confidence: ours }\n',
      '',
    ])
    expect(of('unpaid-support', unpaid).join()).toContain(
      '“Advisers” is paid by “The organisation”, for whom there is no line',
    )
  })

  test('what nobody knows who pays for', () => {
    expect(of('payer-not-known', changed())).toEqual([])
    const unknown = changed(['payer: crew,', 'payer: not-known,'], ['paid-by: crew, cons', 'paid-by: not-known, cons'])
    expect(of('payer-not-known', unknown)).toEqual([
      'money.lines.advisers.payer: Nobody knows who pays for “Advisers”.',
      'support.consultants.paid-by: Nobody knows who pays for “Advisers”.',
    ])
    expect(of('unpaid-support', unknown).join()).not.toContain('not-known')
  })

  test('a clock that no duty speaks of, unless it is a period', () => {
    expect(of('clock-without-duty', changed())).toEqual([
      'clocks.reply: The clock “The foundation trust replies” runs, but no duty is owed by it.',
    ])
  })

  test('a duty that nothing shows done, unless it comes again', () => {
    expect(of('never-done', changed()).map(words => words.split(':')[0])).toEqual([
      'duties.meet-staff',
      'duties.warn-at-once',
      'duties.keep-a-log',
    ])
  })
})

describe('the course', () => {
  test('a state without a way on that does not say that the case ends', () => {
    expect(of('dead-end', changed())).toEqual([])
    const stuck = changed(['phase: after, ends: transfer', 'phase: after'])
    expect(of('dead-end', stuck).join()).toContain('stages.states.transferred: “Taken over” has no way on')
  })

  test('states from which no ending can be reached', () => {
    const trapped = changed([
      '        solution-agreed: { to: delivery, by: master }\n        dissolved: { to: closed',
      '        adjourned: { to: taskforce',
    ])
    expect(of('no-ending', trapped)).toEqual([])
    expect(of('dead-end', trapped).join()).toContain('The harbour master')
    const round = changed(
      [
        '      on:\n        relapsed: { to: draft, if: entry, by: master }\n        settled: { to: out }',
        '      on:\n        again: { to: watched-more }',
      ],
      [
        '    out: { title: Out,',
        '    watched-more: { title: Watched more, phase: after, on: { again: { to: watched } }, clause: rules#exit, confidence: ours }\n    out: { title: Out,',
      ],
    )
    expect(of('no-ending', round)).toHaveLength(2)
    expect(of('unreachable-state', round).join()).toContain('Nothing leads to “Out”')
  })

  test('a round that nothing bounds: no criterion, no clock, no number of times', () => {
    expect(of('endless-round', changed())).toEqual([])
    const free = changed([
      'escalated: { to: taskforce, if: escalate, by: office, since: "2014" }',
      'escalated: { to: taskforce, by: office, since: "2014" }',
    ])
    expect(of('endless-round', free).join()).toContain(
      "can go round “The plan is carried out”, “The harbour master's taskforce” for ever",
    )
  })
})

describe('trust', () => {
  test('what is declared and used nowhere', () => {
    expect(of('unused', changed())).toEqual([])
    const spare = changed([
      'parameters:\n',
      'parameters:\n  lamp_limit: { title: Lamps, value: 3, unit: lamps, clause: rules#lamps, confidence: ours }\n',
    ])
    expect(of('unused', spare)).toEqual([
      'parameters.lamp_limit: “Lamps” (lamp_limit) is declared in parameters and used nowhere.',
    ])
  })

  test('how much is unverified and ours is counted', () => {
    expect(of('unverified', changed()).join()).toMatch(
      /^parameters\.deficit_limit: 1 of \d+ entries nobody has checked/,
    )
    expect(of('ours', changed())).toHaveLength(1)
  })

  test('every finding says what to do', () => {
    for (const finding of lint(changed())) expect(finding.todo).toMatch(/\.$/)
  })
})

describe('the form of a criterion', () => {
  const { regime } = harbour()
  const test1 = (text: string): Tree => ({ test: text, says: '', clause: 'rules', confidence: 'ours' })
  const form = (tree: Tree, negated = false) => formOf(regime, tree, negated)

  test('does not care for order, spaces or quotation marks', () => {
    expect(form({ all: [test1('a == "x"'), test1('b > 1')] })).toBe(form({ all: [test1('b>1'), test1("a=='x'")] }))
  })

  test('drives not down to the tests', () => {
    expect(form({ not: { any: [test1('a < 1'), test1('b')] } })).toBe(form({ all: [test1('a >= 1'), test1('!b')] }))
    expect(form({ 'at-least': { n: 2, of: [test1('a'), test1('b'), test1('c')] } }, true)).toBe(
      form({ 'at-least': { n: 2, of: [test1('!a'), test1('!b'), test1('!c')] } }),
    )
    expect(form({ not: test1('a && b') })).toBe('!(a&&b)')
  })

  test('follows other criteria and the reading that is chosen', () => {
    expect(form({ criterion: 'escalate' })).toBe(form({ any: [{ criterion: 'slow' }, { criterion: 'barriers' }] }))
  })
})
