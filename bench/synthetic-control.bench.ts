/**
 * Synthetic control with 40 donors × 60 periods and all placebos. No package for it was found on npm, so the contenders are ours:
 * every unit fitted on its own, and the Frank-Wolfe iteration that the R package uses, both to the same answer as far as they go.
 */
import { frankWolfe } from '../src/statistics/frank-wolfe.ts'
import { transpose } from '../src/statistics/linear-algebra.ts'
import { placebosInSpace } from '../src/statistics/placebo-tests.ts'
import { seededRandom } from '../src/statistics/random.ts'
import { syntheticControl } from '../src/statistics/synthetic-control.ts'
import { placeboError } from '../src/statistics/synthetic-did.ts'
import { type Bench, compareTimes, timingTable } from './bench.ts'

const before = 40
const random = seededRandom('synthetic control')
const units = Array.from({ length: 41 }, (_, i) =>
  Array.from({ length: 60 }, (__, t) => 80 + (i % 7) + 4 * Math.sin(t / (5 + (i % 5))) + 3 * random.uniform()),
)
const treated = units[40] as number[]
const donors = units.slice(0, 40)
const panel = { treated, donors, before }
const each = units.map((own, i) => ({ treated: own, donors: units.filter((_, j) => j !== i && j !== 40), before }))

export default {
  name: 'synthetic-control',
  run: async ({ rounds, print }) => {
    const timings = await compareTimes(
      [
        { name: 'active set, shared inner products', run: () => placebosInSpace(panel) },
        { name: 'active set, each unit anew', run: () => each.map(syntheticControl) },
        {
          name: 'Frank-Wolfe, 10,000 steps at most',
          run: () =>
            each.map(one =>
              frankWolfe(transpose(one.donors).slice(0, before), one.treated.slice(0, before), {
                zeta: 0,
                intercept: false,
                leastGain: 1e-6,
                steps: 10_000,
              }),
            ),
        },
        {
          name: 'synthetic DiD, placebo error over 40 donors',
          run: () => placeboError({ donors, treated: [treated], before }),
        },
      ],
      rounds,
    )
    for (const line of timingTable(timings)) print(line)
    print(
      'Complexity: O(N²·periods) for inner products, then for each of N units O(N² + steps·(s³ + N·s)), s the donors with weight.',
    )
  },
} satisfies Bench
