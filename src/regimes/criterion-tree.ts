/** A criterion as it stands on one route: other criteria and choices filled in, and what belongs to other routes left out. */
import type { CriterionTree } from '../assessment/criterion.ts'
import type { Leaf, Tree } from './criterion-schema.ts'
import { sourceWords } from './citation.ts'
import type { Regime } from './regime.ts'

/** Route of an organisation through a regime: null where there is one for all, undefined where it is not known. */
export type KnownRoute = string | null | undefined

/** A leaf to be tried; `unsure` are the routes on which alone it counts, where the route of the organisation is not known. */
export interface PlacedLeaf {
  readonly leaf: Leaf
  /** Its clause in words. */
  readonly source: string
  readonly unsure: readonly string[] | null
}

/** Routes on which alone a leaf or branch holds; null where it holds on all. */
export function routesOf({ route }: Tree): readonly string[] | null {
  return route === undefined ? null : [route].flat()
}

/** Every leaf of a tree as written; criteria by name are not followed. */
export function leavesOf(tree: Tree): readonly Leaf[] {
  if ('test' in tree || 'judgement' in tree) return [tree]
  if ('all' in tree) return tree.all.flatMap(leavesOf)
  if ('any' in tree) return tree.any.flatMap(leavesOf)
  if ('not' in tree) return leavesOf(tree.not)
  if ('at-least' in tree) return tree['at-least'].of.flatMap(leavesOf)
  return 'choice' in tree ? Object.values(tree.of).flatMap(leavesOf) : []
}

/** Kinds of finding that record the judgements of a regime. */
export function judgementKinds(regime: Regime): readonly string[] {
  const leaves = Object.values(regime.criteria).flatMap(({ of }) => leavesOf(of))
  return [...new Set(leaves.flatMap(leaf => ('judgement' in leaf ? [leaf.finding] : [])))]
}

/** The tree of a criterion on a route; null where nothing of it applies there. Throws on an id that is none, or a circle. */
export function criterionOn(regime: Regime, id: string, route: KnownRoute): CriterionTree<PlacedLeaf> | null {
  return named(regime, id, route, [])
}

function named(
  regime: Regime,
  id: string,
  route: KnownRoute,
  within: readonly string[],
): CriterionTree<PlacedLeaf> | null {
  const criterion = regime.criteria[id]
  if (!criterion || within.includes(id))
    throw new Error(`Criterion "${id}" of ${regime.regime} ${criterion ? 'speaks of itself' : 'is not in the file'}.`)
  const tree = placed(regime, criterion.of, route, [...within, id])
  return tree && { titled: criterion.title, clause: null, confidence: null, tree }
}

function placed(
  regime: Regime,
  tree: Tree,
  route: KnownRoute,
  within: readonly string[],
): CriterionTree<PlacedLeaf> | null {
  const routes = routesOf(tree)
  if (routes === null || (typeof route === 'string' && routes.includes(route)))
    return anywhere(regime, tree, route, within)
  const found = route === undefined ? anywhere(regime, tree, route, within) : null
  return found && doubted(found, routes)
}

/** A tree of which only the route, which is not known, could say whether it counts: none of its leaves does so surely. */
function doubted(tree: CriterionTree<PlacedLeaf>, routes: readonly string[]): CriterionTree<PlacedLeaf> {
  const each = (trees: readonly CriterionTree<PlacedLeaf>[]) => trees.map(one => doubted(one, routes))
  if ('all' in tree) return { ...tree, all: each(tree.all) }
  if ('any' in tree) return { ...tree, any: each(tree.any) }
  if ('not' in tree) return { ...tree, not: doubted(tree.not, routes) }
  if ('at-least' in tree) return { ...tree, 'at-least': { ...tree['at-least'], of: each(tree['at-least'].of) } }
  return 'titled' in tree ? { ...tree, tree: doubted(tree.tree, routes) } : { ...tree, unsure: routes }
}

/** A tree whose own route holds. */
function anywhere(
  regime: Regime,
  tree: Tree,
  route: KnownRoute,
  within: readonly string[],
): CriterionTree<PlacedLeaf> | null {
  const each = (trees: readonly Tree[]) =>
    trees.flatMap(one => {
      const found = placed(regime, one, route, within)
      return found ? [found] : []
    })
  if ('all' in tree) return orNothing(each(tree.all), all => ({ all }))
  if ('any' in tree) return orNothing(each(tree.any), any => ({ any }))
  if ('at-least' in tree) {
    const { n, of } = tree['at-least']
    return orNothing(each(of), kept => ({ 'at-least': { n, of: kept } }))
  }
  if ('not' in tree) return orNothing(each([tree.not]), ([not]) => ({ not: not as CriterionTree<PlacedLeaf> }))
  if ('criterion' in tree) return named(regime, tree.criterion, route, within)
  if ('choice' in tree) return chosen(regime, tree, route, within)
  return { leaf: tree, source: sourceWords(regime, tree.clause), unsure: null }
}

/** `all` of nothing would be met, and a branch that does not apply must not settle anything. */
function orNothing(
  trees: readonly CriterionTree<PlacedLeaf>[],
  make: (trees: readonly CriterionTree<PlacedLeaf>[]) => CriterionTree<PlacedLeaf>,
): CriterionTree<PlacedLeaf> | null {
  return trees.length === 0 ? null : make(trees)
}

function chosen(
  regime: Regime,
  { choice: id, of }: Extract<Tree, { choice: string }>,
  route: KnownRoute,
  within: readonly string[],
): CriterionTree<PlacedLeaf> | null {
  const choice = regime.choices[id]
  const reading = choice && of[choice.chosen]
  if (!choice || !reading)
    throw new Error(
      `Choice "${id}" of ${regime.regime} ${choice ? `has no tree for "${choice.chosen}"` : 'is not in the file'}.`,
    )
  const tree = placed(regime, reading, route, within)
  const others = Object.entries(choice.options).flatMap(([option, words]) =>
    option === choice.chosen ? [] : [`“${words}”`],
  )
  return (
    tree && {
      titled: `${choice.title}: read as “${choice.options[choice.chosen] ?? choice.chosen}”. It can also be read as ${others.join(' or ')}.`,
      clause: choice.clause,
      confidence: choice.confidence,
      source: sourceWords(regime, choice.clause),
      tree,
    }
  )
}
