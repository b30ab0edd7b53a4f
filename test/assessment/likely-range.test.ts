import { describe, expect, test } from 'vitest'
import { likelyRanges } from '../../src/assessment/likely-range.ts'

const ones = (n: number) => Array.from({ length: n }, () => 1)
const how = { replicates: 10000, level: 0.95, cuts: [2.065, 2.3, 2.585], seed: 'test' }

describe('likely ranges', () => {
  test('come within 0.05 of the range published for Dorset HealthCare in Q4 2025/26 (1.72 to 2.73)', () => {
    // The eleven published scores of the trust: golden vector of the facts, section A13.
    const scores = [1.0, 1.87, 2.66, 4.0, 2, 3.09, 1.8, 1, 2.84, 2.1, 1.95]
    const [range] = likelyRanges([{ peerGroup: 'a', scores, weights: ones(11), atBest: 1 }], how)
    expect(Math.abs((range?.score[0] ?? 0) - 1.72)).toBeLessThanOrEqual(0.05)
    expect(Math.abs((range?.score[1] ?? 0) - 2.73)).toBeLessThanOrEqual(0.05)
  })

  test('an organisation whose scores are all alike has no range to speak of', () => {
    const [range] = likelyRanges([{ peerGroup: 'a', scores: [2, 2, 2], weights: ones(3), atBest: 1 }], how)
    expect(range).toEqual({ score: [2, 2], rank: [1, 1], segments: [1, 0, 0, 0] })
  })

  test('an override holds in every replicate', () => {
    const [range] = likelyRanges([{ peerGroup: 'a', scores: [1, 1, 2], weights: ones(3), atBest: 3 }], how)
    expect(range?.segments.slice(0, 2)).toEqual([0, 0])
  })

  test('places are counted within the peer group', () => {
    const same = { scores: [1, 2, 3, 4], weights: ones(4), atBest: 1 }
    const ranges = likelyRanges(
      [...'aaab'].map(peerGroup => ({ ...same, peerGroup })),
      how,
    )
    expect(ranges[0]?.rank).toEqual([1, 3])
    expect(ranges[3]?.rank).toEqual([1, 1])
  })

  test('nothing scored, nothing resampled', () => {
    expect(likelyRanges([{ peerGroup: 'a', scores: [], weights: [], atBest: 1 }], how)).toEqual([null])
  })
})
