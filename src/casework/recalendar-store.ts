/** Calendars have changed: open cases come to them, and their open clocks move. What has ended stays as it was. */
import { dayFromIso, isoFromDay } from '../regimes/day.ts'
import type { Act } from './acts.ts'
import { auditDone } from './audit-store.ts'
import { type Calendars, calendarsOf, hashOfCalendars, readCalendars } from './calendars.ts'
import { storedCase, type StoredCase } from './case-store.ts'
import { Halted } from './command-store.ts'
import { type Desk, today } from './desk-store.ts'
import { clockActor } from './model.ts'
import { nextOf, readyNext } from './next-event-store.ts'
import { keepCalendars } from './policy-store.ts'

/** Brings open cases to today's calendars, each by an event of the clock; gives how many there were. To be run at start. */
export async function recalendarCases(desk: Desk): Promise<number> {
  const { db } = desk.store
  const now = calendarsOnShelf(desk)
  const pinned = await db.selectFrom('policy').select(['hash', 'text']).where('kind', '=', 'calendars').execute()
  let count = 0
  for (const { hash, text } of pinned) {
    const old = readCalendars(text)
    const calendars = new Map([...old].map(([id, one]) => [id, now.get(id) ?? one]))
    const to = hashOfCalendars(calendars)
    if (to === hash) continue
    await db.transaction().execute(tx => keepCalendars(tx, calendars))
    const open = await db
      .selectFrom('case_file')
      .select('id')
      .where('calendars', '=', hash)
      .where('closed', 'is', null)
      .orderBy('id')
      .execute()
    for (const { id } of open) {
      const stored = await storedCase(desk, id)
      if (stored?.calendars === hash && (await recalendarCase(desk, stored, to))) count++
    }
  }
  return count
}

async function recalendarCase(desk: Desk, stored: StoredCase, calendars: string): Promise<boolean> {
  const { id, state } = stored.case
  // Not before what has happened already, should the clock run behind it.
  const on = Math.max(dayFromIso(today(desk)), state.last)
  const clock = on === state.last ? { now: () => `${isoFromDay(on)}T00:00:00.000Z` } : desk.clock
  const act: Act = { kind: 'calendar-changed', calendars, on }
  const next = await nextOf({ ...desk, clock }, stored, { act, corrects: null })
  if ('words' in next) throw new Error(`The case ${id} cannot be brought to the calendars of today: ${next.words}`)
  const writer = { actor: clockActor.key, role: null, reason: 'Its calendar has changed.' }
  const write = await readyNext(desk, stored, next, writer)
  try {
    await desk.store.db.transaction().execute(async tx => {
      const { event } = await write(tx)
      const audited = { actor: clockActor, action: 'recalendar', subject: id, at: desk.clock.now() }
      await auditDone(tx, audited, { sequence: event.sequence, calendars })
    })
    return true
  } catch (error) {
    // Somebody acted meanwhile: the next start finds it again.
    if (error instanceof Halted) return false
    throw error
  }
}

function calendarsOnShelf({ regimes }: Desk): Calendars {
  const all = regimes.flatMap(({ byVersion }) =>
    [...byVersion.values()].flatMap(({ compiled }) => [...calendarsOf(compiled)]),
  )
  return new Map(all)
}
