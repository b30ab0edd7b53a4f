/**
 * A decision is quashed: it happened, and no longer has effect. What it brought about ends on that day, with the clocks and
 * duties that rest on it; nothing else moves, and nothing that had ended begins again. Pure, beside the engine's step.
 */
import { differences, moved } from './compile-states.ts'
import type { CompiledRegime } from './compiled.ts'
import { draftOf, finish, stateOf } from './draft.ts'
import type { CaseState, Day, Effect, RunningClock, Step } from './model.ts'
import { courseOf } from './standing.ts'

/**
 * A case thought of, with those of its clocks alone that really run, as they run: what ended stays ended, and none runs that
 * nothing started. No day then brings anything about on which nothing happened.
 */
export function asReallyRun(thought: CaseState, real: CaseState): CaseState {
  return Object.freeze({ ...thought, clocks: common(real.clocks, thought.clocks) })
}

/**
 * The case once a decision is quashed.
 * @param found Where it stands on the day.
 * @param without Where it would stand on that day had neither the decision nor what rests on it happened.
 */
export function quash(compiled: CompiledRegime, found: CaseState, without: CaseState, on: Day): Step {
  const course = courseOf(compiled, found)
  const [from, to] = [stateOf(course, found), stateOf(course, without)]
  const kept = common(found.clocks, without.clocks)
  const draft = draftOf(course, without)
  draft.clocks = kept
  if (from !== to) draft.effects.push(moved('main', from.id, to.id))
  draft.effects.push(...strandsMoved(found, without), ...stopped(found.clocks, kept))
  // A place is taken and given back with the stage; it is no entry, and no exit, that it is told here.
  draft.effects.push(...differences(from, to).filter(({ kind }) => kind !== 'place-taken' && kind !== 'place-released'))
  return finish(draft, found, on)
}

/** The case once a part of a decision is quashed: nothing moves, and the clocks that rest on that part stop. */
export function quashInPart(compiled: CompiledRegime, found: CaseState, clocks: readonly string[], on: Day): Step {
  const draft = draftOf(courseOf(compiled, found), found)
  draft.clocks = Object.freeze(found.clocks.filter(({ clock }) => !clocks.includes(clock)))
  draft.effects.push(...stopped(found.clocks, draft.clocks))
  return finish(draft, found, on)
}

/**
 * Clocks that run and rest on a decision: they would not run without it.
 * @param found Where the case stands on the day.
 * @param without Where it would stand on that day had neither the decision nor what rests on it happened.
 */
export function clocksResting(found: CaseState, without: CaseState): readonly string[] {
  const kept = common(found.clocks, without.clocks)
  return found.clocks.filter(one => !kept.includes(one)).map(({ clock }) => clock)
}

/** Those of the first that run in the second too, since the same day. */
function common(clocks: readonly RunningClock[], others: readonly RunningClock[]): readonly RunningClock[] {
  const same = (one: RunningClock, other: RunningClock) => one.clock === other.clock && one.started === other.started
  return Object.freeze(clocks.filter(one => others.some(other => same(one, other))))
}

function stopped(before: readonly RunningClock[], after: readonly RunningClock[]): readonly Effect[] {
  return before
    .filter(({ clock }) => !after.some(one => one.clock === clock))
    .map(({ clock, due }) => Object.freeze({ kind: 'clock-stopped', clock, due }))
}

function strandsMoved(found: CaseState, without: CaseState): readonly Effect[] {
  const strands = new Set([...Object.keys(found.strands), ...Object.keys(without.strands)])
  return [...strands].flatMap(strand => {
    const [from, to] = [found.strands[strand] ?? null, without.strands[strand] ?? null]
    return from === to ? [] : [moved(strand, from, to)]
  })
}
