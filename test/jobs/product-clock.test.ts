/** The product's clock: real time, or simulated time that starts where it is told and runs as fast as it is told. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  parseClockDay,
  parseSpeed,
  simulatedClock,
  standingStill,
  systemClock,
  untilTomorrow,
} from '../../src/casework/product-clock.ts'

function speedOf(text: string) {
  const speed = parseSpeed(text)
  if (speed === null) throw new Error(`${text} is no speed`)
  return speed
}

it('begins on its day and goes as many times as fast as real time', () => {
  let real = 1_000_000
  const clock = simulatedClock('2026-01-01', speedOf('1d/s'), () => real)
  expect(clock.now()).toBe('2026-01-01T00:00:00.000Z')
  real += 44_500
  expect(clock.now()).toBe('2026-02-14T12:00:00.000Z')
  expect(clock.simulation).toEqual({ from: '2026-01-01T00:00:00.000Z', speed: 86_400, words: 'one day a second' })
})

it('says when its next day has begun, in real milliseconds', () => {
  let real = 0
  const clock = simulatedClock('2026-01-01', speedOf('1d/s'), () => real)
  expect(untilTomorrow(clock)).toBe(1001)
  real = 1250
  expect(untilTomorrow(clock)).toBe(751)
  expect(untilTomorrow(systemClock(() => Date.parse('2026-03-04T23:59:58Z')))).toBe(2001)
  expect(untilTomorrow(simulatedClock('2026-01-01', standingStill, () => real))).toBe(Infinity)
})

it('never skips a day for whoever waits as long as it says', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('1d/s', '30d/s', '366d/s', '7h/s', '30d/m'),
      fc.integer({ min: 0, max: 99_999 }),
      (text, at) => {
        let real = at
        const clock = simulatedClock('2026-01-01', speedOf(text), () => real)
        real += at / 7
        const day = Date.parse(clock.now().slice(0, 10))
        real += untilTomorrow(clock)
        const gone = (Date.parse(clock.now().slice(0, 10)) - day) / 86_400_000
        expect(gone).toBe(1)
      },
    ),
    // Seven hours a second came out a hair before midnight.
    { numRuns: 3000, examples: [['7h/s', 26_405]] },
  )
})

it.each([
  ['1d/s', 86_400, 'one day a second'],
  ['30d/s', 2_592_000, '30 days a second'],
  ['1h/s', 3600, 'one hour a second'],
  ['30d/m', 43_200, '30 days a minute'],
  ['2d/h', 48, '2 days an hour'],
])('reads the speed %s', (text, times, words) => {
  expect(parseSpeed(text)).toEqual({ times, words })
})

it.each(['', '1', '0d/s', '-1d/s', '1.5d/s', 'fast', '1d', '1y/s', '367d/s', '99999d/s', '1d/s '])(
  'finds no speed in "%s"',
  text => expect(parseSpeed(text)).toBeNull(),
)

it.each(['2026-02-30', '2026-1-1', '1999-12-31', '2100-01-01', 'today', '2026-01-01T00:00', ''])(
  'finds no day in "%s"',
  text => expect(parseClockDay(text)).toBeNull(),
)
