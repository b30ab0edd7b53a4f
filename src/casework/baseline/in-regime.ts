/** Whether somebody is, or may be, in any regime on some days: such are not compared with, being helped or watched themselves. */
import type { Snapshot } from '../../evidence/snapshot.ts'
import { findingSays } from '../../regimes/evidence-findings.ts'
import { placedOn, placementsOf, type Placement } from '../../regimes/placements.ts'
import type { ShelvedRegime } from '../../regimes/shelf-file.ts'
import type { LeftOutReason } from './baseline-schema.ts'

/** Who is in a regime, as far as anybody holds it. */
export interface Regimes {
  readonly placements: readonly Placement[]
  /** Codes of organisations in a case that has entered and not left, with its regime. */
  readonly casesIn: ReadonlyMap<string, string>
  readonly regimes: readonly Pick<ShelvedRegime, 'byVersion'>[]
}

export type WhyOut = Extract<LeftOutReason, 'in-a-case' | 'in-a-regime' | 'may-be-in-a-regime'>

/**
 * Why an organisation counts as being in a regime on one of the days (ISO); null where it is known to be in none. Findings that
 * say so count where they were known by `at`; null: all.
 */
export function inRegime(
  { placements, casesIn, regimes }: Regimes,
  snapshot: Snapshot,
  days: readonly string[],
  at: string | null,
): (code: string) => WhyOut | null {
  const said = sayings(regimes)
  const isSaid = (code: string) =>
    said.some(([finding, value]) =>
      days.some(day => {
        const found = findingSays(snapshot, finding, value, code, day)
        if (found === null || 'missing' in found) return false
        return found.inputs.every(input => at === null || (snapshot.imports[input.import]?.knownAt ?? '9999') <= at)
      }),
    )
  return code => {
    if (casesIn.has(code)) return 'in-a-case'
    const own = placementsOf(placements, code)
    const standings = days.map(day => placedOn(own, day))
    if (standings.includes('in') || isSaid(code)) return 'in-a-regime'
    return standings.includes('unknown') ? 'may-be-in-a-regime' : null
  }
}

/** Findings that say of any regime that somebody holds a place in it, each once. */
function sayings(regimes: Regimes['regimes']): readonly (readonly [finding: string, value: string])[] {
  const held = regimes.flatMap(({ byVersion }) =>
    [...byVersion.values()].flatMap(({ regime }) => regime.capacity['held-by'] ?? []),
  )
  return [...new Map(held.map(one => [`${one.finding} ${one.equals}`, [one.finding, one.equals] as const])).values()]
}
