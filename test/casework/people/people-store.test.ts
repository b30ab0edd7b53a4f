/** Persons: names in one place, found by key, erased without taking away what was done. */
import { describe, expect, it } from 'vitest'
import { withActor, type Desk } from '../../../src/casework/desk-store.ts'
import type { Actor, Grant } from '../../../src/casework/model.ts'
import {
  addPeople,
  type CastMember,
  erasePerson,
  findActor,
  findMember,
  listCast,
  namesOutOfDate,
} from '../../../src/casework/people-store.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { databases, newStore } from '../../store/databases.ts'

const grant = (what: string, more: Partial<Grant> = {}): Grant => ({
  function: what,
  organisation: null,
  region: null,
  regime: null,
  from: '2020-04-01',
  until: null,
  ...more,
})
const secretary: CastMember = {
  key: 'secretary',
  name: 'Quilla Brambleworth',
  purpose: 'Acts for the board.',
  keepUntil: '2026-03-31',
  grants: [grant('trust', { organisation: 'ZA-001', until: '2027-03-31' }), grant('trust', { organisation: 'ZA-002' })],
}
const keeper: CastMember = {
  key: 'keeper',
  name: 'Tobias Fernhollow',
  purpose: 'Runs the store.',
  keepUntil: null,
  grants: [grant('operator', { until: '2026-06-30' })],
}
const actor = ({ key, grants }: CastMember): Actor => ({ key, grants })
const deskOf = (store: Store, now: string) => ({ store, clock: { now: () => now } }) as unknown as Desk
const erase = (store: Store, by: CastMember, key: string, now = '2026-05-01T09:00:00.000Z') =>
  withActor(deskOf(store, now), actor(by), working => erasePerson(working, { key, reason: 'Asked to be forgotten.' }))

for (const database of databases) {
  describe(`people in ${database.name}`, () => {
    it('are found by key, with their grants and without their names', async () => {
      const store = await newStore(database)
      await addPeople(store, [secretary, keeper])
      expect(await findActor(store, 'secretary')).toEqual(actor(secretary))
      expect(await findMember(store, 'secretary')).toEqual(secretary)
      expect(await findActor(store, 'nobody')).toBeNull()
      expect(await listCast(store)).toEqual([secretary, keeper])
    })

    it('are added once, and a name that stands there is not written over', async () => {
      const store = await newStore(database)
      await addPeople(store, [secretary])
      await addPeople(store, [{ ...secretary, name: 'Somebody Else' }, keeper])
      await addPeople(store, [])
      expect(await listCast(store)).toEqual([secretary, keeper])
    })

    it('lose their name when the operator erases it, and keep key and grants', async () => {
      const store = await newStore(database)
      await addPeople(store, [secretary, keeper])
      expect(await erase(store, keeper, 'secretary')).toEqual({ done: true, value: null })
      expect(await findActor(store, 'secretary')).toBeNull()
      expect(await listCast(store)).toEqual([keeper])
      const row = await store.db.selectFrom('person').selectAll().where('key', '=', 'secretary').executeTakeFirst()
      expect(row).toMatchObject({ name: '(name erased)', erased_at: '2026-05-01T09:00:00.000Z' })
      expect(
        await store.db.selectFrom('grant_given').selectAll().where('person', '=', 'secretary').execute(),
      ).toHaveLength(2)
      const audit = await store.db.selectFrom('audit_entry').selectAll().execute()
      expect(audit).toMatchObject([{ actor: 'keeper', action: 'erase-person', subject: 'secretary', outcome: 'done' }])
      expect(JSON.stringify(audit)).not.toContain('Brambleworth')
    })

    it.each([
      ['by somebody who is not the operator', secretary, 'keeper', '2026-05-01', 'not-granted'],
      ['by the operator after their time', keeper, 'secretary', '2026-07-01', 'not-granted'],
      ['for a key that nobody has', keeper, 'nobody', '2026-05-01', 'bad-request'],
    ] as const)(
      'keep their name when erasing it is asked %s, and the audit says so',
      async (_, by, key, day, reason) => {
        const store = await newStore(database)
        await addPeople(store, [secretary, keeper])
        const outcome = await erase(store, by, key, `${day}T09:00:00.000Z`)
        expect(outcome).toMatchObject({ done: false, refused: { reason } })
        expect(await listCast(store)).toEqual([secretary, keeper])
        const audit = await store.db.selectFrom('audit_entry').selectAll().execute()
        expect(audit).toMatchObject([{ actor: by.key, outcome: 'refused', detail: { reason } }])
      },
    )

    it('are told whose last day is over', async () => {
      const store = await newStore(database)
      await addPeople(store, [secretary, keeper])
      expect(await namesOutOfDate(store, '2026-03-31')).toEqual([])
      const { grants: _, ...person } = secretary
      expect(await namesOutOfDate(store, '2026-04-01')).toEqual([person])
    })
  })
}
