/** The states on one route: their transitions, what begins and ends with them, and what may still come after them. */
import { type Compiling, roleOn } from './compile-clock.ts'
import type { CompiledStrand, MainState, Move, OwedDuty, UsablePower } from './compiled.ts'
import { dayFromIso } from './day.ts'
import { holdsDuring } from './during.ts'
import type { Effect } from './model.ts'
import type { During } from './parts.ts'
import type { Regime } from './regime.ts'
import { holdsOn } from './roles.ts'
import type { State, Strand } from './stages-schema.ts'

type Transitions = State['on']
/** What holds in a main state, whatever led there. */
type Holding = Pick<MainState, 'phase' | 'duties' | 'powers'>

/** The states of the main strand. */
export function compileStates(regime: Regime, on: Compiling): ReadonlyMap<string, MainState> {
  const { states } = regime.stages
  const holding = new Map(Object.entries(states).map(([id, { phase }]) => [id, holdingIn(regime, id, phase, on)]))
  const effectsOf = (from: string, to: string): readonly Effect[] => {
    const [left, entered] = [holding.get(from), holding.get(to)]
    if (left === undefined || entered === undefined) return on.fail(`a transition leads to "${to}", which is no state.`)
    return Object.freeze([moved('main', from, to), ...differences(left, entered)])
  }
  const moves = new Map(
    Object.entries(states).map(([id, state]) => [id, compileMoves(id, '', state.on, effectsOf, on)]),
  )
  const running = (id: string) =>
    Object.entries(regime.strands).flatMap(([strand, { while: during }]) =>
      holdsDuring(regime, during, id) ? [strand] : [],
    )
  return new Map(
    Object.entries(states).map(([id, state]) => [
      id,
      Object.freeze({
        id,
        title: state.title,
        ...(holding.get(id) as Holding),
        ends: state.ends ?? null,
        strands: running(id),
        on: moves.get(id) as MainState['on'],
        ahead: eventsAhead(id, moves, state => running(state).flatMap(strand => strandEvents(regime.strands[strand]))),
      }),
    ]),
  )
}

/** A strand beside the main one. */
export function compileStrand(id: string, strand: Strand, on: Compiling): CompiledStrand {
  const effectsOf = (from: string, to: string) => Object.freeze([moved(id, from, to)])
  const states = Object.entries(strand.states).map(
    ([state, { title, on: transitions }]) =>
      [
        state,
        Object.freeze({ id: state, title, on: compileMoves(state, `${id}/`, transitions, effectsOf, on) }),
      ] as const,
  )
  return Object.freeze({ first: strand.first, states: new Map(states) })
}

/** What begins and ends between two states; from nothing, where a case begins. */
export function differences(left: Holding | null, entered: Holding | null): readonly Effect[] {
  const place = [left?.phase === 'in', entered?.phase === 'in']
  const [hadDuties, hasDuties] = [left?.duties ?? [], entered?.duties ?? []]
  const [hadPowers, hasPowers] = [left?.powers ?? [], entered?.powers ?? []]
  const without = <Item extends { readonly id: string }>(items: readonly Item[], others: readonly Item[]) =>
    items.filter(({ id }) => !others.some(other => other.id === id))
  return [
    ...(place[0] === place[1] ? [] : [{ kind: place[1] ? 'place-taken' : 'place-released' } as const]),
    ...without(hadDuties, hasDuties).map(({ id, owner }) => ({ kind: 'duty-ends', duty: id, owner }) as const),
    ...without(hasDuties, hadDuties).map(({ id, owner }) => ({ kind: 'duty-begins', duty: id, owner }) as const),
    ...without(hadPowers, hasPowers).map(({ id }) => ({ kind: 'power-ends', power: id }) as const),
    ...without(hasPowers, hadPowers).map(({ id }) => ({ kind: 'power-begins', power: id }) as const),
  ].map(effect => Object.freeze(effect))
}

export function moved(strand: string, from: string | null, to: string | null): Effect {
  return Object.freeze({ kind: 'moved', strand, from, to })
}

function holdingIn(regime: Regime, state: string, phase: State['phase'], on: Compiling): Holding {
  const here = <Entry extends { readonly during: During; readonly route?: string | undefined }>(
    entries: Readonly<Record<string, Entry>>,
  ) =>
    Object.entries(entries).filter(([, entry]) => holdsDuring(regime, entry.during, state) && holdsOn(entry, on.route))
  const duties = here(regime.duties).map(
    ([id, duty]): OwedDuty =>
      Object.freeze({
        id,
        duty,
        owner: roleOn(duty.owner, `owner of the duty "${id}"`, on),
        lastDay: 'by-date' in duty.when ? dayFromIso(duty.when['by-date']) : null,
      }),
  )
  const powers = here(regime.powers).map(
    ([id, power]): UsablePower => Object.freeze({ id, power, by: roleOn(power.by, `holder of the power "${id}"`, on) }),
  )
  return { phase, duties: Object.freeze(duties), powers: Object.freeze(powers) }
}

function compileMoves(
  state: string,
  prefix: string,
  transitions: Transitions,
  effectsOf: (from: string, to: string) => readonly Effect[],
  on: Compiling,
): MainState['on'] {
  const moves = new Map<string, readonly Move[]>()
  for (const [event, alternatives] of Object.entries(transitions ?? {})) {
    const here = [alternatives].flat().flatMap((one, index): Move[] => {
      if (!holdsOn(one, on.route)) return []
      const move: Move = {
        key: `${prefix}${state}:${event}:${index}`,
        from: state,
        to: one.to,
        criterion: one.if ?? null,
        by: one.by === undefined ? null : roleOn(one.by, `actor of the event "${event}" in the state "${state}"`, on),
        atMost: one['at-most'] ?? null,
        effects: effectsOf(state, one.to),
      }
      return [Object.freeze(move)]
    })
    if (here.length > 0) moves.set(event, Object.freeze(here))
  }
  return moves
}

/** Events of a state and of every state that can be reached from it, those of the strands that run there included. */
function eventsAhead(
  first: string,
  moves: ReadonlyMap<string, MainState['on']>,
  besides: (state: string) => readonly string[],
): ReadonlySet<string> {
  const [events, seen, left] = [new Set<string>(), new Set([first]), [first]]
  for (let state = left.pop(); state !== undefined; state = left.pop()) {
    for (const event of besides(state)) events.add(event)
    for (const [event, alternatives] of moves.get(state) ?? []) {
      events.add(event)
      for (const { to } of alternatives) {
        if (seen.has(to)) continue
        seen.add(to)
        left.push(to)
      }
    }
  }
  return events
}

function strandEvents(strand: Strand | undefined): readonly string[] {
  return Object.values(strand?.states ?? {}).flatMap(state => Object.keys(state.on ?? {}))
}
