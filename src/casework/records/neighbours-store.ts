/** In which cases something is written on a neighbour, and who may answer it for one. */
import { sql } from 'kysely'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { Store } from '../../store/open-store.ts'
import type { Working } from '../desk-store.ts'
import { rolesHeld } from '../grants.ts'
import { matterOf } from '../matter-store.ts'
import { recordKinds } from './kinds.ts'
import { neighbourEffectKind } from './neighbour-effect.ts'
import type { StoredRecord } from './record.ts'

/** Ids of the cases in which an effect on an organisation (code) was ever written. */
export async function casesWithEffectOn({ db }: Store, code: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('record')
    .select('case_id')
    .distinct()
    .where('kind', '=', neighbourEffectKind.kind)
    .where(sql<boolean>`body ->> 'neighbour' = ${code}`)
    .where('case_id', 'is not', null)
    .orderBy('case_id')
    .execute()
  return rows.map(({ case_id: id }) => id as string)
}

/** Roles in which whoever acts may answer a record for an organisation outside the case that it concerns; none for most. */
export async function answersForNeighbour(
  working: Working,
  compiled: CompiledRegime,
  route: string | null,
  { kind, body, actor }: StoredRecord,
): Promise<readonly string[]> {
  const rule = recordKinds.get(kind)
  const codes = rule?.concerns?.(body) ?? []
  if (codes.length === 0 || actor === working.actor.key) return []
  const held = rolesHeld(working.actor, await matterOf(working, compiled.regime, codes))
  return held.filter(role => rule?.answeredBy?.(compiled, route).includes(role))
}
