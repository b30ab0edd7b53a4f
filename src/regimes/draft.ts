/** A step in the making: what changes of a case while its event is worked through, before it is frozen. Never leaves a step. */
import type { Course, MainState } from './compiled.ts'
import type { CaseState, Day, Effect, Step } from './model.ts'

export interface Draft {
  readonly course: Course
  state: MainState
  strands: CaseState['strands']
  clocks: CaseState['clocks']
  granted: CaseState['granted']
  done: CaseState['done']
  taken: CaseState['taken']
  entered: Day | null
  left: Day | null
  readonly effects: Effect[]
}

export function draftOf(course: Course, found: CaseState): Draft {
  return {
    course,
    state: stateOf(course, found),
    strands: found.strands,
    clocks: found.clocks,
    granted: found.granted,
    done: found.done,
    taken: found.taken,
    entered: found.entered,
    left: found.left,
    effects: [],
  }
}

/** The accepted step: the case after one event more. */
export function finish(draft: Draft, found: CaseState, on: Day): Step {
  return Object.freeze({
    accepted: true,
    case: Object.freeze({
      pin: found.pin,
      route: found.route,
      organisations: found.organisations,
      state: draft.state.id,
      strands: draft.strands,
      clocks: draft.clocks,
      granted: draft.granted,
      done: draft.done,
      taken: draft.taken,
      sequence: found.sequence + 1,
      last: on,
      entered: draft.entered,
      left: draft.left,
    }),
    effects: Object.freeze(draft.effects),
  })
}

/** The main state of a case; it is there, since the case is pinned to this very regime. */
export function stateOf(course: Course, found: CaseState): MainState {
  const state = course.states.get(found.state)
  if (state === undefined) throw new Error(`A case stands in "${found.state}", which its regime does not have.`)
  return state
}

/** A record with one entry put in. */
export function put<Value>(record: Readonly<Record<string, Value>>, key: string, value: Value) {
  return Object.freeze({ ...record, [key]: value })
}

/** A record with one entry taken out. */
export function without<Value>(record: Readonly<Record<string, Value>>, key: string) {
  const { [key]: _, ...rest } = record
  return Object.freeze(rest)
}
