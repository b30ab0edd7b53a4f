/** A holiday is added while cases run: open clocks move, what has ended stays, and every case still folds to what is stored. */
import { describe, expect, test } from 'vitest'
import { rebuildCase } from '../../../src/casework/case-store.ts'
import { deadlinesOf } from '../../../src/casework/deadline-store.ts'
import { eventsOf } from '../../../src/casework/event-store.ts'
import { recalendarCases } from '../../../src/casework/recalendar-store.ts'
import { calendars, england } from '../../regimes/clocks/calendars.ts'
import { databases, newStore } from '../../store/databases.ts'
import { analyst, as, crew, deskOn, done, master, opened, record, shelfOf, watch } from './desk.ts'

const jubilee = { ...england, holidays: { ...england.holidays, '2014-02-05': 'Jubilee', '2014-01-16': 'Found late' } }
const changed = new Map([...calendars, ['england', jubilee]])

for (const database of databases)
  describe(`calendars that change in ${database.name}`, () => {
    test('move open clocks only', async () => {
      const store = await newStore(database)
      const [before, after] = [deskOn(store), deskOn(store, shelfOf(watch, changed))]
      const closed = await opened(before, 'XA01')
      const { case: draft } = done(await record(as(before, master), closed, 'admitted', '2014-01-13'))
      done(await record(as(before, crew), draft, 'published', '2014-01-24'))
      const open = await opened(before, 'XA02')
      done(await record(as(before, master), open, 'admitted', '2014-01-27'))
      expect(await recalendarCases(before)).toBe(0)

      expect(await recalendarCases(after)).toBe(2)
      expect(await recalendarCases(after)).toBe(0)
      const due = async (caseId: string) => (await deadlinesOf(as(after, analyst), { caseId })).map(one => one.due)
      expect(await due(open.id)).toEqual(['2014-02-10'])
      expect(await due(closed.id)).toEqual(['2014-01-24', '2014-02-21'])
      expect((await eventsOf(as(after, analyst), open.id)).at(-1)).toMatchObject({
        kind: 'calendar-changed',
        actor: 'clock',
        effects: [
          {
            kind: 'clock-moved',
            because: '"Jubilee" on 5 February 2014 was added',
          },
        ],
      })
      // What is recorded late is counted by the calendar of its day.
      after.turn('2014-02-03')
      done(await record(as(after, crewOf('XA02')), { ...open, sequence: 3 }, 'published', '2014-01-31'))
      for (const { id } of [open, closed])
        expect(await rebuildCase(as(after, analyst), id)).toEqual({ equal: true, differences: [] })
    })

    test('a case is run by the rules that it began on when the file has changed', async () => {
      const store = await newStore(database)
      const found = await opened(deskOn(store))
      const other = deskOn(store, shelfOf({ ...watch, purpose: 'Another one.' }, changed))
      const { case: admitted } = done(await record(as(other, master), found, 'admitted', '2014-01-27'))
      expect(admitted.state.pin).toEqual(found.state.pin)
      expect(await rebuildCase(as(other, analyst), found.id)).toEqual({ equal: true, differences: [] })
    })
  })

function crewOf(organisation: string) {
  const [given] = crew.grants
  return { key: `p-${organisation}`, grants: given ? [{ ...given, organisation }] : [] }
}
