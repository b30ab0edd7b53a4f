/** The days on which recurring duties fall due, counted from entry. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dutiesFallingDue, nextDue } from '../../src/casework/duty-calendar.ts'
import { dayFromIso, isoFromDay, monthsLater } from '../../src/regimes/day.ts'
import { openCase } from '../../src/regimes/open-case.ts'
import type { CaseState } from '../../src/regimes/model.ts'
import { loadShelf } from '../../src/regimes/shelf-file.ts'

const day = dayFromIso
const due = (...given: Parameters<typeof nextDue>) => isoFromDay(nextDue(...given))

describe('the next due day', () => {
  it('comes a whole cadence after entry, and then again', () => {
    const entered = day('2026-01-15')
    expect(due('week', entered, entered)).toBe('2026-01-22')
    expect(due('month', entered, entered)).toBe('2026-02-15')
    expect(due('quarter', entered, entered)).toBe('2026-04-15')
    expect(due('half-year', entered, entered)).toBe('2026-07-15')
    expect(due('year', entered, entered)).toBe('2027-01-15')
    expect(due('month', entered, day('2026-03-15'))).toBe('2026-03-15')
    expect(due('month', entered, day('2026-03-16'))).toBe('2026-04-15')
  })

  it('after entry on the 31st is the last day of a shorter month, and the 31st again after it', () => {
    const entered = day('2026-01-31')
    expect(due('month', entered, day('2026-02-01'))).toBe('2026-02-28')
    expect(due('month', entered, day('2026-03-01'))).toBe('2026-03-31')
  })

  it('is the first that is not past, whatever the days', () => {
    const cadence = fc.constantFrom('month' as const, 'quarter' as const, 'half-year' as const, 'year' as const)
    const length = { month: 1, quarter: 3, 'half-year': 6, year: 12 }
    fc.assert(
      fc.property(
        cadence,
        fc.integer({ min: 10_000, max: 30_000 }),
        fc.integer({ min: 0, max: 8000 }),
        (every, entered, later) => {
          const all = Array.from({ length: 300 }, (_, index) => monthsLater(entered, (index + 1) * length[every]).day)
          expect(nextDue(every, entered, entered + later)).toBe(all.find(one => one >= entered + later))
        },
      ),
    )
  })
})

describe('in a case', async () => {
  const shelf = await loadShelf()
  const { compiled } = shelf.find(({ id }) => id === 'commissioning-failure')?.latest ?? shelf[0]!.latest
  const on = day('2026-01-15')
  const opened = openCase(compiled, { organisations: ['X01'], route: [...compiled.courses.keys()][0] ?? null, on }, on)
  if (!opened.accepted) throw new Error(opened.refusal.words)
  const monthly = Object.entries(compiled.regime.duties).find(
    ([, { when }]) => 'every' in when && when.every === 'month',
  )?.[0]
  const course = [...compiled.courses.values()][0]
  const state =
    [...(course?.states.values() ?? [])].find(({ duties }) => duties.some(({ id }) => id === monthly))?.id ?? ''
  const entered: CaseState = { ...opened.case, state, entered: on }

  it('the monthly duty falls due on its day and on no other', () => {
    const falling = (iso: string) => dutiesFallingDue(compiled, entered, day(iso)).map(({ duty }) => duty)
    expect(falling('2026-02-15')).toContain(monthly)
    expect(falling('2026-02-14')).toEqual([])
    expect(falling('2026-01-15')).toEqual([])
    expect(dutiesFallingDue(compiled, entered, day('2026-02-15')).find(({ duty }) => duty === monthly)).toMatchObject({
      title: expect.any(String),
      owner: expect.any(String),
    })
  })

  it('nothing recurs before entry', () => {
    expect(dutiesFallingDue(compiled, { ...entered, entered: null }, day('2026-02-15'))).toEqual([])
  })
})
