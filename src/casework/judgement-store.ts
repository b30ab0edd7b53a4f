/** Judgements recorded in casework, in their version of a day. */
import { sql } from 'kysely'
import type { Desk } from './desk-store.ts'
import { findingBody, type Judgement } from './judgements.ts'
import type { Case } from './model.ts'
import { publishedByItself } from './records/record-store.ts'

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

/** All that were recorded, or those alone that were published, in the latest version that was. */
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
  }>`
    select distinct on (r.id) r.id, r.case_id, r.version, r.organisation, r.body, r.effective, r.known_at
    from record r
    where r.kind = 'finding' and r.record_kind = ${cases[0]?.recordKind ?? ''} and r.effective <= ${day}::date
      and (r.organisation = any(${codes}::text[]) or (r.organisation is null and r.case_id = any(${ids}::uuid[])))
      and ${whose === 'all' ? sql`true` : publishedByItself}
    order by r.id, r.version desc`.execute(store.db)
  return new Map(
    cases.map(({ id, organisations }) => [
      id,
      rows
        .filter(row => (row.organisation === null ? row.case_id === id : organisations.includes(row.organisation)))
        .map(({ known_at, body, case_id: _, ...row }) => ({
          ...findingBody.parse(body),
          ...row,
          knownAt: known_at,
        })),
    ]),
  )
}
