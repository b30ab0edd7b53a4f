/** A running case goes to other rules: what was read is what is done, places move by one, and history stays as it was. */
import { describe, expect, test } from 'vitest'
import { readChapters } from '../../../src/casework/chapter-store.ts'
import { readCase, rebuildCase } from '../../../src/casework/case-store.ts'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { deadlinesOf, fireDeadlines } from '../../../src/casework/deadline-store.ts'
import { eventsOf } from '../../../src/casework/event-store.ts'
import { type AskedMigration, migrateCase, previewMigration, targetsOf } from '../../../src/casework/migrate-store.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import { type Actor, type Case, publicActor } from '../../../src/casework/model.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { cited, type Parts } from '../../regimes/engine/harness.ts'
import { databases, newStore } from '../../store/databases.ts'
import {
  analyst,
  as,
  crew,
  deskOn,
  done,
  grant,
  guard,
  lookout,
  master,
  opened,
  record,
  refused,
  shelfOf,
} from './desk.ts'

const warden: Actor = { key: 'p-warden', grants: [grant('warden')] }

function bothOn(store: Store) {
  const desk = deskOn(store)
  return { ...desk, regimes: [...desk.regimes, shelfOf(guard)] }
}

async function admitted(desk: ReturnType<typeof bothOn>, code = 'XA01'): Promise<Case> {
  const { case: proposed } = done(
    await record(as(desk, lookout), await opened(desk, code), 'recommended', '2014-01-10'),
  )
  return done(await record(as(desk, master), proposed, 'admitted', '2014-01-13')).case
}

const over = (found: Pick<Case, 'id'>, more: Partial<AskedMigration> = {}) => ({
  caseId: found.id,
  to: 'harbour-guard',
  on: '2014-01-20',
  ...more,
})

async function migrated(desk: ReturnType<typeof bothOn>, found: Case, who = warden, key?: string) {
  const { hash } = done(await previewMigration(as(desk, who), over(found)))
  const asked = { ...over(found), expected: found.sequence, previewed: hash, reason: 'The watch is wound up.' }
  return migrateCase(as(desk, who), asked, key)
}

async function placesOf(store: Store) {
  return Object.fromEntries(await store.readRows('select regime, taken from regime_places order by 1'))
}

for (const database of databases)
  describe(`a case that goes to another regime in ${database.name}`, () => {
    test('does what was read: stage, clocks and places move, and it goes on under the new rules', async () => {
      const store = await newStore(database)
      const desk = bothOn(store)
      const found = await admitted(desk)
      expect(targetsOf(desk, found, '2014-01-20').map(({ regime }) => regime.regime)).toEqual(['harbour-guard'])
      const preview = done(await previewMigration(as(desk, warden), over(found)))
      expect(preview).toMatchObject({ decider: 'warden', why: null, migration: { clocks: { kept: ['plan'] } } })
      expect(await eventsOf(as(desk, warden), found.id)).toHaveLength(3)

      const { case: after, event } = done(await migrated(desk, found))
      expect(after).toMatchObject({ regime: 'harbour-guard', stage: 'guarded', phase: 'in', entered: '2014-01-20' })
      expect(event).toMatchObject({ kind: 'migrated', name: 'harbour-guard', role: 'warden', actor: 'p-warden' })
      expect(await placesOf(store)).toEqual({ 'harbour-guard': 1, 'small-watch': 0 })
      expect(await deadlinesOf(as(desk, warden), { caseId: found.id })).toMatchObject([
        { clock: 'plan', startedBy: 3, due: '2014-02-01', state: 'running' },
      ])
      expect(await rebuildCase(as(desk, analyst), found.id)).toEqual({ equal: true, differences: [] })

      const calm = done(await record(as(desk, warden), after, 'planned', '2014-01-27'))
      expect(calm.case).toMatchObject({ stage: 'calm', regime: 'harbour-guard' })
      expect(refused(await record(as(desk, crew), calm.case, 'published', '2014-01-28', { by: 'warden' }))).toBeTruthy()
      expect(await rebuildCase(as(desk, analyst), found.id)).toEqual({ equal: true, differences: [] })
      const [entry] = await store.readRows(`select outcome, subject from audit_entry where action = 'migrate-case'`)
      expect(entry).toEqual(['done', found.id])
    })

    test('as known before, it still stands under the old rules; what happened before may still be put right', async () => {
      const store = await newStore(database)
      const desk = bothOn(store)
      const found = await admitted(desk)
      desk.turn('2014-02-03')
      done(await migrated(desk, found))
      const then = await readCase(as(desk, analyst), found.id, { asKnownAt: '2014-02-02T00:00:00Z' })
      expect(then).toEqual(found)
      // In a role that only the old rules know, and on a day that was theirs.
      const corrected = await correctEvent(as(desk, master), {
        caseId: found.id,
        expected: 4,
        sequence: 3,
        instead: { kind: 'event', event: 'admitted', on: '2014-01-15', by: 'master' },
        reason: 'It was two days later.',
      })
      expect(done(corrected).case).toMatchObject({ regime: 'harbour-guard', stage: 'guarded' })
      expect(await deadlinesOf(as(desk, warden), { caseId: found.id })).toMatchObject([
        { clock: 'plan', startedBy: 5, due: '2014-02-03' },
      ])
      const chapters = await readChapters(desk, await eventsOf(as(desk, warden), found.id))
      expect([1, 2, 3, 4, 5].map(one => chapters?.of(one).compiled.pin.regime)).toEqual(Array(5).fill('small-watch'))
      expect(chapters?.after(4).compiled.pin.regime).toBe('harbour-guard')
      expect(await rebuildCase(as(desk, analyst), found.id)).toEqual({ equal: true, differences: [] })
      expect(await placesOf(store)).toEqual({ 'harbour-guard': 1, 'small-watch': 0 })

      // What could not have been taken over is no correction, and the change itself is none to be struck out.
      const base = { caseId: found.id, expected: 5, reason: 'It was otherwise.' }
      const declined = { kind: 'event', event: 'declined', on: '2014-01-14', by: 'master' } as const
      const forbidden = await correctEvent(as(desk, master), { ...base, sequence: 5, instead: declined })
      expect(refused(forbidden).reason).toBe('later-events-forbid')
      const struck = await correctEvent(as(desk, warden), { ...base, sequence: 4, instead: null })
      expect(refused(struck).reason).toBe('bad-request')
    })

    test('a clock that only the old rules know ends with them, neither met nor late', async () => {
      const desk = bothOn(await newStore(database))
      const found = await admitted(desk)
      const { case: comment } = done(await record(as(desk, crew), found, 'published', '2014-01-17'))
      done(await migrated(desk, comment))
      expect(await deadlinesOf(as(desk, warden), { caseId: found.id })).toMatchObject([
        { clock: 'plan', state: 'met' },
        { clock: 'comments', state: 'ended' },
      ])
      desk.turn('2014-06-01')
      expect(await fireDeadlines(desk)).toBe(0)
      expect(await rebuildCase(as(desk, analyst), found.id)).toEqual({ equal: true, differences: [] })
    })

    test('is refused whole: who may not, no place, what was read has lapsed, the case has moved on', async () => {
      const store = await newStore(database)
      const desk = bothOn(store)
      const first = await admitted(desk)
      const second = await admitted(desk, 'XA02')
      done(await migrated(desk, first))
      const places = await placesOf(store)
      const { hash } = done(await previewMigration(as(desk, warden), over(second)))
      const asked = { ...over(second), expected: 3, previewed: hash, reason: 'Wound up.' }
      const why = async (who: Actor, more: object = {}) =>
        refused(await migrateCase(as(desk, who), { ...asked, ...more })).reason
      expect(await why(warden)).toBe('no-place')
      expect(await why(master)).toBe('not-granted')
      expect(await why(publicActor)).toBe('not-signed-in')
      expect(await why(warden, { expected: 2 })).toBe('stale')
      expect(await why(warden, { on: '2014-01-21' })).toBe('preview-lapsed')
      expect(await why(warden, { on: '2014-01-12' })).toBe('in-the-past')
      expect(await why(warden, { on: '2014-03-01' })).toBe('in-the-future')
      expect(await why(warden, { on: '2014-02-30' })).toBe('bad-request')
      expect(await why(warden, { to: 'no-such' })).toBe('no-such-regime')
      expect(await why(warden, { to: 'small-watch' })).toBe('not-allowed-here')
      // An approval binds to the exact state: what happened since makes it lapse, also for whoever saw it happen.
      done(await record(as(desk, crewOf('XA02')), second, 'published', '2014-01-17'))
      expect(await why(warden, { expected: 4 })).toBe('preview-lapsed')
      expect(await placesOf(store)).toEqual(places)
      expect(await readCase(as(desk, analyst), second.id)).toMatchObject({ regime: 'small-watch', stage: 'comment' })
      expect(await rebuildCase(as(desk, analyst), second.id)).toEqual({ equal: true, differences: [] })
    })

    test('only where the new rules are for its organisations: the preview says so, and it is refused', async () => {
      const store = await newStore(database)
      const narrow = { ...guard, scope: { 'organisation-types': ['ambulance'], says: 'Boats', ...cited } }
      const before = bothOn(store)
      const found = await admitted(before)
      const both = { regime: 'small-watch', organisations: ['XA03', 'XA04'], on: '2014-01-06', reason: 'Signals' }
      const area = done(await openCase(as(before, analyst), both))
      const under = (rules: Parts) => ({ ...before, regimes: [...deskOn(store).regimes, shelfOf(rules)] })
      const preview = async (rules: Parts, of: Case) =>
        refused(await previewMigration(as(under(rules), warden), over(of)))
      expect(await preview(narrow, found)).toMatchObject({
        reason: 'not-allowed-here',
        words: expect.stringMatching(/\(XA01\): Out of scope: its type is acute.*Harbour Guard is for: Boats/),
      })
      const asked = { ...over(found), expected: 3, previewed: '', reason: 'The watch is wound up.' }
      expect(refused(await migrateCase(as(under(narrow), warden), asked)).reason).toBe('not-allowed-here')
      expect((await preview(guard, area)).words).toContain('takes one in a case')
      expect(done(await previewMigration(as(before, warden), over(found))).why).toBeNull()
    })

    test('whoever recommended in the case does not decide that it goes over', async () => {
      const desk = bothOn(await newStore(database))
      const both: Actor = { key: 'p-both', grants: [grant('lookout'), grant('warden')] }
      const found = await opened(desk)
      const { case: proposed } = done(
        await record(as(desk, both), found, 'recommended', '2014-01-13', { by: 'lookout' }),
      )
      expect(refused(await migrated(desk, proposed, both)).reason).toBe('own-recommendation')
      expect(done(await migrated(desk, proposed)).case.phase).toBe('in')
    })

    test('races for the last place: exactly one goes over; the same key does it once', async () => {
      const store = await newStore(database)
      const desk = bothOn(store)
      const cases = []
      for (const code of ['XA01', 'XA02']) cases.push(await admitted(desk, code))
      const outcomes = await Promise.all(cases.map((one, index) => migrated(desk, one, warden, `over-${index}`)))
      expect(outcomes.filter(one => one.done)).toHaveLength(1)
      expect(await placesOf(store)).toEqual({ 'harbour-guard': 1, 'small-watch': 1 })
      const won = outcomes.findIndex(one => one.done)
      const previewed = previewedBy(await store.readRows('select detail from audit_entry order by id'))
      const again = { ...over(cases[won] as Case), expected: 3, previewed, reason: 'The watch is wound up.' }
      expect(await migrateCase(as(desk, warden), again, `over-${won}`)).toEqual(outcomes[won])
      expect(await eventsOf(as(desk, warden), (cases[won] as Case).id)).toHaveLength(4)
    })
  })

function previewedBy(rows: readonly (readonly unknown[])[]): string {
  const details = rows.map(([detail]) => detail as { readonly previewed?: string })
  return details.find(({ previewed }) => previewed !== undefined)?.previewed ?? ''
}

function crewOf(organisation: string): Actor {
  return { key: `p-${organisation}`, grants: [grant('crew', { organisation })] }
}
