/** Puts a judgement on record. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Desk } from '../../../src/casework/desk-store.ts'

export async function keepFinding(
  { store, clock }: Desk,
  {
    organisation,
    caseId,
    finding,
    value,
    effective,
  }: {
    readonly organisation?: string
    readonly caseId?: string
    readonly finding: string
    readonly value: string
    readonly effective: string
  },
): Promise<void> {
  const body = { finding, value, statement: 'As seen', document: null, until: null }
  await store.db
    .insertInto('record')
    .values({
      id: randomUUID(),
      version: 1,
      kind: 'finding',
      case_id: caseId ?? null,
      organisation: organisation ?? null,
      record_kind: 'exercise',
      audience: 'case',
      body: JSON.stringify(body),
      actor: 'p-lookout',
      role: 'lookout',
      reason: 'Seen',
      effective,
      known_at: clock.now(),
    })
    .execute()
  if (caseId !== undefined)
    await store.db.updateTable('case_file').set({ records: sql`records + 1` }).where('id', '=', caseId).execute()
}
