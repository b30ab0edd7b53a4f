/** An event of the regime file happens: every strand that knows it in its present state moves, and clocks start and end. */
import type { MainState, Move } from './compiled.ts'
import { type Draft, put, without } from './draft.ts'
import { finishDuties, keepDone } from './duties-done.ts'
import { moved } from './compile-states.ts'
import type { CaseEvent, Refusal } from './model.ts'
import { endClocks, turnClocks } from './running-clocks.ts'

export type Happening = Omit<Extract<CaseEvent, { kind: 'event' }>, 'kind'>

/** Why an event does not happen, and the transition that stands in the way. */
export interface Stop {
  readonly reason: Refusal['reason']
  readonly move: Move | null
}

type Choice = { readonly move: Move; readonly stop: null } | { readonly move: null; readonly stop: Stop | null }

/**
 * Takes an event, or says why not and changes nothing. Of a state's alternatives those of another role or taken as often as
 * they may be are passed over; the first of the others whose criterion is met is taken, and an outcome that is not known stops
 * the whole event. An event that only some strands know moves those.
 */
export function takeEvent(draft: Draft, event: Happening): Stop | null {
  const { course } = draft
  const main = choose(draft.state.on.get(event.event), draft, event)
  if (main?.stop && stopsAll(main.stop)) return main.stop
  const state = main?.move ? (course.states.get(main.move.to) as MainState) : draft.state
  const beside: { readonly strand: string; readonly move: Move }[] = []
  let stop = main?.stop ?? null
  for (const strand in draft.strands) {
    if (!state.strands.includes(strand)) continue // it ends with this event
    const chosen = choose(strandMoves(draft, strand, event.event), draft, event)
    if (chosen?.stop && stopsAll(chosen.stop)) return chosen.stop
    if (chosen?.move) beside.push({ strand, move: chosen.move })
    stop ??= chosen?.stop ?? null
  }
  if (!main?.move && beside.length === 0) return stop ?? { reason: 'not-allowed-here', move: null }

  const finishes = course.finishes.get(event.event)
  if (finishes !== undefined) finishDuties(draft, finishes, event.on)
  if (main?.move) enter(draft, state, main.move, event)
  for (const one of beside) follow(draft, one.strand, one.move)
  turnClocks(draft, event.event, event)
  if (state.ends !== null) draft.clocks = Object.freeze(endClocks(draft, event.on, course.clocks))
  return null
}

/** The transition to take, why none can be, or null where this state does not know the event. */
function choose(moves: readonly Move[] | undefined, draft: Draft, event: Happening): Choice | null {
  if (moves === undefined) return null
  let stop: Stop | null = null
  for (const move of moves) {
    const reason = obstacle(move, draft, event)
    if (reason === null) return { move, stop: null }
    if (reason === 'criterion-not-known') return { move: null, stop: { reason, move } }
    // A criterion that is not met says more than a limit that is reached, and that more than a role.
    if (stop === null || weight(reason) > weight(stop.reason)) stop = { reason, move }
  }
  return { move: null, stop }
}

function obstacle(move: Move, draft: Draft, event: Happening): Refusal['reason'] | null {
  if (move.by !== null && event.by !== undefined && move.by !== event.by) return 'wrong-role'
  if (isExhausted(move, draft.taken)) return 'too-often'
  if (move.criterion === null) return null
  const outcome = event.answers?.[move.criterion]
  return outcome === 'met' ? null : outcome === 'not-met' ? 'criterion-not-met' : 'criterion-not-known'
}

/** Whether a limited transition has been taken as often as it may be. */
export function isExhausted(move: Move, taken: Draft['taken']): boolean {
  return move.atMost !== null && (taken[move.key] ?? 0) >= move.atMost
}

function weight(reason: Refusal['reason']): number {
  return ['wrong-role', 'too-often', 'criterion-not-met'].indexOf(reason)
}

/** What is not known, or is not this role's to do, stops the event for every strand; what is not met only for this one. */
function stopsAll({ reason }: Stop): boolean {
  return reason === 'criterion-not-known' || reason === 'wrong-role'
}

function strandMoves(draft: Draft, strand: string, event: string): readonly Move[] | undefined {
  const state = draft.strands[strand]
  return state === undefined ? undefined : draft.course.strands.get(strand)?.states.get(state)?.on.get(event)
}

/** The main strand moves: strands whose time is over end, and those whose time it now is begin. */
function enter(draft: Draft, state: MainState, move: Move, event: Happening): void {
  const [from, to] = [draft.state, state]
  for (const effect of move.effects) draft.effects.push(effect)
  if (from.strands !== to.strands) turnStrands(draft, to)
  if (from.phase !== 'in' && to.phase === 'in') {
    draft.entered = event.on
    draft.left = null
  } else if (from.phase === 'in' && to.phase !== 'in') draft.left = event.on
  if (draft.done.length > 0 && from.duties !== to.duties) draft.done = keepDone(draft.done, to)
  draft.state = to
  count(draft, move)
}

/** Ends the strands that do not run in a main state and begins those that do. */
export function turnStrands(draft: Draft, to: MainState): void {
  for (const [strand, state] of Object.entries(draft.strands)) {
    if (to.strands.includes(strand)) continue
    draft.strands = without(draft.strands, strand)
    draft.effects.push(moved(strand, state, null))
  }
  for (const strand of to.strands) {
    const first = draft.course.strands.get(strand)?.first
    if (first === undefined || draft.strands[strand] !== undefined) continue
    draft.strands = put(draft.strands, strand, first)
    draft.effects.push(moved(strand, null, first))
  }
}

function follow(draft: Draft, strand: string, move: Move): void {
  draft.strands = put(draft.strands, strand, move.to)
  for (const effect of move.effects) draft.effects.push(effect)
  count(draft, move)
}

function count(draft: Draft, move: Move): void {
  if (move.atMost !== null) draft.taken = put(draft.taken, move.key, (draft.taken[move.key] ?? 0) + 1)
}
