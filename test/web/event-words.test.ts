/** What followed from an event, in plain sentences. */
import { describe, expect, it } from 'vitest'
import { loadShelf } from '../../src/regimes/shelf-file.ts'
import { dayFromIso } from '../../src/regimes/day.ts'
import { clockTitle, effectsInWords } from '../../src/web/event-words.ts'

const shelf = await loadShelf()
const { regime } = shelf.find(({ latest }) => Object.keys(latest.regime.clocks).length > 0)!.latest
const [clock = ''] = Object.keys(regime.clocks)
const due = dayFromIso('2026-06-26')

describe('a clock', () => {
  it('that its time ends is not said to be kept by anybody: it ran out', () => {
    const effects = [
      { kind: 'clock-ran-out', clock, due },
      { kind: 'clock-ended', clock, due, late: false },
    ] as const
    expect(effectsInWords(regime, effects)).toEqual([`“${clockTitle(regime, clock)}” ran out on 26 June 2026.`])
  })

  it('that an event ends was kept, in time or late', () => {
    const ended = (late: boolean) => effectsInWords(regime, [{ kind: 'clock-ended', clock, due, late }])
    expect(ended(false)[0]).toContain('was kept; its last day was 26 June 2026.')
    expect(ended(true)[0]).toContain('was kept late;')
    const overdue = [
      { kind: 'clock-ran-out', clock, due },
      { kind: 'clock-ended', clock, due, late: true },
    ] as const
    expect(effectsInWords(regime, overdue)[1]).toContain('was kept late;')
  })
})
