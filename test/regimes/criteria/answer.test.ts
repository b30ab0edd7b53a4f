import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CriterionOutcome } from '../../../src/assessment/criterion.ts'
import { answer, criteriaOf } from '../../../src/regimes/answer.ts'
import { criterionJson } from '../../../src/regimes/criterion-json.ts'
import { criterionText } from '../../../src/regimes/criterion-text.ts'
import { decisiveLeaves, eachLeaf } from '../../../src/regimes/decisive-leaves.ts'
import { statedEvidence, type Value } from '../../../src/regimes/evidence-value.ts'
import type { Regime } from '../../../src/regimes/regime.ts'
import { smallRegime } from './small-regime.ts'

const regime = smallRegime(`
routes:
  nhs-trust: { title: NHS trust, legal-forms: [nhs-trust], clause: rules, confidence: ours }
  foundation-trust: { title: Foundation trust, legal-forms: [foundation-trust], clause: rules, confidence: ours }
evidence:
  segment: { kind: segment, framework: any, which: adjusted, title: Its segment, clause: rules#segment, confidence: read }
  capability: { kind: finding, finding: capability-rating, type: text, values: [High, Low], title: The rating of its board, clause: rules, confidence: read }
  deficit: { kind: metric, metric: x-deficit, title: Deficit as a share of income, clause: rules, confidence: read }
  told: { kind: finding, finding: told, type: yes-no, title: It was told, clause: rules, confidence: read }
parameters:
  limit: { title: Limit of the deficit, value: 5, unit: per cent of income, clause: rules#limit, confidence: unverified }
choices:
  reading: { title: The wording, options: { strict: Both are needed, loose: One is enough }, chosen: loose, clause: rules#wording, confidence: ours }
criteria:
  entry:
    title: Segment 4 and low capability
    of:
      all:
        - { test: segment == 4, says: It is in segment 4, clause: rules#entry-a, confidence: read }
        - { test: 'capability == "low"', says: Its board is rated low., clause: rules#entry-b, confidence: read }
  deficit: { title: A large deficit, of: { test: deficit > limit, says: Its deficit is above the limit, clause: rules#limit, confidence: read } }
  judged: { title: Governance has failed, of: { judgement: Has governance failed?, by: centre, finding: governance-failure, equals: "Yes", clause: rules#failure, confidence: read } }
  either:
    title: Entry or a deficit
    of: { choice: reading, of: { strict: { all: [{ criterion: entry }, { criterion: deficit }] }, loose: { any: [{ criterion: entry }, { criterion: deficit }] } } }
  untold: { title: Nobody told it, of: { not: { test: told, says: It was told, clause: rules, confidence: read } } }
  by-route:
    title: By route
    of:
      all:
        - { test: segment == 4, says: It is in segment 4, clause: rules, confidence: read }
        - { test: told, says: It was told, clause: rules, confidence: read, route: nhs-trust }
  branch-by-route:
    title: A branch by route
    of:
      all:
        - { test: segment == 4, says: In segment 4, clause: rules, confidence: read }
        - { any: [{ test: told, says: It was told, clause: rules, confidence: read }], route: [nhs-trust] }
        - { not: { test: told, says: It was told, clause: rules, confidence: read }, route: foundation-trust }
  for-one-route: { title: For one route only, of: { all: [{ test: told, says: It was told, clause: rules, confidence: read, route: nhs-trust }] } }
`)

function ask(
  criterion: string,
  given: Readonly<Record<string, Value>> = {},
  judged: Readonly<Record<string, string>> = {},
  on: { readonly route: string | null | undefined } = { route: null },
): CriterionOutcome {
  return answer(criteriaOf(regime), criterion, on.route, statedEvidence(regime, given, judged))
}

function allLeaves(node: CriterionOutcome): readonly CriterionOutcome[] {
  const leaves: CriterionOutcome[] = []
  eachLeaf(node, leaf => leaves.push(leaf))
  return leaves
}

const text = (node: CriterionOutcome) => criterionText(node, [])

describe('a criterion of a regime', () => {
  test('ends met or not met where its evidence is there, text compared without regard to case', () => {
    expect(ask('entry', { segment: 4, capability: 'LOW' }).outcome).toBe('met')
    expect(ask('entry', { segment: 3, capability: 'low' }).outcome).toBe('not-met')
  })

  test('is not tried where evidence is missing, and says what is missing and why', () => {
    const found = ask('entry', { segment: 4 })
    expect(found.outcome).toBe('evidence-missing')
    expect(text(found)).toContain('The rating of its board (it is not stated)')
    expect(allLeaves(found)[1]?.missing).toEqual([
      { name: 'capability', title: 'The rating of its board', why: 'it is not stated' },
    ])
  })

  test('shows the clause with the title of its source, each value with how it came about, and parameters with how sure they are', () => {
    const found = text(ask('deficit', { deficit: 6.5 }))
    expect(found).toContain('Met: Its deficit is above the limit. [The rules, limit]')
    expect(found).toContain('Deficit as a share of income: 6.5. As stated.')
    expect(found).toContain('Limit of the deficit: 5 per cent of income. A number of the rules. (unverified)')
  })

  test('a judgement that nobody recorded names the role that may judge', () => {
    const [leaf] = allLeaves(ask('judged'))
    expect(leaf?.outcome).toBe('needs-judgement')
    expect(leaf?.judge).toBe('The centre')
    expect(leaf?.sentence).toContain('The centre may judge.')
    expect(ask('judged', {}, { 'governance-failure': 'yes' }).outcome).toBe('met')
    expect(ask('judged', {}, { 'governance-failure': 'no' }).outcome).toBe('not-met')
  })

  test('a wording with several readings says which is chosen and that there are others', () => {
    const found = ask('either', { segment: 1, capability: 'low', deficit: 9 })
    expect(found.outcome).toBe('met')
    expect(text(found)).toContain(
      'The wording: read as “One is enough”. It can also be read as “Both are needed”. [The rules, wording; ours]',
    )
    expect(text(found)).toContain('Segment 4 and low capability')
  })

  test('what belongs to another route is left out, and settles nothing', () => {
    expect(ask('by-route', { segment: 4 }, {}, { route: 'foundation-trust' }).outcome).toBe('met')
    expect(ask('by-route', { segment: 4 }, {}, { route: 'nhs-trust' }).outcome).toBe('evidence-missing')
    expect(ask('for-one-route', { told: true }, {}, { route: 'foundation-trust' }).outcome).toBe('not-met')
  })

  test('a branch belongs to its routes as a leaf does', () => {
    expect(ask('branch-by-route', { segment: 4, told: true }, {}, { route: 'nhs-trust' }).outcome).toBe('met')
    expect(ask('branch-by-route', { segment: 4, told: true }, {}, { route: 'foundation-trust' }).outcome).toBe(
      'not-met',
    )
    const unsure = ask('branch-by-route', { segment: 4, told: true }, {}, { route: undefined })
    expect(unsure.outcome).toBe('evidence-missing')
    expect(text(unsure)).toContain('on the route “Foundation trust” only, and which route it is on is not known')
    expect(ask('branch-by-route', { segment: 3 }, {}, { route: undefined }).outcome).toBe('not-met')
  })

  test('where the route is not known, what depends on it is missing evidence', () => {
    const found = ask('by-route', { segment: 4, told: true }, {}, { route: undefined })
    expect(found.outcome).toBe('evidence-missing')
    expect(text(found)).toContain('on the route “NHS trust” only, and which route it is on is not known')
  })

  test('the leaves that settled it can be told from the others', () => {
    expect(decisiveLeaves(ask('entry', { segment: 3, capability: 'low' })).map(leaf => leaf.clause)).toEqual([
      'rules#entry-a',
    ])
  })

  test('as JSON: every node with its clause and source, every leaf with its values', () => {
    const json = criterionJson(ask('deficit', { deficit: 6.5 }), [])
    expect(json.children[0]).toMatchObject({
      kind: 'leaf',
      outcome: 'met',
      source: 'The rules, limit',
      values: [
        { name: 'deficit', value: 6.5 },
        { name: 'limit', value: 5, unit: 'per cent of income', confidence: 'unverified' },
      ],
    })
  })
})

describe('a count that is known only at the least', () => {
  const counted = smallRegime(`
evidence: { run: { kind: standing, metric: x-waits, better: low, measure: worst-decile-run, title: Periods in the worst tenth, clause: rules, confidence: read } }
criteria:
  three: { title: Three, of: { test: run >= 3, says: Three periods or more, clause: rules, confidence: read } }
  ten: { title: Ten, of: { test: run >= 10, says: Ten periods or more, clause: rules, confidence: read } }
  twenty: { title: Twenty, of: { test: run >= 20, says: Twenty periods or more, clause: rules, confidence: read } }
`)
  test.each([
    ['three', 'met'],
    ['ten', 'evidence-missing'],
    ['twenty', 'not-met'],
  ])('settles a test only where every number it can be agrees: %s', (criterion, outcome) => {
    const value = { value: 5, upTo: 13, words: 'At least 5.', period: null, relative: true, inputs: [] }
    const evidence = { values: new Map([['run', value]]), missing: new Map(), judged: new Map() }
    const found = answer(criteriaOf(counted), criterion, null, evidence)
    expect(found.outcome).toBe(outcome)
    expect(text(found)).toContain('Periods in the worst tenth: at least 5. At least 5. Relative.')
  })
})

type Shape = { readonly [key: string]: unknown }
const cited = { clause: 'rules', confidence: 'ours' }
const leaf = fc.constantFrom<Shape>(
  { test: 'segment >= 3', says: 'Low segment', ...cited },
  { test: 'capability == "low"', says: 'Low rating', ...cited },
  { test: 'deficit > limit', says: 'Deficit', ...cited },
  { test: 'told', says: 'Told', ...cited },
  { judgement: 'Failed?', by: 'centre', finding: 'governance-failure', equals: 'yes', ...cited },
)
const shape = fc.letrec<{ tree: Shape }>(tie => {
  const several = fc.array(tie('tree'), { minLength: 1, maxLength: 3 })
  return {
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.record({ all: several }),
      fc.record({ any: several }),
      fc.record({ not: tie('tree') }),
      fc.record({ 'at-least': fc.record({ n: fc.integer({ min: 1, max: 3 }), of: several }) }),
    ),
  }
}).tree
const known = fc.record(
  {
    segment: fc.integer({ min: 1, max: 4 }),
    capability: fc.constantFrom('low', 'high'),
    deficit: fc.constantFrom(1, 9),
    told: fc.boolean(),
  },
  { requiredKeys: [] },
)
const judgements = fc.record({ 'governance-failure': fc.constantFrom('yes', 'no') }, { requiredKeys: [] })

function withTree(of: Shape): Regime {
  return { ...regime, criteria: { drawn: { title: 'Drawn', of: of as Regime['criteria'][string]['of'] } } }
}

function outcomeOf(of: Shape, given: object, judged: object): CriterionOutcome {
  const drawn = withTree(of)
  return answer(
    criteriaOf(drawn),
    'drawn',
    null,
    statedEvidence(drawn, given as Record<string, Value>, judged as Record<string, string>),
  )
}

const settled = (outcome: string) => outcome === 'met' || outcome === 'not-met'

describe('laws of criteria', () => {
  // The law holds through `not` too: what is unknown stays unknown when it is turned round, so nothing passes for want of evidence.
  test('taking evidence away leaves an answer as it was or makes it unknown; it never makes another answer', () => {
    fc.assert(
      fc.property(
        shape,
        known,
        judgements,
        fc.constantFrom('segment', 'capability', 'deficit', 'told', 'judgement'),
        (tree, given, judged, gone) => {
          const before = outcomeOf(tree, given, judged).outcome
          const less = Object.fromEntries(Object.entries(given).filter(([name]) => name !== gone))
          const after = outcomeOf(tree, less, gone === 'judgement' ? {} : judged).outcome
          if (settled(after)) expect(after).toBe(before)
          if (!settled(before)) expect(settled(after)).toBe(false)
        },
      ),
    )
  })

  test('the same evidence always gives the same tree', () => {
    fc.assert(
      fc.property(shape, known, judgements, (tree, given, judged) => {
        expect(outcomeOf(tree, given, judged)).toEqual(outcomeOf(tree, given, judged))
      }),
    )
  })

  test('whatever can change the outcome is shown in the tree, as a value or as what is missing', () => {
    fc.assert(
      fc.property(shape, known, known, judgements, (tree, given, other, judged) => {
        const before = outcomeOf(tree, given, judged)
        const shown = new Set(
          allLeaves(before).flatMap(one => [...(one.values ?? []), ...(one.missing ?? [])].map(({ name }) => name)),
        )
        for (const name of ['segment', 'capability', 'deficit', 'told'] as const) {
          const { [name]: _, ...rest } = given
          const changed = outcomeOf(tree, other[name] === undefined ? rest : { ...rest, [name]: other[name] }, judged)
          if (changed.outcome !== before.outcome) expect(shown).toContain(name)
        }
      }),
    )
  })
})
