/** Diagnosis before remedy: what is done before the diagnostic is reported has to be urgent, approved, and for a reason. */
import { z } from 'zod'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import { diagnosed } from './diagnostic-finding.ts'
import { choice, prose, yesNo } from './fields.ts'
import type { About, Choice } from './record.ts'
import { deciders, roleChoices } from './writers.ts'

/** Fields of every remedy. */
export const urgency = {
  urgent: yesNo({ label: 'Urgent: it cannot wait for the diagnostic' }),
  approver: choice({ label: 'Who approved that' }).nullable(),
  'urgent-reason': prose({ label: 'Why it cannot wait' }, 2000).nullable(),
}
const schema = z.object(urgency)
export type Urgency = z.infer<typeof schema>

export function approvers({ compiled, case: found }: About): readonly Choice[] {
  return roleChoices(compiled, deciders(compiled, found.state.route))
}

/** Why a remedy may not come now; null where it may. */
export function tooSoon(about: About, remedy: Urgency): Refused | null {
  if (diagnosed(about) !== false) return null
  return unlessUrgent(about, remedy, 'The diagnostic has not been reported, and a remedy comes after it.')
}

/** Refuses a remedy for what stands in its way, said in whole sentences; null where it is urgent, approved and for a reason. */
export function unlessUrgent(
  about: About,
  { urgent, approver, 'urgent-reason': reason }: Urgency,
  because: string,
): Refused | null {
  const known = approvers(about).map(({ value }) => value)
  if (!urgent || approver === null || reason === null)
    return refuse(
      'diagnostic-first',
      `${because} Where it cannot wait, mark it urgent, with who approved that (${known.join(', ')}) and why.`,
    )
  return known.includes(approver)
    ? null
    : refuse('bad-request', `Found the approver "${approver}"; expected one of ${known.join(', ')}.`)
}
