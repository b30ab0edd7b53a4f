/** What the organisation disputes of a case, each with what was answered, to be shown beside the thing itself. */
import { z } from 'zod'
import { disputeKind } from '../casework/records/dispute.ts'
import { recordsOfKind, type StoredRecord } from '../casework/records/record.ts'
import { repliesTo } from '../casework/records/reply.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { roleTitle } from './event-words.ts'

export const disputeSchema = z.object({
  id: z.uuid(),
  about: z.enum(['value', 'segment', 'finding', 'decision', 'exit-refusal']),
  of: z
    .string()
    .nullable()
    .meta({ description: 'What is disputed: a record by its id, an event as `event:2`; null where it is elsewhere.' }),
  where: z.string().nullable().meta({ description: 'What is disputed, where it is outside the case.' }),
  by: z.string().meta({ description: 'Who disputes it, by role.' }),
  on: z.string(),
  says: z.string(),
  asks: z.string(),
  answers: z.array(z.object({ by: z.string(), on: z.string(), outcome: z.string(), says: z.string() })),
})
export type DisputeJson = z.infer<typeof disputeSchema>

const outcomes = { accepted: 'Accepted', partly: 'Accepted in part', rejected: 'Not accepted', noted: 'Noted' } as const

/** Disputes among records, as far as their reader sees these, oldest first. */
export function disputesIn(records: readonly StoredRecord[], { regime }: CompiledRegime): DisputeJson[] {
  return recordsOfKind(records, disputeKind).map(({ id, body, role, effective }) => ({
    id,
    about: body.about,
    of: body.of,
    where: body.where,
    by: roleTitle(regime, role),
    on: effective,
    says: body.says,
    asks: body.asks,
    answers: repliesTo(records, id).map(reply => ({
      by: roleTitle(regime, reply.role),
      on: reply.effective,
      outcome: outcomes[reply.body.outcome],
      says: reply.body.says,
    })),
  }))
}

/** By what they are about: the id of a record, or `event:2`. What is elsewhere is not among them. */
export function disputesByThing(disputes: readonly DisputeJson[]): Readonly<Record<string, DisputeJson[]>> {
  const here = disputes.filter(({ of }) => of !== null)
  return Object.fromEntries(Map.groupBy(here, ({ of }) => of as string))
}
