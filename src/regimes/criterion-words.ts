/** Criteria as an indented outline, each leaf with its clause and how sure we are of it. */
import { cited } from '../assessment/framework-words.ts'
import { sentence } from './citation.ts'
import type { Tree } from './criterion-schema.ts'
import { routesOf } from './criterion-tree.ts'
import type { Regime } from './regime.ts'

/**
 * A criterion of a regime, one line a leaf or branch. Other criteria are written out where they stand; a criterion that
 * comes round to itself is only named. A choice shows the chosen reading and names the others.
 */
export function criterionInWords(regime: Regime, id: string, depth = 0): readonly string[] {
  const criterion = regime.criteria[id]
  return criterion === undefined ? [] : outline(regime, criterion.of, depth, [id])
}

function outline(regime: Regime, tree: Tree, depth: number, within: readonly string[]): string[] {
  const indent = '  '.repeat(depth)
  const below = (words: string, trees: readonly Tree[]) => [
    `${indent}${words}`,
    ...trees.flatMap(child => outline(regime, child, depth + 1, within)),
  ]
  if ('test' in tree) return [`${indent}${sentence(tree.says)}${only(regime, tree)} ${cited(tree)}`]
  if ('judgement' in tree) {
    const who = regime.roles[tree.by]?.title ?? tree.by
    return [`${indent}${tree.judgement} A judgement for ${who}.${only(regime, tree)} ${cited(tree)}`]
  }
  const holds = only(regime, tree)
  if ('all' in tree) return below(`All of these:${holds}`, tree.all)
  if ('any' in tree) return below(`Any of these:${holds}`, tree.any)
  if ('not' in tree) return below(`Not this:${holds}`, [tree.not])
  if ('at-least' in tree) return below(`At least ${tree['at-least'].n} of these:${holds}`, tree['at-least'].of)
  if ('criterion' in tree) {
    const other = regime.criteria[tree.criterion]
    const title = other?.title ?? tree.criterion
    if (other === undefined || within.includes(tree.criterion)) return [`${indent}${title}${holds}`]
    return [`${indent}${title}:${holds}`, ...outline(regime, other.of, depth + 1, [...within, tree.criterion])]
  }
  const choice = regime.choices[tree.choice]
  const chosen = choice?.chosen ?? ''
  const others = Object.entries(choice?.options ?? {}).filter(([option]) => option !== chosen)
  const also = others.map(([, words]) => ` It can also be read: ${words}`).join('')
  const reading = tree.of[chosen]
  return [
    `${indent}As we read it: ${choice?.options[chosen] ?? chosen}${also} ${choice ? cited(choice) : ''}${holds}`.trimEnd(),
    ...(reading === undefined ? [] : outline(regime, reading, depth + 1, within)),
  ]
}

function only(regime: Regime, tree: Tree): string {
  const routes = routesOf(tree)
  return routes === null ? '' : ` Only: ${routes.map(route => regime.routes?.[route]?.title ?? route).join(' or ')}.`
}
