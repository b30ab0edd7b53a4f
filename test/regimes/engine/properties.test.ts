/** Laws of the engine, on random walks through a regime with routes, strands, limits, criteria and every kind of clock. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CaseEvent, CaseState, Step } from '../../../src/regimes/model.ts'
import { allowedEvents, dutiesOf } from '../../../src/regimes/standing.ts'
import { step } from '../../../src/regimes/step.ts'
import { begin, day, now } from './harness.ts'
import { watch } from './watch.ts'

const outcome = fc.constantFrom(
  'met' as const,
  'not-met' as const,
  'needs-judgement' as const,
  'evidence-missing' as const,
)
const names = [
  ...new Set(
    [...watch.courses.values()].flatMap(({ states, strands }) => [
      ...[...states.values()].flatMap(({ on }) => [...on.keys()]),
      ...[...strands.values()].flatMap(one => [...one.states.values()].flatMap(({ on }) => [...on.keys()])),
    ]),
  ),
]
const clocks = Object.keys(watch.regime.clocks)
/** What may happen, and how many days after what went before; now and then it lies in the past. */
const happening = fc.record({
  kind: fc.constantFrom(
    'event',
    'event',
    'event',
    'event',
    'allowed',
    'allowed',
    'tick',
    'extend',
    'suspend',
    'resume',
    'support',
  ),
  after: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 40 }) }, { weight: 1, arbitrary: fc.constant(-1) }),
  name: fc.constantFrom(...names, 'unknown'),
  which: fc.nat(),
  clock: fc.constantFrom(...clocks),
  length: fc.integer({ min: 1, max: 25 }),
  by: fc.constantFrom('office', 'master', undefined),
  answers: fc.record({ entry: outcome, exit: outcome }),
})
type Written = typeof happening extends fc.Arbitrary<infer One> ? One : never
const walk = fc.record({
  route: fc.constantFrom('trust', 'foundation'),
  happenings: fc.array(happening, { maxLength: 40 }),
})

function eventOf(found: CaseState, written: Written): CaseEvent {
  const { kind, clock, length, answers } = written
  const on = found.last + written.after
  const by = written.by === undefined ? {} : { by: written.by }
  if (kind === 'tick') return { kind, on }
  if (kind === 'extend') return { kind, clock, length, reference: 'Order', on, ...by }
  if (kind === 'suspend' || kind === 'resume') return { kind, clock, on, ...by }
  if (kind === 'support') return { kind, support: 'partner', subject: 'waits', on }
  const allowed = allowedEvents(watch, found)
  const event = kind === 'allowed' ? (allowed[written.which % allowed.length] ?? written.name) : written.name
  return { kind: 'event', event, on, answers, ...by }
}

/** Every step of a walk, with the case it set out from. */
function follow({ route, happenings }: { route: string; happenings: readonly Written[] }) {
  let found = begin(watch, '2014-01-06', route)
  return happenings.map(written => {
    const [before, event] = [found, eventOf(found, written)]
    const taken: Step = step(watch, before, event, now)
    if (taken.accepted) found = taken.case
    return { before, event, taken, after: found }
  })
}

function isDeepFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return Object.isFrozen(value) && Object.values(value).every(isDeepFrozen)
}

test('the same events give the same case and the same effects, however often they are folded', () => {
  fc.assert(
    fc.property(walk, found => {
      expect(follow(found)).toEqual(follow(found))
    }),
  )
})

test('a step changes nothing that it is given, and gives nothing that can be changed', () => {
  fc.assert(
    fc.property(walk, found => {
      for (const { before, event, taken } of follow(found)) {
        const copy = structuredClone([before, event])
        const again = step(watch, before, event, now)
        expect([before, event]).toEqual(copy)
        expect(isDeepFrozen(again)).toBe(true)
        expect(again).toEqual(taken)
      }
    }),
  )
})

test('a refused step says why, names what is allowed, and leaves the case as it was', () => {
  fc.assert(
    fc.property(walk, found => {
      for (const { before, taken, after } of follow(found)) {
        if (taken.accepted) continue
        expect(after).toBe(before)
        expect(taken.refusal.words.length).toBeGreaterThan(20)
        expect(new Set(taken.refusal.allowed).size).toBe(taken.refusal.allowed.length)
      }
    }),
  )
})

test('a walk stays in the states of the file, with the strands of each, in the order of days', () => {
  fc.assert(
    fc.property(walk, found => {
      const course = watch.courses.get(found.route)
      for (const { before, event, taken, after } of follow(found)) {
        const state = course?.states.get(after.state)
        expect(state).toBeDefined()
        expect(Object.keys(after.strands).toSorted()).toEqual([...(state?.strands ?? [])].toSorted())
        for (const [strand, at] of Object.entries(after.strands))
          expect(course?.strands.get(strand)?.states.has(at)).toBe(true)
        expect(new Set(after.clocks.map(({ clock }) => clock)).size).toBe(after.clocks.length)
        if (state?.ends) expect(after.clocks).toEqual([])
        if (!taken.accepted) continue
        expect(after.sequence).toBe(before.sequence + 1)
        expect(after.last).toBe(event.on)
      }
    }),
  )
})

test('no transition is taken more often than the file allows, and none on an outcome that is not known', () => {
  fc.assert(
    fc.property(walk, found => {
      for (const { before, event, taken, after } of follow(found)) {
        for (const [key, count] of Object.entries(after.taken))
          expect(count, key).toBeLessThanOrEqual(key.includes('reviewed:1') ? 2 : 1)
        if (!taken.accepted || event.kind !== 'event' || event.event !== 'admitted') continue
        expect(before.state).toBe('outside')
        expect(event.answers?.entry).toBe('met')
      }
    }),
  )
})

test('a place is held exactly while the case is in the regime, and what begins ends before it begins again', () => {
  fc.assert(
    fc.property(walk, found => {
      let place = false
      const open = new Set<string>()
      for (const { taken, after } of follow(found)) {
        if (!taken.accepted) continue
        for (const effect of taken.effects) {
          if (effect.kind === 'place-taken' || effect.kind === 'place-released') {
            expect(place).toBe(effect.kind === 'place-released')
            place = !place
          }
          const named =
            'duty' in effect
              ? `duty ${effect.duty}`
              : 'power' in effect
                ? `power ${effect.power}`
                : 'clock' in effect
                  ? `clock ${effect.clock}`
                  : ''
          if (/-(begins|started)$/.test(effect.kind)) expect(open.has(named)).toBe(false)
          if (/-(begins|started)$/.test(effect.kind)) open.add(named)
          if (/-(ends|ended)$/.test(effect.kind)) expect(open.delete(named), named).toBe(true)
        }
        expect(place).toBe(watch.courses.get(found.route)?.states.get(after.state)?.phase === 'in')
        expect(after.clocks.map(({ clock }) => `clock ${clock}`).toSorted()).toEqual(
          [...open].filter(one => one.startsWith('clock')).toSorted(),
        )
      }
    }),
  )
})

test('a one-off duty is done once each time it begins, and owed exactly while it has begun and is not done', () => {
  fc.assert(
    fc.property(walk, found => {
      const owed = new Set<string>()
      for (const { before, taken, after } of follow(found)) {
        if (!taken.accepted) continue
        for (const effect of taken.effects) {
          if (effect.kind === 'duty-begins') owed.add(effect.duty)
          if (effect.kind === 'duty-ends') owed.delete(effect.duty)
          if (effect.kind === 'duty-done') expect(owed.delete(effect.duty), effect.duty).toBe(true)
          // What a clock times is owed anew when that starts anew, in the states in which it is owed at all.
          if (effect.kind !== 'clock-started') continue
          const state = watch.courses.get(found.route)?.states.get(after.state)
          for (const { id, duty } of state?.duties ?? [])
            if ('clock' in duty.when && duty.when.clock === effect.clock) owed.add(id)
        }
        expect(
          dutiesOf(watch, after)
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual([...owed].toSorted())
        expect(
          after.done.every(id =>
            watch.courses
              .get(found.route)
              ?.states.get(after.state)
              ?.duties.some(one => one.id === id),
          ),
        ).toBe(true)
        expect(after.done).not.toContain('renew')
        expect(after.done).not.toContain('log')
        if (before.state === after.state)
          for (const id of before.done)
            expect(
              dutiesOf(watch, after).some(one => one.id === id) &&
                !taken.effects.some(one => one.kind === 'clock-started'),
            ).toBe(false)
      }
    }),
  )
})

test('a duty is late exactly where the clock that it ends, or its date, was over', () => {
  fc.assert(
    fc.property(walk, found => {
      for (const { event, taken } of follow(found)) {
        if (!taken.accepted) continue
        const late = new Map(
          taken.effects.flatMap(one => (one.kind === 'clock-ended' ? [[one.clock, one.late] as const] : [])),
        )
        for (const effect of taken.effects) {
          if (effect.kind !== 'duty-done') continue
          const when = watch.regime.duties[effect.duty]?.when ?? { 'no-date': true }
          if ('clock' in when) expect(effect.late).toBe(late.get(when.clock))
          else expect(effect.late).toBe('by-date' in when && event.on > day('2014-03-31'))
        }
      }
    }),
  )
})

test('ticks in between change nothing but the count of events', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 90 }),
      fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 6 }),
      (last, between) => {
        const start = begin(watch, '2014-01-06', 'trust')
        const events: readonly CaseEvent[] = [
          { kind: 'event', event: 'admitted', on: day('2014-01-06'), answers: { entry: 'met' } },
          { kind: 'event', event: 'published', on: day('2014-01-10') },
        ]
        const end: CaseEvent = { kind: 'tick', on: day('2014-01-10') + last }
        const ticks = between
          .filter(at => at <= last)
          .toSorted((a, b) => a - b)
          .map((at): CaseEvent => ({ kind: 'tick', on: day('2014-01-10') + at }))
        const fold = (all: readonly CaseEvent[]) =>
          all.reduce((found, event) => {
            const taken = step(watch, found, event, now)
            return taken.accepted ? taken.case : found
          }, start)
        expect({ ...fold([...events, ...ticks, end]), sequence: 0 }).toEqual({ ...fold([...events, end]), sequence: 0 })
      },
    ),
  )
})
