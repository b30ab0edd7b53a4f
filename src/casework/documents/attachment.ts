/**
 * Which files may be attached: letters, tables, pictures; told by their bytes and not by their names. Nothing that could run
 * where it is opened: no pages, no scripts, no macros. Files of persons are refused, as everywhere.
 */
import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { type Refused } from '../model.ts'
import { refuse } from '../refused.ts'

/** Kinds of files by the ending of their names, with what a browser calls them. */
export const attachmentKinds = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  csv: 'text/csv',
  txt: 'text/plain',
  png: 'image/png',
  jpg: 'image/jpeg',
} as const
export type AttachmentKind = keyof typeof attachmentKinds

/** Bytes that a file may have. */
export const mostBytes = 10_000_000

/** A file that was kept: by the hash of its bytes. */
export interface Attachment {
  readonly sha256: string
  readonly kind: AttachmentKind
  readonly bytes: number
}

/** What a file is, or why it is not taken. @param name As whoever sends it calls it. */
export async function attachmentOf(name: string, content: Uint8Array): Promise<Attachment | Refused> {
  const ending = endingOf(name)
  const expected = `Expected one of ${Object.keys(attachmentKinds).join(', ')}, of at most 10 MB.`
  if (content.length === 0) return refuse('bad-request', `${name}: found an empty file. ${expected}`)
  if (content.length > mostBytes)
    return refuse('bad-request', `${name}: found ${content.length.toLocaleString('en-GB')} bytes. ${expected}`)
  if (!isKind(ending))
    return refuse(
      'bad-request',
      `${name}: found a file of the kind "${ending || 'none'}". ${expected} Save it as PDF, for one.`,
    )
  const found = (await fileTypeFromBuffer(content))?.ext ?? (isText(content) ? 'text' : 'bytes of no known kind')
  const fits = ending === 'csv' || ending === 'txt' ? found === 'text' : found === ending
  if (!fits)
    return refuse(
      'bad-request',
      `${name}: it ends in .${ending}, and its bytes are ${found}. Expected that they agree: send the file as it was saved, or save it anew.`,
    )
  return { sha256: createHash('sha256').update(content).digest('hex'), kind: ending, bytes: content.length }
}

/** The ending of a file's name, in lower case; nothing where it has none. */
export function endingOf(name: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return ending === 'jpeg' ? 'jpg' : ending
}

function isKind(ending: string): ending is AttachmentKind {
  return Object.hasOwn(attachmentKinds, ending)
}

/** Whether bytes are text in UTF-8 without control characters, and no page or script in disguise. */
function isText(content: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content)
    // oxlint-disable-next-line no-control-regex -- that there are none is what is asked
    return !/[\u0000-\u0008\u000E-\u001F]/.test(text) && !/^\s*(<|#!)/.test(text)
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
