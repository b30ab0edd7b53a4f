/** Every place of a regime file that names something else of the same file, with what kind of thing it should be. */
import type { Tree } from './criterion-schema.ts'
import { notKnown, throughout, type During, type Routed } from './parts.ts'
import type { Regime } from './regime.ts'
import type { Transition } from './stages-schema.ts'

/** What a name may stand for. `main event` is an event of the main strand, `event` one of any strand. */
export type Kind = 'role' | 'criterion' | 'state' | 'event' | 'main event' | 'clock' | 'subject' | 'choice' | 'duty'

export interface Reference {
  readonly path: readonly PropertyKey[]
  readonly name: string
  readonly to: Kind
}

type Path = readonly PropertyKey[]
type Named = string | readonly string[] | Routed | undefined

/** All references of a regime, in the order of the format. Routes, clauses and the states of strands are not among them. */
export function referencesOf(regime: Regime): Reference[] {
  const found: Reference[] = []
  const refer = (to: Kind, path: Path, named: Named) => {
    if (named === undefined) return
    if (typeof named === 'string') found.push({ path, name: named, to })
    else
      for (const [key, name] of Object.entries(named)) found.push({ path: [...path, indexOrKey(named, key)], name, to })
  }
  const roles = (path: Path, entry: object, ...keys: string[]) => {
    for (const key of keys) refer('role', [...path, key], (entry as Record<string, Named>)[key])
  }
  const payers = (path: Path, payer: Routed) => {
    const named = typeof payer === 'string' ? { '': payer } : payer
    for (const [route, name] of Object.entries(named))
      if (name !== notKnown) found.push({ path: route === '' ? path : [...path, route], name, to: 'role' })
  }
  const states = (path: Path, during: During | undefined) =>
    refer('state', path, during === throughout ? undefined : during)
  const each = <Entry>(
    section: string,
    entries: Readonly<Record<string, Entry>>,
    of: (entry: Entry, at: Path) => void,
  ) => Object.entries(entries).forEach(([id, entry]) => of(entry, [section, id]))

  each('criteria', regime.criteria, (criterion, at) => {
    visitTree(criterion.of, [...at, 'of'], (node, path) => {
      if ('judgement' in node) refer('role', [...path, 'by'], node.by)
      if ('criterion' in node) refer('criterion', [...path, 'criterion'], node.criterion)
      if ('choice' in node) refer('choice', [...path, 'choice'], node.choice)
    })
  })
  roles(['entry'], regime.entry, 'recommender', 'decider')
  refer('main event', ['entry', 'recommending-events'], regime.entry['recommending-events'])
  for (const [id, way] of Object.entries(regime.entry.ways)) {
    const at = ['entry', 'ways', id]
    refer('criterion', [...at, 'criterion'], way.criterion)
    refer('main event', [...at, 'event'], way.event)
    roles(at, way, 'recommender', 'decider')
  }
  refer('clock', ['entry', 'accuracy-check', 'clock'], regime.entry['accuracy-check']?.clock)
  refer('state', ['stages', 'first'], regime.stages.first)
  for (const { path, transition } of transitionsOf(regime)) {
    if (path[0] === 'stages') refer('state', [...path, 'to'], transition.to)
    refer('criterion', [...path, 'if'], transition.if)
    roles(path, transition, 'by')
  }
  each('strands', regime.strands, (strand, at) => states([...at, 'while'], strand.while))
  each('roles', regime.roles, (role, at) => {
    roles(at, role, 'appointed-by', 'accountable-to')
    refer('event', [...at, 'starts-on'], role['starts-on'])
    states([...at, 'during'], role.during)
  })
  each('clocks', regime.clocks, (clock, at) => {
    roles(at, clock, 'owner')
    refer('event', [...at, 'starts'], clock.starts)
    refer('event', [...at, 'ends'], clock.ends)
    refer('event', [...at, 'fires'], clock.fires)
    if (clock.extension) roles([...at, 'extension'], clock.extension, 'by')
    if (clock.suspension) roles([...at, 'suspension'], clock.suspension, 'by')
  })
  each('duties', regime.duties, (duty, at) => {
    roles(at, duty, 'owner')
    states([...at, 'during'], duty.during)
    if ('clock' in duty.when) refer('clock', [...at, 'when', 'clock'], duty.when.clock)
    if ('date-set-by' in duty.when) refer('role', [...at, 'when', 'date-set-by'], duty.when['date-set-by'])
    if ('before' in duty.when) refer('event', [...at, 'when', 'before'], duty.when.before)
    refer('event', [...at, 'done-by'], duty['done-by'])
  })
  each('powers', regime.powers, (power, at) => {
    roles(at, power, 'by')
    states([...at, 'during'], power.during)
  })
  if (regime.diagnostic) {
    roles(['diagnostic'], regime.diagnostic, 'by')
    refer('event', ['diagnostic', 'event'], regime.diagnostic.event)
  }
  if (regime['self-assessment']) roles(['self-assessment'], regime['self-assessment'], 'by', 'rated-by')
  if (regime.plan) {
    roles(['plan'], regime.plan, 'by', 'checked-by')
    refer('duty', ['plan', 'duty'], regime.plan.duty)
  }
  each('subjects', regime.subjects, (subject, at) => roles(at, subject, 'refer-to'))
  each('support', regime.support, (support, at) => {
    roles(at, support, 'given-by')
    payers([...at, 'paid-by'], support['paid-by'])
    refer('subject', [...at, 'improves'], support.improves)
    states([...at, 'during'], support.during)
    if (support.contract) roles([...at, 'contract'], support.contract, 'between')
    refer('criterion', [...at, 'partner', 'criterion'], support.partner?.criterion)
  })
  for (const [id, line] of Object.entries(regime.money.lines)) payers(['money', 'lines', id, 'payer'], line.payer)
  each('publication', regime.publication, (publication, at) => {
    roles(at, publication, 'by')
    states([...at, 'during'], publication.during)
  })
  each('escalation', regime.escalation, (escalation, at) => {
    refer('criterion', [...at, 'criterion'], escalation.criterion)
    refer('main event', [...at, 'event'], escalation.event)
    roles(at, escalation, 'decider')
  })
  roles(['exit'], regime.exit, 'recommender', 'decider')
  refer('main event', ['exit', 'recommending-events'], regime.exit['recommending-events'])
  refer('criterion', ['exit', 'criterion'], regime.exit.criterion)
  refer('main event', ['exit', 'events'], regime.exit.events)
  regime.exit.sustain?.forEach((check, index) => {
    refer('criterion', ['exit', 'sustain', index, 'criterion'], check.criterion)
    roles(['exit', 'sustain', index], check, 'by')
  })
  for (const [id, migration] of Object.entries(regime.relations['migrates-from'] ?? {})) {
    const at = ['relations', 'migrates-from', id]
    refer('state', [...at, 'stages'], migration.stages)
    for (const [there, here] of Object.entries(migration.duties ?? {}))
      if (here !== null) refer('duty', [...at, 'duties', there], here)
  }
  return found
}

/** Every transition of every strand, with its path, its state and the event that takes it. */
export function transitionsOf(regime: Regime): { path: Path; state: string; event: string; transition: Transition }[] {
  const strands: [Path, Readonly<Record<string, { readonly on?: Regime['stages']['states'][string]['on'] }>>][] = [
    [['stages', 'states'], regime.stages.states],
    ...Object.entries(regime.strands).map(
      ([id, { states }]) => [['strands', id, 'states'], states] as [Path, typeof states],
    ),
  ]
  return strands.flatMap(([at, states]) =>
    Object.entries(states).flatMap(([state, { on }]) =>
      Object.entries(on ?? {}).flatMap(([event, taken]) => {
        const path = [...at, state, 'on', event]
        return Array.isArray(taken)
          ? taken.map((transition, index) => ({ path: [...path, index], state, event, transition }))
          : [{ path, state, event, transition: taken as Transition }]
      }),
    ),
  )
}

/** Visits every node of a tree of criteria, with its path. */
export function visitTree(tree: Tree, path: Path, visit: (node: Tree, path: Path) => void): void {
  visit(tree, path)
  if ('all' in tree) tree.all.forEach((child, index) => visitTree(child, [...path, 'all', index], visit))
  else if ('any' in tree) tree.any.forEach((child, index) => visitTree(child, [...path, 'any', index], visit))
  else if ('not' in tree) visitTree(tree.not, [...path, 'not'], visit)
  else if ('at-least' in tree)
    tree['at-least'].of.forEach((child, index) => visitTree(child, [...path, 'at-least', 'of', index], visit))
  else if ('choice' in tree)
    for (const [option, child] of Object.entries(tree.of)) visitTree(child, [...path, 'of', option], visit)
}

function indexOrKey(named: object, key: string): PropertyKey {
  return Array.isArray(named) ? Number(key) : key
}
