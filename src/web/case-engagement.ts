/** Engagement of a case as everybody is told of it: where the rules ask for it and none was held, that is said. */
import { consultationKind, engagementDuties } from '../casework/records/consultation.ts'
import { readRecords } from '../casework/records/record-store.ts'
import type { Asking, CaseReading } from './cases.ts'

/**
 * Titles of the duties that ask for engagement, in a case that has entered and in which no consultation is written; none where
 * one is, also where the reader may not see it.
 */
export async function noneHeld({ desk }: Asking, { found, compiled, asKnownAt }: CaseReading): Promise<string[]> {
  const duties = engagementDuties(compiled, found.state.route).map(({ title }) => title)
  if (found.entered === null || duties.length === 0) return []
  const known = asKnownAt === null ? {} : { asKnownAt }
  const held = await readRecords(desk.store, found.id, { kind: consultationKind.kind, ...known })
  return held.length === 0 ? duties : []
}
