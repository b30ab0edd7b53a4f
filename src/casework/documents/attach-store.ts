/** Attaching a file to a case: it is looked at, kept, and named by a record of the kind `document`. */
import type { Working } from '../desk-store.ts'
import { notDone } from '../refused.ts'
import type { Done } from '../model.ts'
import type { StoredRecord, WriteRecord } from '../records/record.ts'
import { writeRecord } from '../records/write-record-store.ts'
import { attachmentOf } from './attachment.ts'
import { keepAttachment } from './attachment-store.ts'
import { type Attached, documentKind } from './document.ts'
import { personsInTables } from './persons-in-tables.ts'

export interface AttachFile extends Omit<WriteRecord, 'kind' | 'body' | 'follows'> {
  readonly name: string
  readonly content: Uint8Array
  readonly title: string
  /** Record of the case that it stands behind; the case as a whole where left out. */
  readonly about?: string
}

/**
 * Attaches a file; refused where it is of no kind that is taken. The bytes are kept before the record that names them: a record
 * never names what is not there, and bytes that no record names are read by nobody.
 */
export async function attachFile(working: Working, asked: AttachFile, key?: string): Promise<Done<StoredRecord>> {
  const { name, content, title, about, ...rest } = asked
  const found = await attachmentOf(name, content)
  if ('words' in found) return notDone(found)
  const persons = await personsInTables(name, found.kind, content)
  if (persons) return notDone(persons)
  await keepAttachment(working.store.db, found, content, working.clock.now())
  const body: Attached = { title, name, sha256: found.sha256, about: about ?? null }
  return writeRecord(working, { ...rest, kind: documentKind.kind, body }, key)
}
