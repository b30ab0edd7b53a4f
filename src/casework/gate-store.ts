/** The gates of an event, and of those that come after it, asked on what a case holds. */
import type { StoredCase } from './case-store.ts'
import type { Working } from './desk-store.ts'
import { isGated, notOnThatDay, standsInTheWay } from './gates.ts'
import { dayGatesAfter } from './later-gates.ts'
import type { AskedEvent, Refused } from './model.ts'
import type { Next } from './next-event-store.ts'
import { rulesOf } from './policy-store.ts'
import { aboutOf } from './records/about-store.ts'
import { readRecords } from './records/record-store.ts'

/** Whether an event had gates to pass: it is then written only where no record has been written since. */
export interface Gates {
  readonly gated: boolean
}

/**
 * Asks the gates of an event, and gives what stands in its way: its own, and what those after it may no longer be on their days.
 * @param asked Null for a correction that puts nothing in the place of what was wrong.
 * @param moved It only moves to another day, and passed its gates when it was recorded: what depends on the day is asked again.
 */
export async function passGates(
  working: Working,
  stored: StoredCase,
  asked: AskedEvent | null,
  next: Next,
  moved = false,
): Promise<Refused | Gates> {
  const own = asked === null ? { gated: false } : await passOwn(working, stored, asked, next, moved)
  if ('words' in own) return own
  const later = await passLater(working, stored, next)
  return 'words' in later ? later : { gated: own.gated || later.gated }
}

async function passOwn(
  working: Working,
  stored: StoredCase,
  event: AskedEvent,
  { effects, standing }: Next,
  moved: boolean,
): Promise<Refused | Gates> {
  const proposed = { event, effects, after: standing.state }
  if (!isGated(await rulesOf(working, stored.case), proposed)) return { gated: false }
  const about = await aboutOf(working, stored)
  return (moved ? notOnThatDay(about, proposed) : await standsInTheWay(about, proposed)) ?? { gated: true }
}

/** What a court decides is written down whatever came after it. */
async function passLater(working: Working, stored: StoredCase, next: Next): Promise<Refused | Gates> {
  if (next.rewritten === null || next.act.kind === 'quashed') return { gated: false }
  const gates = dayGatesAfter(stored.case, await stored.events(), next, working.clock.now())
  if (gates.length === 0) return { gated: false }
  const records = await readRecords(working.store, stored.case.id)
  for (const ask of gates) {
    const refused = ask(records)
    if (refused) return refused
  }
  return { gated: true }
}
