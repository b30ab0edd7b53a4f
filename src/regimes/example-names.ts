/** Names in an example that its regime does not have: a misspelt duty that is "not owed" would prove nothing. */
import { didYouMean } from '../documents/nearest.ts'
import { notKnown } from './parts.ts'
import { judgementKinds } from './criterion-tree.ts'
import type { ExampleFailure } from './example-model.ts'
import type { Example, Expected, Happening } from './examples-schema.ts'
import type { Regime } from './regime.ts'

/** One failure for each name that no version of the regime knows. */
export function unknownNames(known: KnownNames, example: Example): readonly ExampleFailure[] {
  const failures: ExampleFailure[] = []
  const check = (kind: keyof typeof known, names: Iterable<string> | undefined, path: readonly PropertyKey[]) => {
    for (const name of names ?? []) {
      if (known[kind].has(name)) continue
      const proposal = didYouMean(name, known[kind])
      const expected = `${kindWords[kind]}${proposal === '' ? '' : `. ${proposal}`}`
      failures.push({ path, expected, found: `"${name}"` })
    }
  }
  const keys = (record: object | undefined) => Object.keys(record ?? {})
  checkGiven(example, [])
  check('choices', keys(example.choices), ['choices'])
  for (const [id, reading] of Object.entries(example.choices ?? {}))
    if (known.choices.has(id)) check('readings', [`${id}: ${reading}`], ['choices', id])
  check('criteria', keys(example.criteria), ['criteria'])
  if (example.route !== undefined) check('routes', [example.route], ['route'])
  for (const [index, one] of (example.events ?? []).entries()) checkHappening(one, ['events', index])
  for (const [index, one] of (example.candidates ?? []).entries()) checkGiven(one, ['candidates', index])
  checkExpected(example.expect, ['expect'])
  return failures

  function checkGiven({ given, judged }: Pick<Example, 'given' | 'judged'>, path: readonly PropertyKey[]): void {
    check('evidence', keys(given), [...path, 'given'])
    check('judgements', keys(judged), [...path, 'judged'])
  }

  function checkHappening(one: Happening, path: readonly PropertyKey[]): void {
    checkGiven(one, path)
    // An event that is refused may be one that nobody knows, and a role that may not act one of no regime.
    if (one.refused === undefined) {
      if (one.event !== undefined) check('events', [one.event], [...path, 'event'])
      if (one.by !== undefined) check('roles', [one.by], [...path, 'by'])
    }
    checkExpected(one.expect, [...path, 'expect'])
  }

  function checkExpected(expected: Expected | undefined, path: readonly PropertyKey[]): void {
    if (expected === undefined) return
    if (expected.state !== undefined) check('states', [expected.state], [...path, 'state'])
    check('strands', keys(expected.strands), [...path, 'strands'])
    check('clocks', keys(expected.due), [...path, 'due'])
    for (const key of ['duties', 'no-duties'] as const) check('duties', expected[key], [...path, key])
    for (const key of ['powers', 'no-powers'] as const) check('powers', expected[key], [...path, key])
    check('duties', keys(expected['owed-by']), [...path, 'owed-by'])
    check('payments', keys(expected['paid-by']), [...path, 'paid-by'])
    check('roles', Object.values(expected['owed-by'] ?? {}), [...path, 'owed-by'])
    const payers = Object.values(expected['paid-by'] ?? {}).filter(role => role !== notKnown)
    check('roles', payers, [...path, 'paid-by'])
    for (const key of ['late', 'ran-out'] as const) check('clocks', expected[key], [...path, key])
  }
}

const kindWords = {
  evidence: 'evidence that the regime declares',
  judgements: 'a kind of finding that a judgement of the regime records',
  choices: 'a choice of the regime',
  readings: 'an option of that choice',
  criteria: 'a criterion of the regime',
  routes: 'a route of the regime',
  events: 'an event of the regime',
  states: 'a state of the regime',
  strands: 'a strand of the regime',
  clocks: 'a clock of the regime',
  duties: 'a duty of the regime',
  powers: 'a power of the regime',
  payments: 'a line of money or a kind of support of the regime',
  roles: 'a role of the regime',
} as const

/** Every name that some version of a regime has, by kind. */
export type KnownNames = Readonly<Record<keyof typeof kindWords, ReadonlySet<string>>>

export function knownNames(versions: readonly Regime[]): KnownNames {
  const all = (names: (regime: Regime) => readonly string[]) => new Set(versions.flatMap(names))
  return {
    evidence: all(regime => Object.keys(regime.evidence)),
    judgements: all(judgementKinds),
    choices: all(regime => Object.keys(regime.choices)),
    readings: all(({ choices }) =>
      Object.entries(choices).flatMap(([id, { options }]) => Object.keys(options).map(option => `${id}: ${option}`)),
    ),
    criteria: all(regime => Object.keys(regime.criteria)),
    routes: all(regime => Object.keys(regime.routes ?? {})),
    events: all(eventsOf),
    states: all(regime => Object.keys(regime.stages.states)),
    strands: all(regime => Object.keys(regime.strands)),
    clocks: all(regime => Object.keys(regime.clocks)),
    duties: all(regime => Object.keys(regime.duties)),
    powers: all(regime => Object.keys(regime.powers)),
    payments: all(regime => [...Object.keys(regime.money.lines), ...Object.keys(regime.support)]),
    roles: all(regime => Object.keys(regime.roles)),
  }
}

/** Events of any strand, and those that only clocks speak of. */
function eventsOf({ stages, strands, clocks }: Regime): readonly string[] {
  const moves = [stages, ...Object.values(strands)].flatMap(({ states }) =>
    Object.values(states).flatMap(state => Object.keys(state.on ?? {})),
  )
  return [...moves, ...Object.values(clocks).flatMap(clock => [clock.starts, clock.ends].flat())]
}
