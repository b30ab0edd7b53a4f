/** A case that went over, told with each side by the titles of its own file. */
import { expect, test } from 'vitest'
import { dayFromIso } from '../../src/regimes/day.ts'
import { migratedInWords, migrationFollowed } from '../../src/web/migration-words.ts'
import { clock, compile, state } from '../regimes/engine/harness.ts'

const side = (title: string, stage: string, clockTitle: string) =>
  compile({
    regime: title.toLowerCase(),
    title,
    stages: {
      first: stage,
      states: {
        [stage]: state('in', { over: { to: 'out' } }, { title: `${title} stage` }),
        out: state('after', undefined, { ends: 'success' }),
      },
    },
    clocks: {
      plan: clock({ title: clockTitle, starts: 'never', ends: 'over', length: '10 calendar days' }),
      review: clock({ title: clockTitle, starts: 'never', ends: 'over', length: '10 calendar days' }),
    },
  })

const sides = { from: side('Watch', 'draft', 'Old clock'), to: side('Guard', 'guarded', 'New clock') }

test('time that passed is told by the old rules, and the change by both', () => {
  expect(migratedInWords(sides)).toBe('Went over from Watch to Guard, version 2010')
  const day = dayFromIso('2014-01-20')
  const effects = [
    { kind: 'clock-ran-out', clock: 'plan', due: day },
    { kind: 'moved', strand: 'main', from: 'draft', to: 'guarded' },
    { kind: 'place-released' },
    { kind: 'place-taken' },
    { kind: 'clock-moved', clock: 'plan', from: day, to: day + 1, because: 'Guard: 10 days' },
    { kind: 'clock-ended', clock: 'review', due: day, late: false },
  ] as const
  expect(migrationFollowed(sides, { effects })).toEqual([
    '“Old clock” ran out on 20 January 2014.',
    'From “Watch stage” it comes to “Guard stage”.',
    'Its place in Watch is free again.',
    'It takes a place in Guard.',
    '“New clock” moved from 20 January 2014 to 21 January 2014: Guard: 10 days.',
    '“Old clock” ends with the old rules; its last day would have been 20 January 2014.',
  ])
})
