/**
 * Criteria of a regime on the evidence of one organisation: each leaf ends met, not met, needs judgement or evidence
 * missing, and tells what it was tried on. Absent evidence is never tried, so unknown never passes.
 */
import {
  evaluate,
  type BoundValue,
  type CriterionOutcome,
  type CriterionTree,
  type LeafOutcome,
} from '../assessment/criterion.ts'
import { sentence } from './citation.ts'
import type { JudgementLeaf, TestLeaf } from './criterion-schema.ts'
import { criterionOn, leavesOf, type KnownRoute, type PlacedLeaf } from './criterion-tree.ts'
import { declare } from './declared.ts'
import type { Evidence, Value } from './evidence-value.ts'
import type { Regime } from './regime.ts'
import { compileTest, type CompiledTest } from './regime-test.ts'

/** The criteria of a regime, ready to be asked. */
export interface Criteria {
  readonly regime: Regime
  readonly tests: ReadonlyMap<string, CompiledTest>
  /** Criteria as they stand on each route, filled in when first asked for. */
  readonly trees: Map<string, CriterionTree<PlacedLeaf> | null>
}

const compiled = new WeakMap<Regime, Criteria>()

/** Compiles the tests of a regime, once. */
export function criteriaOf(regime: Regime): Criteria {
  let criteria = compiled.get(regime)
  if (!criteria) compiled.set(regime, (criteria = { regime, tests: compileTests(regime), trees: new Map() }))
  return criteria
}

/** The tests of every criterion and of the order of entry, by their text. */
function compileTests(regime: Regime): ReadonlyMap<string, CompiledTest> {
  const declared = declare(regime.evidence, regime.parameters)
  const leaves = Object.values(regime.criteria).flatMap(({ of }) => leavesOf(of))
  const compile = (text: string, expects: 'yes-or-no' | 'number') => {
    const test = compileTest(text, declared, expects)
    if ('fault' in test)
      throw new Error(`The test "${text}" of ${regime.regime} cannot be run: found ${test.fault.found}.`)
    return [text, test] as const
  }
  return new Map([
    ...leaves.flatMap(leaf => ('test' in leaf ? [compile(leaf.test, 'yes-or-no')] : [])),
    ...(regime.entry.order ?? []).map(({ by }) => compile(by, 'number')),
  ])
}

/** The outcome of one criterion, as a tree that shows every leaf. Throws on a criterion that the regime has not. */
export function answer(criteria: Criteria, id: string, route: KnownRoute, evidence: Evidence): CriterionOutcome {
  const key = `${id} ${route === undefined ? '?' : (route ?? '')}`
  let tree = criteria.trees.get(key)
  if (tree === undefined) criteria.trees.set(key, (tree = criterionOn(criteria.regime, id, route)))
  return tree === null
    ? nothingApplies(criteria.regime, id)
    : evaluate(tree, placed => tryLeaf(criteria, placed, evidence))
}

function nothingApplies({ criteria }: Regime, id: string): CriterionOutcome {
  return {
    kind: 'leaf',
    outcome: 'not-met',
    sentence: `${sentence(criteria[id]?.title ?? id)} Nothing of it applies on this route.`,
    clause: null,
    confidence: null,
    inputs: [],
    children: [],
  }
}

function tryLeaf(criteria: Criteria, { leaf, source, unsure }: PlacedLeaf, evidence: Evidence): LeafOutcome {
  const { regime } = criteria
  const about = { clause: leaf.clause, confidence: leaf.confidence, source }
  if (unsure !== null) {
    const routes = unsure.map(one => `“${regime.routes?.[one]?.title ?? one}”`).join(' or ')
    const why = 'what decides its route, such as its legal form, is not known'
    return {
      ...about,
      outcome: 'evidence-missing',
      sentence: `${wordsOf(leaf)} This holds on the route ${routes} only, and which route it is on is not known.`,
      inputs: [],
      missing: [{ name: 'route', title: 'Route through the regime', why }],
    }
  }
  if ('judgement' in leaf) return { ...about, ...judge(regime, leaf, evidence) }
  return { ...about, test: leaf.test, ...run(criteria, leaf, evidence) }
}

function wordsOf(leaf: TestLeaf | JudgementLeaf): string {
  return sentence('judgement' in leaf ? leaf.judgement : leaf.says)
}

type Tried = Pick<LeafOutcome, 'outcome' | 'sentence' | 'inputs' | 'values' | 'missing' | 'judge'>

function judge(regime: Regime, leaf: JudgementLeaf, evidence: Evidence): Tried {
  const found = evidence.judged.get(leaf.finding) ?? { missing: 'no finding is given' }
  const by = regime.roles[leaf.by]?.title ?? leaf.by
  if ('missing' in found)
    return {
      outcome: 'needs-judgement',
      sentence: `${wordsOf(leaf)} Not yet judged: ${found.missing}. ${by} may judge.`,
      inputs: [],
      missing: [{ name: leaf.finding, title: leaf.judgement, why: found.missing }],
      judge: by,
    }
  const met = found.value === leaf.equals.trim().toLowerCase()
  return {
    outcome: met ? 'met' : 'not-met',
    sentence: `${wordsOf(leaf)} Judged: ${found.words}`,
    inputs: found.inputs,
    values: [
      {
        name: leaf.finding,
        kind: 'evidence',
        title: leaf.judgement,
        unit: null,
        clause: leaf.clause,
        confidence: leaf.confidence,
        ...found,
      },
    ],
    judge: by,
  }
}

function run(criteria: Criteria, leaf: TestLeaf, evidence: Evidence): Tried {
  const { regime, tests } = criteria
  const test = tests.get(leaf.test) as CompiledTest
  const values: BoundValue[] = []
  const missing = []
  for (const name of [...test.needs, ...test.parameters]) {
    const bound = bind(regime, name, evidence)
    if (bound) values.push(bound)
    else {
      const why = evidence.missing.get(name) ?? 'it is not given'
      missing.push({ name, title: regime.evidence[name]?.title ?? name, why })
    }
  }
  const inputs = values.flatMap(one => one.inputs)
  if (missing.length > 0) {
    const why = missing.map(one => `${one.title} (${one.why})`).join('; ')
    return {
      outcome: 'evidence-missing',
      sentence: `${sentence(leaf.says)} Not tried, for want of evidence: ${why}.`,
      inputs,
      values,
      missing,
    }
  }
  if (values.filter(one => one.upTo !== undefined).length > 1) return notExactEnough(leaf, values)
  try {
    const outcomes = new Set(possibleBindings(values).map(bound => test.run(bound)))
    if (outcomes.size > 1) return notExactEnough(leaf, values)
    return { outcome: outcomes.has(true) ? 'met' : 'not-met', sentence: sentence(leaf.says), inputs, values }
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
    return {
      outcome: 'evidence-missing',
      sentence: `${sentence(leaf.says)} It cannot be worked out on these values: ${why}.`,
      inputs,
      values,
      missing: [{ name: leaf.test, title: leaf.says, why }],
    }
  }
}

/** What the names may stand for: one binding, or one for each number that a count may be. */
function possibleBindings(values: readonly BoundValue[]): readonly Readonly<Record<string, Value>>[] {
  const bound = Object.fromEntries(values.map(one => [one.name, one.value]))
  const count = values.find(one => one.upTo !== undefined)
  if (count?.upTo === undefined) return [bound]
  const least = Number(count.value)
  return Array.from({ length: count.upTo - least + 1 }, (_, more) => ({ ...bound, [count.name]: least + more }))
}

function notExactEnough(leaf: TestLeaf, values: readonly BoundValue[]): Tried {
  const counts = values.filter(one => one.upTo !== undefined)
  return {
    outcome: 'evidence-missing',
    sentence: `${sentence(leaf.says)} Not settled: ${counts.map(one => `${one.title} is known only at the least`).join('; ')}.`,
    inputs: values.flatMap(one => one.inputs),
    values,
    missing: counts.map(({ name, title, words }) => ({ name, title, why: words })),
  }
}

/** The value that a name stands for in tests: a parameter of the rules, or evidence where there is some. */
function bind(regime: Regime, name: string, evidence: Evidence): BoundValue | null {
  const parameter = regime.parameters[name]
  if (parameter) {
    const { title, value, unit, clause, confidence } = parameter
    const words = 'A number of the rules.'
    return {
      name,
      kind: 'parameter',
      title,
      value,
      unit,
      words,
      period: null,
      clause,
      confidence,
      relative: false,
      inputs: [],
    }
  }
  const item = regime.evidence[name]
  const found = evidence.values.get(name)
  if (!item || !found) return null
  const { title, clause, confidence } = item
  return { name, kind: 'evidence', title, unit: null, clause, confidence, ...found }
}
