/** Who sees what of a case. Everybody sees one that was published; what was not, and exercises, are not for the public. */
import { type CaseFilter, isPublic } from '../casework/case-store.ts'
import { today, type Working } from '../casework/desk-store.ts'
import { holds } from '../casework/grants.ts'
import { matterOf } from '../casework/matter-store.ts'
import { type Case, type Grant, publicActor } from '../casework/model.ts'
import { rulesOf } from '../casework/policy-store.ts'
import { rolesOfKind } from '../casework/records/writers.ts'

export function maySee({ actor }: Working, found: Case): boolean {
  return actor.key !== publicActor.key || isPublic(found)
}

/** As `maySee`, of a list: what of it is asked for. */
export function seenBy({ actor }: Working): Pick<CaseFilter, 'isPublic'> {
  return actor.key === publicActor.key ? { isPublic: true } : {}
}

/**
 * Whether a grant of the reader covers one of the case's organisations today, or they speak for one that it has passed to:
 * then persons' keys and evidence show too.
 */
export async function hasLeave(working: Working, found: Case): Promise<boolean> {
  const { regime, organisations, state } = found
  const grants = grantsToday(working, regime)
  if (grants.length === 0) return false
  const known = (await working.snapshot()).organisations
  const covered = grants.some(
    grant =>
      (grant.organisation === null || organisations.includes(grant.organisation)) &&
      (grant.region === null || organisations.some(code => known.get(code)?.region === grant.region)),
  )
  if (covered) return true
  const compiled = await rulesOf(working, found)
  const matter = await matterOf(working, compiled.regime, organisations)
  return rolesOfKind(compiled, state.route, 'organisation', 'partner').some(role => holds(grants, role, matter))
}

/** Whether a grant of the reader covers a regime wherever it is, so that all of its candidates are shown. */
export function seesAll(working: Working, regime: string): boolean {
  return grantsToday(working, regime).some(({ organisation, region }) => organisation === null && region === null)
}

function grantsToday(working: Working, regime: string): readonly Grant[] {
  const day = today(working)
  return working.actor.grants.filter(
    grant =>
      grant.from <= day &&
      (grant.until === null || day <= grant.until) &&
      (grant.regime === null || grant.regime === regime),
  )
}
