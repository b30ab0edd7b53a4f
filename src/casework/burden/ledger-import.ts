/**
 * What an import of a ledger writes: requests that are new, and answers to those that are known. One that is there already is
 * not written again, so that a ledger can be sent as often as it grows. Pure.
 */
import { canonical } from '../canonical.ts'
import type { RegisterEntry } from '../registers/register.ts'
import { plainText } from './burden.ts'
import type { Request } from './request.ts'
import type { RequestRow } from './request-rows.ts'

export interface ToWrite extends RequestRow {
  /** The entry that it answers; null for a new request. */
  readonly follows: RegisterEntry<Request> | null
}

export interface ImportPlan {
  readonly write: readonly ToWrite[]
  /** Rows that say what is known, with the row of the file that said it first; null where the register did. */
  readonly repeats: readonly { readonly row: number; readonly first: number | null }[]
}

/** @param known Entries of the organisations in the file, in their latest version. */
export function planImport(rows: readonly RequestRow[], known: readonly RegisterEntry<Request>[]): ImportPlan {
  const entries = new Map(known.map(one => [identity(one.organisation as string, one.body), one]))
  const write = new Map<string, ToWrite>()
  const firstRows = new Map<string, number>()
  const repeats: { row: number; first: number | null }[] = []
  for (const one of rows) {
    const key = identity(one.organisation, one.body)
    const entry = entries.get(key) ?? null
    const before = write.get(key)?.body ?? entry?.body
    const first = firstRows.get(key)
    if (first === undefined) firstRows.set(key, one.row)
    const answers = one.body.answered !== null && before?.answered === null
    if (before === undefined) write.set(key, { ...one, follows: null })
    else if (answers) {
      const { answered, answer } = one.body
      write.set(key, { ...(write.get(key) ?? one), follows: entry, body: { ...before, answered, answer } })
    } else repeats.push({ row: one.row, first: first ?? null })
  }
  return { write: [...write.values()], repeats }
}

/** What makes two rows the same request: all but how it was answered, whatever the case and spacing of its words. */
function identity(organisation: string, { answered: _, answer: __, ...body }: Request): string {
  const { asker, what, reference, subjects } = body
  const words = {
    asker: plainText(asker),
    what: plainText(what),
    reference: reference === null ? null : plainText(reference),
    subjects: subjects.map(plainText).toSorted(),
  }
  return canonical([organisation, { ...body, ...words }])
}
