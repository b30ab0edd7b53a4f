/** What an example expects of a case, compared with how it stands. */
import type { CompiledRegime } from './compiled.ts'
import { dayFromIso, isoFromDay } from './day.ts'
import type { ExampleFailure } from './example-model.ts'
import type { Expected } from './examples-schema.ts'
import type { CaseState, Effect } from './model.ts'
import { resolveRole } from './roles.ts'
import { courseOf, dutiesOf, powersOf } from './standing.ts'

/** One failure for each thing that is not as expected; `effects` are those of the latest event. */
export function compareExpected(
  compiled: CompiledRegime,
  found: CaseState,
  effects: readonly Effect[],
  expected: Expected,
  path: readonly PropertyKey[],
): readonly ExampleFailure[] {
  const failures: ExampleFailure[] = []
  const compare = (key: readonly PropertyKey[], wanted: string | null, is: string | null, none = 'nothing') => {
    if (wanted !== is) failures.push({ path: [...path, ...key], expected: wanted ?? none, found: is ?? none })
  }
  const { regime } = compiled
  if (expected.state !== undefined) compare(['state'], expected.state, found.state)
  if (expected.phase !== undefined) compare(['phase'], expected.phase, phaseOf(compiled, found))
  for (const [strand, state] of Object.entries(expected.strands ?? {}))
    compare(['strands', strand], state, found.strands[strand] ?? null, 'a strand that does not run')
  for (const [clock, day] of Object.entries(expected.due ?? {})) compareDue(clock, day)
  compareSet('duties', 'no-duties', () => dutiesOf(compiled, found).map(({ id }) => id))
  compareSet('powers', 'no-powers', () => powersOf(compiled, found).map(({ id }) => id))
  for (const [duty, role] of Object.entries(expected['owed-by'] ?? {}))
    compare(['owed-by', duty], role, roleOf(regime.duties[duty]?.owner))
  for (const [id, role] of Object.entries(expected['paid-by'] ?? {}))
    compare(['paid-by', id], role, roleOf(regime.money.lines[id]?.payer ?? regime.support[id]?.['paid-by']))
  if (expected.referral !== undefined)
    compare(['referral'], expected.referral, effects.find(one => one.kind === 'referral')?.to ?? null, 'no referral')
  compareAmong(
    'late',
    'on time, or not ended',
    effects.flatMap(one => (one.kind === 'clock-ended' && one.late ? [one.clock] : [])),
  )
  compareAmong(
    'ran-out',
    'not run out by this event',
    effects.flatMap(one => (one.kind === 'clock-ran-out' ? [one.clock] : [])),
  )
  return failures

  function roleOf(routed: Parameters<typeof resolveRole>[0] | undefined): string | null {
    return routed === undefined ? null : resolveRole(routed, found.route)
  }

  function compareDue(clock: string, day: string | null): void {
    const running = found.clocks.find(one => one.clock === clock)
    const due = running?.due ?? null
    const is = running === undefined ? null : due === null ? 'a day beyond its calendar' : isoFromDay(due)
    compare(['due', clock], day === null ? null : isoFromDay(dayFromIso(day)), is, 'a clock that does not run')
  }

  function compareSet(wanted: 'duties' | 'powers', unwanted: 'no-duties' | 'no-powers', have: () => string[]): void {
    if (expected[wanted] === undefined && expected[unwanted] === undefined) return
    const ids = have()
    const list = ids.join(', ') || 'none'
    for (const [index, id] of (expected[wanted] ?? []).entries())
      if (!ids.includes(id))
        failures.push({ path: [...path, wanted, index], expected: `${id} among them`, found: list })
    for (const [index, id] of (expected[unwanted] ?? []).entries())
      if (ids.includes(id))
        failures.push({ path: [...path, unwanted, index], expected: `${id} not among them`, found: list })
  }

  function compareAmong(key: 'late' | 'ran-out', otherwise: string, have: readonly string[]): void {
    for (const [index, id] of (expected[key] ?? []).entries())
      if (!have.includes(id))
        failures.push({ path: [...path, key, index], expected: `the clock ${id}`, found: otherwise })
  }
}

function phaseOf(compiled: CompiledRegime, found: CaseState): string | null {
  return courseOf(compiled, found).states.get(found.state)?.phase ?? null
}
