/** What local organisations themselves propose: what they would do, and which support was missing. Each is answered. */
import { z } from 'zod'
import { line, prose } from './fields.ts'
import type { RecordKindRule } from './record.ts'
import { overseers, rolesOfKind } from './writers.ts'

const sent = z.strictObject({
  title: line({ label: 'Proposal' }),
  says: prose({ label: 'What would be done, by whom' }),
  missing: prose({ label: 'Which support was missing so far' }),
})
export type Proposal = z.infer<typeof sent>

export const proposalKind: RecordKindRule<Proposal> = {
  kind: 'proposal',
  title: 'Local proposal',
  says: 'What those on the spot propose themselves, and what support they were missing; it is answered.',
  section: 'diagnostic',
  sent,
  body: sent,
  audiences: ['public', 'case'],
  revised: 'by-its-author',
  writers: (compiled, route) => rolesOfKind(compiled, route, 'organisation', 'partner', 'public'),
  answeredBy: overseers,
}
