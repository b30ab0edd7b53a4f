/** The gates of an event, asked on what a case holds, and held to until the event is written. */
import type { Transaction } from 'kysely'
import type { Database } from '../store/schema.ts'
import type { StoredCase } from './case-store.ts'
import { Halted } from './command-store.ts'
import type { Working } from './desk-store.ts'
import { isGated, type Proposed, standsInTheWay } from './gates.ts'
import type { Refused } from './model.ts'
import { rulesOf } from './policy-store.ts'
import { aboutOf } from './records/about-store.ts'
import { holdExtent, readExtent } from './records/record-store.ts'
import { overtaken } from './refused.ts'

/** In the transaction of the event: throws Halted where more has been written than the gates were asked on. */
export type Hold = (tx: Transaction<Database>) => Promise<void>

/** Asks the gates of an event: what stands in its way, or how what they were asked on is held to. */
export async function passGates(working: Working, stored: StoredCase, proposed: Proposed): Promise<Refused | Hold> {
  const { id } = stored.case
  if (!isGated(await rulesOf(working, stored.case), proposed)) return async () => {}
  const seen = await readExtent(working.store, id)
  const missing = await standsInTheWay(await aboutOf(working, stored), proposed)
  if (missing) return missing
  return async tx => {
    if ((await holdExtent(tx, id)).records !== seen.records) throw new Halted(overtaken)
  }
}
