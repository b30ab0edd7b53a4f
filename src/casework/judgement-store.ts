/** Judgements recorded in casework, in their version of a day. */
import { sql } from 'kysely'
import type { Desk } from './desk-store.ts'
import { findingBody, type Judgement } from './judgements.ts'
import type { Case } from './model.ts'

type About = Pick<Case, 'id' | 'organisations' | 'recordKind'>

/** Those on the organisations of a case, or on the case as a whole, as they were effective by a day (ISO). */
export async function judgementsOn(
  desk: Desk,
  found: About,
  day: string,
  whose: Whose = 'all',
): Promise<readonly Judgement[]> {
  return (await judgementsOnAll(desk, [found], day, whose)).get(found.id) ?? []
}

/** All that were recorded, or those alone that are public. */
export type Whose = 'all' | 'public'

/** As `judgementsOn`, of many cases of one kind of record at once, by case. */
export async function judgementsOnAll(
  { store }: Desk,
  cases: readonly About[],
  day: string,
  whose: Whose = 'all',
): Promise<ReadonlyMap<string, readonly Judgement[]>> {
  const [ids, codes] = [cases.map(({ id }) => id), cases.flatMap(({ organisations }) => organisations)]
  const { rows } = await sql<{
    readonly id: string
    readonly case_id: string
    readonly version: number
    readonly organisation: string | null
    readonly body: unknown
    readonly effective: string
    readonly known_at: string
    readonly audience: string
  }>`
    select distinct on (id) id, case_id, version, organisation, body, effective, known_at, audience
    from record
    where kind = 'finding' and record_kind = ${cases[0]?.recordKind ?? ''} and effective <= ${day}::date
      and (organisation = any(${codes}::text[]) or (organisation is null and case_id = any(${ids}::uuid[])))
    order by id, version desc`.execute(store.db)
  return new Map(
    cases.map(({ id, organisations }) => [
      id,
      rows
        .filter(row => (row.organisation === null ? row.case_id === id : organisations.includes(row.organisation)))
        .filter(({ audience }) => whose === 'all' || audience === 'public')
        .map(({ known_at, body, case_id: _, audience: __, ...row }) => ({
          ...findingBody.parse(body),
          ...row,
          knownAt: known_at,
        })),
    ]),
  )
}
