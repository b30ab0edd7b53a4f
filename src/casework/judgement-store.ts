/** Judgements recorded in casework, in their version of a day. */
import { sql } from 'kysely'
import type { Desk } from './desk-store.ts'
import { findingBody, type Judgement } from './judgements.ts'
import type { Case } from './model.ts'

/** Those on the organisations of a case, or on the case as a whole, as they were effective by a day (ISO). */
export async function judgementsOn(
  { store }: Desk,
  { id, organisations, recordKind }: Pick<Case, 'id' | 'organisations' | 'recordKind'>,
  day: string,
): Promise<readonly Judgement[]> {
  const { rows } = await sql<{
    readonly id: string
    readonly version: number
    readonly organisation: string | null
    readonly body: unknown
    readonly effective: string
    readonly known_at: string
  }>`
    select distinct on (id) id, version, organisation, body, effective, known_at
    from record
    where kind = 'finding' and record_kind = ${recordKind} and effective <= ${day}::date
      and (organisation = any(${[...organisations]}::text[]) or (organisation is null and case_id = ${id}::uuid))
    order by id, version desc`.execute(store.db)
  return rows.map(({ known_at, body, ...row }) => ({ ...findingBody.parse(body), ...row, knownAt: known_at }))
}
