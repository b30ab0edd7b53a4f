/** An event of a case is corrected, by an event: the one that was wrong stays, and no longer counts. */
import { dayFromIso } from '../regimes/day.ts'
import { type Act, actOf, nameOf } from './acts.ts'
import { bindAnswers } from './binding-store.ts'
import { storedCase, type StoredCase } from './case-store.ts'
import { doCommand } from './command-store.ts'
import type { Working } from './desk-store.ts'
import { passGates } from './gate-store.ts'
import type { CorrectEvent, Done, Refused, WrittenEvent } from './model.ts'
import { nextOf, readyNext, type Recorded } from './next-event-store.ts'
import { mayNotAct, mayNotTell, seen } from './record-event-store.ts'
import { noSuchCase, refuse } from './refused.ts'

/**
 * Corrects an event: what should have been written takes its place, or nothing does. It takes leave to act in the role whose
 * act it was and in that of the new one; refused as `later-events-forbid` where what came after would no longer hold.
 */
export async function correctEvent(working: Working, asked: CorrectEvent, key?: string): Promise<Done<Recorded>> {
  const command = { action: 'correct-event', subject: asked.caseId, body: asked, key }
  return doCommand<Recorded>(working, command, async () => {
    const stored = await storedCase(working, asked.caseId)
    if (stored === null) return noSuchCase(asked.caseId)
    const stale = seen(stored, asked.expected)
    if (stale) return stale
    const wrong = await wrongEvent(stored, asked.sequence)
    if ('words' in wrong) return wrong
    const role = asked.instead?.by ?? wrong.role
    const when = { on: wrong.effective, corrects: wrong.sequence }
    for (const one of new Set([wrong.role, role])) {
      const refused = one === null ? null : await mayNotAct(working, stored, one, when)
      if (refused) return refused
    }
    const act: Act | Refused = asked.instead
      ? actOf(asked.instead)
      : { kind: 'annulled', on: dayFromIso(wrong.effective) }
    if ('words' in act) return act
    const unheard = asked.instead ? await mayNotTell(working, stored, asked.instead) : null
    if (unheard) return unheard
    const bind = bindAnswers(working, stored.case)
    const next = await nextOf(working, stored, { act, corrects: wrong.sequence, bind })
    if ('words' in next) return next
    // What only moves to another day passed its gates when it was recorded, but for what depends on the day.
    const same = act.kind === wrong.kind && nameOf(act) === wrong.name && role === wrong.role
    const gates = await passGates(working, stored, asked.instead, next, same)
    if ('words' in gates) return gates
    const { reason, exceed } = asked
    const writer = { actor: working.actor.key, role, reason, exceed }
    const write = await readyNext(working, stored, { ...next, ...gates }, writer)
    return async tx => {
      const value = await write(tx)
      return { value, detail: { sequence: value.event.sequence, corrects: wrong.sequence, instead: asked.instead } }
    }
  })
}

/** The event to be corrected: one that somebody recorded, and that still counts. */
async function wrongEvent(stored: StoredCase, sequence: number): Promise<WrittenEvent | Refused> {
  const events = await stored.events()
  const found = events.find(one => one.sequence === sequence)
  if (found === undefined)
    return refuse('no-such-event', `The case has no event ${sequence}; its events are 1 to ${events.length}.`)
  const by = events.find(one => one.corrects === sequence)
  if (by !== undefined)
    return refuse(
      'no-such-event',
      `Event ${sequence} has been corrected already, by event ${by.sequence}. Correct that one.`,
    )
  const why: Readonly<Record<string, string>> = {
    open: 'is the opening of the case. Bring the case to its end, and open another',
    annulled: 'takes another event back. Record the event again',
    tick: 'tells that time passed. Correct the event that started the clock',
    migrated: 'takes the case to other rules. Migrate it again, to where it should be',
    'calendar-changed': 'tells that holidays changed. Correct the calendar',
  }
  const reason = why[found.kind]
  return reason === undefined ? found : refuse('bad-request', `Event ${sequence} cannot be corrected: it ${reason}.`)
}
