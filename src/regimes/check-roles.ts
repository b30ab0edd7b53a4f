/** Who acts: routes that exist and are all provided for, and a recommender who is not the decider. */
import type { DocumentIssue, ReadDocument, Words } from '../documents/yaml-document.ts'
import { notKnown, type Routed } from './parts.ts'
import { transitionsOf } from './references.ts'
import type { Regime } from './regime.ts'
import { holdsOn, resolveRole } from './roles.ts'
import { unknownName } from './unknown-name.ts'

/** Faults in roles that differ by route, and between those who recommend and those who decide. */
export function checkRoles({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  return [
    ...routedRoles(regime).flatMap(one => routeFaults(one, regime)),
    ...judges(regime).flatMap(one => sameJudge(one, regime)),
    ...reservedName(regime),
  ].map(({ path, words }) => issueAt(path, words))
}

interface Fault {
  readonly path: readonly PropertyKey[]
  readonly words: Words
}

interface RoutedRole {
  readonly path: readonly PropertyKey[]
  readonly role: Routed | undefined
  /** Somebody is needed on every route on which the entry holds. */
  readonly needed: boolean
  readonly route?: string | undefined
}

/** All roles that may differ by route. */
function routedRoles(regime: Regime): RoutedRole[] {
  const of = (
    section: readonly PropertyKey[],
    entries: object,
    needed: readonly string[],
    other: readonly string[] = [],
  ) =>
    Object.entries(entries as Record<string, (Record<string, Routed> & { route?: string }) | undefined>).flatMap(
      ([id, entry]) =>
        entry === undefined
          ? []
          : [...needed, ...other].map(key => ({
              path: [...section, id, key],
              role: entry[key],
              needed: needed.includes(key),
              route: entry.route,
            })),
    )
  return [
    ...of([], { entry: regime.entry }, ['decider'], ['recommender']),
    ...of(['entry', 'ways'], regime.entry.ways, ['decider'], ['recommender']),
    ...of([], { exit: regime.exit }, [], ['recommender', 'decider']),
    ...of([], { diagnostic: regime.diagnostic }, ['by']),
    ...of([], { 'self-assessment': regime['self-assessment'] }, ['by', 'rated-by']),
    ...of([], { plan: regime.plan }, ['by'], ['checked-by']),
    ...of(['exit', 'sustain'], regime.exit.sustain ?? [], ['by']),
    ...of(['clocks'], regime.clocks, ['owner']),
    ...of(['duties'], regime.duties, ['owner']),
    ...Object.entries(regime.duties).map(([id, { when, route }]) => ({
      path: ['duties', id, 'when', 'date-set-by'],
      role: 'date-set-by' in when ? when['date-set-by'] : undefined,
      needed: true,
      route,
    })),
    ...of(['powers'], regime.powers, ['by']),
    ...of(['support'], regime.support, ['paid-by']),
    ...of(['money', 'lines'], regime.money.lines, ['payer']),
    ...of(['publication'], regime.publication, ['by']),
    ...of(['escalation'], regime.escalation, ['decider']),
    ...of(['roles'], regime.roles, [], ['appointed-by', 'accountable-to']),
    ...Object.entries(regime.clocks).flatMap(([id, { extension, suspension, route }]) =>
      Object.entries({ extension, suspension }).map(([key, one]) => ({
        path: ['clocks', id, key, 'by'],
        role: one?.by,
        needed: true,
        route,
      })),
    ),
    ...transitionsOf(regime).map(({ path, transition }) => ({
      path: [...path, 'by'],
      role: transition.by,
      needed: true,
      route: transition.route,
    })),
  ]
}

function routeFaults({ path, role, needed, route }: RoutedRole, regime: Regime): Fault[] {
  if (role === undefined || typeof role === 'string') return []
  const routes = Object.keys(regime.routes ?? {})
  const strangers = Object.keys(role).filter(key => !routes.includes(key))
  const missing = routes.filter(one => needed && holdsOn({ route }, one) && !Object.hasOwn(role, one))
  return [
    ...strangers.map(key => ({
      path: [...path, key],
      words: unknownName(`the route "${key}"`, key, 'routes', routes),
    })),
    ...missing.map(one => ({
      path,
      words: { found: `nobody on the route ${one}`, expected: 'a role for each route', todo: `Add "${one}".` },
    })),
  ]
}

interface Judges {
  readonly path: readonly PropertyKey[]
  readonly recommender: Routed | undefined
  readonly decider: Routed | undefined
  readonly route?: string | undefined
}

/** Who recommends and who decides, on the way in and on the way out. */
function judges(regime: Regime): Judges[] {
  const { entry, exit } = regime
  const own = Object.entries(entry.ways).filter(([, way]) => way.recommender ?? way.decider)
  return [
    { path: ['entry'], recommender: entry.recommender, decider: entry.decider },
    ...own.map(([id, way]) => ({
      path: ['entry', 'ways', id],
      recommender: way.recommender ?? entry.recommender,
      decider: way.decider ?? entry.decider,
      route: way.route,
    })),
    { path: ['exit'], recommender: exit.recommender, decider: exit.decider },
  ]
}

function sameJudge({ path, recommender, decider, route }: Judges, regime: Regime): Fault[] {
  const routes: (string | null)[] = route === undefined ? Object.keys(regime.routes ?? {}) : [route]
  if (routes.length === 0) routes.push(null)
  const on = (role: Routed | undefined, one: string | null) => (role === undefined ? null : resolveRole(role, one))
  const both = routes.find(one => on(recommender, one) !== null && on(recommender, one) === on(decider, one))
  if (both === undefined) return []
  return [
    {
      path: [...path, 'decider'],
      words: {
        found: `${on(decider, both)}, which recommends${both === null ? '' : ` on the route ${both}`} as well`,
        expected: 'a decider who does not recommend',
        todo: 'Name another role, or leave the recommender out where none is known.',
      },
    },
  ]
}

function reservedName({ roles }: Regime): Fault[] {
  if (!Object.hasOwn(roles, notKnown)) return []
  const words = {
    found: `a role called "${notKnown}"`,
    expected: 'another name, since it stands for a payer whom nobody knows',
    todo: 'Rename it.',
  }
  return [{ path: ['roles', notKnown], words }]
}
