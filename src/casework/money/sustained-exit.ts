/** Cost per sustained exit: what all cases that have left cost, over those of which checks found that it lasted. Pure. */
import type { CheckDue } from '../sustain-due.ts'

/** Whether leaving lasted, as far as the checks that were due say. */
export type Lasting = 'yes' | 'no' | 'not-known'

/** One check that it did not last says no; otherwise one that it did says yes, unless a later one is overdue. */
export function lastingOf(checks: readonly CheckDue[]): Lasting {
  const outcomes = checks.flatMap(({ done }) => done?.outcome ?? [])
  if (outcomes.includes('did-not-last')) return 'no'
  return outcomes.at(-1) === 'lasted' && !checks.some(({ overdue }) => overdue) ? 'yes' : 'not-known'
}

export interface CostPerExit {
  readonly left: number
  readonly lasted: number
  readonly notLasted: number
  /** Pence that all of them cost, those that did not last among them. */
  readonly cost: number
  /** Pence for each exit that lasted, to the nearest penny; null where none has. */
  readonly pence: number | null
}

/** @param exits Of each case that has left: what it cost in pence, and whether it lasted. */
export function costPerExit(exits: readonly { readonly cost: number; readonly lasting: Lasting }[]): CostPerExit {
  const lasted = exits.filter(({ lasting }) => lasting === 'yes').length
  const cost = exits.reduce((sum, one) => sum + one.cost, 0)
  return {
    left: exits.length,
    lasted,
    notLasted: exits.filter(({ lasting }) => lasting === 'no').length,
    cost,
    pence: lasted === 0 ? null : Math.round(cost / lasted),
  }
}
