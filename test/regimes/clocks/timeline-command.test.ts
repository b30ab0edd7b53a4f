/** `turnaround regime timeline`: what was misspelt is answered with what was meant. */
import { expect, test } from 'vitest'
import { regimeTimeline } from '../../../src/cli/regime-timeline-command.ts'

const ask = (...from: string[]) => regimeTimeline('trust-special-administration', { from, version: '2012' })

test.each([
  ['16/07/2012', '2012-07-16'],
  ['2012-7-16', '2012-07-16'],
  ['16 July 2012', '2012-07-16'],
  ['20120716', '2012-07-16'],
])('a day written as %s', async (written, meant) => {
  await expect(ask(`appointment=${written}`)).rejects.toThrow(`Did you mean ${meant}?`)
})

test.each(['2012-02-30', 'tomorrow', '31/02/2012', '16/07/12'])('no day is proposed for %s', async written => {
  await expect(ask(`appointment=${written}`)).rejects.toThrow(/expected a day that exists, written as 2012-07-16\.$/)
})

test('an event', async () => {
  await expect(ask('apointment=2012-07-16')).rejects.toThrow('Did you mean "appointment"?')
})
