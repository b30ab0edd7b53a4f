/**
 * The imported originals, kept by the hash of their content under `<directory>/files`, so that a page can show the very
 * row a figure came from, and anyone can check that it is the file the publisher put out.
 */
import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { tablesOf } from './containers.ts'
import type { Rows } from './csv-rows.ts'
import { recognise } from './recognise.ts'
import type { Source } from './source.ts'

/** A row of a file as it stands there, under its column names (null where the file has none). */
export interface ArchivedRow {
  readonly header: readonly string[] | null
  readonly cells: readonly string[]
}

/** Where a file of this content is kept, whether or not it is there. */
export function archivedPath(directory: string, sha256: string): string {
  return join(directory, 'files', sha256)
}

/** Keeps a copy of a file, whole or not at all. Returns its path. */
export async function archiveFile(directory: string, path: string, sha256: string): Promise<string> {
  const kept = archivedPath(directory, sha256)
  if (await exists(kept)) return kept
  await mkdir(join(directory, 'files'), { recursive: true })
  const part = `${kept}.${randomUUID()}.part`
  try {
    await copyFile(path, part)
    const file = await open(part, 'r+')
    await file.sync().finally(() => file.close())
    await rename(part, kept)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  return kept
}

/**
 * One row of a kept file, read up to there and no further; null where the file was not kept or has no such row.
 * Rows count from 1 with the header, and run on from table to table where a file holds several that were read: those
 * which `source` (the description it was imported with) knows. Without one, every table counts and its first row is
 * taken for the header.
 */
export async function readArchivedRow(
  path: string,
  options: { readonly fileName: string; readonly source: Source | null },
  row: number,
): Promise<ArchivedRow | null> {
  if (!(await exists(path))) return null
  let before = 0
  for await (const table of tablesOf(path, options.fileName, () => {})) {
    let header: readonly string[] | null | undefined
    for await (const block of table.rows) {
      if (header === undefined) {
        const found = headerOf(block, options)
        if (found === 'not-read') break
        header = found
      }
      const cells = block[row - before - 1]
      if (cells) return { header, cells }
      before += block.length
    }
  }
  return null
}

function headerOf(
  first: Rows,
  { fileName, source }: { readonly fileName: string; readonly source: Source | null },
): readonly string[] | null | 'not-read' {
  if (!source) return first[0] ?? null
  const found = recognise([source], first, fileName)
  if ('nearest' in found) return 'not-read'
  return source.layout.header === 'none' ? null : found.header
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}
