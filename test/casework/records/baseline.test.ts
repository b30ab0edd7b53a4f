/** A baseline is frozen with the entry, in its transaction, and by nobody else. */
import { describe, expect, test } from 'vitest'
import type { BaselineBody } from '../../../src/casework/baseline/baseline-schema.ts'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { fireDeadlines } from '../../../src/casework/deadline-store.ts'
import type { Desk } from '../../../src/casework/desk-store.ts'
import { migrateCase, previewMigration } from '../../../src/casework/migrate-store.ts'
import type { Actor, AskedEvent, Case } from '../../../src/casework/model.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import { readHistory, readRecords } from '../../../src/casework/records/record-store.ts'
import { clock, type Parts, state } from '../../regimes/engine/harness.ts'
import { embedded, newStore } from '../../store/databases.ts'
import {
  analyst,
  as,
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
  watch,
} from '../core/desk.ts'
import { write } from './desk.ts'

test('a case that enters has a baseline of the day for each organisation; a refused entry leaves none', async () => {
  const desk = deskOn(await newStore(embedded))
  const [a, b, c] = [await opened(desk, 'XA01'), await opened(desk, 'XA02'), await opened(desk, 'XA03')]
  for (const one of [a, b]) done(await record(as(desk, master), one, 'admitted', '2014-01-08'))
  expect(refused(await record(as(desk, master), c, 'admitted', '2014-01-08')).reason).toBe('no-place')
  const baselines = async (id: string) =>
    (await readRecords(desk.store, id, { kind: 'baseline' })).map(one => [one.organisation, one.effective, one.actor])
  expect(await baselines(a.id)).toEqual([['XA01', '2014-01-08', 'clock']])
  expect(await baselines(c.id)).toEqual([])
  const [frozen] = await readRecords(desk.store, a.id, { kind: 'baseline' })
  expect(refused(await write(desk, lookout, a.id, 'baseline', frozen?.body)).reason).toBe('wrong-role')
})

test('a corrected entry has one baseline, in its next version and of its own day; one told again on its day keeps it', async () => {
  const desk = deskOn(await newStore(embedded))
  const found = await opened(desk)
  const entered = done(await record(as(desk, master), found, 'admitted', '2014-01-08')).event
  const instead = { kind: 'event', event: 'admitted', on: '2014-01-09', by: 'master' } as const
  const correct = (sequence: number, expected: number, what: AskedEvent | null) =>
    correctEvent(as(desk, master), { caseId: found.id, expected, sequence, instead: what, reason: 'It was not so' })
  const baselines = async () =>
    (await readHistory(desk.store, found.id))
      .filter(([first]) => first?.kind === 'baseline')
      .map(versions => versions.map(one => [one.version, one.effective, (one.body as BaselineBody).entered]))
  const first = [1, '2014-01-08', '2014-01-08']
  const second = [2, '2014-01-09', '2014-01-09']
  const moved = done(await correct(entered.sequence, entered.sequence, instead)).event
  expect(await baselines()).toEqual([[first, second]])
  const same = done(await correct(moved.sequence, moved.sequence, instead)).event
  expect(await baselines()).toEqual([[first, second]])
  const gone = done(await correct(same.sequence, same.sequence, null))
  expect(gone.case.entered).toBeNull()
  done(await record(as(desk, master), gone.case, 'admitted', '2014-01-10'))
  expect(await baselines()).toEqual([[first, second, [3, '2014-01-10', '2014-01-10']]])
})

/** Baselines of a case in every version: version, regime, day of entry, and why it was frozen. */
async function frozen(desk: Desk, id: string) {
  return (await readHistory(desk.store, id))
    .flat()
    .filter(({ kind }) => kind === 'baseline')
    .map(({ version, body, reason }) => [
      version,
      (body as BaselineBody).regime,
      (body as BaselineBody).entered,
      reason,
    ])
}

describe('a case that comes to another regime', () => {
  const warden: Actor = { key: 'p-warden', grants: [grant('warden')] }
  const atDesk = async () => {
    const desk = deskOn(await newStore(embedded))
    return { ...desk, regimes: [...desk.regimes, shelfOf(guard)] }
  }
  const over = async (desk: Desk, { id, sequence }: Case, on: string) => {
    const asked = { caseId: id, to: 'harbour-guard', on }
    const { hash } = done(await previewMigration(as(desk, warden), asked))
    const agreed = { ...asked, expected: sequence, previewed: hash, reason: 'It is wound up.' }
    done(await migrateCase(as(desk, warden), agreed))
  }

  test('has a baseline of that entry, and keeps the one before it', async () => {
    const desk = await atDesk()
    const { case: inside } = done(await record(as(desk, master), await opened(desk), 'admitted', '2014-01-08'))
    // On the very day of its first entry.
    await over(desk, inside, '2014-01-08')
    expect(await frozen(desk, inside.id)).toEqual([
      [1, 'small-watch', '2014-01-08', 'Frozen on entry.'],
      [2, 'harbour-guard', '2014-01-08', 'Frozen anew: it entered another regime.'],
    ])
  })

  test('has its first one where it was but a candidate before', async () => {
    const desk = await atDesk()
    const { case: proposed } = done(await record(as(desk, lookout), await opened(desk), 'recommended', '2014-01-10'))
    await over(desk, proposed, '2014-01-20')
    expect(await frozen(desk, proposed.id)).toEqual([[1, 'harbour-guard', '2014-01-20', 'Frozen on entry.']])
  })
})

test('a case that time alone brings in has a baseline, in the transaction of the clock', async () => {
  const { first, states } = watch.stages as { first: string; states: Readonly<Record<string, object>> }
  const objections = { starts: 'recommended', ends: 'lapses', fires: 'lapses', is: 'period', length: '5 calendar days' }
  const byTime: Parts = {
    ...watch,
    stages: { first, states: { ...states, proposed: state('before', { lapses: { to: 'draft' } }) } },
    clocks: { ...(watch.clocks as object), objections: clock(objections) },
  }
  const desk = deskOn(await newStore(embedded), shelfOf(byTime))
  const found = await opened(desk)
  desk.turn('2014-01-10')
  done(await record(as(desk, lookout), found, 'recommended', '2014-01-10'))
  expect([await fireDeadlines(desk), await frozen(desk, found.id)]).toEqual([0, []])
  desk.turn('2014-01-20')
  expect(await fireDeadlines(desk)).toBe(1)
  expect(await frozen(desk, found.id)).toEqual([[1, 'small-watch', '2014-01-14', 'Frozen on entry.']])
})

test('a case that is in from the day on which it is opened has a baseline', async () => {
  const desk = deskOn(await newStore(embedded), shelfOf(guard))
  const asked = { regime: 'harbour-guard', organisations: ['XA01'], on: '2014-01-06', reason: 'Signals' }
  const { id } = done(await openCase(as(desk, analyst), asked))
  expect(await frozen(desk, id)).toEqual([[1, 'harbour-guard', '2014-01-06', 'Frozen on entry.']])
})
