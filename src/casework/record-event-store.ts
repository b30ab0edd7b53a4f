/** An event of a case is recorded, by somebody who may, on the evidence that the product finds. */
import { actOf } from './acts.ts'
import { baselinesOf } from './baseline-store.ts'
import { bindAnswers } from './binding-store.ts'
import { storedCase, type StoredCase } from './case-store.ts'
import { chapterAt, type When } from './chapter-store.ts'
import { doCommand } from './command-store.ts'
import type { Working } from './desk-store.ts'
import { rolesActed } from './event-store.ts'
import { ownRecommendation, recommendersBarredFrom } from './four-eyes.ts'
import { passGates } from './gate-store.ts'
import { leaveToAct } from './grants.ts'
import { matterOf } from './matter-store.ts'
import type { Done, RecordEvent, Refused } from './model.ts'
import { nextOf, type Recorded, writeNext } from './next-event-store.ts'
import { insertRecord } from './records/record-store.ts'
import { noSuchCase, stale } from './refused.ts'

export type { Recorded } from './next-event-store.ts'

/** Records an event. Under a `key` it may be sent again: the answer stays the same. Throws only where the store fails. */
export async function recordEvent(working: Working, asked: RecordEvent, key?: string): Promise<Done<Recorded>> {
  const command = { action: 'record-event', subject: asked.caseId, body: asked, key }
  return doCommand<Recorded>(working, command, async () => {
    const stored = await storedCase(working, asked.caseId)
    if (stored === null) return noSuchCase(asked.caseId)
    const role = asked.event.by
    const refused =
      (await mayNotAct(working, stored, role, { on: asked.event.on, corrects: null })) ?? seen(stored, asked.expected)
    if (refused) return refused
    const act = actOf(asked.event)
    if ('reason' in act) return act
    const next = await nextOf(working, stored, { act, corrects: null, bind: bindAnswers(working, stored.case) })
    if ('reason' in next) return next
    const hold = await passGates(working, stored, { event: asked.event, effects: next.effects })
    if (typeof hold !== 'function') return hold
    const baselines = await baselinesOf(working, stored.case, next)
    return async tx => {
      const { reason, exceed } = asked
      await hold(tx)
      const value = await writeNext(tx, working, stored, next, { actor: working.actor.key, role, reason, exceed })
      for (const one of baselines) await insertRecord(tx, one)
      return { value, detail: { sequence: value.event.sequence, event: asked.event } }
    }
  })
}

/** Why the actor may not act in a role in a case, by its rules of then where `when` is earlier; null where they may. */
export async function mayNotAct(
  working: Working,
  stored: StoredCase,
  role: string,
  when: When = { on: '9999-12-31', corrects: null },
): Promise<Refused | null> {
  const { compiled, state } = await chapterAt(working, stored, when)
  const { regime } = compiled
  const { id, organisations } = stored.case
  const refused = leaveToAct(working.actor, role, await matterOf(working, regime, organisations))
  if (refused) return refused
  if (recommendersBarredFrom(regime, state.route, role).length === 0) return null
  const acted = await rolesActed(working.store.db, id, working.actor.key)
  return ownRecommendation(regime, state.route, role, acted)
}

export function seen({ case: { sequence } }: StoredCase, expected: number): Refused | null {
  return sequence === expected ? null : stale(sequence, expected)
}
