/** A case is its events: what is written stays, state follows, and what is refused leaves nothing but its audit. */
import { describe, expect, test } from 'vitest'
import { allowedFor } from '../../../src/casework/allowed-store.ts'
import { listCases, readCase, rebuildCase } from '../../../src/casework/case-store.ts'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { deadlinesOf, fireDeadlines } from '../../../src/casework/deadline-store.ts'
import type { Working } from '../../../src/casework/desk-store.ts'
import { eventsOf } from '../../../src/casework/event-store.ts'
import { publicActor } from '../../../src/casework/model.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import { databases, newStore } from '../../store/databases.ts'
import {
  analyst,
  as,
  codes,
  crew,
  deskOn,
  done,
  grant,
  lookout,
  master,
  opened,
  recommended,
  record,
  refused,
} from './desk.ts'
import { keepFinding } from './finding.ts'

for (const database of databases) {
  const atDesk = async () => deskOn(await newStore(database))
  const isWhole = async (working: Working, id: string) =>
    expect(await rebuildCase(working, id)).toEqual({ equal: true, differences: [] })

  describe(`a case in ${database.name}`, () => {
    test('goes from its opening through events to its end, and folds to what is stored', async () => {
      const desk = await atDesk()
      const found = await opened(desk)
      expect(found).toMatchObject({ stage: 'outside', phase: 'before', sequence: 1, recordKind: 'exercise' })
      await record(as(desk, lookout), found, 'recommended', '2014-01-07')
      const admitted = done(await record(as(desk, master), { ...found, sequence: 2 }, 'admitted', '2014-01-08'))
      expect(admitted.case).toMatchObject({ stage: 'draft', phase: 'in', entered: '2014-01-08', sequence: 3 })
      expect(admitted.event.effects.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['place-taken', 'clock-started']),
      )
      expect(await deadlinesOf(as(desk, master), { caseId: found.id })).toEqual([
        { caseId: found.id, clock: 'plan', startedBy: 3, due: '2014-01-21', state: 'running', firedAt: null },
      ])
      const published = done(await record(as(desk, crew), admitted.case, 'published', '2014-01-23'))
      expect(await deadlinesOf(as(desk, master), { states: ['late'] })).toMatchObject([{ clock: 'plan', startedBy: 3 }])
      expect(await readCase(as(desk, publicActor), found.id)).toEqual(published.case)
      expect(await listCases(as(desk, publicActor), { organisation: 'XA01', phase: 'in', limit: 10 })).toEqual([
        published.case,
      ])
      expect((await eventsOf(as(desk, master), found.id)).map(({ name, actor, role }) => [name, actor, role])).toEqual([
        ['open', 'p-analyst', 'oversight-analyst'],
        ['recommended', 'p-lookout', 'lookout'],
        ['admitted', 'p-master', 'master'],
        ['published', 'p-crew', 'crew'],
      ])
      await isWhole(as(desk, master), found.id)
    })

    test('refuses whoever did not see its last event, and writes only the refusal', async () => {
      const desk = await atDesk()
      const found = await opened(desk)
      done(await record(as(desk, lookout), found, 'recommended', '2014-01-07'))
      expect(refused(await record(as(desk, master), found, 'admitted', '2014-01-08'))).toMatchObject({
        reason: 'stale',
      })
      const audit = await desk.store.readRows('select actor, action, outcome from audit_entry order by id')
      expect(audit.at(-1)).toEqual(['p-master', 'record-event', 'refused'])
      expect(await eventsOf(as(desk, master), found.id)).toHaveLength(2)
    })

    test('refuses those without leave, by role, grant, organisation and day', async () => {
      const desk = await atDesk()
      const found = await opened(desk)
      const reason = async (...args: Parameters<typeof record>) => refused(await record(...args)).reason
      expect(await reason(as(desk, publicActor), found, 'admitted', '2014-01-08', { by: 'master' })).toBe(
        'not-signed-in',
      )
      expect(await reason(as(desk, lookout), found, 'admitted', '2014-01-08', { by: 'master' })).toBe('not-granted')
      expect(await reason(as(desk, lookout), found, 'admitted', '2014-01-08')).toBe('wrong-role')
      expect(await reason(as(desk, master), found, 'admitted', '2014-01-08', { by: 'king' })).toBe('bad-request')
      const elsewhere = {
        key: 'p',
        grants: [grant('master', { organisation: 'XA02' }), grant('master', { region: 'South' })],
      }
      expect(await reason(as(desk, elsewhere), found, 'admitted', '2014-01-08')).toBe('not-granted')
      const later = {
        key: 'p',
        grants: [grant('master', { from: '2014-02-02' }), grant('master', { regime: 'other' })],
      }
      expect(await reason(as(desk, later), found, 'admitted', '2014-01-08')).toBe('not-granted')
      const north = { key: 'p', grants: [grant('master', { region: 'North' })] }
      done(await record(as(desk, north), found, 'admitted', '2014-01-08'))
    })

    test('whoever recommended does not decide', async () => {
      const desk = await atDesk()
      const both = { key: 'p-both', grants: [grant('lookout'), grant('master')] }
      const found = await opened(desk)
      const { case: proposed } = done(await record(as(desk, both), found, 'recommended', '2014-01-07'))
      const admitting = await record(as(desk, both), proposed, 'admitted', '2014-01-08', { by: 'master' })
      expect(refused(admitting)).toMatchObject({ reason: 'own-recommendation' })
      expect(await allowedFor(as(desk, both), proposed)).toMatchObject([
        { event: 'admitted', as: [] },
        { event: 'declined' },
      ])
      expect(await allowedFor(as(desk, master), proposed)).toContainEqual({
        event: 'admitted',
        by: ['master'],
        as: ['master'],
        why: null,
      })
    })

    test('asks its criteria of recorded judgements, and binds what they were worked out on', async () => {
      const desk = await atDesk()
      const found = await opened(desk)
      const ask = () => record(as(desk, master), found, 'admitted-on-evidence', '2014-01-10')
      expect(refused(await ask())).toMatchObject({ reason: 'criterion-not-known' })
      await keepFinding(desk, { organisation: 'XA01', finding: 'trouble', value: 'no', effective: '2014-01-08' })
      expect(refused(await ask())).toMatchObject({ reason: 'criterion-not-met' })
      await keepFinding(desk, { organisation: 'XA01', finding: 'trouble', value: 'yes', effective: '2014-01-11' })
      expect(refused(await ask())).toMatchObject({ reason: 'criterion-not-met' })
      await keepFinding(desk, { caseId: found.id, finding: 'trouble', value: 'yes', effective: '2014-01-09' })
      const { event } = done(await ask())
      expect(event.event).toMatchObject({ answers: { entry: 'met' } })
      expect(event.evidenceHash).toMatch(/^[0-9a-f]{64}$/)
      expect(event.evidence).toMatchObject({ day: '2014-01-10', criteria: [{ criterion: 'entry', by: 'any' }] })
      await isWhole(as(desk, master), found.id)
    })

    test('an area enters when one of its organisations meets the criterion, and leaves when all do', async () => {
      const desk = await atDesk()
      const area = { regime: 'small-watch', organisations: ['XA01', 'XA02'], on: '2014-01-06', reason: 'Signals' }
      let found = done(await openCase(as(desk, analyst), area))
      await recommended(desk, found.id)
      const next = async (who: typeof master, event: string, on: string, by?: string) =>
        record(as(desk, who), found, event, on, by === undefined ? {} : { by })
      await keepFinding(desk, { organisation: 'XA02', finding: 'trouble', value: 'yes', effective: '2014-01-06' })
      await keepFinding(desk, { organisation: 'XA01', finding: 'trouble', value: 'no', effective: '2014-01-06' })
      found = done(await next(master, 'admitted-on-evidence', '2014-01-06')).case
      found = done(await next(crew, 'published', '2014-01-07')).case
      desk.turn('2014-03-01')
      await keepFinding(desk, { organisation: 'XA01', finding: 'well', value: 'yes', effective: '2014-02-10' })
      expect(refused(await next(master, 'left-on-evidence', '2014-02-20')).reason).toBe('criterion-not-known')
      await keepFinding(desk, { organisation: 'XA02', finding: 'well', value: 'yes', effective: '2014-02-10' })
      expect(done(await next(master, 'left-on-evidence', '2014-02-20')).case).toMatchObject({
        phase: 'after',
        stage: 'out',
      })
    })

    test('is opened for organisations that are there and in scope, on a day that is not ahead', async () => {
      const desk = await atDesk()
      const asked = { regime: 'small-watch', organisations: ['XA01'], on: '2014-01-06', reason: 'Signals' }
      const reason = async (more: object, who = analyst) =>
        refused(await openCase(as(desk, who), { ...asked, ...more })).reason
      expect(await reason({ organisations: ['XZ99'] })).toBe('no-such-organisation')
      expect(await reason({ organisations: ['XA01', 'XA01'] })).toBe('bad-request')
      expect(await reason({ regime: 'none' })).toBe('no-such-regime')
      expect(await reason({ version: '1999' })).toBe('no-such-regime')
      expect(await reason({ route: 'round' })).toBe('unknown-route')
      expect(await reason({ on: '2014-02-30' })).toBe('bad-request')
      expect(await reason({ on: '2014-02-02' })).toBe('in-the-future')
      expect(await reason({ reason: ' ' })).toBe('bad-request')
      expect(await reason({ reason: 'a\0b' })).toBe('bad-request')
      expect(await reason({}, publicActor)).toBe('not-signed-in')
      expect(await reason({}, { key: 'p', grants: [grant('auditor')] })).toBe('not-granted')
      expect(await listCases(as(desk, analyst), { limit: 10 })).toEqual([])
    })

    test('is opened once at a time for an organisation, whatever races happen, and again when it has ended', async () => {
      const desk = await atDesk()
      const about = { regime: 'small-watch', on: '2014-01-06', reason: 'Signals' }
      const open = (...organisations: string[]) => openCase(as(desk, analyst), { ...about, organisations })
      const race = await Promise.all([open('XA01', 'XA02'), open('XA02', 'XA01'), open('XA02'), open('XA01', 'XA02')])
      const [first, ...others] = race.flatMap(one => (one.done ? [one.value] : []))
      expect(others).toEqual([])
      expect(await listCases(as(desk, analyst), { limit: 10 })).toEqual([first])
      expect(refused(await open('XA03', first?.organisations.at(-1) ?? ''))).toMatchObject({
        reason: 'already-open',
        words: expect.stringContaining(first?.id ?? ''),
      })
      const before = await opened(desk, 'XA03')
      const { case: proposed } = done(await record(as(desk, lookout), before, 'recommended', '2014-01-07'))
      const { case: declined } = done(await record(as(desk, master), proposed, 'declined', '2014-01-08'))
      const again = done(await open('XA03'))
      // What brought the first to its end can no longer be taken back: it would be open beside the second.
      const back = { caseId: before.id, expected: declined.sequence, sequence: declined.sequence, instead: null }
      const undone = await correctEvent(as(desk, master), { ...back, reason: 'It was never declined' })
      expect(refused(undone)).toMatchObject({ reason: 'already-open', words: expect.stringContaining(again.id) })
    })

    test('lists fill their pages with what is asked for: the public sees what was published, and no exercise', async () => {
      const desk = await atDesk()
      const ids: string[] = []
      for (const [index, code] of ['XA01', 'XA02', 'XA03', 'XA04'].entries()) {
        desk.turn(`2014-02-0${1 + index}`)
        ids.push((await opened(desk, code)).id)
      }
      const change = (what: string, ...which: number[]) =>
        desk.store.readRows(`update case_file set ${what} where id = any($1)`, [which.map(index => ids[index])])
      await change(`published = '2014-02-05'`, 1, 2, 3)
      await change(`record_kind = 'real'`, 0, 1, 3)
      const codesOf = async (filter: object) =>
        (await listCases(as(desk, publicActor), { limit: 2, ...filter })).map(({ organisations: [code] }) => code)
      expect(await codesOf({})).toEqual(['XA01', 'XA02'])
      expect(await codesOf({ isPublic: true })).toEqual(['XA02', 'XA04'])
      expect(await codesOf({ isPublic: true, after: ids[1] })).toEqual(['XA04'])
      expect(await codesOf({ recordKind: 'exercise' })).toEqual(['XA03'])
      expect(await codesOf({ recordKind: 'real' })).toEqual(['XA01', 'XA02'])
    })

    test('the same key gives the same answer, and no other request may use it', async () => {
      const desk = await atDesk()
      const found = await opened(desk)
      const asked = { ...found, expected: 1 }
      const first = await record(as(desk, lookout), asked, 'recommended', '2014-01-07', { key: 'k1' })
      expect(await record(as(desk, lookout), asked, 'recommended', '2014-01-07', { key: 'k1' })).toEqual(first)
      const other = await record(as(desk, lookout), asked, 'recommended', '2014-01-08', { key: 'k1' })
      expect(refused(other)).toMatchObject({ reason: 'key-used-otherwise' })
      const twice = { regime: 'small-watch', organisations: ['XA02'], on: '2014-01-06', reason: 'Signals' }
      const open = () => openCase(as(desk, analyst), twice, 'k2')
      const answers = await Promise.all([open(), open(), open()])
      expect(new Set(answers.map(one => done(one).id)).size).toBe(1)
      expect(await listCases(as(desk, analyst), { organisation: 'XA02', limit: 10 })).toHaveLength(1)
    })

    test('what was written cannot be changed', async () => {
      const desk = await atDesk()
      await opened(desk)
      for (const table of ['case_event', 'audit_entry', 'policy'])
        for (const change of [`delete from ${table}`, `truncate ${table} cascade`])
          await expect(desk.store.readRows(change)).rejects.toThrow(/append-only|refused/)
      await expect(desk.store.readRows(`update case_event set reason = ''`)).rejects.toThrow(/refused/)
      await expect(desk.store.readRows(`delete from case_file`)).rejects.toThrow(/refused|violates/)
    })
  })

  describe(`corrections in ${database.name}`, () => {
    test('a correction takes the place of what was wrong, and what was known before can still be read', async () => {
      const desk = await atDesk()
      const found = await opened(desk)
      const { case: admitted } = done(await record(as(desk, master), found, 'admitted', '2014-01-08'))
      const { case: published } = done(await record(as(desk, crew), admitted, 'published', '2014-01-10'))
      const [{ knownAt: before } = { knownAt: '' }] = (await eventsOf(as(desk, master), found.id)).slice(-1)
      desk.turn('2014-02-03')
      const { case: corrected, event } = done(
        await correctEvent(as(desk, master), {
          caseId: found.id,
          expected: 3,
          sequence: 2,
          reason: 'The letter is dated the 9th',
          instead: {
            kind: 'event',
            event: 'admitted',
            on: '2014-01-09',
            by: 'master',
          },
        }),
      )
      expect(corrected).toMatchObject({ entered: '2014-01-09', stage: 'comment', sequence: 4 })
      expect(event).toMatchObject({ corrects: 2, effective: '2014-01-09' })
      expect(await readCase(as(desk, publicActor), found.id, { asKnownAt: before })).toEqual(published)
      expect(await readCase(as(desk, publicActor), found.id, { asKnownAt: '2013-01-01' })).toBeNull()
      expect(await readCase(as(desk, publicActor), found.id, { asKnownAt: desk.clock.now() })).toEqual(corrected)
      await isWhole(as(desk, master), found.id)
    })

    test('one that later events do not bear is refused, and one that never happened gives its place back', async () => {
      const desk = await atDesk()
      const found = await opened(desk)
      done(await record(as(desk, master), found, 'admitted', '2014-01-08'))
      done(await record(as(desk, crew), { ...found, sequence: 2 }, 'published', '2014-01-10'))
      const never = (sequence: number, expected: number, who = master) =>
        correctEvent(as(desk, who), {
          caseId: found.id,
          expected,
          sequence,
          instead: null,
          reason: 'It never happened',
        })
      expect(refused(await never(2, 3))).toMatchObject({ reason: 'later-events-forbid' })
      expect(refused(await never(3, 3))).toMatchObject({ reason: 'not-granted' })
      expect(refused(await never(1, 3))).toMatchObject({ reason: 'bad-request' })
      expect(refused(await never(9, 3))).toMatchObject({ reason: 'no-such-event' })
      done(await never(3, 3, crew))
      expect(done(await never(2, 4)).case).toMatchObject({ phase: 'before', entered: null, sequence: 5 })
      expect(refused(await never(2, 5))).toMatchObject({ reason: 'no-such-event' })
      expect(await desk.store.readRows('select taken from regime_places')).toEqual([[0]])
      expect(await deadlinesOf(as(desk, master), { caseId: found.id })).toEqual([])
      await isWhole(as(desk, master), found.id)
    })

    test('an event recorded late finds its place before those that took effect after it', async () => {
      const desk = await atDesk()
      const found = await opened(desk)
      const { case: admitted } = done(await record(as(desk, master), found, 'admitted', '2014-01-10'))
      const { case: late } = done(await record(as(desk, lookout), admitted, 'recommended', '2014-01-08'))
      expect(late).toMatchObject({ stage: 'draft', entered: '2014-01-10', sequence: 3 })
      const tooLate = await record(as(desk, lookout), late, 'recommended', '2014-01-09')
      expect(refused(tooLate)).toMatchObject({ reason: 'not-allowed-here' })
      const before = await record(as(desk, lookout), late, 'recommended', '2014-01-01')
      expect(refused(before)).toMatchObject({ reason: 'in-the-past' })
      await isWhole(as(desk, master), found.id)
    })
  })

  describe(`deadlines in ${database.name}`, () => {
    test('fire once when their day is over, and time goes on from there', async () => {
      const desk = await atDesk()
      const found = await opened(desk)
      const { case: admitted } = done(await record(as(desk, master), found, 'admitted', '2014-01-20'))
      desk.turn('2014-01-31')
      expect(await fireDeadlines(desk)).toBe(0)
      desk.turn('2014-02-01')
      expect(await fireDeadlines(desk)).toBe(1)
      expect(await fireDeadlines(desk)).toBe(0)
      const [deadline] = await deadlinesOf(as(desk, master), { caseId: found.id })
      expect(deadline).toMatchObject({ state: 'ran-out', due: '2014-01-31', firedAt: desk.clock.now() })
      expect((await eventsOf(as(desk, master), found.id)).at(-1)).toMatchObject({
        kind: 'tick',
        actor: 'clock',
        role: null,
        effective: '2014-02-01',
        effects: [
          {
            kind: 'clock-ran-out',
            clock: 'plan',
          },
        ],
      })
      // The plan was out in time; that only became known after the tick.
      done(await record(as(desk, crew), { ...admitted, sequence: 3 }, 'published', '2014-01-30'))
      desk.turn('2014-03-01')
      expect(await fireDeadlines(desk, found.id)).toBe(1)
      expect(await readCase(as(desk, master), found.id)).toMatchObject({ stage: 'delivery' })
      await isWhole(as(desk, master), found.id)
    })

    test('fire once however many workers there are', async () => {
      const desk = await atDesk()
      for (const code of codes.slice(0, 2))
        done(await record(as(desk, master), await opened(desk, code), 'admitted', '2014-01-20'))
      desk.turn('2014-02-20')
      const fired = await Promise.all([1, 2, 3, 4].map(() => fireDeadlines(desk)))
      expect(fired.reduce((sum, one) => sum + one, 0)).toBe(2)
      expect(await desk.store.readRows(`select count(*) from case_event where kind = 'tick'`)).toEqual([[2]])
    })
  })
}
