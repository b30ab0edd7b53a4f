/** The consistency report over 10,000 decisions, beside comparing every two of them. */
import { consistencyOf, signatureOf } from '../src/casework/consistency/consistency.ts'
import type { Decision } from '../src/casework/consistency/decision.ts'
import { type Bench, compareTimes, timingTable } from './bench.ts'

const many = 10_000
const outcomes = ['met', 'not-met', 'needs-judgement', 'evidence-missing'] as const
const ways = ['admitted', 'waiting', 'refused'] as const

/** A few hundred different results, each decided in all ways: as unlike as can be. */
const decisions: readonly Decision[] = Array.from({ length: many }, (_, index) => ({
  caseId: `case-${index}`,
  organisations: [`X${index % 205}`],
  region: `Region ${index % 7}`,
  version: '2014',
  matter: 'entry',
  decided: ways[(index * 7) % 3] as Decision['decided'],
  role: `role-${index % 5}`,
  on: '2014-01-06',
  reason: 'As advised',
  results: Object.fromEntries(
    Array.from({ length: 4 }, (__, place) => [`criterion-${place}`, outcomes[(index >> (2 * place)) & 3] as 'met']),
  ),
}))

/** What the report must not do: every pair is looked at, though signatures are made once. */
function everyTwo(): number {
  const signatures = decisions.map(signatureOf)
  let pairs = 0
  for (const [index, one] of decisions.entries())
    for (let other = index + 1; other < many; other++) {
      const another = decisions[other] as Decision
      if (signatures[index] === signatures[other] && one.decided !== another.decided && one.caseId !== another.caseId)
        pairs++
    }
  return pairs
}

export default {
  name: 'consistency',
  run: async ({ rounds, print }) => {
    const { pairs } = consistencyOf(decisions, [])
    const naive = everyTwo()
    if (pairs !== naive) throw new Error(`The report counts ${pairs} pairs; comparing every two counts ${naive}.`)
    const timings = await compareTimes(
      [
        { name: `the report over ${many} decisions, ${pairs} pairs`, run: () => consistencyOf(decisions, []) },
        { name: 'comparing every two', run: everyTwo },
      ],
      rounds,
    )
    for (const line of timingTable(timings)) print(line)
  },
} satisfies Bench
