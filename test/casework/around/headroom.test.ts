/** Headroom: who helps others while itself in a regime is told on both cases, with since when and how that is known. */
import { describe, expect, it } from 'vitest'
import { lostHeadroom, type Partnership } from '../../../src/casework/headroom.ts'
import { cited } from '../../regimes/engine/harness.ts'
import { around, caseIn, placed, regime, saying } from './cases.ts'

const powers = {
  step: { title: 'Step in', does: 'directs', freedom: 'Everything', by: 'office', during: ['inside'], ...cited },
}
const rescue = regime('rescue', { powers })
const scope = { 'organisation-types': ['acute'], areas: true, says: 'Groups', ...cited }
const sharing = regime('sharing', { scope, relations: { conflicts: { review: saying('Reviews take all the time.') } } })
const review = regime('review')
const all = around([rescue, sharing, review])
const helped = caseIn(rescue, 'helped', 'inside')
const helper: Partnership = { caseId: 'helped', role: 'helper', organisation: 'RBB', from: '2014-02-01', until: null }
const its = caseIn(rescue, 'its', 'inside', { organisations: ['RBB'], entered: '2014-03-03' })

describe('a partner', () => {
  it('that is itself in a regime with powers over it has lost headroom, since the day it entered', () => {
    expect(lostHeadroom([helped, its], [helper], [], all)).toMatchObject([
      {
        organisation: 'RBB',
        helps: { caseId: 'helped', as: 'Helper' },
        itselfIn: { caseId: 'its' },
        since: '3 March 2014',
        certain: true,
        said: [],
        words:
          'Hospital RBB acts as Helper in a case of The rescue programme and has lost headroom: it has itself been in The rescue programme since 3 March 2014. That this takes its leaders’ time is our reading: no file says so of these two.',
      },
    ])
  })

  it('is not told before or after its time, in another role, or as a person', () => {
    for (const more of [{ from: '2014-07-01' }, { until: '2014-05-31' }, { role: 'office' }, { organisation: null }])
      expect(lostHeadroom([helped, its], [{ ...helper, ...more }], [], all)).toEqual([])
    expect(lostHeadroom([helped], [helper], [], all)).toEqual([])
  })

  it('that is a candidate, or in a collaboration, has its headroom', () => {
    const candidate = caseIn(rescue, 'its', 'outside', { organisations: ['RBB'], entered: null })
    const shares = caseIn(sharing, 'shares', 'inside', { organisations: ['RBB', 'RCC'] })
    expect(lostHeadroom([helped, candidate, shares], [helper], [], all)).toEqual([])
  })

  it('that was placed without a known end may have lost it', () => {
    const stay = { id: 'one', name: 'rescue', code: 'RBB', entered: '{ date: 2013-03 }' }
    const [found] = lostHeadroom([helped], [helper], placed({ ...stay, left: '{ state: end-not-known }' }), all)
    expect(found).toMatchObject({ certain: false, since: 'March 2013', itselfIn: { caseId: null } })
    expect(found?.words).not.toMatch(/still in|has lost|has itself been/)
    expect(lostHeadroom([helped], [helper], placed({ ...stay, left: '{ date: 2014-01-01 }' }), all)).toEqual([])
  })
})

describe('a member of a collaboration', () => {
  const shares = caseIn(sharing, 'shares', 'inside', { organisations: ['RAA', 'RCC'] })

  it('is told where its own regime takes headroom, or the files say that the two conflict', () => {
    expect(lostHeadroom([shares, helped], [], [], all)).toMatchObject([
      { organisation: 'RAA', helps: { caseId: 'shares', as: null }, itselfIn: { caseId: 'helped' } },
    ])
    const reviewed = caseIn(review, 'reviewed', 'inside', { organisations: ['RCC'] })
    expect(lostHeadroom([shares, reviewed], [], [], all)).toMatchObject([
      { organisation: 'RCC', said: [{ says: 'Reviews take all the time.', confidence: 'ours' }] },
    ])
  })

  it('is told alike in whatever order cases are given', () => {
    const cases = [shares, helped, its]
    expect(lostHeadroom(cases.toReversed(), [helper], [], all)).toEqual(lostHeadroom(cases, [helper], [], all))
  })
})
