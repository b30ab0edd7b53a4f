/**
 * Funnels of 50 indicators × 200 units with overdispersion: ours, and the same limits with quantiles from jstat, since npm
 * offers no funnel package. Complexity: O(rows + groups log groups), the logarithm from the sort that trimming needs.
 */
import jstat from 'jstat'
import { funnel } from '../src/statistics/funnel.ts'
import { dispersion } from '../src/statistics/overdispersion.ts'
import { type Bench, compareTimes, timingTable } from './bench.ts'

const indicators = Array.from({ length: 50 }, (_, indicator) =>
  Array.from({ length: 200 }, (__, unit) => {
    const expected = 100 + ((unit * 7919 + indicator * 104_729) % 3000)
    const numerator = Math.round(expected * (1 + 0.2 * Math.sin(unit * 13 + indicator)))
    return { group: `T${unit}`, numerator, denominator: expected + 0.37 }
  }),
)

function withJstat(rows: (typeof indicators)[number]) {
  const z = rows.map(row => Math.sqrt(row.denominator) * Math.log(row.numerator / row.denominator))
  const s = rows.map(row => 1 / Math.sqrt(row.denominator))
  const { tau2 } = dispersion(z, s, { trimming: 'truncate', trim: 0.1, estimator: 'published' })
  return rows.map(({ denominator: e }, i) =>
    [0.025, 0.001].map(tail => {
      const reach = jstat.normal.inv(1 - tail, 0, 1) * Math.sqrt((s[i] as number) ** 2 + tau2)
      const low = jstat.chisquare.inv(tail, 2 * e) / (2 * e)
      const high = jstat.chisquare.inv(1 - tail, 2 * (e + 1)) / (2 * e)
      return [low, high, Math.exp(-reach), Math.exp(reach)]
    }),
  )
}

export default {
  name: 'funnel',
  run: async ({ rounds, print }) => {
    const timings = await compareTimes(
      [
        { name: 'funnel, SHMI method', run: () => indicators.map(rows => funnel(rows, { method: 'shmi' })) },
        { name: 'funnel, ratios of counts', run: () => indicators.map(rows => funnel(rows, { method: 'ratio' })) },
        { name: 'same limits from jstat', run: () => indicators.map(withJstat) },
      ],
      rounds,
    )
    for (const line of timingTable(timings)) print(line)
  },
} satisfies Bench
