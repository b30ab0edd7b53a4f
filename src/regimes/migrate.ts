/**
 * A case changes its rules: to another version of its regime, by equal names of states, or to a regime that says how it takes
 * cases over (`relations.migrates-from`). What comes of it is shown before anybody agrees: nothing is written here.
 */
import type { CompiledRegime, Course, MainState } from './compiled.ts'
import { differences, moved } from './compile-states.ts'
import { sayDay } from './day.ts'
import { draftOf } from './draft.ts'
import { isOneOff } from './duties-done.ts'
import type { CaseState, Day, Effect, Refusal } from './model.ts'
import { resolveRole } from './roles.ts'
import { recount } from './running-clocks.ts'
import { courseOf } from './standing.ts'
import { turnStrands } from './take-event.ts'

export type Migration =
  | {
      readonly possible: true
      readonly case: CaseState
      readonly effects: readonly Effect[]
      readonly duties: {
        readonly kept: readonly { readonly from: string; readonly to: string }[]
        readonly lapsed: readonly string[]
        readonly begun: readonly string[]
      }
      readonly clocks: { readonly kept: readonly string[]; readonly dropped: readonly string[] }
      /** What a person should read before agreeing. */
      readonly words: readonly string[]
    }
  | {
      readonly possible: false
      readonly reason: Refusal['reason']
      readonly missing: string
      readonly words: string
    }

/**
 * Previews the case under other rules from a day on. `asked` is the route there, where neither the case nor the mapping
 * settles it: it depends on what the organisation is, which a case does not hold.
 */
export function migrate(
  from: CompiledRegime,
  to: CompiledRegime,
  found: CaseState,
  on: Day,
  asked?: string,
): Migration {
  const same = from.pin.regime === to.pin.regime
  const mapping = to.regime.relations['migrates-from']?.[from.pin.regime]
  const target = `${to.regime.title}, version ${to.pin.version},`
  if (!same && mapping === undefined)
    return no(
      'not-allowed-here',
      'migrates-from',
      `${target} does not say how it takes over a case of ${from.regime.title}.`,
    )
  if (on < found.last)
    return no(
      'in-the-past',
      'day',
      `Found ${sayDay(on)}; expected ${sayDay(found.last)}, the case's latest event, or a later day.`,
    )
  const comingOver = mapping?.['from-routes']
  if (comingOver !== undefined && !comingOver.includes(found.route ?? ''))
    return no(
      'not-allowed-here',
      'route',
      `${target} takes over cases on the route ${comingOver.join(', ')}, and the case is on ${found.route ?? 'none'}.`,
    )
  if (found.organisations.length > 1 && !to.regime.scope.areas)
    return no(
      'not-allowed-here',
      'areas',
      `${target} takes one organisation in a case, and the case is about ${found.organisations.length}.`,
    )
  const named = asked ?? (mapping?.route === undefined ? found.route : resolveRole(mapping.route, found.route))
  const course = to.courses.get(to.courses.has(named) ? named : null)
  if (course === undefined)
    return no(
      'unknown-route',
      'route',
      `${target} has the routes ${[...to.courses.keys()].join(', ')}, and the case is on ${found.route ?? 'none'}. Say which it takes.`,
    )
  const stage = same ? found.state : mapping?.stages[found.state]
  const state = stage === undefined ? undefined : course.states.get(stage)
  if (state === undefined)
    return no(
      'not-allowed-here',
      `state ${found.state}`,
      `${target} has no state for a case in "${found.state}". Add it to \`migrates-from\`, or move the case on first.`,
    )
  const left = courseOf(from, found).states.get(found.state) as MainState
  if (left.ends !== null)
    return no('case-ended', 'open case', `The case has ended, in "${left.title}"; only an open case is migrated.`)
  return preview({ from, to, found, on, same, course, left, state, duties: mapping?.duties ?? {} })
}

interface Change {
  readonly from: CompiledRegime
  readonly to: CompiledRegime
  readonly found: CaseState
  readonly on: Day
  /** Another version of the same regime: the case has not left it. */
  readonly same: boolean
  readonly course: Course
  readonly left: MainState
  readonly state: MainState
  readonly duties: Readonly<Record<string, string | null>>
}

function preview(change: Change): Migration {
  const { to, found, on, same, course, left, state } = change
  const strands = Object.entries(found.strands).filter(([strand, at]) => course.strands.get(strand)?.states.has(at))
  const draft = draftOf(course, { ...found, state: state.id, strands: Object.freeze(Object.fromEntries(strands)) })
  draft.effects.push(moved('main', left.id, state.id))
  for (const [strand, at] of Object.entries(found.strands))
    if (!(strand in draft.strands)) draft.effects.push(moved(strand, at, null))
  turnStrands(draft, state)
  const duties = compareDuties(change)
  const standing = differences(same ? left : { ...left, phase: 'before' }, state)
  if (!same && left.phase === 'in') draft.effects.push(Object.freeze({ kind: 'place-released' }))
  draft.effects.push(...standing)
  const clocks = moveClocks(change, draft.effects)
  const keeps = (key: string) => [...movesOf(course)].some(move => move.key === key)
  const entered = same ? found.entered : null
  return {
    possible: true,
    case: Object.freeze({
      ...found,
      pin: to.pin,
      route: course.route,
      state: state.id,
      strands: draft.strands,
      clocks: Object.freeze(clocks.kept),
      granted: Object.freeze(Object.fromEntries(Object.entries(found.granted).filter(([id]) => course.clocks.has(id)))),
      done: doneThere(change, duties.kept),
      taken: same
        ? Object.freeze(Object.fromEntries(Object.entries(found.taken).filter(([key]) => keeps(key))))
        : empty,
      sequence: found.sequence + 1,
      last: on,
      entered: state.phase === 'in' ? (entered ?? on) : entered,
      left: same ? found.left : null,
    }),
    effects: Object.freeze(draft.effects),
    duties,
    clocks: { kept: clocks.kept.map(({ clock }) => clock), dropped: clocks.dropped },
    words: say(change, duties, clocks),
  }
}

/** What was done stays done, where the duty is owed once there too. */
function doneThere({ found, state }: Change, kept: readonly { readonly from: string; readonly to: string }[]) {
  const oneOff = (id: string) => state.duties.some(owed => owed.id === id && isOneOff(owed.duty))
  return Object.freeze(kept.flatMap(({ from, to }) => (found.done.includes(from) && oneOff(to) ? [to] : [])))
}

/** A duty that has been done does not lapse. */
function compareDuties({ found, left, state, duties, same }: Change) {
  const here = new Set(state.duties.map(({ id }) => id))
  const became = (id: string) => (id in duties ? duties[id] : same ? id : null)
  const kept = left.duties.flatMap(({ id }) => {
    const to = became(id)
    return to !== null && to !== undefined && here.has(to) ? [{ from: id, to }] : []
  })
  return {
    kept,
    lapsed: left.duties
      .map(({ id }) => id)
      .filter(id => !found.done.includes(id) && !kept.some(one => one.from === id)),
    begun: [...here].filter(id => !kept.some(one => one.to === id)),
  }
}

/**
 * Clocks that the new rules know go on from the day they started, counted by the new rules; the others end, and all of them
 * where the case ends with the change.
 */
function moveClocks({ to, found, on, course, state }: Change, effects: Effect[]) {
  const goesOn = (id: string) => (state.ends === null ? course.clocks.get(id) : undefined)
  const kept = found.clocks.flatMap(running => {
    const clock = goesOn(running.clock)
    if (clock === undefined) return []
    const counted = recount(running, clock, on)
    if (counted.due !== running.due) {
      const because = `${to.regime.title}, version ${to.pin.version}: ${clock.clock.length}`
      effects.push(Object.freeze({ kind: 'clock-moved', clock: clock.id, from: running.due, to: counted.due, because }))
    }
    return [counted]
  })
  const dropped = found.clocks.filter(({ clock }) => goesOn(clock) === undefined)
  for (const { clock, due } of dropped) effects.push(Object.freeze({ kind: 'clock-ended', clock, due, late: false }))
  return { kept, dropped: dropped.map(({ clock }) => clock) }
}

function say(
  { from, to, left, state, on }: Change,
  duties: { readonly lapsed: readonly string[]; readonly begun: readonly string[] },
  clocks: { readonly kept: CaseState['clocks']; readonly dropped: readonly string[] },
): readonly string[] {
  const titles = (ids: readonly string[], { regime }: CompiledRegime) => ids.map(id => regime.duties[id]?.title ?? id)
  const line = (what: string, items: readonly string[]) => (items.length === 0 ? [] : [`${what}: ${items.join('; ')}.`])
  const due = ({ clock, due: day }: CaseState['clocks'][number]) =>
    `${to.regime.clocks[clock]?.title ?? clock}, ${day === null ? 'day not known' : `due ${sayDay(day)}`}`
  return [
    `From ${sayDay(on)} the case runs on ${to.regime.title}, version ${to.pin.version}: from "${left.title}" it comes to "${state.title}".`,
    ...line('Duties that lapse', titles(duties.lapsed, from)),
    ...line('Duties that begin', titles(duties.begun, to)),
    ...line('Clocks that go on, counted by the new rules', clocks.kept.map(due)),
    ...line(
      'Clocks that end',
      clocks.dropped.map(id => from.regime.clocks[id]?.title ?? id),
    ),
  ]
}

function* movesOf({ states, strands }: Course) {
  for (const state of states.values()) for (const moves of state.on.values()) yield* moves
  for (const strand of strands.values())
    for (const state of strand.states.values()) for (const moves of state.on.values()) yield* moves
}

function no(reason: Refusal['reason'], missing: string, words: string): Migration {
  return { possible: false, reason, missing, words }
}

const empty: Readonly<Record<string, number>> = Object.freeze({})
