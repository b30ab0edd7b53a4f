/** What support will probably cost and who of the team is needed: said before entry is decided. */
import { z } from 'zod'
import { refuse } from '../refused.ts'
import { number, prose } from './fields.ts'
import type { RecordKindRule } from './record.ts'
import { entryRecommenders } from './writers.ts'

const pounds = (label: string) => number({ label, hint: 'In pounds.' }, 0, 1_000_000_000)

const sent = z.strictObject({
  low: pounds('Cost at least'),
  high: pounds('Cost at most'),
  consultancy: pounds('Of which consultancy, at most').nullable(),
  posts: number({ label: 'Posts of the team, whole-time equivalents' }, 0, 500),
  months: number({ label: 'For how many months' }, 0, 120),
  basis: prose({ label: 'How it was worked out' }),
})
export type EntryEstimate = z.infer<typeof sent>

export const estimateKind: RecordKindRule<EntryEstimate> = {
  kind: 'estimate',
  title: 'Estimate',
  says: 'What support will cost, and how much of the team it takes, before anybody decides.',
  section: 'entry',
  sent,
  body: sent,
  audiences: ['case', 'public'],
  revised: 'by-its-writers',
  writers: (compiled, route) => [...entryRecommenders(compiled, route), 'oversight-analyst', 'finance-approver'],
  refuse(_about, { low, high, consultancy }) {
    if (low > high)
      return refuse('bad-request', `Found at least ${low} and at most ${high}; expected the lower figure first.`)
    return consultancy !== null && consultancy > high
      ? refuse(
          'bad-request',
          `Found ${consultancy} for consultancy of at most ${high} in all; expected no more than that.`,
        )
      : null
  },
}
