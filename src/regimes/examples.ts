/**
 * Runs the examples beside a regime file: criteria on what is given, events through the engine, candidates through the
 * places. Evidence comes straight from the example; nothing else is looked at, so an example means what it says.
 */
import type { Outcome } from '../assessment/criterion.ts'
import { answer, criteriaOf } from './answer.ts'
import type { CompiledRegime } from './compiled.ts'
import { runCandidates } from './example-candidates.ts'
import { runEvents } from './example-events.ts'
import { type ExampleFailure, type ExampleResult, routeOf } from './example-model.ts'
import { knownNames, type KnownNames, unknownNames } from './example-names.ts'
import { statedEvidence } from './evidence-value.ts'
import type { Example, Examples } from './examples-schema.ts'

/** Gives a regime ready to run, in the version asked for, or in its latest. */
export type LoadVersion = (version?: string) => CompiledRegime

/** Runs all examples of a file, in order. */
export function runExamples(load: LoadVersion, { examples }: Examples): readonly ExampleResult[] {
  const versions = Object.keys(load().regime.versions)
  const known = knownNames(versions.map(version => load(version).regime))
  return examples.map((example, index) => {
    const failures = run(load, known, example).map(failure => ({
      ...failure,
      path: ['examples', index, ...failure.path],
    }))
    return { example: example.example, passed: failures.length === 0, failures }
  })
}

function run(load: LoadVersion, known: KnownNames, example: Example): readonly ExampleFailure[] {
  const versions = Object.keys(load().regime.versions)
  if (example.version !== undefined && !versions.includes(example.version))
    return [
      { path: ['version'], expected: `one of the versions ${versions.join(', ')}`, found: `"${example.version}"` },
    ]
  const unknown = unknownNames(known, example)
  if (unknown.length > 0) return unknown
  if (!expectsSomething(example))
    return [
      {
        path: [],
        expected: 'what comes of it: criteria, places, expect, or a refused event',
        found: 'an example that expects nothing',
      },
    ]
  const compiled = withChoices(load(example.version), example)
  return [...runCriteria(compiled, example), ...runEvents(compiled, example), ...runCandidates(compiled, example)]
}

/** An example that expects nothing would always hold, and prove nothing. */
function expectsSomething({ criteria, places, expect, events = [] }: Example): boolean {
  const stated = [criteria, places, expect, ...events.map(one => one.expect)]
  return (
    events.some(one => one.refused !== undefined) ||
    stated.some(one => one !== undefined && Object.keys(one).length > 0)
  )
}

/** The regime with the readings that an example tries in place of those that its file has chosen. */
function withChoices(compiled: CompiledRegime, { choices = {} }: Example): CompiledRegime {
  if (Object.keys(choices).length === 0) return compiled
  const { regime } = compiled
  const read = Object.entries(regime.choices).map(([id, choice]) => [
    id,
    { ...choice, chosen: choices[id] ?? choice.chosen },
  ])
  return { ...compiled, regime: { ...regime, choices: Object.fromEntries(read) } }
}

function runCriteria(compiled: CompiledRegime, example: Example): readonly ExampleFailure[] {
  const { regime } = compiled
  const evidence = statedEvidence(regime, example.given ?? {}, example.judged ?? {})
  return Object.entries(example.criteria ?? {}).flatMap(([id, expected]) => {
    const path = ['criteria', id]
    if (regime.criteria[id] === undefined)
      return [{ path, expected: `a criterion of version ${compiled.pin.version}`, found: `"${id}", which it has not` }]
    const { outcome } = answer(criteriaOf(regime), id, routeOf(compiled, example), evidence)
    return outcome === expected ? [] : [{ path, expected: outcomeWords[expected], found: outcomeWords[outcome] }]
  })
}

const outcomeWords: Readonly<Record<Outcome, string>> = {
  met: 'met',
  'not-met': 'not met',
  'needs-judgement': 'needs judgement',
  'evidence-missing': 'evidence missing',
}
