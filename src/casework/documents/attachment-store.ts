/** Attached files as they are kept: once by the hash of their bytes. */
import type { Kysely, Transaction } from 'kysely'
import type { Database } from '../../store/schema.ts'
import type { Attachment, AttachmentKind } from './attachment.ts'

/** Keeps a file; one that is kept already stays as it is. */
export async function keepAttachment(
  tx: Transaction<Database>,
  { sha256, kind, bytes }: Attachment,
  content: Uint8Array,
  at: string,
): Promise<void> {
  await tx
    .insertInto('attachment')
    .values({ sha256, kind, bytes, content: Buffer.from(content), stored_at: at })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** What is known of a file; null where none with this hash is kept. */
export async function readAttachment(db: Kysely<Database>, sha256: string): Promise<Attachment | null> {
  const row = await db
    .selectFrom('attachment')
    .select(['sha256', 'kind', 'bytes'])
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row ? { ...row, kind: row.kind as AttachmentKind } : null
}

/** Its bytes; null where none with this hash is kept. */
export async function attachmentContent(db: Kysely<Database>, sha256: string): Promise<Uint8Array | null> {
  const row = await db.selectFrom('attachment').select('content').where('sha256', '=', sha256).executeTakeFirst()
  return row?.content ?? null
}
