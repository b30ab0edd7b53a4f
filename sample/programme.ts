/** Who is, and was, in the national programme of the fictional sector: the weakest, with a few that left and came. */
import { monthStart, quarters, monthEnd } from './calendar.ts'
import { stream } from './random.ts'
import type { Sector } from './sector.ts'
import type { Standing } from './standing.ts'

export interface Membership {
  readonly code: string
  /** First and last day; until is null for those still in. */
  readonly from: string
  readonly until: string | null
}

export interface Programme {
  readonly memberships: readonly Membership[]
  /** Whether it was in at any time from one day to another. */
  includes(code: string, from: string, to: string): boolean
}

const places = 12
const graduates = 9

/** Draws the memberships: twelve at the end, nine that left. */
export function drawProgramme(sector: Sector, standing: Standing): Programme {
  const last = (quarters.at(-1) as (typeof quarters)[number]).lastMonth
  const weakest = sector.trusts
    .filter(trust => trust.closed === null && trust.formedFrom.length === 0)
    .map(trust => ({
      code: trust.code,
      strength: standing.quality(trust.code) + 0.5 * stream(sector.seed, 'entry', trust.code).normal(),
    }))
    .sort((a, b) => a.strength - b.strength)
    .slice(0, places + graduates)
  const memberships = weakest.map(({ code }, i): Membership => {
    const by = stream(sector.seed, 'membership', code)
    if (i < places) return { code, from: monthStart(last - by.integer(3, 26)), until: null }
    const entered = by.integer(6, 18)
    return { code, from: monthStart(entered), until: monthEnd(entered + by.integer(12, 26)) }
  })
  return {
    memberships,
    includes: (code, from, to) =>
      memberships.some(m => m.code === code && m.from <= to && (m.until === null || m.until >= from)),
  }
}
