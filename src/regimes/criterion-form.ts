/** Criteria in one form, whatever order and brackets they were written with, so that two of them can be compared. */
import type { Leaf, Tree } from './criterion-schema.ts'
import { routesOf } from './criterion-tree.ts'
import type { Regime } from './regime.ts'

/**
 * A criterion as text: other criteria and the chosen readings filled in, branches sorted, `not` driven down to the
 * leaves. Two criteria with one form ask the same; the reverse need not hold, since tests are compared as written.
 */
export function formOf(regime: Regime, tree: Tree, negated = false): string {
  return form(regime, tree, negated, [])
}

/** The leaves that a tree comes down to, other criteria and chosen readings followed. */
export function leavesUsed(regime: Regime, tree: Tree, within: readonly string[] = []): readonly Leaf[] {
  if ('test' in tree || 'judgement' in tree) return [tree]
  return parts(regime, tree, within).flatMap(([one, path]) => leavesUsed(regime, one, path))
}

/** Names that a test speaks: identifiers outside quotation marks. */
export function namesIn(test: string): readonly string[] {
  return test.replace(/"[^"]*"|'[^']*'/g, '""').match(/[a-z_][a-z0-9_]*/gi) ?? []
}

function form(regime: Regime, tree: Tree, negated: boolean, within: readonly string[]): string {
  const all = formAnywhere(regime, tree, negated, within)
  const routes = routesOf(tree)
  return routes === null ? all : `on ${routes.toSorted().join(' or ')} ${all}`
}

function formAnywhere(regime: Regime, tree: Tree, negated: boolean, within: readonly string[]): string {
  if ('test' in tree) return negated ? negatedTest(tree.test) : squeezed(tree.test)
  if ('judgement' in tree) return `${negated ? 'not ' : ''}judged ${tree.finding} ${tree.equals}`
  if ('not' in tree) return form(regime, tree.not, !negated, within)
  const below = parts(regime, tree, within).map(([one, path]) => form(regime, one, negated, path))
  if ('all' in tree || 'any' in tree) {
    const word = 'all' in tree === negated ? 'any' : 'all'
    return below.length === 1 ? (below[0] ?? '') : `${word}(${below.toSorted().join(' | ')})`
  }
  if ('at-least' in tree) {
    // Not at least n of m: at least m − n + 1 are not.
    const { n, of } = tree['at-least']
    return `${negated ? of.length - n + 1 : n} of(${below.toSorted().join(' | ')})`
  }
  return below[0] ?? ''
}

function parts(regime: Regime, tree: Tree, within: readonly string[]): (readonly [Tree, readonly string[]])[] {
  const each = (trees: readonly Tree[]) => trees.map(one => [one, within] as const)
  if ('all' in tree) return each(tree.all)
  if ('any' in tree) return each(tree.any)
  if ('not' in tree) return each([tree.not])
  if ('at-least' in tree) return each(tree['at-least'].of)
  if ('choice' in tree) {
    const reading = tree.of[regime.choices[tree.choice]?.chosen ?? '']
    return reading === undefined ? [] : each([reading])
  }
  if (!('criterion' in tree) || within.includes(tree.criterion)) return []
  const other = regime.criteria[tree.criterion]
  return other === undefined ? [] : [[other.of, [...within, tree.criterion]]]
}

const opposites: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}

function negatedTest(test: string): string {
  const text = squeezed(test)
  const [, left, sign, right] = /^([^=!<>&|?]+)(==|!=|<=|>=|<|>)([^=!<>&|?]+)$/.exec(text) ?? []
  if (left !== undefined && sign !== undefined && right !== undefined) return `${left}${opposites[sign]}${right}`
  return /^![a-z_]+$/.test(text) ? text.slice(1) : /^[a-z_]+$/.test(text) ? `!${text}` : `!(${text})`
}

/** Without spaces, and with one kind of quotation mark. */
function squeezed(test: string): string {
  return test.replace(/\s+/g, '').replaceAll('"', "'")
}
