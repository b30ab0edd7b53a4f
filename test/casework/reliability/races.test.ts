/** Two at the same instant: one wins and the other is told so, whatever is raced for; and what is sent twice is done once. */
import { describe, expect, test } from 'vitest'
import { rebuildCase } from '../../../src/casework/case-store.ts'
import type { Done } from '../../../src/casework/model.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import { publicationKind } from '../../../src/casework/records/published.ts'
import { recordsOfKind } from '../../../src/casework/records/record.ts'
import { readHistory, readRecords } from '../../../src/casework/records/record-store.ts'
import { databases, embedded, newStore } from '../../store/databases.ts'
import {
  analyst,
  as,
  codes,
  deskOn,
  done,
  grant,
  lookout,
  master,
  opened,
  record,
  refused,
  shelfOf,
  watch,
} from '../core/desk.ts'
import { careful, estimate, publisher, recommendation, write } from '../records/desk.ts'

const soak = process.env.TURNAROUND_SOAK === '1'
const worry = { says: 'It lists.' }
const crew = { key: 'p-crew', grants: [grant('crew')] }
const named = (key: string) => ({ ...publisher, key })

/** How many were done, and why the others were refused. */
function outcomesOf(all: readonly Done<unknown>[]): readonly [number, readonly string[]] {
  const reasons = all.flatMap(one => (one.done ? [] : [one.refused.reason]))
  return [all.length - reasons.length, [...new Set(reasons)]]
}

for (const database of databases)
  describe(`races in ${database.name}`, () => {
    const rounds = database === embedded ? 3 : soak ? 1000 : 50
    const timeout = soak ? 1_800_000 : 60_000
    const atDesk = async (shelf = shelfOf(watch)) => {
      const desk = deskOn(await newStore(database), shelf)
      desk.turn('2014-01-07')
      return desk
    }

    test('of two who write the next version of a record, one does', { timeout }, async () => {
      const desk = await atDesk()
      const { id } = await opened(desk, 'XA01')
      let follows = { id: done(await write(desk, crew, id, 'worry', worry)).id, version: 1 }
      for (let round = 0; round < rounds; round++) {
        const next = () => write(desk, crew, id, 'worry', worry, { follows })
        const both = await Promise.all([next(), next()])
        expect(outcomesOf(both)).toEqual([1, ['stale']])
        follows = { ...follows, version: follows.version + 1 }
      }
      expect(await rebuildCase(as(desk, analyst), id)).toEqual({ equal: true, differences: [] })
    })

    test('of many who write at once in one case, all do', { timeout }, async () => {
      const desk = await atDesk()
      const { id } = await opened(desk, 'XA01')
      for (let round = 0; round < rounds / 25; round++) {
        const all = await Promise.all(Array.from({ length: 12 }, () => write(desk, crew, id, 'worry', worry)))
        expect(outcomesOf(all)).toEqual([12, []])
      }
      const instants = (await readRecords(desk.store, id)).map(({ knownAt }) => knownAt)
      expect(new Set(instants).size).toBe(instants.length)
      expect(await rebuildCase(as(desk, analyst), id)).toEqual({ equal: true, differences: [] })
    })

    test('of two who open a case of one organisation, one does', { timeout }, async () => {
      const desk = await atDesk()
      for (let round = 0; round < Math.min(rounds, 50); round++) {
        const asked = {
          regime: 'small-watch',
          organisations: [codes[round] ?? ''],
          on: '2014-01-06',
          reason: 'Signals',
        }
        const both = await Promise.all([openCase(as(desk, analyst), asked), openCase(as(desk, lookout), asked)])
        expect(outcomesOf(both)).toEqual([1, ['already-open']])
      }
    })

    test('what is sent several times at once under one key is done once, and answered alike', { timeout }, async () => {
      const desk = await atDesk()
      for (let round = 0; round < Math.min(rounds, 50); round++) {
        const code = codes[round] ?? ''
        const asked = { regime: 'small-watch', organisations: [code], on: '2014-01-06', reason: 'Signals' }
        const times = <Value>(send: () => Promise<Done<Value>>) => Promise.all([send(), send(), send()])
        const cases = (await times(() => openCase(as(desk, analyst), asked, `open-${code}`))).map(done)
        expect(new Set(cases.map(({ id }) => id)).size).toBe(1)
        const [found = { id: '', sequence: 0 }] = cases
        const events = await times(() =>
          record(as(desk, lookout), found, 'recommended', '2014-01-07', { key: `event-${code}` }),
        )
        expect(events.map(one => done(one).event.sequence)).toEqual([2, 2, 2])
        const records = await times(() => write(desk, crew, found.id, 'worry', worry, { key: `worry-${code}` }))
        expect(new Set(records.map(one => done(one).id)).size).toBe(1)
        expect(await readRecords(desk.store, found.id)).toHaveLength(1)
        expect(await rebuildCase(as(desk, analyst), found.id)).toEqual({ equal: true, differences: [] })
      }
    })

    test('nobody enters with a point of accuracy unanswered that was raised at the last moment', {
      timeout,
    }, async () => {
      const desk = await atDesk(
        shelfOf({ ...careful, capacity: { places: null, kind: 'none', clause: 'rules#1', confidence: 'ours' } }),
      )
      for (let round = 0; round < Math.min(rounds, 50); round++) {
        const code = codes[round] ?? ''
        const opening = { regime: 'small-watch', organisations: [code], on: '2014-01-06', reason: 'Signals' }
        const { id } = done(await openCase(as(desk, analyst), opening))
        done(await write(desk, lookout, id, 'estimate', estimate))
        done(await write(desk, lookout, id, 'recommendation', recommendation))
        const { case: sent } = done(await record(as(desk, lookout), { id, sequence: 1 }, 'sent', '2014-01-07'))
        const point = { statement: 'It leaks', says: 'It does not', evidence: [] }
        const entering = async () => {
          const checked = await record(as(desk, crew), sent, 'checked', '2014-01-07')
          return checked.done ? record(as(desk, master), checked.value.case, 'admitted', '2014-01-07') : checked
        }
        const raising = async () => {
          await new Promise(resolve => setTimeout(resolve, (round * 3) % 20))
          return write(desk, crew, id, 'accuracy-point', point)
        }
        if (round === 0) {
          // One after the other, to know that either may win.
          done(await raising())
          expect(refused(await entering()).reason).toBe('accuracy-check-open')
        } else if (round === 1) {
          done(await entering())
          expect(refused(await raising()).words).toContain('over')
        } else {
          const [entered] = await Promise.all([entering(), raising(), raising()])
          if (entered.done) expect(await readRecords(desk.store, id, { kind: 'accuracy-point' })).toEqual([])
        }
        expect(await rebuildCase(as(desk, analyst), id)).toEqual({ equal: true, differences: [] })
      }
    })

    test('a publication binds to the latest version there was, and the first day of a case stays', {
      timeout,
    }, async () => {
      const desk = deskOn(await newStore(database, 'fictional'))
      desk.turn('2014-01-09')
      const found = await opened(desk, 'XA01')
      const { id } = done(await record(as(desk, master), found, 'admitted', '2014-01-08')).case
      const notice = {
        contact: 'Secretary',
        told: '2014-01-08',
        says: 'So',
        'none-given': true,
        'staff-note': 'Be calm',
      }
      done(await write(desk, lookout, id, 'notice', notice))
      const publish = (of: string, who: string, on = '2014-01-09') =>
        write(desk, named(who), id, 'publication', { of, says: 'Read it' }, { on })
      const plan = (round: number) => ({ month: '2014-01', title: `Plan ${round}`, goals: [] })
      const first = done(await write(desk, crew, id, 'plan', plan(0)))
      done(await publish('case', 'p-one', '2014-01-08'))
      for (let round = 1; round <= Math.min(rounds, 50); round++) {
        const follows = { id: first.id, version: round }
        const [next, ...published] = await Promise.all([
          write(desk, crew, id, 'plan', plan(round), { follows }),
          publish(first.id, 'p-one'),
          publish(first.id, 'p-two'),
          publish('case', 'p-three'),
        ])
        expect(outcomesOf([next, ...published])).toEqual([4, []])
      }
      const all = (await readHistory(desk.store, id)).flat()
      const versions = all.filter(one => one.id === first.id)
      for (const { body, knownAt } of recordsOfKind(all, publicationKind)) {
        const latest = versions.findLast(one => one.knownAt < knownAt)
        if (body.of !== 'case') expect([body.version, body.hash]).toEqual([latest?.version, latest?.hash])
      }
      expect(await desk.store.readRows('select published::text from case_file')).toEqual([['2014-01-08']])
    })
  })
