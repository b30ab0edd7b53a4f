/** The events of an example, one after another through the engine, with what it expects after each and at the end. */
import { answer, criteriaOf } from './answer.ts'
import type { CompiledRegime } from './compiled.ts'
import { dayFromIso } from './day.ts'
import { compareExpected } from './example-expected.ts'
import { statedEvidence, type Value } from './evidence-value.ts'
import type { ExampleFailure } from './example-model.ts'
import type { Example, Happening } from './examples-schema.ts'
import type { CaseEvent, CaseState, Effect, Refusal, Step } from './model.ts'
import { openCase } from './open-case.ts'
import { step } from './step.ts'

/** Any day is past enough: an example may lie in the future. */
const someDay = Number.MAX_SAFE_INTEGER

type Outcomes = NonNullable<Extract<CaseEvent, { kind: 'event' }>['answers']>

/** Opens a case on the day of the first event and lets everything happen; stops at the first event that surprises. */
export function runEvents(compiled: CompiledRegime, example: Example): readonly ExampleFailure[] {
  const [first] = example.events ?? []
  if (first === undefined) return withoutEvents(compiled, example)
  const opening = {
    organisations: example.organisations ?? ['X'],
    route: example.route ?? null,
    on: dayFromIso(first.on),
  }
  const opened = openCase(compiled, opening, someDay)
  // A case that cannot begin is its first event refused: before the regime is in force, for example.
  if (!opened.accepted) return whenRefused(first, opened.refusal, ['events', 0])

  let found: CaseState = opened.case
  let effects: readonly Effect[] = opened.effects
  let given: Record<string, Value> = { ...example.given }
  let judged: Record<string, string> = { ...example.judged }
  const failures: ExampleFailure[] = []
  for (const [index, happening] of (example.events ?? []).entries()) {
    const path = ['events', index]
    given = { ...given, ...happening.given }
    judged = { ...judged, ...happening.judged }
    const taken = happen(compiled, found, happening, given, judged)
    const surprises = compareStep(taken, happening, path)
    failures.push(...surprises)
    if (surprises.length > 0) return failures
    effects = taken.accepted ? taken.effects : []
    if (taken.accepted) found = taken.case
    failures.push(...compareExpected(compiled, found, effects, happening.expect ?? {}, [...path, 'expect']))
  }
  return [...failures, ...compareExpected(compiled, found, effects, example.expect ?? {}, ['expect'])]
}

/** What can be expected of the rules alone, without a case: who owes and who pays. */
function withoutEvents(compiled: CompiledRegime, { route, expect }: Example): readonly ExampleFailure[] {
  if (expect === undefined) return []
  const about = Object.keys(expect).filter(key => key !== 'owed-by' && key !== 'paid-by')
  if (about.length === 0)
    return compareExpected(compiled, { route: route ?? null } as CaseState, [], expect, ['expect'])
  return about.map(key => ({
    path: ['expect', key],
    expected: 'events that lead to it',
    found: 'an example without events',
  }))
}

function happen(
  compiled: CompiledRegime,
  found: CaseState,
  happening: Happening,
  given: Readonly<Record<string, Value>>,
  judged: Readonly<Record<string, string>>,
): Step {
  const answers = happening.event === undefined ? {} : answersFor(compiled, found, happening.event, given, judged)
  return step(compiled, found, caseEvent(happening, answers), someDay)
}

/** The outcome of every criterion that holds this event anywhere on the route. */
function answersFor(
  compiled: CompiledRegime,
  { route }: CaseState,
  event: string,
  given: Readonly<Record<string, Value>>,
  judged: Readonly<Record<string, string>>,
): Outcomes {
  const course = compiled.courses.get(route)
  const states = [
    ...(course?.states.values() ?? []),
    ...[...(course?.strands.values() ?? [])].flatMap(s => [...s.states.values()]),
  ]
  const asked = states.flatMap(state => (state.on.get(event) ?? []).map(move => move.criterion))
  const evidence = statedEvidence(compiled.regime, given, judged)
  const criteria = criteriaOf(compiled.regime)
  return Object.fromEntries(
    [...new Set(asked)].filter(id => id !== null).map(id => [id, answer(criteria, id, route, evidence).outcome]),
  )
}

function caseEvent(happening: Happening, answers: Outcomes): CaseEvent {
  const on = dayFromIso(happening.on)
  const { event, extend, suspend, resume, support, by, issued, received } = happening
  const who = by === undefined ? {} : { by }
  if (event !== undefined)
    return {
      kind: 'event',
      event,
      on,
      answers,
      ...who,
      ...(issued === undefined ? {} : { issued: dayFromIso(issued) }),
      ...(received === undefined ? {} : { received: dayFromIso(received) }),
    }
  if (extend !== undefined)
    return { kind: 'extend', clock: extend.clock, length: extend.by, reference: extend.reference, on, ...who }
  if (suspend !== undefined) return { kind: 'suspend', clock: suspend, on, ...who }
  if (resume !== undefined) return { kind: 'resume', clock: resume, on, ...who }
  return support === undefined
    ? { kind: 'tick', on }
    : { kind: 'support', support: support.kind, subject: support.for, on }
}

function compareStep(taken: Step, happening: Happening, path: readonly PropertyKey[]): readonly ExampleFailure[] {
  if (!taken.accepted) return whenRefused(happening, taken.refusal, path)
  if (happening.refused === undefined) return []
  const expected = `a refusal whose words contain "${happening.refused}"`
  return [{ path: [...path, 'refused'], expected, found: 'that it was accepted' }]
}

function whenRefused(
  happening: Happening,
  { words }: Refusal,
  path: readonly PropertyKey[],
): readonly ExampleFailure[] {
  if (happening.refused === undefined)
    return [{ path, expected: 'an event that is accepted', found: `a refusal: ${words}` }]
  if (words.toLowerCase().includes(happening.refused.toLowerCase())) return []
  const expected = `a refusal whose words contain "${happening.refused}"`
  return [{ path: [...path, 'refused'], expected, found: `a refusal: ${words}` }]
}
