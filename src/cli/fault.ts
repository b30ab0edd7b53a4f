/** What goes wrong by usage or input, told from what is a fault of ours. */
import { DocumentFault } from '../documents/yaml-document.ts'
import { UsageError } from './output.ts'

/** Errors whose message is written for the person at the terminal; anything else is a fault of ours and shows its stack. */
const forPeople = new Set([
  'UsageError',
  'UnknownFramework',
  'PlacesByGrounds',
  'UnknownOrganisation',
  'PeriodNotLoaded',
  'RefusedFile',
  'StoreError',
  'DirectoryHeld',
  'DownloadFailed',
  'FunnelInputError',
  'SpcInputError',
  'UnknownRegime',
  'UnknownVersion',
  'CannotRun',
  'NoSuchAnchor',
  'CannotExtend',
  'OrganisationNotLoaded',
])

/** Files that cannot be read, by the system's code for why: no fault of ours. */
const unreadable = {
  ENOENT: 'no such file; expected a file that exists',
  EISDIR: 'a folder; expected a file',
  EACCES: 'a file that may not be read; expected one that may',
  ENOTDIR: 'a file where a folder was named; expected a file that exists',
  ENAMETOOLONG: 'a name too long for any file; expected a file that exists',
}

/** What to tell the person at the terminal; null for a fault of ours. */
export function wordsForPeople(error: unknown): string | null {
  if (error instanceof UsageError || error instanceof DocumentFault) return error.message
  if (error instanceof Error && forPeople.has(error.name)) return error.message
  return isUnreadable(error) ? unreadableWords(error) : null
}

type FileError = NodeJS.ErrnoException & { readonly code: keyof typeof unreadable }

function isUnreadable(error: unknown): error is FileError {
  return error instanceof Error && Object.hasOwn(unreadable, (error as NodeJS.ErrnoException).code ?? '')
}

function unreadableWords({ code, path }: FileError): string {
  return `${path ?? 'A file'}: found ${unreadable[code]}. Check the path.`
}
