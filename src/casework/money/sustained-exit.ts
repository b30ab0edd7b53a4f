/** Cost per sustained exit: what all cases that have left cost, over those of which checks found that it lasted. Pure. */
import type { CheckDue } from '../sustain-due.ts'

/**
 * Whether leaving lasted, as the checks say that were due so far: all of them that it did; one that it did not; one that it
 * did, and a later one is missing or does not know; none; or none was due yet.
 */
export type Lasting = 'lasted' | 'not-lasted' | 'later-missing' | 'unchecked' | 'not-due'

/** One check that it did not last outweighs all others. */
export function lastingOf(checks: readonly CheckDue[]): Lasting {
  const outcomes = checks.flatMap(({ done }) => done?.outcome ?? [])
  const missing = checks.some(({ overdue }) => overdue)
  if (outcomes.includes('did-not-last')) return 'not-lasted'
  if (outcomes.length === 0 && !missing) return 'not-due'
  if (!outcomes.includes('lasted')) return 'unchecked'
  return outcomes.at(-1) === 'lasted' && !missing ? 'lasted' : 'later-missing'
}

export interface CostPerExit {
  readonly left: number
  readonly lasted: number
  readonly notLasted: number
  readonly laterMissing: number
  readonly unchecked: number
  readonly notDue: number
  /** Of which no cost is written: they are left out of the cost of an exit, since nothing is not what they cost. */
  readonly uncosted: number
  /** Pence that all of them cost, those that did not last among them. */
  readonly cost: number
  /** Whether some of that is not shown, so that it is the least that they can have cost. */
  readonly atLeast: boolean
  /** Pence for each exit that lasted and of which a cost is written, to the nearest penny; null where there is none. */
  readonly pence: number | null
}

export interface ExitCost {
  /** Pence. */
  readonly cost: number
  /** Whether some of that is not shown. */
  readonly atLeast: boolean
  readonly lasting: Lasting
}

/** @param exits Of each case that has left. */
export function costPerExit(exits: readonly ExitCost[]): CostPerExit {
  const those = (which: Lasting) => exits.filter(({ lasting }) => lasting === which).length
  const costed = exits.filter(({ cost, atLeast }) => cost !== 0 || atLeast)
  const over = costed.filter(({ lasting }) => lasting === 'lasted').length
  const cost = exits.reduce((sum, one) => sum + one.cost, 0)
  return {
    left: exits.length,
    lasted: those('lasted'),
    notLasted: those('not-lasted'),
    laterMissing: those('later-missing'),
    unchecked: those('unchecked'),
    notDue: those('not-due'),
    uncosted: exits.length - costed.length,
    cost,
    atLeast: exits.some(({ atLeast }) => atLeast),
    pence: over === 0 ? null : Math.round(cost / over),
  }
}
