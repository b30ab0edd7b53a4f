/** `turnaround import`: files into the store, and a report on each. */
import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { downloadSource } from '../evidence/download.ts'
import { sweepAbandoned } from '../evidence/evidence-store.ts'
import { type ImportedFile, importFile } from '../evidence/import-file-store.ts'
import type { RecordKind } from '../evidence/model.ts'
import { loadSourcesWith, type Source } from '../evidence/sources.ts'
import { DirectoryHeld } from '../store/directory-lock.ts'
import { openStore, type StoreOptions } from '../store/open-store.ts'
import { importReportText } from './import-report.ts'
import { print, printJson, say, today, UsageError } from './output.ts'
import { type Progress, showProgress } from './progress.ts'

export interface ImportCommandOptions {
  readonly fromWeb?: string
  readonly period?: string
  readonly sourceFile?: readonly string[]
  readonly json?: boolean
  readonly directory?: string
  readonly database?: string
}

/** What `--json` prints, and what a running server answers. */
export interface ImportOutcome {
  readonly recordKind: RecordKind
  readonly files: readonly ImportedFile[]
}

/** A file to import, and where it was downloaded from. */
export interface FileToImport {
  readonly path: string
  readonly retrievedFrom?: string
}

/** Runs the command. Exit code 0 when every file is loaded (now or before), 2 when one was refused. */
export async function importCommand(files: readonly string[], options: ImportCommandOptions): Promise<number> {
  if (files.length === 0 && options.fromWeb === undefined) {
    throw new UsageError('Nothing to import: name one or more files, or a source with --from-web.')
  }
  for (const file of files) await mustBeFile(file)
  const sources = await loadSourcesWith(options.sourceFile ?? [])
  const progress = showProgress(options.json === true)
  const downloads = await mkdtemp(join(tmpdir(), 'turnaround-download-'))
  try {
    const toImport: FileToImport[] = files.map(path => ({ path }))
    if (options.fromWeb !== undefined) toImport.push(...(await download(options, sources, downloads, progress)))
    const outcome = await importFiles(toImport, { ...options, sources, progress })
    if (options.json) printJson(outcome)
    else for (const file of outcome.files) print(importReportText(file))
    return outcome.files.some(file => file.outcome === 'refused') ? 2 : 0
  } finally {
    progress.stop()
    await rm(downloads, { recursive: true, force: true })
  }
}

/** Imports files one after the other into the store, through the running server when one holds it. */
export async function importFiles(
  files: readonly FileToImport[],
  options: {
    readonly directory?: string
    readonly database?: string
    readonly sources: readonly Source[]
    /** Descriptions of the user's own among the sources. */
    readonly sourceFile?: readonly string[]
    readonly progress?: Progress
  },
): Promise<ImportOutcome> {
  const place: StoreOptions = options.database
    ? { database: options.database, ...(options.directory ? { directory: options.directory } : {}) }
    : { directory: options.directory ?? join('.turnaround', 'live') }
  const store = await openStore(place).catch((error: unknown) => {
    if (error instanceof DirectoryHeld && error.holder.address) return error.holder.address
    throw error
  })
  if (typeof store === 'string') {
    if (options.sourceFile?.length)
      throw new UsageError(
        `The server at ${store} holds the store and reads by its own source descriptions, not by ${options.sourceFile.join(', ')}. ` +
          'Stop it, import, and start it again.',
      )
    return sendToServer(files, store)
  }
  try {
    await sweepAbandoned(store)
    const imported: ImportedFile[] = []
    for (const { path, retrievedFrom } of files) {
      const name = basename(path)
      const { progress } = options
      const file = await importFile(store, path, {
        sources: options.sources,
        today: today(),
        ...(retrievedFrom === undefined ? {} : { retrievedFrom }),
        ...(progress ? { progress: (step, done, total) => progress.update(`${name}: ${step}`, done, total) } : {}),
      })
      imported.push(file)
    }
    options.progress?.stop()
    return { recordKind: store.recordKind, files: imported }
  } finally {
    await store.close()
  }
}

/** The server that holds the store imports for us; its address stands in the lock. */
async function sendToServer(files: readonly FileToImport[], address: string): Promise<ImportOutcome> {
  say(`The store is held by the server at ${address}: sending the files there.`)
  const outcomes: ImportOutcome[] = []
  for (const { path } of files) {
    const form = new FormData()
    form.append('file', await openAsBlob(path), basename(path))
    const response = await fetch(new URL('/api/imports', address), {
      method: 'POST',
      body: form,
      headers: { accept: 'application/json', 'x-turnaround-client': 'import' },
    }).catch((error: Error) => {
      throw new UsageError(
        `The server at ${address} holds the store but does not answer (${(error.cause as Error)?.message ?? error.message}). ` +
          'Stop it and try again.',
      )
    })
    if (!response.ok) {
      const said = (await response.text()).slice(0, 300)
      throw new UsageError(`The server at ${address} did not take ${basename(path)} (${response.status}): ${said}`)
    }
    outcomes.push((await response.json()) as ImportOutcome)
  }
  return { recordKind: outcomes[0]?.recordKind ?? 'real', files: outcomes.flatMap(outcome => outcome.files) }
}

async function download(
  options: ImportCommandOptions,
  sources: readonly Source[],
  into: string,
  progress: Progress,
): Promise<FileToImport[]> {
  const source = sources.find(one => one.source === options.fromWeb)
  if (!source) {
    const offered = sources.filter(one => one.web).map(one => one.source)
    throw new UsageError(`--from-web: found "${options.fromWeb}"; expected one of ${offered.join(', ')}.`)
  }
  const downloaded = await downloadSource(source, {
    into,
    ...(options.period === undefined ? {} : { period: options.period }),
    progress: (fileName, done, total) => progress.update(`${fileName}: downloading`, done, total ?? 0),
  })
  return downloaded.map(({ path, address }) => ({ path, retrievedFrom: address }))
}

async function mustBeFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      throw new UsageError(`${path}: found no such file; expected a file that exists. Check the path.`)
    throw error
  })
  if (!found.isFile()) throw new UsageError(`${path} is a folder; expected files. Name them: ${join(path, '*')}`)
}
