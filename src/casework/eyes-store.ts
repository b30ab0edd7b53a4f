/** Who sees what of a case. Everybody sees one that was published; what was not, and exercises, those with leave in it. */
import type { Organisation } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { passedTo } from '../regimes/predecessors.ts'
import { type CaseFilter, isPublic, type Reach } from './case-store.ts'
import { today, type Working } from './desk-store.ts'
import { holds } from './grants.ts'
import { matterOf } from './matter-store.ts'
import type { Case, Grant } from './model.ts'
import { rulesOf } from './policy-store.ts'
import { rolesOfKind } from './records/writers.ts'

export async function maySee(working: Working, found: Case): Promise<boolean> {
  return isPublic(found) || hasLeave(working, found)
}

/** As `maySee`, of a list: what of it is asked for. */
export async function seenBy(working: Working): Promise<Pick<CaseFilter, 'isPublic' | 'within'>> {
  const grants = grantsToday(working, null)
  if (grants.length === 0) return { isPublic: true }
  const snapshot = await working.snapshot()
  return { within: grants.map(grant => reachOf(working, grant, snapshot)) }
}

/** Cases that a grant covers: of its organisation or region; of those that passed to it, where it speaks for itself. */
function reachOf(working: Working, grant: Grant, snapshot: Snapshot): Reach {
  const { regime, organisation, region } = grant
  if (organisation === null && region === null) return { regime, organisations: null }
  // By its code alone an organisation is covered whether or not it is loaded.
  const own =
    organisation !== null && region === null
      ? [organisation]
      : [...snapshot.organisations.values()].filter(one => covers(grant, one)).map(({ code }) => code)
  if (!speaks(working, grant.function)) return { regime, organisations: own }
  const passed = own.flatMap(code => passedTo(snapshot, code, today(working)))
  return { regime, organisations: [...own, ...passed] }
}

function covers({ organisation, region }: Grant, one: Pick<Organisation, 'code' | 'region'>): boolean {
  return (organisation === null || organisation === one.code) && (region === null || region === one.region)
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
  const about = organisations.map(code => ({ code, region: known.get(code)?.region ?? null }))
  if (grants.some(grant => about.some(one => covers(grant, one)))) return true
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

function isOfThePublic(working: Working, role: string): boolean {
  const kinds = kindsOf(working, role)
  return kinds.length > 0 && kinds.every(kind => kind === 'public')
}

/** Whether whoever holds a role acts for their own organisation, and so for those that have passed to it. */
function speaks(working: Working, role: string): boolean {
  return kindsOf(working, role).some(kind => kind === 'organisation' || kind === 'partner')
}

/** What a role is in the regimes that know it. */
function kindsOf({ regimes }: Working, role: string) {
  return regimes.flatMap(({ latest }) => latest.regime.roles[role]?.kind ?? [])
}
