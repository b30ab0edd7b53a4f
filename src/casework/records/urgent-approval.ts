/** The approval of a remedy that cannot wait for the diagnostic: written by whoever decides, before somebody else makes the remedy. */
import { z } from 'zod'
import { oneOf, prose } from './fields.ts'
import type { RecordKindRule } from './record.ts'
import { deciders } from './writers.ts'

const sent = z.strictObject({
  remedy: oneOf(
    { label: 'What is approved' },
    {
      measure: 'A form of intervention',
      appointment: 'An appointment',
      'temporary-board-appointment': 'A temporary appointment to the board',
      'board-change': 'A change of the board',
    },
  ),
  says: prose({ label: 'Which one, and why it cannot wait' }, 2000),
})
export type UrgentApproval = z.infer<typeof sent>
/** A kind of record that is a remedy. */
export type RemedyKind = UrgentApproval['remedy']

export const urgentApprovalKind: RecordKindRule<UrgentApproval> = {
  kind: 'urgent-approval',
  title: 'Approval of an urgent remedy',
  says: 'Lets one remedy come before the diagnostic; somebody else then makes it.',
  section: 'diagnostic',
  sent,
  body: sent,
  audiences: ['case'],
  revised: 'never',
  writers: deciders,
}
