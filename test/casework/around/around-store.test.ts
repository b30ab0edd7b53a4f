/** What is read around a case: cases of both kinds of neighbours, partners as their records name them, by what the reader may see. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { aroundCase, aroundOrganisation, type Eyes } from '../../../src/casework/around-store.ts'
import type { Working } from '../../../src/casework/desk-store.ts'
import type { Case } from '../../../src/casework/model.ts'
import { rulesOf } from '../../../src/casework/policy-store.ts'
import { cited } from '../../regimes/engine/harness.ts'
import { databases, newStore } from '../../store/databases.ts'
import { analyst, as, deskOn, done, lookout, master, opened, record, shelfOf, watch } from '../core/desk.ts'
import { placed, saying } from './cases.ts'

const roles = { ...(watch.roles as object), mate: { title: 'Mate', kind: 'partner', ...cited } }
const powers = {
  order: { title: 'Give orders', does: 'directs', freedom: 'Everything', by: 'master', during: ['draft'], ...cited },
}
const relations = { conflicts: { 'other-watch': saying('One watch at a time.') } }
const seesAll: Eyes = { placements: [], sees: async () => true, inside: async () => true }

for (const database of databases) {
  const atDesk = async () => {
    const regimes = [
      shelfOf({ ...watch, roles, powers, relations }),
      shelfOf({ ...watch, roles, powers, regime: 'other-watch', title: 'Other Watch' }),
    ]
    return as({ ...deskOn(await newStore(database)), regimes }, analyst)
  }
  const entered = async (working: Working, code: string, regime?: string): Promise<Case> => {
    const found = await opened(working, code, '2014-01-06', regime)
    const { case: proposed } = done(await record(as(working, lookout), found, 'recommended', '2014-01-07'))
    return done(await record(as(working, master), proposed, 'admitted', '2014-01-08')).case
  }
  const appoint = (working: Working, found: Case, body: object, more: { version?: number; id?: string } = {}) =>
    working.store.db
      .insertInto('record')
      .values({
        id: more.id ?? randomUUID(),
        version: more.version ?? 1,
        kind: 'appointment',
        case_id: found.id,
        organisation: null,
        record_kind: found.recordKind,
        audience: 'case',
        body: JSON.stringify({ role: 'mate', partner: 'XA02', from: '2014-01-10', until: null, ...body }),
        actor: 'p-master',
        role: 'master',
        reason: 'Agreed',
        effective: '2014-01-10',
        known_at: working.clock.now(),
      })
      .execute()
  const around = async (working: Working, found: Case, eyes = seesAll) =>
    aroundCase(working, { found, compiled: await rulesOf(working, found) }, eyes)

  test(`conflicts and headroom show on both cases, to whoever may see the other (${database.name})`, async () => {
    const working = await atDesk()
    const [helped, its] = [await entered(working, 'XA01'), await entered(working, 'XA02', 'other-watch')]
    const both = await entered(working, 'XA01', 'other-watch')
    await appoint(working, helped, {})
    for (const one of [helped, its])
      expect((await around(working, one)).headroom).toMatchObject([
        { organisation: 'XA02', helps: { caseId: helped.id }, itselfIn: { caseId: its.id }, since: '8 January 2014' },
      ])
    expect((await around(working, helped)).conflicts).toMatchObject([{ kind: 'conflict', caseId: both.id }])
    const narrow = { ...seesAll, sees: async ({ id }: Case) => id === helped.id }
    expect(await around(working, helped, narrow)).toMatchObject({ conflicts: [], headroom: [], attempts: [] })
    const outside = { ...seesAll, inside: async () => false }
    expect((await around(working, helped, outside)).headroom).toEqual([])
    expect((await aroundOrganisation(working, 'XA01', 'exercise', seesAll)).conflicts).toHaveLength(1)
    expect((await aroundOrganisation(working, 'XA02', 'fictional', seesAll)).headroom).toEqual([])
  })

  test(`an appointment counts in its latest version (${database.name})`, async () => {
    const working = await atDesk()
    const [helped] = [await entered(working, 'XA01'), await entered(working, 'XA02', 'other-watch')]
    const id = randomUUID()
    await appoint(working, helped, {}, { id })
    await appoint(working, helped, { until: '2014-01-20' }, { id, version: 2 })
    expect((await around(working, helped)).headroom).toEqual([])
  })

  test(`a stay of before is an earlier attempt of the case (${database.name})`, async () => {
    const working = await atDesk()
    const found = await entered(working, 'XA01')
    const placements = placed({
      id: 'a',
      name: 'small-watch',
      code: 'XA01',
      entered: '{ date: 2010-01-04 }',
      left: '{ state: end-not-known }',
    })
    const { attempts } = await around(working, found, { ...seesAll, placements })
    expect(attempts).toMatchObject([{ regime: { title: 'Small Watch' }, to: 'end not known', recordKind: 'fictional' }])
  })
}
