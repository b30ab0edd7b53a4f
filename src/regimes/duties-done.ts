/**
 * Duties that are done. A one-off duty is owed from the event that leads into its states until the event that shows it done,
 * and again when it begins anew: when its states are entered from outside them, or its clock starts anew. One that recurs is
 * never done for good.
 */
import type { Finish, MainState } from './compiled.ts'
import type { Draft } from './draft.ts'
import type { Day } from './model.ts'
import type { Duty } from './people-schema.ts'
import type { Regime } from './regime.ts'
import { holdsOn } from './roles.ts'
import { tell } from './running-clocks.ts'

/** Whether a duty is done for good once it is done. */
export function isOneOff({ when }: Duty): boolean {
  return !('every' in when)
}

/** By event, the one-off duties of a route that it shows done: as their file says, or by ending the clock that times them. */
export function compileFinishes(regime: Regime, route: string | null): ReadonlyMap<string, readonly Finish[]> {
  const finishes = new Map<string, readonly Finish[]>()
  for (const [id, duty] of Object.entries(regime.duties)) {
    if (!isOneOff(duty) || !holdsOn(duty, route)) continue
    const clock = 'clock' in duty.when ? duty.when.clock : null
    const byClock = duty['done-by'] === undefined
    const events = duty['done-by'] ?? regime.clocks[clock ?? '']?.ends ?? []
    const finish = Object.freeze({ duty: id, clock, byClock })
    for (const event of [events].flat()) finishes.set(event, Object.freeze([...(finishes.get(event) ?? []), finish]))
  }
  return finishes
}

/** Marks the duties that an event shows done, of those owed before it; to be called before clocks and states turn. */
export function finishDuties(draft: Draft, finishes: readonly Finish[], on: Day): void {
  for (const { duty, clock, byClock } of finishes) {
    if (draft.done.includes(duty)) continue
    const owed = draft.state.duties.find(({ id }) => id === duty)
    if (owed === undefined) continue
    const running = clock === null ? undefined : draft.clocks.find(one => one.clock === clock)
    if (byClock && running === undefined) continue
    const due = running === undefined || running.suspendedOn !== null ? owed.lastDay : running.due
    draft.done = Object.freeze([...draft.done, duty])
    tell(draft, { kind: 'duty-done', duty, owner: owed.owner, late: due !== null && on > due })
  }
}

/** What stays done in another state: duties owed there too. The others have ended, and would begin anew. */
export function keepDone(done: Draft['done'], to: MainState): Draft['done'] {
  const kept = done.filter(duty => to.duties.some(({ id }) => id === duty))
  return kept.length === done.length ? done : Object.freeze(kept)
}
