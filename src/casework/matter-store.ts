/** What leave is asked for: a regime and organisations, with their regions where somebody's grant speaks of one. */
import type { Regime } from '../regimes/regime.ts'
import { type Working, today } from './desk-store.ts'
import type { Matter } from './grants.ts'

export async function matterOf(working: Working, regime: Regime, organisations: readonly string[]): Promise<Matter> {
  const asksRegion = working.actor.grants.some(({ region }) => region !== null)
  const known = asksRegion ? (await working.snapshot()).organisations : null
  return { regime, organisations, regionOf: code => known?.get(code)?.region ?? null, day: today(working) }
}
