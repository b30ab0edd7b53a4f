/**
 * Diagnosis before remedy: what is done before the diagnostic is reported has to be urgent, for a reason, and approved by somebody
 * else beforehand. Each approval lets one remedy through.
 */
import { z } from 'zod'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import { diagnosed } from './diagnostic-finding.ts'
import { choice, prose, yesNo } from './fields.ts'
import { type About, type Asked, type Choice, recordsOfKind } from './record.ts'
import { type RemedyKind, urgentApprovalKind } from './urgent-approval.ts'
import { deciders } from './writers.ts'

/** Fields of every remedy. */
export const urgency = {
  urgent: yesNo({ label: 'Urgent: it cannot wait for the diagnostic' }),
  approval: choice({
    label: 'Approval of that',
    hint: 'Written before, by somebody else who decides.',
  }).nullable(),
  'urgent-reason': prose({ label: 'Why it cannot wait' }, 2000).nullable(),
}
const schema = z.object(urgency)
export type Urgency = z.infer<typeof schema>

/** A remedy as somebody asks for it. */
export interface Remedy {
  readonly kind: RemedyKind
  readonly urgency: Urgency
  readonly asked: Pick<Asked, 'before'>
}

/** The approvals of a kind of remedy, to choose from. */
export function approvals({ records }: About, kind: RemedyKind): readonly Choice[] {
  return recordsOfKind(records, urgentApprovalKind).flatMap(({ id, effective, body: { remedy, says } }) =>
    remedy === kind ? [{ value: id, label: `${effective}: ${says}` }] : [],
  )
}

/** What a remedy rests on: its approval comes first. */
export function restsOnApproval(_about: unknown, { approval }: Urgency): readonly string[] {
  return approval === null ? [] : [approval]
}

/** Why a remedy may not come now; null where it may. @param remedy Null for one that cannot be marked urgent. */
export function tooSoon(about: About, remedy: Remedy | null): Refused | null {
  if (diagnosed(about) !== false) return null
  const because = 'The diagnostic has not been reported, and a remedy comes after it.'
  return remedy === null ? refuse('diagnostic-first', because) : unlessUrgent(about, remedy, because)
}

/** Refuses a remedy for what stands in its way, said in whole sentences; null where it is urgent, approved and for a reason. */
export function unlessUrgent(about: About, remedy: Remedy, because: string): Refused | null {
  const { urgent, approval, 'urgent-reason': reason } = remedy.urgency
  if (urgent && approval !== null && reason !== null) return notApproved(about, remedy, approval)
  const known = deciders(about.compiled, about.case.state.route).join(' or ')
  return refuse(
    'diagnostic-first',
    `${because} Where it cannot wait, have ${known} approve that first, in a record of the kind "${urgentApprovalKind.title}"; then somebody else marks the remedy urgent, with that approval and why.`,
  )
}

/** Why an approval (by its id) does not carry a remedy: it is the writer's own, of something else, or used; null where it does. */
function notApproved({ records, actor }: About, { kind, asked }: Remedy, approval: string): Refused | null {
  const found = recordsOfKind(records, urgentApprovalKind).find(({ id }) => id === approval)
  if (found === undefined || found.body.remedy !== kind)
    return refuse(
      'no-such-record',
      `Found the approval "${approval}"; expected one of this case that is of ${kind.replaceAll('-', ' ')}. Have it written first.`,
    )
  if (found.actor === actor.key)
    return refuse(
      'own-act',
      'You approved that it cannot wait; whoever approves does not make it. Leave it to another.',
    )
  const used = records.some(
    ({ id, body }) => id !== asked.before?.id && (body as Partial<Urgency>).approval === approval,
  )
  return used
    ? refuse('own-act', 'That approval has carried another remedy, and carries one only. Have this one approved too.')
    : null
}
