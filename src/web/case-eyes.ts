/** Who sees what of a case. Everybody sees that an organisation entered; candidates and exercises are not for the public. */
import { today, type Working } from '../casework/desk-store.ts'
import type { Case } from '../casework/model.ts'

/** Before entry an organisation is a candidate, and an exercise is no record of the world: neither is for the public. */
export function maySee({ actor }: Working, { recordKind, entered }: Case): boolean {
  return actor.key !== 'public' || (recordKind !== 'exercise' && entered !== null)
}

/** Whether a grant of the reader covers one of the case's organisations today: then persons' keys and evidence show too. */
export async function hasLeave(working: Working, { regime, organisations }: Case): Promise<boolean> {
  const { grants } = working.actor
  if (grants.length === 0) return false
  const day = today(working)
  const known = (await working.snapshot()).organisations
  return grants.some(
    grant =>
      grant.from <= day &&
      (grant.until === null || day <= grant.until) &&
      (grant.regime === null || grant.regime === regime) &&
      (grant.organisation === null || organisations.includes(grant.organisation)) &&
      (grant.region === null || organisations.some(code => known.get(code)?.region === grant.region)),
  )
}
