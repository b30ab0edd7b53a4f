/** Attaching a file to a case: it is looked at, kept, and named by a record of the kind `document`. */
import type { Working } from '../desk-store.ts'
import { notDone, notSignedIn } from '../refused.ts'
import { type Done, publicActor } from '../model.ts'
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

/** Attaches a file; refused where it is of no kind that is taken. Its bytes are kept with the record that names them, or not at all. */
export async function attachFile(working: Working, asked: AttachFile, key?: string): Promise<Done<StoredRecord>> {
  if (working.actor.key === publicActor.key) return notDone(notSignedIn)
  const { name, content, title, about, ...rest } = asked
  const found = await attachmentOf(name, content)
  if ('words' in found) return notDone(found)
  const persons = await personsInTables(name, found.kind, content)
  if (persons) return notDone(persons)
  const body: Attached = { title, name, sha256: found.sha256, about: about ?? null }
  return writeRecord(working, { ...rest, kind: documentKind.kind, body }, key, {
    attachment: found,
    keep: tx => keepAttachment(tx, found, content, working.clock.now()),
  })
}
