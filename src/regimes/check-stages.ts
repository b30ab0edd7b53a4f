/** A course that a case can run: states that exist, ends that end, and a way out on every route. */
import type { DocumentIssue, ReadDocument } from '../documents/yaml-document.ts'
import { transitionsOf } from './references.ts'
import type { Regime } from './regime.ts'
import { holdsOn } from './roles.ts'
import { mainStrand } from './strand-graph.ts'
import { unknownName } from './unknown-name.ts'

/** Faults of the main strand and of those beside it. */
export function checkStages(document: ReadDocument<Regime>): DocumentIssue[] {
  const noWayOut = checkWayOut(document)
  const ways = noWayOut.length > 0 ? noWayOut : checkExit(document)
  return [...checkEnds(document), ...checkStrandNames(document), ...checkStrands(document), ...ways]
}

function checkEnds({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  return Object.entries(regime.stages.states).flatMap(([id, { ends, on }]) =>
    ends === undefined || on === undefined
      ? []
      : [
          issueAt(['stages', 'states', id, 'on'], {
            found: 'events in a state where the case ends',
            expected: 'no events after the end',
            todo: 'Remove "ends", or the events.',
          }),
        ],
  )
}

/** The main strand has a name, by which what happens to it is told. */
function checkStrandNames({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  if (!Object.hasOwn(regime.strands, mainStrand)) return []
  return [
    issueAt(['strands', mainStrand], {
      found: `a strand called "${mainStrand}"`,
      expected: 'another name, since the main course is called so',
      todo: 'Rename it after what runs in it.',
    }),
  ]
}

/** A strand keeps to its own states. */
function checkStrands({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  const named = [
    ...Object.entries(regime.strands).map(([id, { first }]) => ({ id, path: ['strands', id, 'first'], state: first })),
    ...transitionsOf(regime)
      .filter(one => one.path[0] === 'strands')
      .map(({ path, transition }) => ({ id: String(path[1]), path: [...path, 'to'], state: transition.to })),
  ]
  return named.flatMap(({ id, path, state }) => {
    const states = Object.keys(regime.strands[id]?.states ?? {})
    if (states.includes(state)) return []
    return [issueAt(path, unknownName(`the state "${state}"`, state, `states of the strand ${id}`, states))]
  })
}

/** Whoever can get in must be able to get out: on each route, some state after the regime can be reached from within it. */
function checkWayOut({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  const routes = regime.routes ? Object.keys(regime.routes) : [null]
  const phase = (state: string) => regime.stages.states[state]?.phase
  return routes.flatMap(route => {
    const reached = reachable(regime, [regime.stages.first], route)
    const within = reached.filter(state => phase(state) === 'in')
    const onward = within.length > 0 ? reachable(regime, within, route) : reached
    // A state that does not exist is told as such, and may be the way out.
    if (onward.some(state => phase(state) === 'after' || phase(state) === undefined)) return []
    return [
      issueAt(['stages', 'states'], {
        found: `no way out${route === null ? '' : ` on the route ${route}`}: from ${within[0] ?? regime.stages.first} no state of phase "after" can be reached`,
        expected: 'a state after the regime that events lead to',
        todo: 'Add the event by which a case leaves.',
      }),
    ]
  })
}

/** An event by which a case is said to leave leads out: from a state that a case can be in, to one after the regime. */
function checkExit({ value: regime, issueAt }: ReadDocument<Regime>): DocumentIssue[] {
  const routes = regime.routes ? Object.keys(regime.routes) : [null]
  const reached = new Set(routes.flatMap(route => reachable(regime, [regime.stages.first], route)))
  // A state that does not exist is told as such, and what lies beyond it is not known.
  if ([...reached].some(state => regime.stages.states[state] === undefined)) return []
  const moves = transitionsOf(regime).filter(one => one.path[0] === 'stages')
  return (regime.exit.events ?? []).flatMap((event, index) => {
    const found = moves.filter(one => one.event === event)
    // An event that no state has is told as such.
    if (found.length === 0) return []
    const at = ['exit', 'events', index]
    const possible = found.filter(one => reached.has(one.state))
    if (possible.length === 0)
      return [
        issueAt(at, {
          found: `the event "${event}", which happens only in ${found.map(one => one.state).join(', ')}, where no case can get`,
          expected: 'a way out that can be reached',
          todo: 'Add the event that leads there.',
        }),
      ]
    const leads = possible.some(one => regime.stages.states[one.transition.to]?.phase !== 'in')
    return leads
      ? []
      : [
          issueAt(at, {
            found: `the event "${event}", which leads to ${[...new Set(possible.map(one => one.transition.to))].join(', ')}, within the regime`,
            expected: 'an event that leads to a state after it',
            todo: 'Let it lead out, or name the event that does.',
          }),
        ]
  })
}

/** The states of the main strand that events can lead to on a route, with those it began from. */
function reachable(regime: Regime, from: readonly string[], route: string | null): string[] {
  const reached = new Set(from)
  const steps = transitionsOf(regime).filter(one => one.path[0] === 'stages' && holdsOn(one.transition, route))
  for (const state of reached) for (const step of steps) if (step.state === state) reached.add(step.transition.to)
  return [...reached]
}
