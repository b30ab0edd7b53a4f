/**
 * SPC of 10,000 series × 60 points: limits, the four rules and both icons. No package for XmR charts with these rules was
 * found on npm, so there is no peer to run here. Beside ours stands a plain implementation written for this bench (one object
 * a point, a window sliced for each rule): it is no peer, only what a first draft costs. PowerBI-SPC, the fastest peer in
 * TypeScript, is not on npm and took 0.52 s for the same work on a similar machine (facts on statistics, section 8).
 */
import { seededRandom } from '../src/statistics/random.ts'
import { spc, spcSummary } from '../src/statistics/spc.ts'
import type { SpcPoint } from '../src/statistics/spc-model.ts'
import { type Bench, compareTimes, timingTable } from './bench.ts'

const random = seededRandom('spc bench')
const dates = Array.from(
  { length: 60 },
  (_, i) => `${2020 + Math.floor(i / 12)}-${`${(i % 12) + 1}`.padStart(2, '0')}-01`,
)
const series: readonly (readonly SpcPoint[])[] = Array.from({ length: 10_000 }, () =>
  dates.map(date => ({ date, value: 50 + 10 * (random.uniform() + random.uniform() + random.uniform()) })),
)

export default {
  name: 'spc',
  run: async ({ rounds, print }) => {
    const timings = await compareTimes(
      [
        { name: 'spc, making-data-count', run: () => count(one => spc(one, { target: 70 }).variation) },
        { name: 'spcSummary (icons only)', run: () => count(one => spcSummary(one, { target: 70 }).variation) },
        {
          name: 'spc, nhsrplotthedots',
          run: () => count(one => spc(one, { target: 70, profile: 'nhsrplotthedots' }).variation),
        },
        { name: 'plain draft (no peer)', run: () => count(one => plain(one.map(({ value }) => value as number))) },
      ],
      rounds,
    )
    for (const line of timingTable(timings)) print(line)
    print('10,000 series × 60 points; time grows with the points: O(n). On npm no peer was found.')
  },
} satisfies Bench

// The icons are counted so that no work can be left out.
function count(icon: (one: readonly SpcPoint[]) => string): number {
  let special = 0
  for (const one of series) if (icon(one) !== 'common-cause') special++
  return special
}

function plain(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const ranges = values.slice(1).map((value, i) => Math.abs(value - (values[i] as number)))
  const distance = (2.66 * ranges.reduce((sum, range) => sum + range, 0)) / ranges.length
  const flags = values.map((value, i) => {
    const seven = values.slice(Math.max(0, i - 6), i + 1)
    const steps = seven.slice(1).map((next, k) => next - (seven[k] as number))
    const three = values.slice(Math.max(0, i - 2), i + 1)
    const near = three.filter(one => Math.abs(one - mean) > (distance * 2) / 3)
    return {
      outside: Math.abs(value - mean) > distance,
      shift: seven.length === 7 && (seven.every(one => one > mean) || seven.every(one => one < mean)),
      trend: seven.length === 7 && (steps.every(step => step > 0) || steps.every(step => step < 0)),
      two: three.length === 3 && near.length >= 2 && (three.every(one => one > mean) || three.every(one => one < mean)),
    }
  })
  const last = flags.at(-1)
  return last && (last.outside || last.shift || last.trend || last.two) ? 'special' : 'common-cause'
}
