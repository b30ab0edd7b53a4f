/** A case begins: in the regime's first state, on one version of its file, on a day on which that is in force. */
import type { CompiledRegime } from './compiled.ts'
import { differences, moved } from './compile-states.ts'
import { isoFromDay, sayDay } from './day.ts'
import { draftOf } from './draft.ts'
import type { CaseState, Day, Refusal, Step } from './model.ts'
import { refuse } from './refusal.ts'
import { turnStrands } from './take-event.ts'

export interface NewCase {
  readonly organisations: readonly string[]
  /** One of the regime's routes; null where there is one for all. */
  readonly route: string | null
  readonly on: Day
}

/** A new case with what follows from it, or why it cannot begin. */
export function openCase(compiled: CompiledRegime, { organisations, route, on }: NewCase, now: Day): Step {
  const { pin, regime, inForce, courses } = compiled
  const no = (reason: Refusal['reason'], words: string) => refuse(reason, words, [])
  const version = `${regime.title}, version ${pin.version},`
  if (on > now)
    return no('in-the-future', `Found ${sayDay(on)}, which is after today, ${sayDay(now)}; expected a day up to today.`)
  if (on < inForce.from)
    return no('before-in-force', `${version} is in force from ${sayDay(inForce.from)}; found ${isoFromDay(on)}.`)
  if (inForce.to !== null && on > inForce.to)
    return no(
      'no-longer-in-force',
      `${version} was in force until ${sayDay(inForce.to)}; found ${isoFromDay(on)}. Take the version of that day.`,
    )
  const course = courses.get(route)
  if (course === undefined) {
    const known = [...courses.keys()].filter(one => one !== null)
    const words = known.length === 0 ? 'this regime has one way for all: give none' : `give one of: ${known.join(', ')}`
    return no('unknown-route', `Found ${route === null ? 'no route' : `the route "${route}"`}; ${words}.`)
  }
  const { first } = course
  const empty: CaseState = {
    pin,
    route,
    organisations: Object.freeze([...organisations]),
    state: first.id,
    strands: Object.freeze({}),
    clocks: Object.freeze([]),
    granted: Object.freeze({}),
    done: Object.freeze([]),
    taken: Object.freeze({}),
    sequence: 0,
    last: on,
    entered: first.phase === 'in' ? on : null,
    left: null,
  }
  const draft = draftOf(course, empty)
  draft.effects.push(moved('main', null, first.id), ...differences(null, first))
  turnStrands(draft, first)
  return Object.freeze({
    accepted: true,
    case: Object.freeze({ ...empty, strands: draft.strands }),
    effects: Object.freeze(draft.effects),
  })
}
