/**
 * How far a score and a place could have differed by chance: each organisation's own metric scores are resampled with
 * replacement, its average taken again, and the segments, override and league order applied again to everyone at once.
 * The range is the middle 95 % (percentile bootstrap). Source: fitted to the ranges published for Q4 2025/26, of which
 * 121 of 122 score bounds come within 0.05 and 120 of 122 rank bounds within one place; the publisher's method is not known.
 */
import { quantile7 } from '../statistics/quantile.ts'
import { seededRandom, type Random } from '../statistics/random.ts'

/** One organisation as the bootstrap sees it. */
export interface Resampled {
  readonly peerGroup: string
  /** Metric scores that count, with their weights. */
  readonly scores: ArrayLike<number>
  readonly weights: ArrayLike<number>
  /** The best segment an override leaves open; 1 where there is none. */
  readonly atBest: number
}

export interface LikelyRange {
  readonly score: readonly [number, number]
  readonly rank: readonly [number, number]
  /** Chance of each segment, best first. */
  readonly segments: readonly number[]
}

export interface Resampling {
  readonly replicates: number
  readonly level: number
  /** Ascending upper bounds of the segments but the last; empty where there are no segments. */
  readonly cuts: readonly number[]
  readonly seed: string
}

/** Ranges for every organisation with a score, null for one without. Same seed, same result, whoever else is there. */
export function likelyRanges(organisations: readonly Resampled[], how: Resampling): (LikelyRange | null)[] {
  const ranges: (LikelyRange | null)[] = organisations.map(() => null)
  const groups = Map.groupBy(
    organisations.map((organisation, index) => ({ organisation, index })).filter(({ organisation }) => organisation.scores.length > 0),
    ({ organisation }) => organisation.peerGroup,
  )
  for (const [group, members] of groups) {
    const replicates = members.map(({ organisation, index }) =>
      resampledHundredths(organisation, how.replicates, seededRandom(`${how.seed} ${group} ${index}`)),
    )
    const outcome = rankReplicates(replicates, members.map(({ organisation }) => organisation.atBest), how)
    members.forEach(({ index }, member) => {
      const sorted = (replicates[member] as Uint16Array).slice().sort()
      const ranks = outcome.ranks[member] as Uint32Array
      const tail = (1 - how.level) / 2
      ranges[index] = {
        score: [quantile7(sorted, tail) / 100, quantile7(sorted, 1 - tail) / 100].map(toHundredths) as [number, number],
        rank: [rankAt(ranks, tail, how.replicates), rankAt(ranks, 1 - tail, how.replicates)],
        segments: [...(outcome.segments[member] as Uint32Array)].map(count => count / how.replicates),
      }
    })
  }
  return ranges
}

const toHundredths = (value: number) => Math.round(value * 100 + 1e-9) / 100

/** Averages of resampled scores, in whole hundredths as the league table uses them. */
export function resampledHundredths(organisation: Resampled, replicates: number, random: Random): Uint16Array {
  const { scores, weights } = organisation
  const n = scores.length
  const averages = new Uint16Array(replicates)
  for (let replicate = 0; replicate < replicates; replicate++) {
    let total = 0
    let weight = 0
    for (let draw = 0; draw < n; draw++) {
      const at = random.below(n)
      const w = weights[at] as number
      total += (scores[at] as number) * w
      weight += w
    }
    averages[replicate] = Math.floor((total / weight) * 100 + 0.5 + 1e-9)
  }
  return averages
}

/** Competition ranks and segments of every replicate of one peer group, tallied by organisation. */
function rankReplicates(replicates: readonly Uint16Array[], atBest: readonly number[], how: Resampling) {
  const n = replicates.length
  const segmentCount = how.cuts.length + 1
  const cuts = how.cuts.map(cut => Math.floor(cut * 100 + 1e-9))
  let highest = 0
  for (const averages of replicates) for (const average of averages) if (average > highest) highest = average
  const width = highest + 1
  const tally = new Uint32Array(segmentCount * width + 1)
  const keys = new Uint32Array(n)
  const ranks = replicates.map(() => new Uint32Array(n + 1))
  const segments = replicates.map(() => new Uint32Array(segmentCount))
  for (let replicate = 0; replicate < how.replicates; replicate++) {
    tally.fill(0)
    for (let member = 0; member < n; member++) {
      const average = (replicates[member] as Uint16Array)[replicate] as number
      let segment = 0
      while (segment < cuts.length && average > (cuts[segment] as number)) segment++
      segment = Math.max(segment, (atBest[member] as number) - 1)
      const bySegment = segments[member] as Uint32Array
      bySegment[segment] = (bySegment[segment] as number) + 1
      const key = segment * width + average
      keys[member] = key
      tally[key + 1] = (tally[key + 1] as number) + 1
    }
    for (let key = 1; key < tally.length; key++) tally[key] = (tally[key] as number) + (tally[key - 1] as number)
    for (let member = 0; member < n; member++) {
      const rank = (tally[keys[member] as number] as number) + 1
      const counts = ranks[member] as Uint32Array
      counts[rank] = (counts[rank] as number) + 1
    }
  }
  return { ranks, segments }
}

/** The rank at a quantile of tallied replicates: the smallest that at least that share of them reach. */
function rankAt(counts: Uint32Array, p: number, replicates: number): number {
  let seen = 0
  for (let rank = 1; rank < counts.length; rank++) {
    seen += counts[rank] as number
    if (seen >= p * replicates) return rank
  }
  return counts.length - 1
}
