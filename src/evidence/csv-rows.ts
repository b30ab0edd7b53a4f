/**
 * Rows of comma-separated text, a block at a time, as raw arrays: an object per row would double the time of a large
 * extract. A line without a quotation mark is cut at its commas, which is all there is to it; only stretches with
 * quotation marks go through csv-parse. That halves the time of the RTT extract, where one line in seven has one.
 */
import { isUtf8 } from 'node:buffer'
import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { refuse } from './refused-file.ts'

export type Rows = readonly (readonly string[])[]

/** What reading found out besides the rows; complete once the rows are exhausted. */
export interface TextNotes {
  encoding: 'utf-8' | 'utf-16' | 'windows-1252'
  endsWithLineBreak: boolean
}

/** Streams the rows of comma-separated text. Throws RefusedFile where quoting breaks or the text ends inside a quote. */
export async function* csvRows(bytes: AsyncIterable<Buffer>, fileName: string, notes: TextNotes): AsyncGenerator<Rows> {
  let open = ''
  let line = 1
  for await (const piece of textOf(bytes, fileName, notes)) {
    const cut = cutRows(open + piece, line, fileName)
    if (cut.rows.length > 0) yield cut.rows
    open = cut.open
    if (open.length > longest) refuseEndless(fileName)
    line += cut.lines
  }
  if (open !== '')
    refuse(fileName, 'truncated', {
      row: line,
      found: 'the end of the file inside a quoted value',
      expected: 'a closing quotation mark',
      todo: 'Download it again: it was probably cut short.',
    })
}

/** Cuts text that ends at a line break into rows; `open` is what stands in a quotation mark not yet closed. */
function cutRows(text: string, firstLine: number, fileName: string): { rows: string[][]; open: string; lines: number } {
  const rows: string[][] = []
  const lines = text.split(text.includes('\n') ? '\n' : '\r')
  const last = lines.pop() as string
  if (last !== '') lines.push(last)
  let at = 0
  while (at < lines.length) {
    const line = lines[at] as string
    if (!line.includes('"')) {
      rows.push((line.endsWith('\r') ? line.slice(0, -1) : line).split(','))
      at++
      continue
    }
    const start = at
    let quotes = 0
    do quotes += countQuotes(lines[at++] as string)
    while (at < lines.length && (quotes % 2 === 1 || (lines[at] as string).includes('"')))
    const stretch = `${lines.slice(start, at).join('\n')}\n`
    if (quotes % 2 === 1) return { rows, open: stretch, lines: start }
    for (const row of parseQuoted(stretch, firstLine + start, fileName)) rows.push(row)
  }
  return { rows, open: '', lines: lines.length }
}

function countQuotes(text: string): number {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++
  return count
}

function parseQuoted(text: string, firstLine: number, fileName: string): string[][] {
  try {
    return parse(text, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    refuse(fileName, 'broken-quoting', {
      row: firstLine + (typeof error['lines'] === 'number' ? error['lines'] - 1 : 0),
      found: error.message.replace(/ (on|at) line \d+.*$/, ''),
      expected: 'well-formed CSV',
      todo: 'Export it again, letting the program quote values that hold commas or quotation marks.',
    })
  }
}

/** A line, or a quoted value, longer than this is no table; it would also have to be held in memory whole. */
const longest = 16_000_000

/** Text in pieces that end at line breaks. UTF-8 unless its mark says UTF-16 or its bytes can only be Windows-1252. */
async function* textOf(bytes: AsyncIterable<Buffer>, fileName: string, notes: TextNotes): AsyncGenerator<string> {
  let decode: ((piece: Buffer) => string) | null = null
  let rest = Buffer.alloc(0)
  let fresh = true
  for await (const chunk of bytes) {
    const data: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    if (data.length >= 2) decode ??= decoderOf(data, notes)
    const cut = notes.encoding === 'utf-16' ? afterLastWideBreak(data) : data.lastIndexOf(0x0a) + 1
    if (decode && cut > 0) {
      const text = decode(data.subarray(0, cut))
      yield fresh ? text.replace(/^\uFEFF/, '') : text
      fresh = false
    }
    rest = Buffer.from(data.subarray(decode ? cut : 0))
    if (rest.length > longest) refuseEndless(fileName)
  }
  notes.endsWithLineBreak = rest.length === 0
  if (rest.length > 0) yield (decode ?? decoderOf(rest, notes))(rest).replace(/^\uFEFF/, '')
}

function decoderOf(start: Buffer, notes: TextNotes): (piece: Buffer) => string {
  const mark = start.subarray(0, 2).toString('hex')
  if (mark === 'fffe' || mark === 'feff') {
    notes.encoding = 'utf-16'
    const wide = new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be')
    return piece => wide.decode(piece)
  }
  const windows = new TextDecoder('windows-1252')
  return piece => {
    if (isUtf8(piece)) return piece.toString('utf8')
    notes.encoding = 'windows-1252'
    return windows.decode(piece)
  }
}

/** The place after the last UTF-16 line feed (0x0A beside 0x00), so that no character is cut. */
function afterLastWideBreak(data: Buffer): number {
  for (let at = (data.length >> 1) * 2 - 2; at >= 0; at -= 2) {
    const [a, b] = [data[at], data[at + 1]]
    if ((a === 0x0a && b === 0) || (a === 0 && b === 0x0a)) return at + 2
  }
  return 0
}

function refuseEndless(fileName: string): never {
  refuse(fileName, 'broken-quoting', {
    found: `a line or quoted value of more than ${longest} characters`,
    expected: 'rows ended by line breaks, and each quotation mark closed',
    todo: 'Export it again, letting the program quote values that hold commas or quotation marks.',
  })
}
