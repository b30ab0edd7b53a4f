/** The gates of an event, asked on what a case holds. */
import type { StoredCase } from './case-store.ts'
import type { Working } from './desk-store.ts'
import { isGated, notOnThatDay, type Proposed, standsInTheWay } from './gates.ts'
import type { Refused } from './model.ts'
import { rulesOf } from './policy-store.ts'
import { aboutOf } from './records/about-store.ts'

/** Whether an event had gates to pass: it is then written only where no record has been written since. */
export interface Gates {
  readonly gated: boolean
}

/**
 * Asks the gates of an event, and gives what stands in its way.
 * @param moved It only moves to another day, and passed its gates when it was recorded: what depends on the day is asked again.
 */
export async function passGates(
  working: Working,
  stored: StoredCase,
  proposed: Proposed,
  moved = false,
): Promise<Refused | Gates> {
  if (!isGated(await rulesOf(working, stored.case), proposed)) return { gated: false }
  const about = await aboutOf(working, stored)
  return (moved ? notOnThatDay(about, proposed) : await standsInTheWay(about, proposed)) ?? { gated: true }
}
