/** Random walks through every regime that ships, in each of its versions and on each of its routes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileRegime } from '../../../src/regimes/compile.ts'
import { dayFromIso } from '../../../src/regimes/day.ts'
import type { CaseEvent, CaseState } from '../../../src/regimes/model.ts'
import { openCase } from '../../../src/regimes/open-case.ts'
import { listRegimes, loadRegime } from '../../../src/regimes/regime-file.ts'
import { allowedEvents, dutiesOf, powersOf } from '../../../src/regimes/standing.ts'
import { step } from '../../../src/regimes/step.ts'
import { timetable } from '../../../src/regimes/timetable.ts'
import { calendars } from '../clocks/calendars.ts'
import { accepted } from './harness.ts'

const now = dayFromIso('2030-12-31')
const regimes = (
  await Promise.all(
    (
      await listRegimes()
    ).map(async ({ id }) => {
      const { regime } = await loadRegime(id)
      return Promise.all(
        Object.keys(regime.versions).map(async version => compileRegime(await loadRegime(id, version), calendars)),
      )
    }),
  )
).flat()
const named = regimes.map(compiled => [`${compiled.pin.regime} ${compiled.pin.version}`, compiled] as const)
const outcomes = fc.constantFrom('met' as const, 'not-met' as const)
const walk = fc.array(fc.record({ which: fc.nat(), after: fc.integer({ min: 0, max: 60 }), outcome: outcomes }), {
  maxLength: 30,
})

test.each(named)('%s: a walk stays in its states, and every step is taken or refused in words', (_, compiled) => {
  const criteria = Object.keys(compiled.regime.criteria)
  fc.assert(
    fc.property(walk, fc.constantFrom(...compiled.courses.keys()), (steps, route) => {
      const opening = { organisations: ['RXX'], route, on: compiled.inForce.from }
      let found: CaseState = accepted(openCase(compiled, opening, now)).case
      for (const { which, after, outcome } of steps) {
        const allowed = allowedEvents(compiled, found)
        const on = found.last + after
        const answers = Object.fromEntries(criteria.map(id => [id, outcome]))
        const event = allowed[which % (allowed.length + 1)]
        const one: CaseEvent = event === undefined ? { kind: 'tick', on } : { kind: 'event', event, on, answers }
        const taken = step(compiled, found, one, now)
        if (taken.accepted) found = taken.case
        else expect(taken.refusal.words).toMatch(/\.$/)
        expect(compiled.courses.get(route)?.states.has(found.state)).toBe(true)
        expect(dutiesOf(compiled, found).every(({ owner }) => owner in compiled.regime.roles)).toBe(true)
        expect(powersOf(compiled, found).every(({ by }) => by in compiled.regime.roles)).toBe(true)
      }
    }),
    { numRuns: 30 },
  )
})

test.each(named)('%s: every clock has a day or waits for an event, from whatever event one starts', (_, compiled) => {
  const starts = new Set([...compiled.courses.values()].flatMap(course => [...course.starts.keys()]))
  for (const event of starts) {
    const { clocks, undated } = timetable(compiled, { events: { [event]: compiled.inForce.from } })
    const ids = new Set([...clocks, ...undated].map(({ id }) => id))
    expect([...ids].toSorted()).toEqual(Object.keys(compiled.regime.clocks).toSorted())
    for (const { due, start } of clocks) if (due !== null) expect(due >= start).toBe(true)
  }
})
