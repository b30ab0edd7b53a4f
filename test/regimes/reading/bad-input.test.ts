import { describe, expect, test } from 'vitest'
import { harbourWatch } from '../fixture.ts'
import { changed, faultOf, faultsOf, placeOf } from './faults.ts'

test('a fault names file, line, column and path, shows the line with a caret, and proposes what was meant', () => {
  const text = changed('draft-published: { to: consultation,', 'draft-published: { to: consultaton,')
  const line = placeOf(text, 'to: consultaton').split(':')[0] ?? ''
  expect(faultsOf(text)).toEqual([
    [
      `harbour-watch.yaml:${line}:28 stages.states.draft.on.draft-published.to: found the state "consultaton"; expected one of the states of the main strand outside, not-admitted, draft, consultation, delivery, taskforce, watched, out, transferred, closed. Did you mean "consultation"?`,
      `${line.padStart(5)} |         draft-published: { to: consultaton, by: pilot }`,
      `      | ${' '.repeat(27)}^`,
    ].join('\n'),
  ])
})

test.each<[string, string, string, RegExp]>([
  ['a state to begin with', 'first: outside', 'first: outsde', /stages\.first: found the state "outsde".*"outside"\?/],
  [
    'a state of a strand',
    'first: under-review',
    'first: under-revew',
    /states of the strand leadership-review .*Did you mean "under-review"/,
  ],
  [
    'a strand that leaves for the main one',
    'board-changed: { to: changed',
    'board-changed: { to: delivery',
    /board-changed\.to: found the state "delivery"; expected one of the states of the strand/,
  ],
  [
    'a state in which a duty is owed',
    'crew, during: [delivery], when: { every',
    'crew, during: [delivry], when: { every',
    /duties\.monthly-update\.during\.0: found the state "delivry".*"delivery"\?/,
  ],
  ['a state while a strand runs', 'while: [draft,', 'while: [drat,', /while\.0: found the state "drat"/],
  ['a criterion', 'if: catastrophe', 'if: catastrofe', /found the criterion "catastrofe".*"catastrophe"\?/],
  [
    'a criterion within another',
    'either: { any: [{ criterion: barriers }',
    'either: { any: [{ criterion: barrier }',
    /criteria\.escalate\.of\.of\.either\.any\.0\.criterion: found the criterion "barrier"/,
  ],
  [
    'a role',
    'accountable-to: master, clause',
    'accountable-to: mister, clause',
    /roles\.office\.accountable-to: found the role "mister".*"master"\?/,
  ],
  [
    'a role on one route',
    'foundation-trust: office }\n  automatic',
    'foundation-trust: ofice }\n  automatic',
    /entry\.decider\.foundation-trust: found the role "ofice".*"office"\?/,
  ],
  [
    'who may judge',
    'by: office, finding: structural',
    'by: judge, finding: structural',
    /criteria\.barriers\.of\.by: found the role "judge"/,
  ],
  [
    'the anchor of a clock',
    'starts: draft-published\n    length: 28',
    'starts: draft-publisht\n    length: 28',
    /clocks\.comment\.starts: found the event "draft-publisht".*"draft-published"\?/,
  ],
  [
    'one of the anchors of a clock',
    'starts: [admitted, admitted-at-once]',
    'starts: [admitted, let-in]',
    /clocks\.draft-report\.starts\.1: found the event "let-in"; expected one of the events admitted,/,
  ],
  [
    'what a clock fires',
    'fires: consultation-closed',
    'fires: consultation-over',
    /clocks\.comment\.fires: found the event/,
  ],
  [
    'the clock of a duty',
    'when: { clock: draft-report }',
    'when: { clock: draft-reports }',
    /duties\.draft-plan\.when\.clock: found the clock "draft-reports".*"draft-report"\?/,
  ],
  [
    'an event of entry, of another strand',
    'event: admitted, clause',
    'event: board-changed, clause',
    /entry\.ways\.normal\.event: found the event "board-changed"; expected one of the events of the main strand/,
  ],
  ['an event of exit', 'events: [reviewed]', 'events: [reviwed]', /exit\.events\.0: found.*"reviewed"\?/],
  [
    'an event that recommends exit',
    'events: [reviewed]',
    'events: [reviewed]\n  recommending-events: [reviwed]',
    /exit\.recommending-events\.0: found.*"reviewed"\?/,
  ],
  [
    'a subject of support',
    'office, improves: [leadership]',
    'office, improves: [ledership]',
    /support\.consultants\.improves\.0: found the subject "ledership"/,
  ],
  ['a choice', 'choice: escalation-reading', 'choice: escalation', /found the choice "escalation"/],
  [
    'a duty to migrate to',
    'nightly-log: keep-a-log',
    'nightly-log: keep-log',
    /duties\.nightly-log: found the duty "keep-log".*"keep-a-log"\?/,
  ],
  [
    'the source of a clause',
    'clause: rules#bonus',
    'clause: rule#bonus',
    /a clause of "rule"; expected one of the sources rules, revision\. Did you mean "rules"\?/,
  ],
  ['a route', 'route: foundation-trust\n', 'route: foundation\n', /clocks\.reply\.route: found the route "foundation"/],
  [
    'the route of a role',
    'payer: master\n',
    'payer: { nhs-trust: master, foundation-trust: crew, ferry: crew }\n',
    /money\.lines\.pilots\.payer\.ferry: found the route "ferry"/,
  ],
  [
    'a calendar',
    'calendar: england\n    ends: draft',
    'calendar: engand\n    ends: draft',
    /clocks\.draft-report\.calendar: found the calendar "engand".*"england"\?/,
  ],
])('a name that leads nowhere is refused: %s', (_what, from, to, message) => {
  expect(faultOf(from, to)).toMatch(message)
})

describe('spelling', () => {
  test.each<[string, string, string, RegExp]>([
    [
      'a key',
      'counted: beginning-with',
      'countd: beginning-with',
      /clocks\.draft-report\.countd: .*Did you mean "counted"\?/,
    ],
    [
      'a key deep within a criterion',
      'says: It is in segment 4,',
      'sys: It is in segment 4,',
      /of\.all\.0\.sys: .*Did you mean "says"\?/,
    ],
    [
      'a key that chooses a form',
      '{ every: month }',
      '{ evry: month }',
      /duties\.monthly-update\.when\.evry: .*Did you mean "every"\?/,
    ],
    ['a word of a fixed set', 'kind: expected', 'kind: expcted', /capacity\.kind: .*Did you mean "expected"\?/],
    ['a kind of evidence', 'kind: series,', 'kind: seris,', /evidence\.waits\.kind: .*Did you mean "series"\?/],
  ])('%s is answered with what was meant, and told once', (_what, from, to, message) => {
    expect(faultOf(from, to)).toMatch(message)
  })

  test('a comma in a text within braces is seen for what it is', () => {
    const fault = faultOf('says: It is in segment 4,', 'says: It is in segment 4, the worst,')
    expect(fault).toMatch(/found the key "the worst".*put the whole text in quotation marks/)
  })

  test('a year for a text has to be quoted', () => {
    expect(faultOf("when: '2014'", 'when: 2014')).toMatch(
      /found 2014; expected text\. Write "2014", in quotation marks/,
    )
  })
})

test('a plan is updated by a duty that recurs', () => {
  const plan = 'plan: { title: The plan, by: pilot, duty: draft-plan, clause: rules#draft, confidence: ours }\n'
  expect(faultOf('duties:\n  draft-plan:', `${plan}duties:\n  draft-plan:`)).toMatch(
    /plan\.duty: found the duty "draft-plan", which does not recur; expected a duty with "every"/,
  )
})

test('ids are used once', () => {
  expect(faultOf('    consultation:\n      title: The plan is', '    draft:\n      title: The plan is')).toMatch(
    /stages\.states\.draft: found the key "draft" a second time; expected each key once/,
  )
})

describe('who decides', () => {
  const decider = 'decider: { nhs-trust: master, foundation-trust: office }\n  automatic'

  test('two deciders are not one: a joint body is one role with members', () => {
    expect(faultOf(decider, 'decider: [master, office]\n  automatic')).toMatch(
      /entry\.decider: found \["master","office"\]; expected one role.*those who act together are one role with `members`/,
    )
    expect(
      faultOf(
        'nhs-trust: master, foundation-trust: office }\n  automatic',
        'nhs-trust: [master, office], foundation-trust: office }\n  automatic',
      ),
    ).toMatch(/entry\.decider\.nhs-trust: .*those who act together are one role with `members`/)
  })

  test('whoever recommends does not decide, on any route, on the way in or out', () => {
    expect(faultOf(decider, 'decider: office\n  automatic')).toMatch(
      /entry\.decider: found office, which recommends on the route nhs-trust as well/,
    )
    expect(
      faultOf('foundation-trust: office }\n  criterion: exit', 'foundation-trust: lookout }\n  criterion: exit'),
    ).toMatch(/exit\.decider: found lookout, which recommends on the route foundation-trust as well/)
    expect(
      faultOf('criterion: entry, event: admitted,', 'criterion: entry, event: admitted, recommender: master,'),
    ).toMatch(/entry\.ways\.normal\.decider: found master, which recommends/)
  })

  test('somebody decides on each route', () => {
    expect(faultOf(decider, 'decider: { nhs-trust: master }\n  automatic')).toMatch(
      /entry\.decider: found nobody on the route foundation-trust/,
    )
  })
})

describe('places', () => {
  test('are no negative number', () => {
    expect(faultOf('places: 2', 'places: -2')).toMatch(/capacity\.places: found -2; expected at least 1/)
  })
  test('have a number where their kind needs one', () => {
    expect(faultOf('places: 2', 'places: null')).toMatch(/found no number for a capacity of kind expected/)
    expect(faultOf('kind: expected', 'kind: none')).toMatch(/found none beside 2 places/)
  })
})

describe('the course', () => {
  /** Every transition that leads out, led back in. */
  const noWayOut = harbourWatch
    .replace('{ to: watched,', '{ to: delivery,')
    .replace('{ to: transferred,', '{ to: draft,')
    .replace('{ to: closed,', '{ to: delivery,')

  test('has a way out that can be reached, on every route', () => {
    const faults = faultsOf(noWayOut)
    expect(faults.map(fault => /found no way out on the route (\S+):/.exec(fault)?.[1])).toEqual([
      'nhs-trust',
      'foundation-trust',
    ])
    // Of a way out on one route only, the other is told.
    const [fault, ...others] = faultsOf(noWayOut.replace('dissolved: { to: delivery,', 'dissolved: { to: closed,'))
    expect(others).toEqual([])
    expect(fault).toMatch(/on the route foundation-trust: from draft no state of phase "after" can be reached/)
  })

  test('is left by events that can happen, and that lead out', () => {
    expect(faultOf('events: [reviewed]', 'events: [draft-published]')).toMatch(
      /exit\.events\.0: found the event "draft-published", which leads to consultation, within the regime/,
    )
    const island =
      'island: { title: Island, phase: in, clause: rules, confidence: ours, on: { swum: { to: closed, by: pilot } } }\n    closed:'
    const text = harbourWatch
      .replace(/(?<=^ {4})closed:/m, island)
      .replace('events: [reviewed]', 'events: [reviewed, swum]')
    expect(faultsOf(text)).toHaveLength(1)
    expect(faultsOf(text)[0]).toMatch(/found the event "swum", which happens only in island, where no case can get/)
  })

  test('is told each form that a value may take, where it is of none', () => {
    expect(faultOf('during: [delivery], when: { every', 'during: delivery, when: { every')).toMatch(
      /found "delivery"; expected a list of states, or in-the-regime/,
    )
    expect(faultOf(/public: (true|false)/, 'public: no')).toMatch(/found "no"; expected true or false or "not-stated"/)
  })

  test('ends where it ends', () => {
    expect(faultOf('ends: success', 'ends: success, on: { again: { to: draft } }')).toMatch(
      /stages\.states\.out\.on: found events in a state where the case ends/,
    )
  })
})

describe('clocks', () => {
  test('that count working days need a calendar', () => {
    expect(faultOf('    calendar: england\n    ends: consultation-closed', '    ends: consultation-closed')).toMatch(
      /clocks\.reply\.calendar: found 10 working days without a calendar/,
    )
  })
  test('have a length that can be counted', () => {
    expect(faultOf('28 calendar days', '28 days')).toMatch(/found "28 days"; expected a length such as/)
  })
})

describe('criteria', () => {
  test('count no more than there are', () => {
    expect(faultOf('n: 1', 'n: 3')).toMatch(/at-least\.n: found at least 3 of 2/)
  })
  test('do not rest on themselves, by whatever detour', () => {
    expect(faultOf('either: { any: [{ criterion: barriers }', 'either: { any: [{ criterion: escalate }')).toMatch(
      /criteria\.escalate: found a circle: escalate → escalate/,
    )
    expect(faultOf(/of: \{ test: months_in >= 12,.*/, 'of: { criterion: escalate }')).toMatch(
      /criteria\.slow: found a circle: slow → escalate → slow/,
    )
  })
  test('hold a tree for each reading of a choice, and for no other', () => {
    expect(faultOf('chosen: either', 'chosen: eiter')).toMatch(/found the option "eiter".*"either"\?/)
    const faults = faultsOf(changed('both: { all:', 'bth: { all:'))
    expect(faults[0]).toMatch(/found the option "bth"; expected one of the options either, both/)
    expect(faults[1]).toMatch(/found nothing for "both"/)
  })
  test('speak of evidence and parameters by names of their own', () => {
    expect(faultsOf(changed('  deficit_limit:\n', '  waits:\n'))[0]).toMatch(
      /parameters\.waits: found "waits", which is evidence too/,
    )
    expect(faultsOf(changed('  in_other_watch:', '  in:'))[0]).toMatch(/evidence\.in: found the name "in"/)
  })
  test('test declared evidence, and tests of the wrong type are refused before any evidence is seen', () => {
    expect(faultOf('test: segment == 4', 'test: segmnt == 4')).toMatch(
      /criteria\.entry\.of\.all\.0\.test: found the name "segmnt"; expected evidence or a parameter.*"segment"\?/,
    )
    expect(faultOf('test: segment == 4', 'test: segment == true')).toMatch(/holds a number against true or false/)
    expect(faultOf('by: deficit_share,', 'by: segment == 4,')).toMatch(/entry\.order\.0\.by: .*expected a number/)
  })
})

test('a file of the product bears the name of what it holds', () => {
  expect(faultOf('regime: harbour-watch', 'regime: harbour-wach')).toMatch(
    /regime: found harbour-wach; expected harbour-watch/,
  )
})

test.each(['constructor', '__proto__', 'prototype'])('the word %s of the host language is no name', word => {
  const text = harbourWatch.replaceAll('deficit_share', word)
  expect(faultsOf(text)[0]).toContain(`found the key "${word}", which programs take for something of their own`)
})
