/** In each shipped regime that looks again after exit: a case ends as one that lasted with the last of these checks, never before. */
import { describe, expect, test } from 'vitest'
import { confirmedBy, lastedTooSoon } from '../../../src/casework/lasted-too-soon.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import { checksOf } from '../../../src/casework/records/sustain-check.ts'
import { dayFromIso, isoFromDay } from '../../../src/regimes/day.ts'
import type { CaseState } from '../../../src/regimes/model.ts'
import { openCase } from '../../../src/regimes/open-case.ts'
import { loadShelf } from '../../../src/regimes/shelf-file.ts'
import { step } from '../../../src/regimes/step.ts'

const shelf = await loadShelf()
const left = dayFromIso('2035-08-11')

/** Each way, on each route of each version, in which a case that has left ends by what its checks rest on. */
const ways = shelf.flatMap(({ id, byVersion }) =>
  [...byVersion.values()].flatMap(({ version, compiled }) =>
    [...compiled.courses].flatMap(([route, course]) =>
      [...course.states.values()]
        .filter(({ phase }) => phase === 'after')
        .flatMap(from =>
          [...from.on].flatMap(([event, moves]) =>
            moves.flatMap(({ criterion, to, by }) => {
              const asked = (compiled.regime.exit.sustain ?? []).some(one => one.criterion === criterion)
              const ends = (course.states.get(to)?.ends ?? null) !== null
              return criterion !== null && asked && ends
                ? [{ id, version, route, compiled, from, event, criterion, by }]
                : []
            }),
          ),
        ),
    ),
  ),
)

test('most regimes that look again after exit have such a way', () => {
  const regimes = new Set(ways.map(({ id }) => id))
  const looking = shelf.filter(({ latest }) => (latest.regime.exit.sustain ?? []).length > 0).map(({ id }) => id)
  // Of the others a case that left is one of the ordinary cases again, and does not end.
  expect(looking.filter(id => !regimes.has(id))).toEqual(['system-oversight-2021'])
})

describe.each(ways)('$id ($version, route $route): $event', ({ compiled, route, from, event, criterion, by }) => {
  const opened = openCase(compiled, { organisations: ['XA01'], route, on: compiled.inForce.from }, left)
  if (!opened.accepted) throw new Error(opened.refusal.words)
  const out: CaseState = {
    ...opened.case,
    state: from.id,
    strands: {},
    clocks: [],
    last: left,
    entered: left - 100,
    left,
  }
  const checks = checksOf(compiled, out).filter(one => one.criterion === criterion)
  const last = checks.at(-1)?.due ?? 0
  const answers = Object.fromEntries(Object.keys(compiled.regime.criteria).map(one => [one, 'met' as const]))
  const happen = (on: number) => {
    const taken = step(compiled, out, { kind: 'event', event, on, answers, ...(by === null ? {} : { by }) }, on)
    if (!taken.accepted) throw new Error(taken.refusal.words)
    const asked = { kind: 'event', event, on: isoFromDay(on), by: by ?? '' } as const
    return { event: asked, effects: taken.effects, after: taken.case }
  }
  const records = checks.map(
    ({ months, due }) =>
      ({
        id: `${months}`,
        kind: 'sustain-check',
        effective: isoFromDay(due),
        body: { check: `${months}`, outcome: 'not-known', statement: 'Nobody went.' },
      }) as unknown as StoredRecord,
  )

  test('waits for the last check, and for a word on each before it', () => {
    expect(confirmedBy(compiled, happen(left + 3))).toBe(criterion)
    for (const on of [left + 3, ...checks.slice(0, -1).map(({ due }) => due), last - 1])
      expect(lastedTooSoon(compiled, records, happen(on))?.words).toContain('before the last check')
    if (checks.length > 1) expect(lastedTooSoon(compiled, [], happen(last))?.words).toContain('is not answered')
    expect(lastedTooSoon(compiled, records.slice(0, -1), happen(last))).toBeNull()
  })
})
