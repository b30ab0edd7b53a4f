/** Assessing a sector: the cost of a full trace at 205 organisations, and growth to 200,000 without one. */
import { work } from '../src/assessment/assess.ts'
import { explain } from '../src/assessment/explain.ts'
import { loadScoresFramework } from '../src/assessment/framework-file.ts'
import { type Bench, compareTimes, spread, table, timingTable } from './bench.ts'
import { quarter, syntheticSector } from './synthetic-sector.ts'

const sizes = [205, 2_000, 20_000, 200_000]

export default {
  name: 'assessment',
  run: async ({ rounds, print }) => {
    const framework = await loadScoresFramework('nof-2025-26')
    const sector = syntheticSector(framework, 205)
    const without = () => work(framework, sector, quarter.id, { replicates: 0 })
    const timings = await compareTimes(
      [
        { name: '205 organisations, scores only', run: without },
        {
          name: '205 organisations, with the full trace of each',
          run: () => {
            const worked = without()
            for (const { code } of worked.assessment.organisations) explain(framework, worked, code)
          },
        },
      ],
      rounds,
    )
    for (const line of timingTable(timings)) print(line)

    const rows = [['organisations', 'median', 'each']]
    const points: [number, number][] = []
    for (const size of sizes) {
      const snapshot = syntheticSector(framework, size)
      const times = []
      for (let round = 0; round < Math.min(rounds, 3); round++) {
        const start = performance.now()
        work(framework, snapshot, quarter.id, { replicates: 0 })
        times.push(performance.now() - start)
      }
      const median = spread(times)[1]
      points.push([Math.log(size), Math.log(median)])
      rows.push([size.toLocaleString('en-GB'), `${median.toFixed(0)} ms`, `${((median / size) * 1000).toFixed(1)} µs`])
    }
    print('')
    for (const line of table(rows)) print(line)
    print(`time grows as size to the power ${slope(points).toFixed(2)} (least squares on logarithms)`)
  },
} satisfies Bench

function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  return (
    points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) /
    points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
  )
}
