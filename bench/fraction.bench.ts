/** What exactness costs: the mean of 25 metric scores for 205 organisations, as exact fractions and as floats. */
import { add, divide, fraction, toFixed } from '../src/assessment/fraction.ts'
import { type Bench, compareTimes, timingTable } from './bench.ts'

const scores = Array.from({ length: 205 }, (_, organisation) =>
  Array.from({ length: 25 }, (_, metric) => 1 + ((organisation * 7 + metric * 13) % 105) / 52),
)
const fractions = scores.map(row => row.map(score => fraction(Math.round((score - 1) * 52) + 52, 52)))

export default {
  name: 'fraction',
  run: async ({ rounds, print }) => {
    const timings = await compareTimes(
      [
        {
          name: 'floats',
          run: () => repeat(() => scores.map(row => (row.reduce((sum, score) => sum + score, 0) / 25).toFixed(2))),
        },
        {
          name: 'exact fractions',
          run: () => repeat(() => fractions.map(row => toFixed(divide(row.reduce(add), fraction(25))))),
        },
      ],
      rounds,
    )
    for (const line of timingTable(timings)) print(line)
  },
} satisfies Bench

// One sector takes less than the clock can tell apart.
function repeat(work: () => unknown): void {
  for (let times = 0; times < 50; times++) work()
}
