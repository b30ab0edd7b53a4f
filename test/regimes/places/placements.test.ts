import { describe, expect, test } from 'vitest'
import { placedOn, standingOn, type DayRange, type Placement } from '../../../src/regimes/placements.ts'

const day = (date: string): DayRange => ({ earliest: date, latest: date })
const month = (date: string): DayRange => ({ earliest: `${date}-01`, latest: `${date}-30` })

function placement(given: Partial<Placement>): Placement {
  return {
    regime: 'watch',
    organisation: 'AAA',
    entered: day('2014-04-01'),
    notBefore: null,
    left: null,
    outBy: null,
    lastKnownIn: null,
    sources: [],
    ...given,
  }
}

describe('whether a placement is open on a day', () => {
  test('between two known days: in on the first, out on the last', () => {
    const one = placement({ left: day('2015-04-01') })
    expect(['2014-03-31', '2014-04-01', '2015-03-31', '2015-04-01'].map(on => standingOn(one, on))).toEqual([
      'out',
      'in',
      'in',
      'out',
    ])
  })

  test('no end known is not still in, and not out either', () => {
    expect(standingOn(placement({}), '2020-01-01')).toBe('unknown')
    expect(standingOn(placement({ lastKnownIn: day('2016-01-01') }), '2015-12-31')).toBe('in')
    expect(standingOn(placement({ lastKnownIn: day('2016-01-01') }), '2016-01-02')).toBe('unknown')
  })

  test('left, date not found: out from the day by which it was out', () => {
    const one = placement({ outBy: '2016-01-01' })
    expect([standingOn(one, '2015-12-31'), standingOn(one, '2016-01-01')]).toEqual(['unknown', 'out'])
  })

  test('a month leaves the days within it unknown', () => {
    const one = placement({ entered: month('2014-04'), left: month('2015-06') })
    expect(
      ['2014-03-31', '2014-04-15', '2014-05-01', '2015-06-15', '2015-07-01'].map(on => standingOn(one, on)),
    ).toEqual(['out', 'unknown', 'in', 'unknown', 'out'])
  })

  test('an entry that is not known is out before the earliest day it can be, and unknown after', () => {
    const one = placement({ entered: null, notBefore: '2014-01-01' })
    expect([standingOn(one, '2013-12-31'), standingOn(one, '2014-06-01')]).toEqual(['out', 'unknown'])
  })

  test('of several placements: in by any, else unknown by any, else out', () => {
    const over = placement({ left: day('2015-01-01') })
    expect(placedOn([over, placement({})], '2016-01-01')).toBe('unknown')
    expect(placedOn([placement({}), placement({ lastKnownIn: day('2017-01-01') })], '2016-01-01')).toBe('in')
    expect(placedOn([], '2016-01-01')).toBe('out')
  })
})
