/** Who writes what, by what their roles are in the regime: its recommenders, its deciders, the organisation, its partners. Pure. */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { leavesOf } from '../../regimes/criterion-tree.ts'
import type { Routed } from '../../regimes/parts.ts'
import type { Regime } from '../../regimes/regime.ts'
import { holdsOn, resolveRole } from '../../regimes/roles.ts'
import type { Choice } from './record.ts'

type Route = string | null
type RoleKind = Regime['roles'][string]['kind']

/** Roles of some kinds on a route. */
export function rolesOfKind(
  { regime }: CompiledRegime,
  route: Route,
  ...kinds: readonly RoleKind[]
): readonly string[] {
  return Object.entries(regime.roles).flatMap(([id, role]) =>
    kinds.includes(role.kind) && holdsOn(role, route) ? [id] : [],
  )
}

/** The organisation that the case is about, as its roles name it. */
export function organisationRoles(compiled: CompiledRegime, route: Route): readonly string[] {
  return rolesOfKind(compiled, route, 'organisation')
}

/** Whoever is appointed under the rules. */
export function appointedRoles(compiled: CompiledRegime, route: Route): readonly string[] {
  return rolesOfKind(compiled, route, 'appointed')
}

/** Who recommends entry, in whichever way. */
export function entryRecommenders({ regime: { entry } }: CompiledRegime, route: Route): readonly string[] {
  return onRoute(route, entry.recommender, ...Object.values(entry.ways).map(way => way.recommender))
}

/** Who recommends an entry by an event: in the ways that the event is, or in any where it is none. */
export function recommendersOfEntry(compiled: CompiledRegime, route: Route, event: string): readonly string[] {
  const { entry } = compiled.regime
  const ways = Object.values(entry.ways).filter(way => way.event === event)
  if (ways.length === 0) return entryRecommenders(compiled, route)
  return onRoute(route, ...ways.map(way => way.recommender ?? entry.recommender))
}

export function entryDeciders({ regime: { entry } }: CompiledRegime, route: Route): readonly string[] {
  return onRoute(route, entry.decider, ...Object.values(entry.ways).map(way => way.decider))
}

export function exitRecommenders({ regime: { exit } }: CompiledRegime, route: Route): readonly string[] {
  return onRoute(route, exit.recommender)
}

export function exitDeciders({ regime: { exit } }: CompiledRegime, route: Route): readonly string[] {
  return onRoute(route, exit.decider)
}

/** Whoever has a say on exit: those who recommend or decide it, and those who oversee. */
export function exitVoices(compiled: CompiledRegime, route: Route): readonly string[] {
  return unique([...exitRecommenders(compiled, route), ...exitDeciders(compiled, route), ...overseers(compiled, route)])
}

/** Everybody who decides something: entry, escalation, exit. */
export function deciders(compiled: CompiledRegime, route: Route): readonly string[] {
  const escalation = Object.values(compiled.regime.escalation).map(one => one.decider)
  return unique([...entryDeciders(compiled, route), ...onRoute(route, ...escalation), ...exitDeciders(compiled, route)])
}

/** Bodies and offices: all that stand outside the organisation and its partners. */
export function overseers(compiled: CompiledRegime, route: Route): readonly string[] {
  return rolesOfKind(compiled, route, 'body', 'office')
}

/** Roles that a leaf of a criterion names as who may judge a kind of finding; of any kind where none is named. */
export function judges({ regime }: CompiledRegime, finding?: string): readonly string[] {
  const leaves = Object.values(regime.criteria).flatMap(({ of }) => leavesOf(of))
  return unique(
    leaves.flatMap(leaf =>
      'judgement' in leaf && (finding === undefined || leaf.finding === finding) ? [leaf.by] : [],
    ),
  )
}

/** Roles as they are on a route, each once. */
export function onRoute(route: Route, ...routed: readonly (Routed | undefined)[]): readonly string[] {
  return unique(routed.flatMap(one => (one === undefined ? [] : (resolveRole(one, route) ?? []))))
}

/** Roles by their titles, to choose from. */
export function roleChoices({ regime }: CompiledRegime, roles: readonly string[]): readonly Choice[] {
  return roles.map(value => ({ value, label: regime.roles[value]?.title ?? value }))
}

function unique(all: readonly string[]): readonly string[] {
  return [...new Set(all)]
}
