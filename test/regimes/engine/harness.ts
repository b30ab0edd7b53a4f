/** Small regimes for tests of the engine: the parts under test are written out, the rest is filled in. */
import { compileRegime } from '../../../src/regimes/compile.ts'
import type { CompiledRegime } from '../../../src/regimes/compiled.ts'
import type { Calendar } from '../../../src/regimes/calendar.ts'
import { dayFromIso } from '../../../src/regimes/day.ts'
import type { CaseEvent, CaseState, Effect, Refusal, Step } from '../../../src/regimes/model.ts'
import { openCase } from '../../../src/regimes/open-case.ts'
import { type Regime, regimeSchema } from '../../../src/regimes/regime.ts'
import { step } from '../../../src/regimes/step.ts'
import { calendars } from '../clocks/calendars.ts'

export const cited = { clause: 'rules#1', confidence: 'ours' } as const
export const day = dayFromIso
/** Long after everything that happens in these tests. */
export const now = day('2030-12-31')

export type Parts = Readonly<Record<string, unknown>>

/** A regime of which only some parts are written. Entries get a citation where they have none. */
export function regimeOf(parts: Parts): Regime {
  return regimeSchema.parse({
    regime: 'small-watch',
    title: 'Small Watch',
    standing: 'example',
    purpose: 'To test the engine.',
    versions: { '2010': { title: 'Rules', 'in-force': { from: '2005-01-01', to: null }, ...cited } },
    sources: { rules: { title: 'Rules', publisher: 'Harbour Office', date: '2010' } },
    scope: { 'organisation-types': ['acute'], says: 'All', ...cited },
    entry: { decider: 'office', automatic: false, ways: {}, ...cited },
    capacity: { places: null, kind: 'none', ...cited },
    roles: { office: { title: 'Office', kind: 'body', ...cited } },
    money: { lines: {}, ...cited },
    exit: { ...cited },
    ...parts,
  })
}

export function compile(
  parts: Parts,
  known: ReadonlyMap<string, Calendar> = calendars,
  version = '2010',
): CompiledRegime {
  const regime = regimeOf(parts)
  return compileRegime({ regime, version, hash: `${regime.regime}-${version}` }, known)
}

/** A state of the main strand, cited. */
export function state(phase: 'before' | 'in' | 'after', on?: Parts, more: Parts = {}): Parts {
  return { title: 'A state', phase, ...(on === undefined ? {} : { on }), ...cited, ...more }
}

export function clock(parts: Parts): Parts {
  return { title: 'A clock', owner: 'office', counted: 'beginning-with', ...cited, ...parts }
}

export function begin(compiled: CompiledRegime, on: string, route: string | null = null): CaseState {
  return accepted(openCase(compiled, { organisations: ['RXX'], route, on: day(on) }, now)).case
}

/** An event of the file on an ISO day. */
export function event(name: string, on: string, more: Partial<Extract<CaseEvent, { kind: 'event' }>> = {}): CaseEvent {
  return { kind: 'event', event: name, on: day(on), ...more }
}

/** The case after some events, all of which are accepted, and all that followed. */
export function run(compiled: CompiledRegime, from: CaseState, ...events: readonly CaseEvent[]) {
  const effects: Effect[] = []
  let found = from
  for (const one of events) {
    const taken = accepted(step(compiled, found, one, now))
    found = taken.case
    effects.push(...taken.effects)
  }
  return { case: found, effects }
}

export function accepted(found: Step): Extract<Step, { accepted: true }> {
  if (!found.accepted) throw new Error(`refused (${found.refusal.reason}): ${found.refusal.words}`)
  return found
}

export function refused(compiled: CompiledRegime, found: CaseState, one: CaseEvent, today = now): Refusal {
  const taken = step(compiled, found, one, today)
  if (taken.accepted) throw new Error('it was accepted')
  return taken.refusal
}
