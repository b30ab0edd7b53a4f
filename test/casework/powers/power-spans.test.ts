/** From when to when powers were there in a case, by its stages, and which of them somebody used besides. */
import { describe, expect, test } from 'vitest'
import { isOn, merged, spansOf } from '../../../src/casework/power-spans.ts'
import { powerSpans } from '../../../src/casework/powers-store.ts'
import type { Desk } from '../../../src/casework/desk-store.ts'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { rulesOf } from '../../../src/casework/policy-store.ts'
import { migrateCase, previewMigration } from '../../../src/casework/migrate-store.ts'
import type { Actor, Case } from '../../../src/casework/model.ts'
import { embedded, newStore } from '../../store/databases.ts'
import { cited, type Parts } from '../../regimes/engine/harness.ts'
import { as, crew, deskOn, done, grant, guard, master, opened, record, shelfOf, watch } from '../core/desk.ts'

const title = 'The helm is taken'
const helm = { title, does: 'suspends', freedom: 'Steering itself', by: 'lookout', automatic: true, ...cited }
const armed: Parts = { ...watch, powers: { helm: { ...helm, during: ['draft'] } } }

async function atDesk(): Promise<Desk> {
  const guarded = shelfOf({ ...guard, powers: { helm: { ...helm, title: 'The helm is kept', during: ['guarded'] } } })
  return { ...deskOn(await newStore(embedded)), regimes: [shelfOf(armed), guarded] }
}

const days = async (desk: Desk, found: Case) =>
  (await powerSpans(desk, [{ found, compiled: await rulesOf(desk, found) }]))(found.id).map(one => [
    one.power.title,
    one.from,
    one.ended,
  ])

test('a power is there from the event that brings it until the one that ends it', async () => {
  const desk = await atDesk()
  const found = await opened(desk)
  expect(await days(desk, found)).toEqual([])
  const admitted = done(await record(as(desk, master), found, 'admitted', '2014-01-13')).case
  expect(await days(desk, admitted)).toEqual([[title, '2014-01-13', null]])
  const published = done(await record(as(desk, crew), admitted, 'published', '2014-01-20')).case
  expect(await days(desk, published)).toEqual([[title, '2014-01-13', '2014-01-20']])
})

test('a correction shifts it, and what was struck out never brought it', async () => {
  const desk = await atDesk()
  const found = done(await record(as(desk, master), await opened(desk), 'admitted', '2014-01-13')).case
  const put = async (now: Case, instead: string | null) => {
    const event = instead === null ? null : ({ kind: 'event', event: 'admitted', on: instead, by: 'master' } as const)
    const about = { caseId: found.id, expected: now.sequence, sequence: now.sequence, reason: 'A slip' }
    return done(await correctEvent(as(desk, master), { ...about, instead: event })).case
  }
  const moved = await put(found, '2014-01-10')
  expect(await days(desk, moved)).toEqual([[title, '2014-01-10', null]])
  expect(await days(desk, await put(moved, null))).toEqual([])
})

test('other rules bring it anew, though they call it by the same name', async () => {
  const warden: Actor = { key: 'p-warden', grants: [grant('warden')] }
  const desk = await atDesk()
  const found = done(await record(as(desk, master), await opened(desk), 'admitted', '2014-01-13')).case
  const asked = { caseId: found.id, to: 'harbour-guard', on: '2014-01-20' }
  const { hash } = done(await previewMigration(as(desk, warden), asked))
  const agreed = { ...asked, expected: found.sequence, previewed: hash, reason: 'It is wound up.' }
  const { case: moved } = done(await migrateCase(as(desk, warden), agreed))
  expect(await days(desk, moved)).toEqual([
    [title, '2014-01-13', '2014-01-20'],
    ['The helm is kept', '2014-01-20', null],
  ])
})

test('a power that no rules know any more is passed over, and one that did not begin cannot end', () => {
  const compiled = shelfOf(armed).latest.compiled
  const change = (on: string, kind: 'power-begins' | 'power-ends', power: string) =>
    ({ on, effects: [{ kind, power }], compiled, route: null }) as const
  expect(spansOf([change('2014-01-01', 'power-begins', 'anchor'), change('2014-01-02', 'power-ends', 'helm')])).toEqual(
    [],
  )
  const again = [
    change('2014-01-01', 'power-begins', 'helm'),
    change('2014-02-01', 'power-ends', 'helm'),
    change('2014-03-01', 'power-begins', 'helm'),
  ]
  expect(spansOf(again).map(({ from, ended }) => [from, ended])).toEqual([
    ['2014-01-01', '2014-02-01'],
    ['2014-03-01', null],
  ])
})

describe('a power that was used and came with the stage', () => {
  const use = (from: string, more: { until?: string; ended?: string } = {}) => ({
    from,
    until: null,
    ended: null,
    ...more,
  })
  const span = (from: string, ended: string | null = null) => ({ from, ended })
  /** How often it is in force on a day. */
  const times = (uses: Parameters<typeof merged>[0], spans: Parameters<typeof merged>[1], on: string) => {
    const { uses: written, alone } = merged(uses, spans, on)
    return written.filter(({ inForce }) => inForce).length + alone.filter(one => isOn(one, on)).length
  }

  test('stands once, and is in force once on each of its days', () => {
    const written = [use('2014-02-01', { until: '2014-02-28' }), use('2014-02-15', { until: '2014-04-30' })]
    const stage = [span('2014-01-01', '2014-04-01')]
    expect(merged(written, stage, '2014-03-01')).toMatchObject({ alone: [], uses: [{ spans: stage }, { spans: [] }] })
    const on = (day: string) => times(written, stage, day)
    expect([on('2013-12-31'), on('2014-01-01'), on('2014-02-01'), on('2014-03-31'), on('2014-04-01')]).toEqual([
      0, 1, 1, 1, 0,
    ])
    // Two who used it on one day both did.
    expect(on('2014-02-20')).toBe(2)
  })

  test('ends with the stage, though no end of the use was written; one used at another time is another', () => {
    expect(times([use('2014-01-01')], [span('2014-01-01', '2014-02-01')], '2014-02-01')).toBe(0)
    expect(times([use('2014-03-01')], [span('2014-01-01', '2014-02-01')], '2014-03-01')).toBe(1)
    expect(merged([use('2014-03-01')], [span('2014-01-01', '2014-02-01')], '2014-03-01').alone).toHaveLength(1)
    // The use may have begun before the stage.
    expect(times([use('2013-12-01')], [span('2014-01-01', '2014-02-01')], '2013-12-15')).toBe(1)
    // Where it was ended before its time, it still comes with the stage.
    expect(times([use('2014-01-01', { ended: '2014-01-10' })], [span('2014-01-01')], '2014-01-20')).toBe(1)
  })
})
