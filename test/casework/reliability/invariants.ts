/** What holds in every case, whatever was done; and what the public may read of it. */
import { expect } from 'vitest'
import { hashOfValue } from '../../../src/casework/canonical.ts'
import { readCase, rebuildCase } from '../../../src/casework/case-store.ts'
import { publicEvents } from '../../../src/casework/changes-store.ts'
import { isUnmet } from '../../../src/casework/deadlines.ts'
import { type Desk, type Working, withActor } from '../../../src/casework/desk-store.ts'
import { eventsOf } from '../../../src/casework/event-store.ts'
import { heldWhereQuashed } from '../../../src/casework/held-store.ts'
import { type Case, publicActor } from '../../../src/casework/model.ts'
import { recordKinds } from '../../../src/casework/records/kinds.ts'
import { publicationKind } from '../../../src/casework/records/published.ts'
import { recommendationKind } from '../../../src/casework/records/recommendation.ts'
import { readHistory } from '../../../src/casework/records/record-store.ts'
import { recordsOfKind } from '../../../src/casework/records/record.ts'
import { recordJson, recordsOf } from '../../../src/web/case-records.ts'
import { listedCases, readingOf } from '../../../src/web/cases.ts'
import { deadlinesOf } from '../../../src/casework/deadline-store.ts'
import { isoFromDay } from '../../../src/regimes/day.ts'

const deciding = ['master', 'warden']

/** The case folds to what is stored; its chain, versions and instants are whole; nobody decided on their own word. */
export async function expectInvariants(working: Working, id: string): Promise<void> {
  expect(await rebuildCase(working, id)).toEqual({ equal: true, differences: [] })
  const events = await eventsOf(working, id)
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
  expectInOrder(events)
  const history = await readHistory(working.store, id)
  for (const versions of history) {
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1))
    expect(new Set(versions.map(({ kind, caseId }) => `${kind} ${caseId}`)).size).toBe(1)
    expectInOrder(versions)
  }
  const records = history.flat()
  const written = [
    ...events.map(({ actor, role, knownAt }) => ({ actor, role, knownAt })),
    ...recordsOfKind(records, recommendationKind).map(({ actor, role, knownAt }) => ({ actor, role, knownAt })),
  ]
  for (const decision of events.filter(({ role }) => deciding.includes(role ?? ''))) {
    const own = written.filter(({ actor, role }) => actor === decision.actor && role === 'lookout')
    expect(own.filter(({ knownAt }) => knownAt < decision.knownAt)).toEqual([])
  }
  // What is bound is what was said.
  for (const { body: one, actor } of recordsOfKind(records, publicationKind)) {
    const said = records.find(({ id: record, version }) => record === one.of && version === one.version)
    expect(one.hash).toBe(said === undefined ? null : hashOfValue(said.body))
    if (said) expect(said.actor).not.toBe(actor)
  }
  // Whoever judges the organisation does not make it public.
  expect(records.filter(one => one.audience === 'public' && recordKinds.get(one.kind)?.adverse)).toEqual([])
  for (const { kind, body } of records) expect(recordKinds.get(kind)?.body.safeParse(body).success, kind).toBe(true)
  const deadlines = await deadlinesOf(working, { caseId: id })
  expect(new Set(deadlines.map(({ clock, startedBy }) => `${clock} ${startedBy}`)).size).toBe(deadlines.length)
  // What runs is due, and what is due runs.
  const found = (await readCase(working, id)) as Case
  const unmet = deadlines.filter(({ state }) => isUnmet(state)).map(({ clock, due }) => `${clock} ${due}`)
  const running = found.state.clocks.map(({ clock, due }) => `${clock} ${due === null ? null : isoFromDay(due)}`)
  expect(unmet.toSorted()).toEqual(running.toSorted())
  // It is in where the last that has effect, and tells of a place, took one.
  const held = (await heldWhereQuashed(working, [id])).get(id) ?? []
  const places = held.flatMap(({ effects }) => effects.filter(({ kind }) => kind.startsWith('place-')))
  if (held.length > 0) expect(found.phase === 'in').toBe(places.at(-1)?.kind === 'place-taken')
}

/** Everybody may read what was published, and none of the rest, on no page and in no feed. */
export async function expectNothingPrivate(desk: Desk, ids: readonly string[]): Promise<void> {
  const asking = { desk, actor: publicActor }
  const rows = await desk.store.readRows(
    `select id from case_file where published is not null and record_kind <> 'exercise'`,
  )
  const published = new Set(rows.map(([id]) => id as string))
  const listed = await listedCases(asking, {})
  expect(listed.cases.filter(({ ruled }) => !published.has(ruled.found.id))).toEqual([])
  const told = await withActor(desk, publicActor, working => publicEvents(working, { limit: 10_000 }))
  expect(told.filter(one => !published.has(one.case.id))).toEqual([])
  for (const id of ids) {
    const reading = await readingOf(asking, id, null)
    expect(reading !== null).toBe(published.has(id))
    if (reading === null) continue
    expect(reading.inside).toBe(false)
    const seen = await recordsOf(asking, reading)
    expect(seen.writable).toEqual([])
    const byThemselves = recordsOfKind((await readHistory(desk.store, id)).flat(), publicationKind).map(
      ({ body: { of, version } }) => `${of}.${version}`,
    )
    for (const { rule, versions } of seen.records)
      for (const one of versions) {
        expect(one.audience === 'public' || byThemselves.includes(`${one.id}.${one.version}`)).toBe(true)
        expect(rule.kind).not.toBe('worry')
        expect(JSON.stringify(recordJson(seen, rule, one))).not.toMatch(/"p-[a-z-]+"/)
      }
  }
}

/** What was written later is later, also while the clock stands still. */
function expectInOrder(written: readonly { readonly knownAt: string }[]): void {
  const instants = written.map(({ knownAt }) => knownAt)
  expect(instants).toEqual([...new Set(instants)].toSorted())
}
