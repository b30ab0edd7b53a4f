/** The way out: how far an organisation is from each test of exit, who decides, and what follows. */
import {
  swap,
  type BoundValue,
  type CriterionOutcome,
  type MissingValue,
  type Outcome,
} from '../assessment/criterion.ts'
import { answer, type Criteria } from './answer.ts'
import type { KnownRoute } from './criterion-tree.ts'
import type { RoleTitle } from './entry-model.ts'
import { roleOf } from './entry-organisation.ts'
import type { Evidence } from './evidence-value.ts'

/** One leaf of the exit criterion. */
export interface ExitLeaf {
  /** As exit needs it: of a leaf that must not hold, not met counts as met. */
  readonly outcome: Outcome
  readonly mustNotHold: boolean
  readonly sentence: string
  readonly clause: string | null
  readonly source: string | null
  readonly confidence: string | null
  readonly values: readonly BoundValue[]
  readonly missing: readonly MissingValue[]
  /** How far a plain comparison of one number is from what exit needs; null for any other leaf. */
  readonly gap: Gap | null
  /** Who judges it; null for a test, which nobody has to judge. */
  readonly judge: string | null
}

/** A number as it is, and as exit needs it: `now` must stand in the relation `must` to `limit`. */
export interface Gap {
  readonly title: string
  readonly now: number
  readonly must: Comparison
  readonly limit: number
  /** How much it has to change at least; 0 where exit has it, or where any change would do. */
  readonly by: number
}

type Comparison = '<=' | '>=' | '<' | '>'

export interface WayOut {
  /** Null where the regime has no test of exit, which is a finding about the regime. */
  readonly criterion: CriterionOutcome | null
  readonly leaves: readonly ExitLeaf[]
  /** Leaves that are not met, or not known to be. */
  readonly open: number
  readonly recommender: RoleTitle | null
  readonly decider: RoleTitle | null
  readonly relative: boolean
  readonly package: string | null
  readonly reEntry: string | null
  readonly sustain: readonly { readonly monthsAfter: number; readonly says: string; readonly by: RoleTitle | null }[]
  readonly notes: readonly string[]
}

/** The exit test on the evidence of one organisation, leaf by leaf. */
export function wayOut(criteria: Criteria, route: KnownRoute, evidence: Evidence): WayOut {
  const { regime } = criteria
  const { exit } = regime
  const criterion = exit.criterion === undefined ? null : answer(criteria, exit.criterion, route, evidence)
  const leaves = criterion ? exitLeaves(criterion) : []
  const decider = roleOf(regime, exit.decider, route)
  return {
    criterion,
    leaves,
    open: leaves.filter(leaf => leaf.outcome !== 'met').length,
    recommender: roleOf(regime, exit.recommender, route),
    decider,
    relative: exit.relative || leaves.some(leaf => leaf.values.some(value => value.relative)),
    package: exit.package ?? null,
    reEntry: exit['re-entry'] ?? null,
    sustain: (exit.sustain ?? []).map(check => ({
      monthsAfter: check['months-after'],
      says: check.says,
      by: roleOf(regime, check.by, route),
    })),
    notes: [
      ...(criterion ? [] : ['No test of exit is known for this regime.']),
      ...(exit.decider === undefined ? ['Nobody is named to decide on exit.'] : []),
      ...(exit.decider !== undefined && decider === null
        ? ['Who decides depends on the route, which is not known.']
        : []),
      ...(exit.relative ? ['The test is relative: not all could pass it together.'] : []),
    ],
  }
}

/** The leaves of an answered test of exit, each as exit needs it. `mustNotHold` where the whole test must not. */
export function exitLeaves(node: CriterionOutcome, mustNotHold = false): readonly ExitLeaf[] {
  if (node.kind !== 'leaf')
    return node.children.flatMap(child => exitLeaves(child, node.kind === 'not' ? !mustNotHold : mustNotHold))
  const { outcome, sentence, clause, confidence } = node
  return [
    {
      outcome: mustNotHold ? swap(outcome) : outcome,
      mustNotHold,
      sentence,
      clause,
      source: node.source ?? null,
      confidence,
      values: node.values ?? [],
      missing: node.missing ?? [],
      gap: gapOf(node, mustNotHold),
      judge: node.judge ?? null,
    },
  ]
}

const opposite = { '<=': '>', '>=': '<', '<': '>=', '>': '<=' } as const

/** The gap of a test that compares one piece of evidence with a number or a parameter, which most tests of exit do. */
function gapOf({ test = '', values = [] }: CriterionOutcome, mustNotHold: boolean): Gap | null {
  const parts = /^\s*(\w+)\s*(<=|>=|<|>)\s*(\w+|-?\d+(?:\.\d+)?)\s*$/.exec(test)
  if (!parts) return null
  const [, name, written, against = ''] = parts
  const evidence = values.find(value => value.name === name && value.kind === 'evidence')
  const parameter = values.find(value => value.name === against && value.kind === 'parameter')
  const limit = Number(parameter ? parameter.value : against)
  if (typeof evidence?.value !== 'number' || evidence.upTo !== undefined || Number.isNaN(limit)) return null
  const must = mustNotHold ? opposite[written as Comparison] : (written as Comparison)
  const short = must === '<=' || must === '<' ? evidence.value - limit : limit - evidence.value
  return { title: evidence.title, now: evidence.value, must, limit, by: Math.max(0, short) }
}
