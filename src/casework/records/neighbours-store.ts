/** In which cases something is written on a neighbour. */
import { sql } from 'kysely'
import type { Store } from '../../store/open-store.ts'
import { neighbourEffectKind } from './neighbour-effect.ts'

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
