/** What leave is asked for: a regime and organisations, with their regions and successors where somebody's grant speaks of one. */
import type { Regime } from '../regimes/regime.ts'
import { successorsOf } from '../regimes/successors.ts'
import { type Working, today } from './desk-store.ts'
import type { Matter } from './grants.ts'

export async function matterOf(working: Working, regime: Regime, organisations: readonly string[]): Promise<Matter> {
  const asks = working.actor.grants.some(({ region, organisation }) => region !== null || organisation !== null)
  const snapshot = asks ? await working.snapshot() : null
  const day = today(working)
  return {
    regime,
    organisations,
    regionOf: code => snapshot?.organisations.get(code)?.region ?? null,
    passedTo: code => (snapshot ? successorsOf(snapshot, code, day) : []),
    day,
  }
}
