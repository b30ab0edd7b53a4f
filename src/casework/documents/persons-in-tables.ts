/** Tables are looked through before they are kept: what looks like records of patients is refused, here as everywhere. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tablesOf } from '../../evidence/containers.ts'
import { refusePatientLevel } from '../../evidence/patient-level.ts'
import { RefusedFile } from '../../evidence/refused-file.ts'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import type { AttachmentKind } from './attachment.ts'

const tables: readonly AttachmentKind[] = ['csv', 'xlsx', 'ods']

/** Why a table is not kept: it cannot be read, or looks as if its rows were people; null where nothing stands against it. */
export async function personsInTables(
  name: string,
  kind: AttachmentKind,
  content: Uint8Array,
): Promise<Refused | null> {
  if (!tables.includes(kind)) return null
  const folder = await mkdtemp(join(tmpdir(), 'turnaround-attached-'))
  try {
    const path = join(folder, 'file')
    await writeFile(path, content)
    for await (const table of tablesOf(path, name, () => {}))
      for await (const rows of table.rows) refusePatientLevel(rows, name)
    return null
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    return refuse('bad-request', error.message)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
