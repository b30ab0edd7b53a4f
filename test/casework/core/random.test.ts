/** Whatever is asked in whatever order, the invariants of casework hold. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listCases, readCase, rebuildCase } from '../../../src/casework/case-store.ts'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { fireDeadlines } from '../../../src/casework/deadline-store.ts'
import { eventsOf } from '../../../src/casework/event-store.ts'
import type { Actor, Case, Done } from '../../../src/casework/model.ts'
import { recordEvent, type Recorded } from '../../../src/casework/record-event-store.ts'
import { isoFromDay } from '../../../src/regimes/day.ts'
import { databases, embedded, newStore } from '../../store/databases.ts'
import { analyst, as, codes, deskOn, grant, lookout, master, opened, shelfOf, watch } from './desk.ts'

const soak = process.env.TURNAROUND_SOAK === '1'
const both = { key: 'p-both', grants: [grant('lookout'), grant('master')] }
const crew = { key: 'p-crew', grants: [grant('crew')] }

const dayOf = (n: number) => new Date(Date.UTC(2014, 0, 6 + n)).toISOString().slice(0, 10)
// Days since the case's latest event.
const later = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 9 }) }, fc.integer({ min: -30, max: 0 }))
// What belongs together, so that cases get somewhere; and what does not.
const acts: readonly (readonly [Actor, string, string])[] = [
  [lookout, 'lookout', 'recommended'],
  [both, 'lookout', 'recommended'],
  [master, 'master', 'admitted'],
  [master, 'master', 'admitted'],
  [both, 'master', 'admitted'],
  [master, 'master', 'declined'],
  [crew, 'crew', 'published'],
  [analyst, 'oversight-analyst', 'updated'],
  [master, 'master', 'left'],
]
const fitting = fc.constantFrom(...acts)
const anything = fc.tuple(
  fc.constantFrom(analyst, lookout, master, both, crew),
  fc.constantFrom('lookout', 'master', 'crew', 'oversight-analyst', 'nobody'),
  fc.constantFrom('recommended', 'admitted', 'published', 'closes', 'left', 'no-such'),
)
const event = fc
  .tuple(fc.oneof({ weight: 9, arbitrary: fitting }, { weight: 2, arbitrary: anything }), later)
  .map(([[who, by, event], after]) => ({ who, after, event: { kind: 'event' as const, event, by } }))
const extension = fc
  .tuple(fc.constantFrom(master, analyst), fc.constantFrom('plan', 'update'), fc.integer({ min: -1, max: 9 }), later)
  .map(([who, clock, length, after]) => {
    const by = who.grants[0]?.function ?? ''
    return { who, after, event: { kind: 'extend' as const, clock, length, reference: 'Order 1', by } }
  })
const about = { which: fc.constantFrom(0, 0, 0, 1, 2), behind: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1) }
const command = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      does: fc.constant('record' as const),
      ...about,
      asked: fc.oneof(
        {
          weight: 6,
          arbitrary: event,
        },
        {
          weight: 1,
          arbitrary: extension,
        },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('correct' as const),
      ...about,
      sequence: fc.nat({ max: 9 }),
      asked: event,
      never: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('turn' as const), day: fc.integer({ min: 60, max: 240 }).map(dayOf) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('fire' as const) }) },
)

for (const database of databases)
  describe(`any commands in ${database.name}`, () => {
    test('leave every case whole', { timeout: 3_000_000 }, async () => {
      const store = await newStore(database)
      const numRuns = soak ? 500 : database === embedded ? 4 : 20
      let first = 0
      const run = async (commands: readonly (typeof command extends fc.Arbitrary<infer One> ? One : never)[]) => {
        const regime = `watch-${first}`
        const desk = deskOn(store, shelfOf({ ...watch, regime }))
        desk.turn('2014-05-20')
        // Each run has three cases of its own beside those of the runs before.
        const mine = new Map<number, string>()
        for (let n = 0; n < 3; n++)
          mine.set(n, (await opened(desk, codes[first++ % codes.length], '2014-01-06', regime)).id)
        for (const one of commands) {
          if (one.does === 'turn') desk.turn(one.day)
          else if (one.does === 'fire') await fireDeadlines(desk)
          else {
            const found = (await readCase(as(desk, analyst), mine.get(one.which) as string)) as Case
            const { id: caseId, sequence } = found
            const base = { caseId, expected: sequence - one.behind, reason: 'As found' }
            const { who, after, event: asked } = one.asked
            const given = { ...asked, on: isoFromDay(found.state.last + after) }
            const outcome: Done<Recorded> =
              one.does === 'record'
                ? await recordEvent(as(desk, who), { ...base, event: given })
                : await correctEvent(as(desk, who), {
                    ...base,
                    sequence: 1 + (one.sequence % sequence),
                    instead: one.never ? null : given,
                  })
            if (outcome.done) {
              const { role } = outcome.value.event
              expect(who.grants.map(({ function: what }) => what)).toContain(role)
              expect(one.behind).toBe(0)
            }
          }
        }
        for (const id of mine.values()) {
          expect(await rebuildCase(as(desk, analyst), id)).toEqual({ equal: true, differences: [] })
          const written = await eventsOf(as(desk, analyst), id)
          const decided = written
            .filter(({ role }) => role === 'master')
            .map(({ actor, sequence }) => [actor, sequence])
          for (const [actor, sequence] of decided)
            expect(
              written.some(e => e.actor === actor && e.role === 'lookout' && e.sequence < (sequence as number)),
            ).toBe(false)
        }
        const [[taken] = []] = await store.readRows('select taken from regime_places where regime = $1', [regime])
        const inside = await listCases(as(desk, analyst), { regime, phase: 'in', limit: 1000 })
        expect(inside.length).toBe(taken ?? 0)
        expect(inside.length).toBeLessThanOrEqual(2)
      }
      await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 40, maxLength: 60 }), run), {
        numRuns,
        endOnFailure: true,
      })
    })
  })
