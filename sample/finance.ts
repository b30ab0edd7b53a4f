/**
 * Plans, variances and deficit support, in percent of turnover. Three acute trusts in four carry the override flag and
 * most other trusts break even, as in the real third quarter of 2025/26.
 */
import type { Quarter } from './calendar.ts'
import { stream } from './random.ts'
import type { Trust } from './sector.ts'
import type { Standing } from './standing.ts'

export interface Finance {
  /** Planned surplus or deficit of the year. */
  readonly plan: number
  /** Variance from plan, year to date. */
  readonly variance: number
  /** Given deficit support funding in the year. */
  readonly support: boolean
  /** Reports a deficit or is given support. */
  readonly flagged: boolean
}

// How far each type sits below comfort, on the scale of standing.
const strain = { acute: 0.2, 'mental-health-and-community': -0.95, ambulance: -0.8 } as const

/** The finances of a trust at the end of a quarter. */
export function financeOf(seed: string, trust: Trust, quarter: Quarter, standing: Standing): Finance {
  const z = (measure: string, month: number) =>
    (standing.at(trust.code, 'finance', measure)[month] as number) - strain[trust.type]
  const planned = z('OF0079', quarter.lastMonth - 3 * quarter.number < 0 ? 0 : quarter.lastMonth - 3 * quarter.number)
  const kept = z('OF0081', quarter.lastMonth)
  const plan = planned > 1.7 ? 1.1 * (planned - 1.7) : planned > 0 ? 0 : 2.6 * planned
  // A shortfall builds up through the year.
  const variance = kept > 0.9 ? 0.6 * (kept - 0.9) : kept > -0.05 ? 0 : (0.55 + 0.3 * quarter.number) * kept
  const support = stream(seed, 'support', trust.code, quarter.year).chance(plan < -1.5 ? 0.8 : plan > 0 ? 0.12 : 0.01)
  return { plan, variance, support, flagged: plan + variance < 0 || support }
}
