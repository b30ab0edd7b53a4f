/** A decision is quashed: it stays in the record, what rests on it ends, and nothing else moves. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { timesEntered } from '../../../src/casework/binding-store.ts'
import { readCase, rebuildCase } from '../../../src/casework/case-store.ts'
import { readConsistency } from '../../../src/casework/consistency/consistency-store.ts'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { deadlinesOf } from '../../../src/casework/deadline-store.ts'
import { eventsOf } from '../../../src/casework/event-store.ts'
import type { AskedEvent, Case } from '../../../src/casework/model.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import { quashingsOf } from '../../../src/casework/quashings.ts'
import { readRecords } from '../../../src/casework/records/record-store.ts'
import { recordEvent } from '../../../src/casework/record-event-store.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { databases } from '../../store/databases.ts'
import { type Parts, state } from '../../regimes/engine/harness.ts'
import {
  analyst,
  as,
  crew,
  deskOn,
  done,
  lookout,
  master,
  opened,
  record,
  refused,
  shelfOf,
  type TestDesk,
  watch,
} from '../core/desk.ts'
import { write } from '../records/desk.ts'

type Quashed = Extract<AskedEvent, { kind: 'quashed' }>
const judgement = { kind: 'quashed', part: null, clocks: [], court: 'High Court', reference: '[2014] EWHC 1' } as const

async function quash(desk: TestDesk, found: Case, of: number, more: Partial<Quashed> = {}) {
  const event = { ...judgement, of, on: desk.clock.now().slice(0, 10), by: 'oversight-analyst', ...more }
  const { sequence } = (await readCase(as(desk, analyst), found.id)) as Case
  return recordEvent(as(desk, analyst), { caseId: found.id, expected: sequence, event, reason: 'The court says so' })
}

const openedAt = (desk: TestDesk, code = 'XA01') => opened(desk, code, '2014-01-06', desk.regimes[0]?.id)

/** In since 13 January, its plan out on the 20th. */
async function delivering(desk: TestDesk) {
  const found = await openedAt(desk)
  const admitted = done(await record(as(desk, master), found, 'admitted', '2014-01-13'))
  return done(await record(as(desk, crew), admitted.case, 'published', '2014-01-20'))
}

for (const database of databases)
  describe(`in ${database.name}`, () => {
    let store: Store
    beforeAll(async () => {
      store = await openStore(await database.newPlace())
    })
    afterAll(() => store.close())
    let regimes = 0
    /** A desk with a regime of its own, and so with places of its own. */
    const newDesk = (parts: Parts = watch) => deskOn(store, shelfOf({ ...parts, regime: `watch-${++regimes}` }))

    describe('the decision to admit is quashed', () => {
      test('the case stands where it stood before; clocks that rest on it end, kept ones stay kept', async () => {
        const desk = newDesk()
        const { case: found } = await delivering(desk)
        const after = done(await quash(desk, found, 2))
        expect(after.case).toMatchObject({ stage: 'outside', phase: 'before', entered: null, sequence: 4 })
        const deadlines = await deadlinesOf(as(desk, analyst), { caseId: found.id })
        expect(deadlines.map(one => [one.clock, one.state])).toEqual(
          expect.arrayContaining([
            ['plan', 'met'],
            ['comments', 'ended'],
          ]),
        )
        expect(await rebuildCase(as(desk, analyst), found.id)).toEqual({ equal: true, differences: [] })
        const events = await eventsOf(as(desk, analyst), found.id)
        expect(events.map(({ name }) => name)).toEqual(['open', 'admitted', 'published', 'quashed'])
        expect(quashingsOf(events).get(2)).toMatchObject({
          sequence: 4,
          on: '2014-02-01',
          court: 'High Court',
          part: null,
        })
      })

      test('what rests on it is refused until it is decided anew, and its place is free', async () => {
        const desk = newDesk()
        const { case: found } = await delivering(desk)
        const { case: after } = done(await quash(desk, found, 2))
        const no = refused(await record(as(desk, master), after, 'left', '2014-02-01'))
        expect(no.reason).toBe('quashed')
        expect(no.words).toContain('High Court ([2014] EWHC 1)')
        for (const code of ['XA02', 'XA03']) {
          const other = await openedAt(desk, code)
          done(await record(as(desk, master), other, 'admitted', '2014-02-01'))
        }
        const full = refused(await record(as(desk, master), after, 'admitted', '2014-02-01'))
        expect(full.reason).toBe('no-place')
        const again = done(await record(as(desk, lookout), after, 'recommended', '2014-02-01'))
        // A move of its own: it is no longer the quashing that stands in the way.
        expect(refused(await record(as(desk, master), again.case, 'left', '2014-02-01')).reason).toBe(
          'not-allowed-here',
        )
      })

      test('it is quashed once; what is no decision is not; nor is it for the organisation to say', async () => {
        const desk = newDesk()
        const { case: found } = await delivering(desk)
        expect(refused(await quash(desk, found, 1)).reason).toBe('no-such-event')
        expect(refused(await quash(desk, found, 9)).reason).toBe('no-such-event')
        expect(refused(await quash(desk, found, 2, { on: '2014-03-01' })).reason).toBe('in-the-future')
        const own = { ...judgement, of: 2, on: '2014-02-01', by: 'crew' }
        const asked = { caseId: found.id, expected: found.sequence, event: own, reason: 'We say so' }
        expect(refused(await recordEvent(as(desk, crew), asked)).reason).toBe('wrong-role')
        done(await quash(desk, found, 2))
        expect(refused(await quash(desk, found, 2)).reason).toBe('quashed')
      })

      test('the judgement itself was never given: with that corrected, all is as it was', async () => {
        const desk = newDesk()
        const before = await delivering(desk)
        const quashed = done(await quash(desk, before.case, 2))
        const asked = { caseId: before.case.id, expected: 4, sequence: quashed.event.sequence, instead: null }
        const { case: after } = done(await correctEvent(as(desk, analyst), { ...asked, reason: 'Another case' }))
        expect(after).toMatchObject({ stage: 'comment', phase: 'in', entered: '2014-01-13' })
        expect(after.state.clocks).toEqual(before.case.state.clocks)
        expect(await rebuildCase(as(desk, analyst), before.case.id)).toEqual({ equal: true, differences: [] })
        // What was frozen on entry is not frozen anew: the entry counts again, on its day.
        const baselines = (await readRecords(desk.store, before.case.id)).filter(({ kind }) => kind === 'baseline')
        expect(baselines.map(({ version }) => version)).toEqual([1])
      })

      test('clocks that stop are those of a part: without words for it, nothing is quashed by mistake', async () => {
        const desk = newDesk()
        const { case: found } = await delivering(desk)
        const no = refused(await quash(desk, found, 2, { clocks: ['comments'] }))
        expect([no.reason, no.words]).toEqual(['bad-request', expect.stringContaining('no part of the decision')])
        expect(await readCase(as(desk, analyst), found.id)).toMatchObject({ phase: 'in', sequence: found.sequence })
      })
    })

    test('a decision by which a case ended is quashed: it is open again, and what the decision ended stays ended', async () => {
      const desk = newDesk()
      const { case: found } = await delivering(desk)
      desk.turn('2014-03-10')
      const left = done(await record(as(desk, master), found, 'left', '2014-03-10'))
      expect(left.case.closed).toBe('2014-03-10')
      desk.turn('2014-04-01')
      const { case: after } = done(await quash(desk, left.case, left.event.sequence))
      expect(after).toMatchObject({ stage: 'delivery', phase: 'in', entered: '2014-01-13', closed: null })
      expect(after.state.clocks).toEqual([])
      done(await record(as(desk, crew), after, 'updated', '2014-04-01'))
      expect(await rebuildCase(as(desk, analyst), found.id)).toEqual({ equal: true, differences: [] })
    })

    test('only a part of it is quashed: that is named, the stage stays, and the chosen clocks stop', async () => {
      const desk = newDesk()
      const { case: found } = await delivering(desk)
      const part = 'What concerned the neighbour'
      expect(refused(await quash(desk, found, 3, { part, clocks: ['plan'] })).reason).toBe('clock-not-running')
      const { case: after, event } = done(await quash(desk, found, 3, { part, clocks: ['comments'] }))
      expect(after).toMatchObject({ stage: 'comment', phase: 'in' })
      expect(event.effects).toEqual([expect.objectContaining({ kind: 'clock-stopped', clock: 'comments' })])
      const deadlines = await deadlinesOf(as(desk, analyst), { caseId: found.id })
      expect(deadlines.find(one => one.clock === 'comments')?.state).toBe('ended')
    })

    test('a judgement in part that is written down after a later one of the whole is the earlier of the two all the same', async () => {
      const desk = newDesk()
      const { case: found } = await delivering(desk)
      done(await quash(desk, found, 3, { on: '2014-01-30' }))
      const part = 'What concerned the neighbour'
      expect(refused(await quash(desk, found, 3, { part, on: '2014-01-31' })).reason).toBe('quashed')
      const { case: after } = done(await quash(desk, found, 3, { part, on: '2014-01-25' }))
      expect(after).toMatchObject({ stage: 'draft', sequence: 5 })
      const events = await eventsOf(as(desk, analyst), found.id)
      expect(quashingsOf(events).get(3)).toMatchObject({ sequence: 4, on: '2014-01-30', part: null })
      expect(await rebuildCase(as(desk, analyst), found.id)).toEqual({ equal: true, differences: [] })
    })

    test('a part of it stops no clock that would run without it', async () => {
      const desk = newDesk()
      const found = await openedAt(desk)
      const advised = done(await record(as(desk, lookout), found, 'recommended', '2014-01-13'))
      const { case: admitted } = done(await record(as(desk, master), advised.case, 'admitted', '2014-01-13'))
      const asked = { part: 'What concerned the neighbour', clocks: ['plan'], on: '2014-01-13' }
      const no = refused(await quash(desk, admitted, advised.event.sequence, asked))
      expect(no).toMatchObject({
        reason: 'clock-not-running',
        words: expect.stringContaining('does not rest on event 2'),
      })
      done(await quash(desk, admitted, admitted.sequence, asked))
    })

    test('a challenge is open until its outcome; quashed it is only once that is an event of the case', async () => {
      const desk = newDesk()
      const { case: found } = await delivering(desk)
      const body = {
        form: 'judicial-review',
        claimant: 'Campaign for the harbour',
        against: 'event:2',
        ground: 'The powers reach the ship alone.',
        forum: 'High Court',
        from: '2014-01-25',
        outcome: 'open',
        decided: null,
        reference: null,
      }
      expect(refused(await write(desk, lookout, found.id, 'challenge', { ...body, against: 'event:7' })).reason).toBe(
        'no-such-record',
      )
      const first = done(await write(desk, lookout, found.id, 'challenge', body))
      const follows = { id: first.id, version: 1 }
      const outcome = { ...body, outcome: 'quashed', decided: '2014-02-01', reference: '[2014] EWHC 1' }
      expect(refused(await write(desk, lookout, found.id, 'challenge', outcome, { follows })).reason).toBe(
        'not-allowed-here',
      )
      done(await quash(desk, found, 2))
      done(await write(desk, lookout, found.id, 'challenge', outcome, { follows }))
    })

    test('what counts entries, decisions and recommendations leaves out what rests on what was quashed', async () => {
      const { first, states } = watch['stages'] as { readonly first: string; readonly states: Parts }
      // Nobody is admitted here who was not recommended.
      const outside = state('before', { recommended: { to: 'proposed', by: 'lookout' } })
      const desk = newDesk({ ...watch, stages: { first, states: { ...states, outside } } })
      const found = await openedAt(desk)
      const regime = found.regime
      const entries = async () => (await timesEntered(desk, found, '2014-02-01')).get('XA01')
      const decided = async () => {
        const { decisions, notCompared } = await readConsistency(as(desk, analyst), { regime }, async () => true)
        return decisions + notCompared
      }
      const advised = done(await record(as(desk, lookout), found, 'recommended', '2014-01-13'))
      done(await record(as(desk, master), advised.case, 'admitted', '2014-01-14'))
      expect([await entries(), await decided()]).toEqual([1, 1])
      const { case: after } = done(await quash(desk, found, advised.event.sequence))
      expect(after).toMatchObject({ stage: 'outside', entered: null })
      expect([await entries(), await decided()]).toEqual([0, 0])
      const again = done(await record(as(desk, lookout), after, 'recommended', '2014-02-01'))
      done(await record(as(desk, master), again.case, 'admitted', '2014-02-01'))
      expect([await entries(), await decided()]).toEqual([1, 1])
      expect(await rebuildCase(as(desk, analyst), found.id)).toEqual({ equal: true, differences: [] })
    })

    test('a recommendation that was quashed recommends no entry', async () => {
      const desk = newDesk()
      const asked = { regime: desk.regimes[0]?.id ?? '', organisations: ['XA02'], on: '2014-01-06', reason: 'Signals' }
      const found = done(await openCase(as(desk, analyst), asked))
      const advised = done(await record(as(desk, lookout), found, 'recommended', '2014-01-13'))
      const { case: after } = done(await quash(desk, found, advised.event.sequence))
      const no = refused(await record(as(desk, master), after, 'admitted', '2014-02-01'))
      expect(no.reason).toBe('no-recommendation')
    })

    test('two decisions that do not rest on each other are quashed one after the other, the earlier one first or last', async () => {
      for (const [first, second] of [
        [0, 1],
        [1, 0],
      ] as const) {
        const desk = newDesk()
        const { case: found } = await delivering(desk)
        desk.turn('2014-04-01')
        let at = found
        const updates: number[] = []
        for (const on of ['2014-03-10', '2014-03-20']) {
          const updated = done(await record(as(desk, crew), at, 'updated', on))
          at = updated.case
          updates.push(updated.event.sequence)
        }
        done(await quash(desk, found, updates[first] as number))
        const { case: after } = done(await quash(desk, found, updates[second] as number))
        // The month that ran from the first update, and what ended it, are gone; the one before it had ended.
        expect(after).toMatchObject({ stage: 'delivery', state: { clocks: [] } })
        expect(await rebuildCase(as(desk, analyst), found.id)).toEqual({ equal: true, differences: [] })
      }
    })
  })
