/** What an organisation disputes in public of the figures and segments that its page shows, with the answers. */
import { z } from 'zod'
import { listCases } from '../casework/case-store.ts'
import { withActor } from '../casework/desk-store.ts'
import { publicActor } from '../casework/model.ts'
import { rulesOf } from '../casework/policy-store.ts'
import { seenAcross } from '../casework/records/eyes.ts'
import { readPublishedOf, readRecordsOf } from '../casework/records/record-store.ts'
import { disputeSchema, disputesIn } from './case-disputes.ts'
import { kindShown, pageLength } from './cases.ts'
import type { PageRequest } from './page.ts'

export const organisationDisputeSchema = disputeSchema.extend({
  case: z.uuid().meta({ description: 'The case in which it is disputed.' }),
  regime: z.string(),
})
export type OrganisationDispute = z.infer<typeof organisationDisputeSchema>

/** Of published cases and public records only, whoever asks; as they are now, oldest first. None on a site without a desk. */
export async function organisationDisputes({ desk }: PageRequest, code: string): Promise<OrganisationDispute[]> {
  if (desk === null) return []
  return withActor(desk, publicActor, async working => {
    const filter = { organisation: code, isPublic: true, recordKind: kindShown(working), limit: pageLength } as const
    const cases = await listCases(working, filter)
    if (cases.length === 0) return []
    const ids = cases.map(({ id }) => id)
    const kinds = ['dispute', 'reply']
    const records = await readRecordsOf(working.store, ids, kinds)
    const published = await readPublishedOf(working.store, ids, kinds)
    const told = await Promise.all(
      cases.map(async found => {
        const shown = seenAcross(false, records.get(found.id) ?? [], published.get(found.id))
        // Without a word on whom it speaks of, it is of everybody in the case.
        const own = shown.filter(({ organisation }) => organisation === null || organisation === code)
        if (own.length === 0) return []
        const compiled = await rulesOf(working, found)
        return disputesIn(own, compiled)
          .filter(({ about }) => about === 'value' || about === 'segment')
          .map(one => ({ ...one, case: found.id, regime: compiled.regime.title }))
      }),
    )
    return told.flat()
  })
}
