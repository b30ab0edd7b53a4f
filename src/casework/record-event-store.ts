/** An event of a case is recorded, by somebody who may, on the evidence that the product finds. */
import { actOf } from './acts.ts'
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
import type { AskedEvent, Done, RecordEvent, Refused } from './model.ts'
import { nextOf, type Recorded, readyNext } from './next-event-store.ts'
import { rulesOf } from './policy-store.ts'
import { quashTellers, restsOnQuashed } from './quashings.ts'
import { noSuchCase, refuse, stale } from './refused.ts'

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
    const unheard = await mayNotTell(working, stored, asked.event)
    if (unheard) return unheard
    const next = await nextOf(working, stored, { act, corrects: null, bind: bindAnswers(working, stored.case) })
    if ('reason' in next) return (await becauseQuashed(working, stored, asked.event, next)) ?? next
    const gates = await passGates(working, stored, asked.event, next)
    if ('words' in gates) return gates
    const { reason, exceed } = asked
    const writer = { actor: working.actor.key, role, reason, exceed }
    const write = await readyNext(working, stored, { ...next, ...gates }, writer)
    return async tx => {
      const value = await write(tx)
      return { value, detail: { sequence: value.event.sequence, event: asked.event } }
    }
  })
}

/** Why the actor may not act in a role in a case, by its rules of then; null where they may. */
export async function mayNotAct(
  working: Working,
  stored: StoredCase,
  role: string,
  when: When,
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

/** Why a role may not tell that a decision was quashed, which a court decides and whoever oversees the case writes down. */
export async function mayNotTell(working: Working, stored: StoredCase, asked: AskedEvent): Promise<Refused | null> {
  if (asked.kind !== 'quashed') return null
  const { by, part, clocks } = asked
  if (part === null && clocks.length > 0)
    return refuse(
      'bad-request',
      `Found clocks that stop (${clocks.join(', ')}) and no part of the decision; expected what of it is quashed, in words, or no clocks where it is the whole.`,
    )
  const compiled = await rulesOf(working, stored.case)
  const may = quashTellers(compiled, stored.case.state.route)
  if (may.includes(by)) return null
  return refuse('wrong-role', `That a decision was quashed is for ${may.join(' or ')} to write down; found ${by}.`)
}

/** Why an event is not allowed, where it rests on a decision that was quashed; null where that is not the reason. */
async function becauseQuashed(
  working: Working,
  stored: StoredCase,
  asked: AskedEvent,
  { reason }: Refused,
): Promise<Refused | null> {
  if (asked.kind !== 'event' || (reason !== 'not-allowed-here' && reason !== 'case-ended')) return null
  return restsOnQuashed(await rulesOf(working, stored.case), stored.case.state, await stored.events(), asked.event)
}

export function seen({ case: { sequence } }: StoredCase, expected: number): Refused | null {
  return sequence === expected ? null : stale(sequence, expected)
}
