/** Who sees what of a case. Everybody sees one that was published; what was not, and exercises, those with leave in it. */
import { type CaseFilter, isPublic, type Reach } from '../casework/case-store.ts'
import { today, type Working } from '../casework/desk-store.ts'
import { holds } from '../casework/grants.ts'
import { matterOf } from '../casework/matter-store.ts'
import type { Case, Grant } from '../casework/model.ts'
import { rulesOf } from '../casework/policy-store.ts'
import { rolesOfKind } from '../casework/records/writers.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { successorsOf } from '../regimes/successors.ts'

export async function maySee(working: Working, found: Case): Promise<boolean> {
  return isPublic(found) || hasLeave(working, found)
}

/** As `maySee`, of a list: what of it is asked for. */
export async function seenBy(working: Working): Promise<Pick<CaseFilter, 'isPublic' | 'within'>> {
  const grants = grantsToday(working, null)
  if (grants.length === 0) return { isPublic: true }
  const snapshot = await working.snapshot()
  return { within: grants.map(grant => reachOf(grant, snapshot, today(working))) }
}

/** Cases that a grant covers: of its organisation, and of those that passed to it, or of its region. */
function reachOf({ regime, organisation, region }: Grant, snapshot: Snapshot, day: string): Reach {
  if (organisation === null && region === null) return { regime, organisations: null }
  const codes = [...snapshot.organisations.values()].flatMap(one => {
    const own = organisation === null || one.code === organisation
    const covered = own || successorsOf(snapshot, one.code, day).includes(organisation)
    return covered && (region === null || one.region === region) ? [one.code] : []
  })
  return { regime, organisations: codes }
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

/** Grants that hold today, for a regime or (null) for any. What everybody may do, as one of the public, gives no leave. */
function grantsToday(working: Working, regime: string | null): readonly Grant[] {
  const day = today(working)
  return working.actor.grants.filter(
    grant =>
      grant.from <= day &&
      (grant.until === null || day <= grant.until) &&
      (regime === null || grant.regime === null || grant.regime === regime) &&
      !isOfThePublic(working, grant.function),
  )
}

function isOfThePublic({ regimes }: Working, role: string): boolean {
  const kinds = regimes.flatMap(({ latest }) => latest.regime.roles[role]?.kind ?? [])
  return kinds.length > 0 && kinds.every(kind => kind === 'public')
}
