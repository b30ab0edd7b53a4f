/** Whatever is asked in whatever order, by whomever, the invariants of casework hold. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listCases, readCase } from '../../../src/casework/case-store.ts'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { countingEvents } from '../../../src/casework/counting.ts'
import { fireDeadlines } from '../../../src/casework/deadline-store.ts'
import { eventsOf } from '../../../src/casework/event-store.ts'
import { type Desk, today, type Working } from '../../../src/casework/desk-store.ts'
import { migrateCase, previewMigration } from '../../../src/casework/migrate-store.ts'
import type { Case, Done } from '../../../src/casework/model.ts'
import { rulesOf } from '../../../src/casework/policy-store.ts'
import { recalendarCases } from '../../../src/casework/recalendar-store.ts'
import { quashingsOf } from '../../../src/casework/quashings.ts'
import { recordEvent } from '../../../src/casework/record-event-store.ts'
import { aboutOf } from '../../../src/casework/records/about-store.ts'
import { recordKinds } from '../../../src/casework/records/kinds.ts'
import { readRecords } from '../../../src/casework/records/record-store.ts'
import type { RecordKindRule } from '../../../src/casework/records/record.ts'
import { writeRecord } from '../../../src/casework/records/write-record-store.ts'
import { isoFromDay } from '../../../src/regimes/day.ts'
import { databases, embedded, newStore } from '../../store/databases.ts'
import { calendars, england } from '../../regimes/clocks/calendars.ts'
import { analyst, as, codes, crew, deskOn, done, lookout, master, opened, record, shelfOf } from '../core/desk.ts'
import { anyBody, diceOf } from './any-body.ts'
import { expectInvariants, expectNothingPrivate } from './invariants.ts'
import { anyCommand, type AnyCommand, guardOf, harbour, people, publisher, surgeon } from './random-commands.ts'

const soak = process.env.TURNAROUND_SOAK === '1'
const counted = new Map<string, number>()

for (const database of databases)
  describe(`any commands in ${database.name}`, () => {
    test('leave every case whole, and tell the public nothing that is not theirs', { timeout: 3_000_000 }, async () => {
      const store = await newStore(database, 'fictional')
      const numRuns = database === embedded ? (soak ? 20 : 2) : soak ? 60 : 10
      let runs = 0
      const run = async (commands: readonly AnyCommand[]) => {
        const round = await begin(deskOn(store), runs++)
        const entries = async () =>
          Number((await store.readRows(`select count(*) from audit_entry where actor <> 'clock'`))[0]?.[0])
        const before = await entries()
        let commanded = 0
        for (const one of commands) commanded += (await doOne(round, one)) ? 1 : 0
        expect((await entries()) - before).toBe(commanded)
        for (const id of round.cases) await expectInvariants(as(round.desk, analyst), id)
        for (const { id: regime } of round.desk.regimes) {
          const [[taken] = []] = await store.readRows('select taken from regime_places where regime = $1', [regime])
          const inside = await listCases(as(round.desk, analyst), { regime, phase: 'in', limit: 1000 })
          expect(inside.length).toBe(taken ?? 0)
          expect(inside.length).toBeLessThanOrEqual(2)
        }
        await expectNothingPrivate(round.desk, round.cases)
      }
      await fc.assert(fc.asyncProperty(fc.array(anyCommand, { minLength: 50, maxLength: 80 }), run), {
        numRuns,
        endOnFailure: true,
      })
    })
  })

test('and most kinds of records were among them, and decisions that were quashed', () => {
  expect([...counted.keys()].filter(kind => recordKinds.has(kind)).length).toBeGreaterThan(8)
  expect((counted.get('quashed') ?? 0) + (counted.get('quashed in part') ?? 0)).toBeGreaterThan(0)
})

interface Round {
  desk: Desk & { turn(day: string): void }
  readonly regimes: readonly [string, string]
  readonly cases: readonly string[]
}

/** Three cases of its own in regimes of its own, beside those of the rounds before; the first has entered and is published. */
async function begin(desk: Round['desk'], round: number): Promise<Round> {
  const regimes = [`harbour-${round}`, `guard-${round}`] as const
  const at = { ...desk, regimes: shelvesOf(regimes) }
  at.turn('2014-05-20')
  const cases: string[] = []
  for (const n of [0, 1, 2])
    cases.push((await opened(at, codes[(round * 3 + n) % codes.length], '2014-01-06', regimes[0])).id)
  const [first = ''] = cases
  const { case: entered } = done(await record(as(at, master), { id: first, sequence: 1 }, 'admitted', '2014-01-08'))
  const own = { ...crew, grants: crew.grants.map(one => ({ ...one, organisation: null })) }
  const by = { on: '2014-01-10', reason: 'As agreed', caseId: first }
  const found = { heading: 'hull', is: 'driver', structural: false, says: 'It leaks.', evidence: ['Log'] }
  const finding = { ...found, confidence: 'high', document: null }
  const reported = { ...by, on: '2014-01-09', kind: 'diagnostic-finding', body: finding, by: 'surgeon' }
  done(await writeRecord(as(at, surgeon), reported))
  done(await record(as(at, own), entered, 'published', '2014-01-09'))
  const notice = { contact: 'Secretary', told: '2014-01-10', says: 'So', 'none-given': true, 'staff-note': 'Be calm' }
  done(await writeRecord(as(at, lookout), { ...by, kind: 'notice', body: notice, by: 'lookout' }))
  const publication = { of: 'case', says: 'It is in.' }
  done(await writeRecord(as(at, publisher), { ...by, kind: 'publication', body: publication, by: 'publisher' }))
  return { desk: at, regimes, cases }
}

function shelvesOf([regime, successor]: Round['regimes'], holidays: Readonly<Record<string, string>> = {}) {
  const known = new Map([...calendars, ['england', { ...england, holidays: { ...england.holidays, ...holidays } }]])
  return [shelfOf({ ...harbour, regime }, known), shelfOf({ ...guardOf(regime), regime: successor }, known)]
}

/** Does a command; whether it was one that the audit tells. */
async function doOne(round: Round, one: AnyCommand): Promise<boolean> {
  const { desk } = round
  if (one.does === 'turn') desk.turn(one.day)
  else if (one.does === 'fire') await fireDeadlines(desk)
  else if (one.does === 'holiday') {
    round.desk = { ...desk, regimes: shelvesOf(round.regimes, { [one.day]: 'A holiday' }) }
    await recalendarCases(round.desk)
  } else {
    const found = (await readCase(as(desk, analyst), round.cases[one.which] as string)) as Case
    const base = { caseId: found.id, expected: found.sequence - one.behind, reason: 'As found' }
    if (one.does === 'quash') return quashOne(round.desk, found, one)
    if (one.does === 'record') return writeOne(round.desk, found, one)
    if (one.does === 'migrate') {
      const working = as(desk, one.who)
      const over = { caseId: found.id, to: round.regimes[1], on: isoFromDay(found.state.last) }
      const preview = await previewMigration(working, over)
      const previewed = preview.done ? preview.value.hash : ''
      return seeHeld(working, await migrateCase(working, { ...base, ...over, previewed }), one.behind)
    }
    const { who, after, event } = one.asked
    const given = { ...event, on: isoFromDay(found.state.last + after) }
    const working = as(desk, who)
    if (one.does === 'event') return seeHeld(working, await recordEvent(working, { ...base, event: given }), one.behind)
    const [sequence, instead] = [1 + (one.sequence % found.sequence), one.never ? null : given]
    return seeHeld(working, await correctEvent(working, { ...base, sequence, instead }), one.behind)
  }
  return false
}

/** What was done was done by somebody who holds its role, and who had seen everything. */
function seeHeld(
  { actor }: Working,
  outcome: Done<{ readonly event: { readonly role: string | null } }>,
  behind: number,
) {
  if (outcome.done) {
    expect(actor.grants.map(grant => grant.function)).toContain(outcome.value.event.role)
    expect(behind).toBe(0)
  }
  return true
}

/** A court quashes an event: it happened, and what it brought about ends on that day, if it is one that could be. */
async function quashOne(desk: Desk, found: Case, one: Extract<AnyCommand, { does: 'quash' }>): Promise<boolean> {
  const working = as(desk, one.who)
  const before = await eventsOf(working, found.id)
  const decisions = countingEvents(before).filter(({ kind }) => kind === 'event')
  const [first] = one.decision && decisions.length > 0 ? [decisions[one.of % decisions.length]] : []
  const of = first?.sequence ?? 1 + (one.of % found.sequence)
  const running =
    one.stops === null ? undefined : found.state.clocks[one.stops % Math.max(1, found.state.clocks.length)]
  const clocks = running ? [running.clock] : []
  const { part } = one
  const on = isoFromDay(found.state.last + one.after)
  const by = one.who.grants[0]?.function ?? ''
  const said = { of, part, clocks, court: 'High Court', reference: `[2014] EWHC ${of}` }
  const outcome = await recordEvent(working, {
    caseId: found.id,
    expected: found.sequence - one.behind,
    event: { kind: 'quashed', ...said, on, by },
    reason: 'The court says so',
  })
  if (!outcome.done) return true
  const { case: after, event } = outcome.value
  seeHeld(working, outcome, one.behind)
  const quashed = decisions.find(({ sequence }) => sequence === of)
  expect(quashed && quashed.effective <= on).toBe(true)
  // Once as a whole, and no part after that; a part of an earlier day may be written down after the whole of a later one.
  const known = quashingsOf(before).get(of)
  if (known?.part === null) expect([part === null, on < known.on]).toEqual([false, true])
  const latest = known && known.on > on ? known : { sequence: event.sequence, on, part }
  expect(quashingsOf([...before, event]).get(of)).toMatchObject(latest)
  expect(one.who).not.toBe(crew)
  // Nothing starts, nothing is moved, and no place is told as taken or given back by the judgement itself.
  const effects = event.effects.map(({ kind }) => kind)
  const passed = event.effects.some(({ kind }) => kind === 'clock-ran-out')
  if (!passed)
    expect(effects).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(clock-started|clock-moved|place-)/)]))
  if (part === null) expect(clocks).toEqual([])
  else if (!passed && one.after >= 0) {
    expect([after.stage, after.phase, after.entered]).toEqual([found.stage, found.phase, found.entered])
    expect(after.state.clocks).toEqual(found.state.clocks.filter(({ clock }) => !clocks.includes(clock)))
  }
  const what = part === null ? 'quashed' : 'quashed in part'
  counted.set(what, (counted.get(what) ?? 0) + 1)
  return true
}

async function writeOne(desk: Desk, found: Case, one: Extract<AnyCommand, { does: 'record' }>): Promise<boolean> {
  const dice = diceOf(one.dice)
  const rule = recordKinds.get(one.kind) as RecordKindRule
  const compiled = await rulesOf(desk, found)
  const writers = rule.writers(compiled, found.state.route)
  const by = (one.fitting ? dice.pick(writers) : null) ?? dice.pick(['lookout', 'crew', 'nobody']) ?? ''
  const able = people.filter(({ grants }) => grants.some(grant => grant.function === by))
  const who = (one.fitting ? dice.pick(able) : null) ?? dice.pick(people) ?? analyst
  const working = as(desk, who)
  const about = await aboutOf(working, { case: found })
  const same = (await readRecords(desk.store, found.id)).filter(({ kind }) => kind === one.kind)
  const before = one.follows || one.kind === 'plan' ? dice.pick(same) : undefined
  const on = dice.pick([today(desk), today(desk), found.opened, '2014-01-01']) ?? ''
  const outcome = await writeRecord(working, {
    caseId: found.id,
    kind: one.kind,
    body: anyBody(rule, about, dice),
    on,
    by,
    reason: 'As found',
    ...(one.audience === undefined ? {} : { audience: one.audience }),
    ...(before ? { follows: { id: before.id, version: before.version - one.behind } } : {}),
  })
  if (outcome.done) {
    const { role, version, audience } = outcome.value
    expect(who.grants.map(grant => grant.function)).toContain(role)
    expect(writers).toContain(role)
    expect(rule.audiences).toContain(audience)
    expect(version).toBe((before?.version ?? 0) + 1)
    if (before) expect(one.behind).toBe(0)
    counted.set(one.kind, (counted.get(one.kind) ?? 0) + 1)
  }
  return true
}
