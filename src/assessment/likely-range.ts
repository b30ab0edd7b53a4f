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

/** Replicates are drawn in chunks of this size, each with its own seed, so that threads change nothing in the result. */
const chunkSize = 1000

/** Ranges for every organisation with a score, null for one without. Same seed, same result. */
export function likelyRanges(organisations: readonly Resampled[], how: Resampling): (LikelyRange | null)[] {
  return rangesFrom(
    organisations,
    how,
    chunksOf(how.replicates).map(chunk => resampleChunk(organisations, how, chunk)),
  )
}

export interface Chunk {
  readonly number: number
  readonly replicates: number
}

/** How a number of replicates divides into chunks. */
export function chunksOf(replicates: number): Chunk[] {
  const chunks = Math.ceil(replicates / chunkSize)
  return Array.from({ length: chunks }, (_, number) => ({
    number,
    replicates: Math.min(chunkSize, replicates - number * chunkSize),
  }))
}

/** The tallies of one chunk, by organisation. */
export interface ChunkTally {
  /** Averages in whole hundredths, one for each replicate. */
  readonly averages: readonly Uint16Array[]
  /** How often it took each rank (index 0 unused) and each segment. */
  readonly ranks: readonly Uint32Array[]
  readonly segments: readonly Uint32Array[]
}

/** Draws one chunk of replicates for everyone, and ranks each within its peer group. */
export function resampleChunk(organisations: readonly Resampled[], how: Resampling, chunk: Chunk): ChunkTally {
  const averages = organisations.map((organisation, index) =>
    organisation.scores.length === 0
      ? new Uint16Array(0)
      : resampledHundredths(organisation, chunk.replicates, seededRandom(`${how.seed} ${chunk.number} ${index}`)),
  )
  const ranks = organisations.map(() => new Uint32Array(0))
  const segments = organisations.map(() => new Uint32Array(how.cuts.length + 1))
  for (const members of peerGroups(organisations)) {
    const tally = rankReplicates(
      members.map(at => averages[at] as Uint16Array),
      members.map(at => organisations[at]?.atBest ?? 1),
      how.cuts,
      chunk.replicates,
    )
    members.forEach((at, member) => {
      ranks[at] = tally.ranks[member] as Uint32Array<ArrayBuffer>
      segments[at] = tally.segments[member] as Uint32Array<ArrayBuffer>
    })
  }
  return { averages, ranks, segments }
}

/** Puts chunks together into ranges. */
export function rangesFrom(
  organisations: readonly Resampled[],
  how: Resampling,
  chunks: readonly ChunkTally[],
): (LikelyRange | null)[] {
  const tail = (1 - how.level) / 2
  return organisations.map((organisation, index) => {
    if (organisation.scores.length === 0) return null
    const sorted = new Uint16Array(how.replicates)
    let filled = 0
    for (const { averages } of chunks) {
      const own = averages[index] as Uint16Array
      sorted.set(own, filled)
      filled += own.length
    }
    sorted.sort()
    const ranks = summed(chunks.map(chunk => chunk.ranks[index] as Uint32Array))
    const segments = summed(chunks.map(chunk => chunk.segments[index] as Uint32Array))
    return {
      score: [toHundredths(quantile7(sorted, tail)), toHundredths(quantile7(sorted, 1 - tail))],
      rank: [rankAt(ranks, tail, how.replicates), rankAt(ranks, 1 - tail, how.replicates)],
      segments: [...segments].map(count => count / how.replicates),
    }
  })
}

const toHundredths = (hundredths: number) => Math.round(hundredths + 1e-9) / 100

/** Positions of the organisations with scores, by peer group. */
function peerGroups(organisations: readonly Resampled[]): number[][] {
  const groups = new Map<string, number[]>()
  organisations.forEach(({ peerGroup, scores }, index) => {
    if (scores.length === 0) return
    const group = groups.get(peerGroup)
    if (group) group.push(index)
    else groups.set(peerGroup, [index])
  })
  return [...groups.values()]
}

function summed(tallies: readonly Uint32Array[]): Uint32Array {
  const total = new Uint32Array(tallies[0]?.length ?? 0)
  for (const tally of tallies) tally.forEach((count, index) => (total[index] = (total[index] as number) + count))
  return total
}

/** Averages of resampled scores, in whole hundredths as the league table uses them. */
function resampledHundredths(organisation: Resampled, replicates: number, random: Random): Uint16Array {
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
function rankReplicates(
  averages: readonly Uint16Array[],
  atBest: readonly number[],
  cutScores: readonly number[],
  replicates: number,
) {
  const n = averages.length
  const cuts = cutScores.map(cut => Math.floor(cut * 100 + 1e-9))
  const highest = averages.reduce((most, own) => own.reduce((a, b) => (b > a ? b : a), most), 0)
  const width = highest + 1
  const tally = new Uint32Array((cuts.length + 1) * width + 1)
  const keys = new Uint32Array(n)
  const ranks = averages.map(() => new Uint32Array(n + 1))
  const segments = averages.map(() => new Uint32Array(cuts.length + 1))
  for (let replicate = 0; replicate < replicates; replicate++) {
    tally.fill(0)
    for (let member = 0; member < n; member++) {
      const average = (averages[member] as Uint16Array)[replicate] as number
      let segment = 0
      while (segment < cuts.length && average > (cuts[segment] as number)) segment++
      segment = Math.min(cuts.length, Math.max(segment, (atBest[member] as number) - 1))
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
