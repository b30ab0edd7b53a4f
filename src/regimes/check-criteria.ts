/** Criteria that can be worked out: tests that make sense, counts that can be reached, choices with their options, no circles. */
import type { DocumentIssue, ReadDocument, Words } from '../documents/yaml-document.ts'
import type { Tree } from './criterion-schema.ts'
import { routesOf } from './criterion-tree.ts'
import { canBeSpoken, declare, type Declared } from './declared.ts'
import { visitTree } from './references.ts'
import { compileTest } from './regime-test.ts'
import type { Regime } from './regime.ts'
import { unknownName } from './unknown-name.ts'

/** Faults in evidence, parameters, choices, criteria and the order of candidates. */
export function checkCriteria({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  const declared = declare(regime.evidence, regime.parameters)
  const faults = [...nameFaults(regime), ...choiceFaults(regime), ...circles(regime)]
  for (const [id, criterion] of Object.entries(regime.criteria)) {
    visitTree(criterion.of, ['criteria', id, 'of'], (node, path) =>
      faults.push(...nodeFaults(node, path, regime, declared), ...routeFaults(node, path)),
    )
  }
  regime.entry.order?.forEach(({ by }, index) => {
    const test = compileTest(by, declared, 'number')
    if ('fault' in test) faults.push({ path: ['entry', 'order', index, 'by'], words: test.fault })
  })
  return faults.map(({ path, words }) => issueAt(path, words))
}

interface Fault {
  readonly path: readonly PropertyKey[]
  readonly words: Words
}

/** Names that tests could not tell apart, or not speak at all. */
function nameFaults(regime: Regime): Fault[] {
  const faults: Fault[] = []
  for (const section of ['evidence', 'parameters'] as const) {
    for (const name of Object.keys(regime[section])) {
      const path = [section, name]
      if (section === 'parameters' && Object.hasOwn(regime.evidence, name))
        faults.push({
          path,
          words: {
            found: `"${name}", which is evidence too`,
            expected: 'a name of its own',
            todo: 'Rename one of the two.',
          },
        })
      if (!canBeSpoken(name))
        faults.push({
          path,
          words: {
            found: `the name "${name}"`,
            expected: 'a name that is no word of the test language',
            todo: `Choose another, such as "${name}_value".`,
          },
        })
    }
  }
  return faults
}

function choiceFaults(regime: Regime): Fault[] {
  return Object.entries(regime.choices).flatMap(([id, { chosen, options }]) => {
    if (Object.hasOwn(options, chosen)) return []
    return [
      {
        path: ['choices', id, 'chosen'],
        words: unknownName(`the option "${chosen}"`, chosen, 'options', Object.keys(options)),
      },
    ]
  })
}

function nodeFaults(node: Tree, path: readonly PropertyKey[], regime: Regime, declared: Declared): Fault[] {
  if ('test' in node) {
    const test = compileTest(node.test, declared, 'yes-or-no')
    return 'fault' in test ? [{ path: [...path, 'test'], words: test.fault }] : []
  }
  if ('at-least' in node) {
    const { n, of } = node['at-least']
    if (n <= of.length) return []
    const words = {
      found: `at least ${n} of ${of.length}`,
      expected: `at most ${of.length}, which is how many there are`,
    }
    return [{ path: [...path, 'at-least', 'n'], words }]
  }
  const options = 'choice' in node ? regime.choices[node.choice]?.options : undefined
  if (!('choice' in node) || !options) return []
  const strangers = Object.keys(node.of).filter(option => !Object.hasOwn(options, option))
  const missing = Object.keys(options).filter(option => !Object.hasOwn(node.of, option))
  return [
    ...strangers.map(option => ({
      path: [...path, 'of', option],
      words: unknownName(`the option "${option}"`, option, 'options', Object.keys(options)),
    })),
    ...missing.map(option => ({
      path: [...path, 'of'],
      words: {
        found: `nothing for "${option}"`,
        expected: `a tree for each option of ${node.choice}`,
        todo: 'Add it.',
      },
    })),
  ]
}

/** What belongs to another route than the branch it stands in would never be tried. */
function routeFaults(branch: Tree, at: readonly PropertyKey[]): Fault[] {
  const routes = routesOf(branch)
  if (routes === null) return []
  const faults: Fault[] = []
  visitTree(branch, at, (node, path) => {
    const own = routesOf(node)
    if (own === null || own.some(route => routes.includes(route))) return
    const words = {
      found: `the route ${own.join(', ')} within a branch of the route ${routes.join(', ')}`,
      expected: `the route ${routes.join(', ')}, or none`,
      todo: 'Move it out of the branch.',
    }
    faults.push({ path: [...path, 'route'], words })
  })
  return faults
}

/** Criteria that rest on themselves. Each circle is told once, at the first of its criteria. */
function circles(regime: Regime): Fault[] {
  const needs = new Map<string, ReadonlySet<string>>()
  for (const [id, criterion] of Object.entries(regime.criteria)) {
    const named = new Set<string>()
    visitTree(criterion.of, [], node => void ('criterion' in node && named.add(node.criterion)))
    needs.set(id, named)
  }
  const faults: Fault[] = []
  const done = new Set<string>()
  const walk = (id: string, trail: readonly string[]): void => {
    if (trail.includes(id)) {
      const circle = [...trail.slice(trail.indexOf(id)), id]
      faults.push({
        path: ['criteria', id],
        words: {
          found: `a circle: ${circle.join(' → ')}`,
          expected: 'criteria that do not rest on themselves',
          todo: 'Break the circle at one of these.',
        },
      })
    } else if (!done.has(id)) {
      for (const next of needs.get(id) ?? []) walk(next, [...trail, id])
      done.add(id)
    }
  }
  for (const id of needs.keys()) walk(id, [])
  return faults
}
