/** Earlier attempts: each with its ends as far as they are known, how it ended, and whether it lasted where somebody said. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { earlierAttempts, timesInWords } from '../../../src/casework/earlier-attempts.ts'
import type { Body } from '../../../src/casework/past-stays.ts'
import type { Finding } from '../../../src/evidence/model.ts'
import { cited } from '../../regimes/engine/harness.ts'
import { around, caseIn, placed, regime } from './cases.ts'

const rescue = regime('rescue', {
  criteria: {
    lasted: {
      title: 'It lasted',
      of: { judgement: 'Has it lasted?', by: 'office', finding: 'it-lasted', equals: 'yes', ...cited },
    },
  },
  exit: {
    sustain: [{ 'months-after': 12, criterion: 'lasted', by: 'office', says: 'Did it last?', ...cited }],
    ...cited,
  },
})
const other = regime('other')
const all = around([rescue, other], '2020-01-01')
const itself: Body = { code: 'RAA', of: 'itself', absorbed: null }
const before: Body = { code: 'RBB', of: 'predecessor', absorbed: '2016-04-01' }
const focal = caseIn(rescue, 'focal', 'inside', { entered: '2019-05-01' })
const row = { name: 'rescue', code: 'RAA' }
const of = (
  known: Partial<Parameters<typeof earlierAttempts>[1]>,
  findings: readonly Finding[] = [],
  bodies = [itself],
) => earlierAttempts(bodies, { cases: [], placements: [], ...known }, findings, focal, all)

function finding(value: string, from: string): Finding {
  const about = { organisation: 'RAA', kind: 'it-lasted', until: null, period: null }
  return {
    ...about,
    value,
    from,
    author: 'The office',
    document: 'Letter',
    statement: '',
    source: { import: 0, row: 0 },
  }
}

describe('an earlier attempt', () => {
  it('by a closed case is told with how its stage ends, and that nobody said whether it lasted', () => {
    const closed = caseIn(other, 'closed', 'better', { entered: '2014-01-06', left: '2015-02-02' })
    expect(of({ cases: [closed, focal] })).toMatchObject([
      {
        caseId: 'closed',
        from: '6 January 2014',
        to: '2 February 2015',
        ended: '“Better”: ends in success',
        time: 1,
        sustained: { lasted: 'not-known', words: 'Nobody said whether it lasted.' },
      },
    ])
  })

  it('by placement keeps what is not known of its end, and is never taken to go on', () => {
    const [found] = of({
      placements: placed({
        ...row,
        id: 'a',
        entered: '{ date: 2012 }'.replace('2012', '"2012"'),
        left: '{ state: end-not-known }',
      }),
    })
    expect(found).toMatchObject({
      from: '2012',
      to: 'end not known',
      ended: 'not known',
      sources: ['The tests, Made up'],
    })
    expect(found?.sustained.lasted).toBe('not-known')
    expect(found?.words).not.toMatch(/still in|has been in/)
  })

  it('that it came back from did not last, whether by a placement or by the case itself', () => {
    const placements = placed(
      { ...row, id: 'a', entered: '{ date: 2012-01-01 }', left: '{ date: 2013-01-01, how: better }' },
      { ...row, id: 'b', entered: '{ date: 2015-01-01 }', left: '{ date: 2016-01-01 }' },
    )
    const found = of({ placements, cases: [focal] })
    expect(found.map(one => [one.time, one.sustained.lasted, one.sustained.words])).toEqual([
      [2, 'no', 'It did not last: it came back, entered 1 May 2019.'],
      [1, 'no', 'It did not last: it came back, entered 1 January 2015.'],
    ])
    expect(timesInWords(found)).toEqual(['Hospital RAA is known to have been in “The rescue programme” twice before.'])
  })

  it('lasted or not as the checks after it were answered since, and not by what was said before', () => {
    const placements = placed({ ...row, id: 'a', entered: '{ date: 2012-01-01 }', left: '{ date: 2013-01-01 }' })
    const lasted = (...findings: readonly Finding[]) => of({ placements }, findings)[0]?.sustained.lasted
    expect(lasted(finding('Yes', '2014-01-01'))).toBe('yes')
    expect(lasted(finding('yes', '2014-01-01'), finding('no', '2015-01-01'))).toBe('no')
    expect(lasted(finding('yes', '2012-06-01'))).toBe('not-known')
  })

  it('of a predecessor is told under its own name, and counts no re-entry of the successor', () => {
    const placements = placed(
      { ...row, id: 'a', code: 'RBB', entered: '{ date: 2012-01-01 }', left: '{ date: 2013-01-01 }' },
      { ...row, id: 'b', entered: '{ date: 2014-01-01 }', left: '{ date: 2015-01-01 }' },
    )
    const found = of({ placements }, [], [itself, before])
    expect(found.map(one => [one.organisation, one.of, one.time])).toEqual([
      ['RAA', 'itself', 1],
      ['RBB', 'predecessor', 1],
    ])
    expect(found[1]?.words).toContain(
      'Hospital RBB became part of it on 1 April 2016; nothing here says that this passed on.',
    )
    expect(timesInWords(found)).toEqual([])
  })
})

describe('what is no earlier attempt', () => {
  it('is the stay of the case itself, what began later, and what was never entered', () => {
    const placements = placed(
      { ...row, id: 'same', entered: '{ date: 2019-05 }', left: '{ state: end-not-known }' },
      { ...row, id: 'later', name: 'other', entered: '{ date: 2019-09-01 }', left: '{ state: end-not-known }' },
    )
    const never = caseIn(other, 'never', 'outside', { entered: null })
    expect(of({ placements, cases: [focal, never] })).toEqual([])
  })

  it('is a second telling of a stay that a case tells', () => {
    const closed = caseIn(rescue, 'closed', 'better', { entered: '2014-01-06', left: '2015-02-02' })
    const placements = placed({ ...row, id: 'same', entered: '{ date: 2014-01 }', left: '{ date: 2015-02 }' })
    expect(of({ cases: [closed], placements }).map(one => one.caseId)).toEqual(['closed'])
  })
})

it('the same is told in whatever order stays are given, newest first, each with a source, and none without an end as going on', () => {
  const stay = fc.record({
    name: fc.constantFrom('rescue', 'other'),
    code: fc.constantFrom('RAA', 'RBB', 'RCC'),
    entered: fc.constantFrom('{ date: 2012-01-01 }', '{ date: 2012-01 }', '{ date: 2014-05-01 }', 'unknown'),
    left: fc.constantFrom('{ date: 2015-01-01 }', '{ state: end-not-known }', '{ state: date-not-found }'),
  })
  fc.assert(
    fc.property(fc.array(stay, { maxLength: 8 }), stays => {
      const placements = placed(...stays.map((one, i) => ({ ...one, id: `stay-${i}` })))
      const found = of({ placements }, [], [itself, before])
      expect(of({ placements: placements.toReversed() }, [], [before, itself])).toEqual(found)
      expect(found).toHaveLength(stays.filter(({ code }) => code !== 'RCC').length)
      for (const one of found) {
        expect(one.sources.length).toBeGreaterThan(0)
        expect(one.words).not.toMatch(/still in|has been in/)
      }
    }),
    { numRuns: 60 },
  )
})
