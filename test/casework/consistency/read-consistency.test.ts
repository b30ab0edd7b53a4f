/** The report on cases in a store: the unfair pair is found, a reason is recorded, and each reader sees what is theirs. */
import { beforeEach, describe, expect, test } from 'vitest'
import { readConsistency } from '../../../src/casework/consistency/consistency-store.ts'
import { migrateCase, previewMigration } from '../../../src/casework/migrate-store.ts'
import type { Actor, Case } from '../../../src/casework/model.ts'
import { writeEntry } from '../../../src/casework/registers/write-register-store.ts'
import { databases, newStore } from '../../store/databases.ts'
import {
  as,
  crew,
  deskOn,
  done,
  grant,
  guard,
  lookout,
  master,
  record,
  refused,
  shelfOf,
  type TestDesk,
  watch,
} from '../core/desk.ts'
import { careful, openedCarefully, recommendation, trouble, write } from '../records/desk.ts'
import type { Parts } from '../../regimes/engine/harness.ts'

// Without the check of accuracy, the diagnostic and the estimate, which have tests of their own.
const { strands: _, diagnostic: __, money: ___, ...rest } = careful
const entry = { ...(careful['entry'] as Parts), 'accuracy-check': undefined }
const shelf = shelfOf({ ...rest, entry, clocks: watch['clocks'] })
const warden: Actor = { key: 'p-warden', grants: [grant('warden')] }

for (const database of databases)
  describe(database.name, () => {
    let desk: TestDesk
    beforeEach(async () => {
      desk = { ...deskOn(await newStore(database, 'fictional'), shelf), regimes: [shelf, shelfOf(guard)] }
    })

    /** A case in trouble, of which entry is recommended. */
    async function troubled(code: string): Promise<Case> {
      const found = await openedCarefully(desk, code)
      done(await write(desk, lookout, found.id, 'finding', trouble, { on: '2014-01-07' }))
      done(await write(desk, lookout, found.id, 'recommendation', recommendation, { on: '2014-01-08' }))
      return found
    }
    const report = (inside = true, regime = 'small-watch') =>
      readConsistency(as(desk, master), { regime, recordKind: 'fictional' }, async () => inside)
    const waiting = {
      list: 'final',
      place: 'waiting',
      instead: null,
      protection: null,
      says: 'Its board asked to wait.',
    }

    /** XA01 in the North admitted, XA40 in the South left to wait, on the same results. */
    async function pair() {
      const [north, south] = [await troubled('XA01'), await troubled('XA40')]
      done(await record(as(desk, master), north, 'admitted', '2014-01-20'))
      done(await write(desk, master, south.id, 'placing', waiting, { on: '2014-01-21' }))
      return { north, south }
    }

    test('finds a pair with the same results and different decisions, by region and by who decided', async () => {
      const { north, south } = await pair()
      const found = await report()
      expect(found).toMatchObject({ decisions: 2, pairs: 1, withReason: 0, notCompared: 0 })
      expect(found.shown[0]).toMatchObject({
        one: { caseId: north.id, decided: 'admitted', region: 'North', role: 'master', results: { entry: 'met' } },
        other: { caseId: south.id, decided: 'waiting', region: 'South', reason: 'Its board asked to wait.' },
      })
      expect(found.byRegion.map(({ name, unlike }) => [name, unlike])).toEqual([
        ['North', 1],
        ['South', 1],
      ])
    })

    test('a recorded reason goes with its pair, until one of them is decided anew', async () => {
      const { north, south } = await pair()
      const body = {
        on: 'entry',
        one: south.id,
        'one-decided': 'waiting',
        other: north.id,
        'other-decided': 'admitted',
        says: 'All places were taken.',
      }
      const reason = (more: object = {}) =>
        writeEntry(as(desk, master), {
          register: 'consistency-reason',
          regime: 'small-watch',
          body: { ...body, ...more },
          on: '2014-01-22',
          by: 'master',
          reason: 'Asked at the board',
        })
      expect(refused(await reason({ 'one-decided': 'admitted' })).words).toMatch(/two decisions that differ/)
      expect(refused(await reason({ 'one-decided': 'granted' })).words).toMatch(/admitted, waiting, refused/)
      expect(refused(await reason({ one: north.id })).words).toMatch(/two cases/)
      expect(refused(await reason({ one: '00000000-0000-4000-8000-000000000000' })).reason).toBe('no-such-case')
      done(await reason())
      expect(await report()).toMatchObject({
        pairs: 1,
        withReason: 1,
        shown: [{ reasons: ['All places were taken.'] }],
      })
      done(await record(as(desk, master), south, 'admitted', '2014-01-30'))
      expect(await report()).toMatchObject({ pairs: 0, withReason: 0, reasonsUnused: 1 })
    })

    test('a case that goes to other rules leaves its decisions, and their reasons, with the rules of then', async () => {
      const { north, south } = await pair()
      const { sequence } = done(await record(as(desk, crew), { ...north, sequence: 2 }, 'published', '2014-01-22')).case
      const about = { caseId: north.id, to: 'harbour-guard', on: '2014-01-27' }
      const { hash } = done(await previewMigration(as(desk, warden), about))
      const agreed = { ...about, expected: sequence, previewed: hash, reason: 'It is wound up.' }
      done(await migrateCase(as(desk, warden), agreed))
      expect(await report(true, 'harbour-guard')).toMatchObject({ decisions: 0, notCompared: 0, byRole: [] })
      expect(await report()).toMatchObject({ decisions: 2, pairs: 1, withReason: 0 })
      const body = {
        on: 'entry',
        one: north.id,
        'one-decided': 'admitted',
        other: south.id,
        'other-decided': 'waiting',
      }
      const asked = { register: 'consistency-reason', on: '2014-01-28', reason: 'Asked at the board' }
      const reason = (who: Actor, by: string, regime: string) =>
        writeEntry(as(desk, who), { ...asked, regime, by, body: { ...body, says: 'One place was left.' } })
      done(await reason(master, 'master', 'small-watch'))
      expect(refused(await reason(warden, 'warden', 'harbour-guard')).reason).toBe('no-such-case')
      expect(await report()).toMatchObject({ pairs: 1, withReason: 1 })
    })

    test('whoever was left to wait and admitted on the same day was admitted', async () => {
      const found = await troubled('XA01')
      done(await write(desk, master, found.id, 'placing', waiting, { on: '2014-01-20' }))
      done(await record(as(desk, master), found, 'admitted', '2014-01-20'))
      expect((await report()).byRole.map(({ decided }) => decided)).toEqual([{ 'entry-admitted': 1 }])
    })

    test('holds against a decision only what was recommended before it, whatever day that is dated', async () => {
      const found = done(await record(as(desk, master), await troubled('XA01'), 'admitted', '2014-01-20')).case
      const other = done(await record(as(desk, master), await troubled('XA40'), 'admitted', '2014-01-20')).case
      const recommend = (of: Case) => {
        const asked = { on: 'exit', way: null, advice: 'yes', says: 'It is well.' }
        return write(desk, lookout, of.id, 'recommendation', asked, { on: '2014-01-25' })
      }
      const refuse = async (of: Case) => {
        const says = { 'asked-by': 'recommender', asked: '2014-01-25', says: 'Too early.', missing: [], again: null }
        done(await write(desk, master, of.id, 'exit-refusal', says, { on: '2014-01-26' }))
      }
      const results = async () => {
        const { signatures, decisions } = await report()
        return { signatures, decisions }
      }
      for (const one of [found, other]) {
        done(await recommend(one))
        await refuse(one)
      }
      expect(await results()).toEqual({ signatures: 2, decisions: 4 })
      done(await write(desk, lookout, other.id, 'finding', { ...trouble, finding: 'well' }, { on: '2014-01-24' }))
      done(await recommend(other))
      expect(await results()).toEqual({ signatures: 2, decisions: 4 })
    })

    test('compares nothing whose results are not for the reader', async () => {
      await pair()
      expect(await report(false)).toMatchObject({ decisions: 0, pairs: 0, notCompared: 1 })
    })

    test('compares refusals of exit with exits', async () => {
      const cases = await Promise.all(['XA01', 'XA40'].map(troubled))
      const admitted: Case[] = []
      for (const found of cases) {
        admitted.push(done(await record(as(desk, master), found, 'admitted', '2014-01-20')).case)
        const asked = { on: 'exit', way: null, advice: 'yes', says: 'It is well.' }
        done(await write(desk, lookout, found.id, 'recommendation', asked, { on: '2014-01-25' }))
      }
      const [north, south] = admitted as [Case, Case]
      desk.turn('2014-04-01')
      const found = done(await record(as(desk, crew), north, 'published', '2014-01-26')).case
      // The time for comment ends by itself.
      done(await record(as(desk, master), found, 'left', '2014-03-20'))
      const refusal = { 'asked-by': 'recommender', asked: '2014-01-25', says: 'Too early.', missing: [], again: null }
      done(await write(desk, master, south.id, 'exit-refusal', refusal, { on: '2014-03-21' }))
      const { pairs, shown, decisions } = await report()
      expect([decisions, pairs]).toEqual([4, 1])
      expect(shown[0]).toMatchObject({
        one: { matter: 'exit', decided: 'granted', caseId: north.id },
        other: { decided: 'refused', caseId: south.id, reason: 'Too early.' },
      })
    })
  })
