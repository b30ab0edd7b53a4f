/** Files sent by a browser or by the command line: kept in a folder of ours while they are read, then gone. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Context } from 'hono'
import { z } from 'zod'
import type { ImportedFile } from '../evidence/import-file-store.ts'
import type { Evidence } from './evidence.ts'
import { PageFault } from './fault.ts'
import { readFormData } from './form.ts'
import { fileSize } from './format.ts'
import { uploadLimit } from './pages/data.ts'
import { reportSchema, reportView } from './report-view.ts'

export const uploadSchema = z.object({
  recordKind: z.enum(['real', 'fictional', 'exercise']),
  files: z.array(
    z.object({
      outcome: z.enum(['loaded', 'unchanged', 'refused']),
      importId: z.number().nullable(),
      added: z.number(),
      changed: z.number(),
      unchanged: z.number(),
      report: reportSchema,
    }),
  ),
})

/** Loads every file of a multipart request, one after the other. Throws PageFault when there is none, or too much. */
export async function receive(c: Context, evidence: Evidence): Promise<z.infer<typeof uploadSchema>> {
  const declared = Number(c.req.header('content-length') ?? 0)
  if (declared > uploadLimit) throw tooLarge()
  if (!(c.req.header('content-type') ?? '').startsWith('multipart/form-data')) {
    throw new PageFault(415, 'Files were expected', 'Send files as multipart/form-data, in fields called "file".')
  }
  const form = await readFormData(c)
  const files = form
    .getAll('file')
    .filter(entry => typeof entry !== 'string')
    .filter(file => file.name !== '')
  if (files.length === 0)
    throw new PageFault(
      400,
      'No file was chosen',
      'Choose a file before you press the button. CSV, ZIP and XLSX files are read.',
    )
  const folder = await mkdtemp(join(tmpdir(), 'turnaround-upload-'))
  try {
    const loaded: ImportedFile[] = []
    for (const [index, file] of files.entries()) {
      if (file.size > uploadLimit) throw tooLarge()
      const name = safeName(file.name)
      const path = join(folder, `${index}-${name}`)
      await pipeline(Readable.fromWeb(file.stream() as never), createWriteStream(path))
      loaded.push(await evidence.load(path, name))
    }
    return {
      recordKind: evidence.recordKind,
      files: loaded.map(upload => ({ ...upload, report: reportView(upload.report) })),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The last part of a name that a stranger chose, without anything a file system could take amiss. */
export function safeName(name: string): string {
  const safe = basename(name.replaceAll('\\', '/'))
    .replace(/[^\p{L}\p{N} ._()&+,-]/gu, '_')
    .replace(/^\.+/, '')
  return safe.slice(-180) || 'file'
}

function tooLarge(): PageFault {
  return new PageFault(
    413,
    'This file is too large to send',
    `The browser may send up to ${fileSize(uploadLimit)}. Load larger files with "turnaround import FILE".`,
  )
}
