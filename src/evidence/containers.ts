/** What kind of file it is by its bytes, and the tables in it: a CSV is one, an archive or a workbook may hold several. */
import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { csvRows, type Rows, type TextNotes } from './csv-rows.ts'
import { refuse } from './refused-file.ts'
import { readWorkbook } from './workbook.ts'
import { checkUnpacked, listZip, readMember, type ZipMember } from './zip.ts'

export interface Table {
  /** Member or sheet; null for the file itself. */
  readonly name: string | null
  readonly rows: AsyncIterable<Rows>
  readonly notes: TextNotes
}

type Kind = 'text' | 'zip' | 'xlsx' | 'ods' | 'xls'

const workbookBytes = 300_000_000

/** Streams the tables of a file. `progress` is told how many of its bytes have been read. Throws RefusedFile. */
export async function* tablesOf(
  path: string,
  fileName: string,
  progress: (doneBytes: number) => void,
): AsyncGenerator<Table> {
  const kind = await kindOf(path, fileName)
  if (kind === 'text') {
    yield textTable(null, counted(createReadStream(path, { highWaterMark: 1 << 18 }), progress), fileName)
  } else if (kind === 'zip') {
    for (const member of await listZip(path, fileName)) {
      if (/\.(csv|txt)$/i.test(member.name))
        yield textTable(member.name, readMember(path, fileName, member, progress), fileName)
      else if (/\.(xlsx|xls|ods)$/i.test(member.name)) yield* memberWorkbook(path, fileName, member, progress)
    }
  } else {
    if (kind !== 'xls') await checkUnpacked(path, fileName)
    yield* workbookTables(await readFile(path), kind, fileName, '')
  }
}

function textTable(name: string | null, bytes: AsyncIterable<Buffer>, fileName: string): Table {
  const notes: TextNotes = { encoding: 'utf-8', endsWithLineBreak: true }
  return { name, rows: csvRows(bytes, fileName, notes), notes }
}

async function* memberWorkbook(
  path: string,
  fileName: string,
  member: ZipMember,
  progress: (done: number) => void,
): AsyncGenerator<Table> {
  if (member.bytes > workbookBytes)
    refuse(fileName, 'too-large', {
      found: `a workbook of ${member.bytes} bytes`,
      expected: `at most ${workbookBytes}`,
      todo: 'Save the sheet as CSV and import that.',
    })
  const chunks: Buffer[] = []
  for await (const chunk of readMember(path, fileName, member, progress)) chunks.push(chunk)
  const extension = member.name.toLowerCase().split('.').pop()
  yield* workbookTables(
    Buffer.concat(chunks),
    extension === 'ods' || extension === 'xls' ? extension : 'xlsx',
    fileName,
    `${member.name}: `,
  )
}

async function* workbookTables(
  bytes: Buffer,
  kind: 'xlsx' | 'xls' | 'ods',
  fileName: string,
  prefix: string,
): AsyncGenerator<Table> {
  for (const sheet of await readWorkbook(bytes, kind, fileName)) {
    yield {
      name: `${prefix}${sheet.name}`,
      rows: inOneBlock(sheet.rows),
      notes: { encoding: 'utf-8', endsWithLineBreak: true },
    }
  }
}

async function* inOneBlock(rows: Rows): AsyncGenerator<Rows> {
  if (rows.length > 0) yield rows
}

async function* counted(bytes: AsyncIterable<Buffer>, progress: (doneBytes: number) => void): AsyncGenerator<Buffer> {
  let done = 0
  for await (const chunk of bytes) {
    done += chunk.length
    progress(done)
    yield chunk
  }
}

const extensions: Readonly<Record<Kind, RegExp>> = {
  text: /\.(csv|txt)$/i,
  zip: /\.zip$/i,
  xlsx: /\.xlsx$/i,
  ods: /\.ods$/i,
  xls: /\.xls$/i,
}
const kindNames: Readonly<Record<Kind, string>> = {
  text: 'a text file',
  zip: 'a ZIP archive',
  xlsx: 'an XLSX workbook',
  ods: 'an ODS workbook',
  xls: 'an XLS workbook',
}

/** What a file is: looks at its bytes, never only at its name; a name that says otherwise refuses the file. */
export async function kindOf(path: string, fileName: string): Promise<Kind> {
  const handle = await open(path)
  const head = Buffer.alloc(4096)
  const { bytesRead } = await handle.read(head, 0, head.length, 0).finally(() => handle.close())
  if (bytesRead === 0)
    refuse(fileName, 'empty-file', { found: 'no bytes', expected: 'a header and rows', todo: 'Download it again.' })
  const start = head.subarray(0, bytesRead)
  const kind = await sniff(start, path, fileName)
  const text = start.toString('latin1').trimStart().toLowerCase()
  const otherwise = (found: string) =>
    refuse(fileName, 'not-what-its-name-says', {
      found,
      expected: 'a CSV, ZIP, XLSX, XLS or ODS file named as what it is',
      todo: 'Check the download: a web page or error message is often saved under the name of the file.',
    })
  if (kind === null)
    otherwise(
      text.startsWith('%pdf')
        ? 'a PDF document'
        : text.startsWith('\x1f\x8b')
          ? 'a gzip archive'
          : /^(\x89png|ÿøÿ|gif8)/.test(text)
            ? 'a picture'
            : 'bytes that are neither text, archive nor workbook',
    )
  if (kind === 'text' && /^(\ufeff|ï»¿)?\s*(<!doctype|<html|<\?xml|<head|<body|<table)/.test(text))
    otherwise('a web page')
  if (kind === 'text' && /^[{[]\s*["{[]/.test(text)) otherwise('JSON')
  if (/\.[a-z]{2,4}$/i.test(fileName) && !extensions[kind as Kind].test(fileName)) otherwise(kindNames[kind as Kind])
  return kind as Kind
}

async function sniff(start: Buffer, path: string, fileName: string): Promise<Kind | null> {
  const magic = start.length >= 4 ? start.readUInt32LE(0) : 0
  if (magic === 0x04034b50 || magic === 0x06054b50) {
    const names = (await listZip(path, fileName)).map(member => member.name)
    return names.includes('xl/workbook.xml')
      ? 'xlsx'
      : names.includes('content.xml') && names.includes('mimetype')
        ? 'ods'
        : 'zip'
  }
  if (magic === 0xe011cfd0) return 'xls'
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) return 'text'
  return start.includes(0) || (start[0] === 0x1f && start[1] === 0x8b) || start.toString('latin1', 0, 4) === '%PDF'
    ? null
    : 'text'
}
