/** How a case stands: what may happen next, what is owed by whom, and which powers there are. */
import type { CompiledRegime, Course, MainState, OwedDuty, UsablePower } from './compiled.ts'
import { stateOf } from './draft.ts'
import type { CaseState, Day } from './model.ts'
import { isExhausted } from './take-event.ts'

/** A duty as it is owed in a case, with its day where it has one. */
export interface DutyOwed extends OwedDuty {
  /** When its clock runs out, or the date of its rules; null where it has neither, or that does not run or is not known. */
  readonly due: Day | null
}

/** Duties owed in the case's state and not yet done, in the order of the file. */
export function dutiesOf(compiled: CompiledRegime, found: CaseState): readonly DutyOwed[] {
  const owed = mainState(compiled, found).duties.filter(({ id }) => !found.done.includes(id))
  return owed.map(one => {
    const { when } = one.duty
    const running = 'clock' in when ? found.clocks.find(({ clock }) => clock === when.clock) : undefined
    return { ...one, due: running?.due ?? one.lastDay }
  })
}

/** Powers in use or usable in the case's state, in the order of the file. */
export function powersOf(compiled: CompiledRegime, found: CaseState): readonly UsablePower[] {
  return mainState(compiled, found).powers
}

/** Events that the case's states know, those of the main strand first; without those taken as often as they may be. */
export function allowedEvents(compiled: CompiledRegime, found: CaseState): readonly string[] {
  const course = courseOf(compiled, found)
  const beside = Object.entries(found.strands).map(([strand, state]) => course.strands.get(strand)?.states.get(state))
  const events = [stateOf(course, found), ...beside].flatMap(state =>
    [...(state?.on ?? [])].filter(([, moves]) => !moves.every(move => isExhausted(move, found.taken))),
  )
  return [...new Set(events.map(([event]) => event))]
}

/** The course that a case follows; it is there, since a case begins on a route of its regime. */
export function courseOf(compiled: CompiledRegime, found: Pick<CaseState, 'route'>): Course {
  const course = compiled.courses.get(found.route)
  if (course === undefined) throw new Error(`A case is on the route "${found.route}", which its regime does not have.`)
  return course
}

function mainState(compiled: CompiledRegime, found: CaseState): MainState {
  return stateOf(courseOf(compiled, found), found)
}
