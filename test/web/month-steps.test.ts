/** The way of a monthly update to the public: what is done, what is next, and whose it is. */
import { expect, it } from 'vitest'
import { type MonthSteps, monthSteps } from '../../src/web/month-steps.ts'

const about: MonthSteps = {
  month: '2025-08',
  version: null,
  writers: ['The organisation'],
  checkers: ['Pilot'],
  checkAsked: true,
  isExercise: false,
}
type Stage = NonNullable<MonthSteps['version']>['stage']
const at = (stage: Stage, publishedOn: string | null = null) =>
  monthSteps({ ...about, version: { number: 3, stage, publishedOn } })
const states = (steps: ReturnType<typeof monthSteps>) => steps.map(({ state }) => state)

it('waits first for the writing, then for the check, then for the publisher, then for nobody', () => {
  expect(states(monthSteps(about))).toEqual(['now', 'to-come', 'to-come', 'to-come'])
  expect(states(at('written'))).toEqual(['done', 'done', 'now', 'to-come'])
  expect(states(at('checked'))).toEqual(['done', 'done', 'done', 'now'])
  expect(states(at('published', '2025-09-04'))).toEqual(['done', 'done', 'done', 'done'])
  expect(at('published', '2025-09-04')[3]?.says).toBe('Everybody can read it since 4 September 2025.')
})

it('goes back to its writers where the check found points', () => {
  expect(states(at('questioned'))[0]).toBe('now')
  expect(at('questioned')[0]?.says).toContain('It is for The organisation to put them right')
})

it('says where the rules ask for no check, and that an exercise is never published', () => {
  expect(monthSteps({ ...about, checkAsked: false })[2]?.says).toContain('may be published without')
  expect(monthSteps({ ...about, isExercise: true })[3]?.says).toBe('An exercise is never published.')
})
