/** Likely ranges: replicates of the whole sector a second on one thread, and what a second thread gains. */
import { join } from 'node:path'
import { Piscina } from 'piscina'
import { chunksOf, likelyRanges, rangesFrom, type Resampled } from '../src/assessment/likely-range.ts'
import { seededRandom } from '../src/statistics/random.ts'
import { type Bench, compareTimes, spread, timingTable } from './bench.ts'

const replicates = 20_000
const random = seededRandom('bootstrap bench')
const organisations: Resampled[] = Array.from({ length: 205 }, (_, index) => {
  const metrics = index < 134 ? 18 : index < 195 ? 11 : 6
  return {
    peerGroup: index < 134 ? 'acute' : index < 195 ? 'mental-health-and-community' : 'ambulance',
    scores: Float64Array.from({ length: metrics }, () => 1 + random.uniform() * 3),
    weights: Float64Array.from({ length: metrics }, () => 1),
    atBest: random.uniform() < 0.5 ? 3 : 1,
  }
})
const how = { replicates, level: 0.95, cuts: [2.05, 2.33, 2.65], seed: 'bench' }

export default {
  name: 'bootstrap',
  run: async ({ rounds, print }) => {
    const pool = new Piscina({
      filename: join(import.meta.dirname, 'bootstrap-chunk.ts'),
      minThreads: 2,
      maxThreads: 2,
    })
    try {
      const timings = await compareTimes(
        [
          {
            name: `one thread, ${replicates} replicates of 205 organisations`,
            run: () => likelyRanges(organisations, how),
          },
          {
            name: 'two threads',
            run: async () =>
              rangesFrom(
                organisations,
                how,
                await Promise.all(chunksOf(replicates).map(chunk => pool.run({ organisations, how, chunk }))),
              ),
          },
        ],
        rounds,
      )
      for (const line of timingTable(timings)) print(line)
      const [slowest, median] = [timings[0]?.times.at(-1) ?? Number.NaN, spread(timings[0]?.times ?? [])[1]]
      print(
        `${Math.round((replicates / median) * 1000).toLocaleString('en-GB')} whole-sector replicates a second on one thread (slowest round ${Math.round((replicates / slowest) * 1000).toLocaleString('en-GB')})`,
      )
    } finally {
      await pool.destroy()
    }
  },
} satisfies Bench
