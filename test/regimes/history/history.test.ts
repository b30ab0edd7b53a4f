/** Questions put to a history: lengths, overlaps, re-entries, timelines and sums, from what is known and nothing else. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadHistory } from '../../../src/regimes/history-file.ts'
import { membersOf, monthsIn, openAt, summaryOf, timelineOf, timeOf } from '../../../src/regimes/history.ts'
import { knownDate, monthsBetween } from '../../../src/regimes/known-date.ts'
import { overlap } from '../../../src/regimes/overlaps.ts'
import { anyPlacement, placement } from './arbitrary.ts'

const history = await loadHistory()

describe('a date', () => {
  test.each([
    ['2013-07-16', 'day', '2013-07-16', '2013-07-16'],
    ['2016-02', 'month', '2016-02-01', '2016-02-29'],
    ['2014', 'year', '2014-01-01', '2014-12-31'],
  ])('%s is known to the %s: %s to %s', (text, precision, earliest, latest) => {
    expect(knownDate(text)).toMatchObject({ precision, earliest, latest, inferred: null })
  })
})

describe('a length', () => {
  test('lies between what the dates allow', () => {
    const length = monthsBetween(knownDate('2015'), knownDate('2018-01-10'))
    expect(length.atLeast).toBeCloseTo((365 + 366 + 10) / 30.4375, 10)
    expect(length.atMost).toBeCloseTo((365 + 366 + 365 + 9) / 30.4375, 10)
  })

  test('of a stay within one year may be nothing, and is never negative', () => {
    expect(monthsBetween(knownDate('2014'), knownDate('2014')).atLeast).toBe(0)
  })

  test('is an interval with its middle in it, and there is none without both dates', () => {
    fc.assert(
      fc.property(anyPlacement, one => {
        const length = monthsIn(one)
        if (!one.entered || !one.left) return length === null
        return (
          length !== null && 0 <= length.atLeast && length.atLeast <= length.middle && length.middle <= length.atMost
        )
      }),
    )
  })

  test('is exact for days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), days => {
        const until = new Date(Date.UTC(2013, 6, 16 + days)).toISOString().slice(0, 10)
        const { atLeast, atMost } = monthsBetween(knownDate('2013-07-16'), knownDate(until))
        expect(atLeast).toBe(atMost)
        expect(atLeast * 30.4375).toBeCloseTo(days, 8)
      }),
    )
  })
})

describe('an end that is not known', () => {
  test('accrues no months and is open on no day that no source vouches for', () => {
    fc.assert(
      fc.property(
        anyPlacement,
        fc.date({ min: new Date('2005-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (one, at) => {
          const day = at.toISOString().slice(0, 10)
          if (one.left) return true
          const open = openAt([one], day).length === 1
          return monthsIn(one) === null && (!open || (one.lastKnownIn !== null && day <= one.lastKnownIn.earliest))
        },
      ),
    )
  })

  test('leaves a stay out of the median, which says of how many it is', () => {
    const stays = [
      placement({ id: 'a', left: knownDate('2014-07-16') }),
      placement({ id: 'b', organisation: 'RYY' }),
      placement({ id: 'c', organisation: 'RZZ', leftKnown: 'left-date-not-found' }),
    ]
    const { entries, dated, leftDateNotFound, endNotKnown, median, howLeft } = summaryOf(stays, 'a-regime')
    expect({ entries, dated, leftDateNotFound, endNotKnown }).toEqual({
      entries: 3,
      dated: 1,
      leftDateNotFound: 1,
      endNotKnown: 1,
    })
    expect(median?.of).toBe(1)
    expect(howLeft).toEqual([{ way: null, words: 'how was not found', count: 2 }])
  })
})

describe('overlaps', () => {
  test('are the same seen from either stay', () => {
    fc.assert(fc.property(anyPlacement, anyPlacement, (a, b) => overlap(a, b) === overlap(b, a)))
  })

  test('are certain only where some day is in both without doubt', () => {
    fc.assert(
      fc.property(anyPlacement, anyPlacement, (a, b) => {
        const both = { ...b, organisation: a.organisation, name: { id: 'other', title: 'Other' }, regime: 'other' }
        const dates = [a, both].flatMap(one => [one.entered?.latest, one.left?.earliest, one.lastKnownIn?.earliest])
        const open = dates.some(day => day !== undefined && openAt([a, both], day).length === 2)
        return (overlap(a, both) === 'certain') === open
      }),
    )
  })

  test('are none between a regime and the one it led into, nor between different organisations', () => {
    const first = placement({ left: knownDate('2021-07'), into: 'next' })
    const next = placement({
      id: 'two',
      regime: 'next',
      name: { id: 'next', title: 'Next' },
      entered: knownDate('2021-07'),
    })
    expect(overlap(first, next)).toBeNull()
    expect(overlap({ ...first, into: null }, next)).toBe('possible')
    expect(overlap({ ...first, into: null }, { ...next, organisation: 'RYY' })).toBeNull()
  })

  test('of Barts, for quality and finance at once, are certain although the one end is not known', () => {
    const rows = timelineOf(history, 'R1H')
    expect(rows.map(row => row.overlaps.map(one => [one.with.id, one.certain]))).toEqual([
      [['fsm-r1h-2016', true]],
      [['smq-r1h-2015', true]],
    ])
  })
})

describe('a timeline', () => {
  test('of United Lincolnshire runs through five stays, the second of one regime numbered', () => {
    expect(timelineOf(history, 'RWD').map(row => [row.placement.regime, row.time])).toEqual([
      ['keogh-reviews-2013', 1],
      ['special-measures-2013', 1],
      ['financial-special-measures-2016', 1],
      ['special-measures-2014', 2],
      ['recovery-support-programme-2021', 1],
    ])
  })

  test('reaches predecessors and successors of any remove, and not their other kin', () => {
    const became = (predecessor: string, successor: string) => ({
      predecessor,
      successor,
      date: null,
      kind: 'merger',
      source: { import: 0, row: 1 },
    })
    const successions = [became('RAA', 'RBB'), became('RBB', 'RCC'), became('RAA', 'RDD')]
    const stays = ['RAA', 'RBB', 'RCC', 'RDD'].map(code => placement({ id: code, organisation: code }))
    const seen = (code: string) => timelineOf(stays, code, successions).map(row => [row.placement.id, row.of])
    expect(seen('RCC')).toEqual([
      ['RAA', 'predecessor'],
      ['RBB', 'predecessor'],
      ['RCC', 'itself'],
    ])
    expect(seen('RDD')).toEqual([
      ['RAA', 'predecessor'],
      ['RDD', 'itself'],
    ])
  })

  test('keeps to the years asked for', () => {
    expect(timelineOf(history, 'RCX', [], { from: 2005, to: 2013 }).map(row => row.placement.id)).toEqual([
      'smq-rcx-2013',
    ])
  })
})

describe('stays under one name', () => {
  test('have no number where their order is not known', () => {
    const first = placement({ id: 'a', entered: knownDate('2015') })
    const second = placement({ id: 'b', entered: knownDate('2015-06') })
    expect([timeOf(first, [first, second]), timeOf(second, [first, second])]).toEqual([null, null])
  })

  test('of the real history that came again are those of four trusts', () => {
    const again = history.filter(one => (timeOf(one, history) ?? 1) > 1).map(one => one.id)
    expect(again).toEqual(['smq-rmy-2017', 'smq-rwd-2017', 'smq-rjl-2017', 'smq-rcx-2018'])
  })
})

describe('a regime', () => {
  test('lists who was in it, oldest first', () => {
    const members = membersOf(history, 'trust-special-administration')
    expect(members.map(one => one.organisationName)).toEqual([
      'South London Healthcare NHS Trust',
      'Mid Staffordshire NHS Foundation Trust',
    ])
  })

  test('says how they left: 11 of the 14 reviewed went into special measures, 3 did not', () => {
    expect(summaryOf(history, 'keogh-reviews-2013').howLeft.map(one => [one.way, one.count])).toEqual([
      ['entered-special-measures', 11],
      ['action-plan', 3],
    ])
  })
})
