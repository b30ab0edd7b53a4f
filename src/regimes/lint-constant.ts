/** Tests that ask nothing, since they come out alike whatever the evidence; and types of organisation that nothing loaded is of. */
import { organisationTypes } from '../evidence/source.ts'
import { declare, type Declared } from './declared.ts'
import type { EvidenceItem } from './evidence-schema.ts'
import type { LintFinding } from './lint.ts'
import { visitTree } from './references.ts'
import type { Regime } from './regime.ts'
import { compileTest, type Value } from './regime-test.ts'

export function lintConstant(regime: Regime): readonly LintFinding[] {
  return [...constantTests(regime), ...unknownTypes(regime)]
}

function constantTests(regime: Regime): LintFinding[] {
  const declared = declare(regime.evidence, regime.parameters)
  const findings: LintFinding[] = []
  for (const [id, criterion] of Object.entries(regime.criteria))
    visitTree(criterion.of, ['criteria', id, 'of'], (node, path) => {
      const always = 'test' in node ? constantOutcome(node.test, regime, declared) : null
      if (always === null || !('test' in node)) return
      findings.push({
        check: 'constant-test',
        path: [...path, 'test'],
        words: `“${node.says}” is ${always ? 'met' : 'not met'} whatever the evidence says.`,
        todo: 'Test what can differ, or leave the test out.',
      })
    })
  return findings
}

// More than this many combinations are not tried: a test of so many facts is for a reader to judge.
const mostTrials = 5000

/** Whether a test is true or false on everything that its evidence can be; null where it differs, or nobody can say. */
function constantOutcome(source: string, { evidence }: Regime, declared: Declared): boolean | null {
  const test = compileTest(source, declared, 'yes-or-no')
  if ('fault' in test) return null
  const written = edgesOf(source, test.parameters, declared)
  const tried = test.needs.map(name => [name, valuesOf(evidence[name], written)] as const)
  if (tried.reduce((count, [, values]) => count * values.length, 1) > mostTrials) return null
  let combinations: readonly Record<string, Value>[] = [{}]
  for (const [name, values] of tried)
    combinations = combinations.flatMap(one => values.map(value => ({ ...one, [name]: value })))
  try {
    const outcomes = new Set(combinations.map(values => test.run(values) === true))
    return outcomes.size === 1 ? [...outcomes][0] === true : null
  } catch {
    // A test that cannot be worked out on some value is not one that always comes out alike.
    return null
  }
}

interface Edges {
  readonly numbers: readonly number[]
  readonly texts: readonly string[]
}

/** What a test compares with: a test can change its outcome only at one of these, or between them. */
function edgesOf(source: string, parameters: readonly string[], declared: Declared): Edges {
  const texts = [...source.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '')
  const written = source.replace(/"[^"]*"|'[^']*'/g, '').match(/\b\d+(\.\d+)?\b/g) ?? []
  const numbers = [...written, ...parameters.map(name => declared.parameters[name] ?? 0)].map(Number)
  return { numbers: numbers.flatMap(one => [one, -one]), texts }
}

/** Values that a piece of evidence can have, on each side of what it is compared with. */
function valuesOf(item: EvidenceItem | undefined, { numbers, texts }: Edges): readonly Value[] {
  const within = (low: number, high: number, step: number) =>
    [...new Set([low, high, ...numbers.flatMap(one => [one - step, one, one + step])])].filter(
      one => one >= low && one <= high,
    )
  const any = () => within(-1e9, 1e9, 0.001)
  switch (item?.kind) {
    case 'segment':
      return [1, 2, 3, 4, 5]
    case 'case':
      return within(0, 1000, 1).map(Math.round)
    case 'standing':
      if (item.measure === 'worst-decile-run') return within(0, 1000, 1).map(Math.round)
      return item.measure === 'position' ? within(0, 1, 0.001) : within(-1, 1, 0.001)
    case 'series':
      return any().flatMap(one => [
        new Array<number>(item.periods).fill(one),
        Array.from({ length: item.periods }, (_, index) => one + index),
        Array.from({ length: item.periods }, (_, index) => one - index),
      ])
    case 'outlier':
    case 'placement':
      return [true, false]
    case 'organisation':
      return item.attribute === 'type' ? organisationTypes : [...texts, 'something else']
    case 'finding':
      if (item.type === 'yes-no') return [true, false]
      return item.type === 'number' ? any() : (item.values ?? [...texts, 'something else'])
    default:
      return any()
  }
}

/** Types of organisation that no file of figures gives: nobody of them would ever be tested. */
function unknownTypes({ scope, routes = {} }: Regime): LintFinding[] {
  const named = [
    [['scope', 'organisation-types'], scope['organisation-types']] as const,
    ...Object.entries(routes).map(
      ([id, route]) => [['routes', id, 'organisation-types'], route['organisation-types'] ?? []] as const,
    ),
  ]
  const known: readonly string[] = organisationTypes
  return named.flatMap(([path, types]) =>
    types
      .filter(type => !known.includes(type))
      .map(
        (type): LintFinding => ({
          check: 'unknown-type',
          path: [...path],
          words: `No organisation is of the type ${type}: a test of entry finds nobody of it.`,
          todo: `The types are ${known.join(', ')}. Leave it where the documents name it.`,
        }),
      ),
  )
}
