/** What a file says without using it, and how much of it nobody has checked. */
import { leavesOf } from './criterion-tree.ts'
import type { Tree } from './criterion-schema.ts'
import { namesIn } from './criterion-form.ts'
import { entriesOf } from './entries.ts'
import type { LintFinding } from './lint.ts'
import type { Regime } from './regime.ts'
import type { State } from './stages-schema.ts'

export function lintTrust(regime: Regime): readonly LintFinding[] {
  return [...unused(regime), ...counted(regime)]
}

function unused(regime: Regime): LintFinding[] {
  const spoken = namesSpoken(regime)
  const trees = Object.values(regime.criteria).map(({ of }) => of)
  const chosen = new Set(trees.flatMap(tree => within(tree, 'choice')))
  const asked = criteriaAsked(regime, trees)
  const acting = rolesActing(regime)
  const findings = (section: string, entries: Record<string, { title: string }>, used: ReadonlySet<string>) =>
    Object.entries(entries)
      .filter(([id]) => !used.has(id))
      .map(
        ([id, entry]): LintFinding => ({
          check: 'unused',
          path: [section, id],
          words: `“${entry.title}” (${id}) is declared in ${section} and used nowhere.`,
          todo: 'Use it, or remove it.',
        }),
      )
  return [
    ...findings('evidence', regime.evidence, spoken),
    ...findings('parameters', regime.parameters, spoken),
    ...findings('choices', regime.choices, chosen),
    ...findings('criteria', regime.criteria, asked),
    ...findings('roles', regime.roles, acting),
  ]
}

function counted(regime: Regime): LintFinding[] {
  const entries = entriesOf(regime)
  const kinds = {
    unverified: {
      of: 'nobody has checked at its source',
      todo: 'Read the source, and correct the entry or its confidence.',
    },
    ours: { of: 'are modelling choices of this project', todo: 'Take them as proposals; `show` lists them.' },
  } as const
  return (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind): LintFinding[] => {
    const found = entries.filter(entry => entry.confidence === kind)
    const first = found[0]
    if (first === undefined) return []
    const { of, todo } = kinds[kind]
    return [{ check: kind, path: first.path, words: `${found.length} of ${entries.length} entries ${of}.`, todo }]
  })
}

function namesSpoken(regime: Regime): ReadonlySet<string> {
  const tests = Object.values(regime.criteria).flatMap(({ of }) =>
    leavesOf(of).flatMap(leaf => ('test' in leaf ? [leaf.test] : [])),
  )
  return new Set([...tests, ...(regime.entry.order ?? []).map(one => one.by)].flatMap(namesIn))
}

function criteriaAsked(regime: Regime, trees: readonly Tree[]): ReadonlySet<string> {
  const asked = [
    ...trees.flatMap(tree => within(tree, 'criterion')),
    ...Object.values(regime.entry.ways).map(way => way.criterion),
    regime.exit.criterion,
    ...(regime.exit.sustain ?? []).map(one => one.criterion),
    ...Object.values(regime.escalation).map(one => one.criterion),
    ...[regime.stages, ...Object.values(regime.strands)].flatMap(({ states }) =>
      Object.values<Pick<State, 'on'>>(states).flatMap(state =>
        Object.values(state.on ?? {}).flatMap(on => [on].flat().map(transition => transition.if)),
      ),
    ),
  ]
  return new Set(asked.filter(id => id !== undefined))
}

/** Ids of other criteria, or of choices, that a tree names in any of its readings. */
function within(tree: unknown, key: 'criterion' | 'choice'): string[] {
  if (Array.isArray(tree)) return tree.flatMap(one => within(one, key))
  if (typeof tree !== 'object' || tree === null) return []
  const one = tree as Record<string, unknown>
  const own = typeof one[key] === 'string' ? [one[key]] : []
  return [...own, ...Object.values(one).flatMap(child => within(child, key))]
}

/** Every role that some entry names, wherever: in a file, a role is named only where it does something. */
function rolesActing(regime: Regime): ReadonlySet<string> {
  const acting = new Set<string>()
  const keys = new Set(
    'owner by to recommender decider payer paid-by given-by between refer-to appointed-by accountable-to members over'.split(
      ' ',
    ),
  )
  const see = (value: unknown, named: boolean): void => {
    if (typeof value === 'string') {
      if (named) acting.add(value)
    } else if (Array.isArray(value)) for (const one of value) see(one, named)
    else if (typeof value === 'object' && value !== null)
      for (const [key, child] of Object.entries(value)) see(child, named || keys.has(key))
  }
  // An appointment is an act, even of somebody of whom nothing more is said; and the case is always about the organisation.
  for (const [id, role] of Object.entries(regime.roles))
    if (role.kind === 'organisation' || role['appointed-by'] !== undefined || role['starts-on'] !== undefined)
      acting.add(id)
  see(regime, false)
  return acting
}
