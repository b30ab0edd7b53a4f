/** `turnaround case records`, `kinds` and `write`: what is written in a case. Exit 0 done, 1 refused, 2 bad usage. */
import type { KindJson, RecordJson } from '../web/api/record-schemas.ts'
import { given, queryOf, read } from './api-answers.ts'
import type { AtOptions } from './case-command.ts'
import { type CaseOptions, withCases } from './case-source.ts'
import { type Column, print, printJson, textTable } from './output.ts'
import { type WriteOptions, writeVersion } from './write-version.ts'

/** Records in their latest version, of one kind or all, as far as the acting person, or the public, may see them. */
export function caseRecords(id: string, kind: string | undefined, options: AtOptions): Promise<number> {
  return withCases(options, async ask => {
    const query = queryOf({ kind, 'as-known-at': options.asKnownAt })
    const found = await read<{ records: readonly RecordJson[] }>(ask, `${caseAt(id)}/records${query}`)
    if (options.json) printJson(found)
    else
      print(found.records.length === 0 ? 'There is nothing in it that you may see.' : textTable(columns, found.records))
    return 0
  })
}

const columns: readonly Column<RecordJson>[] = [
  { title: 'Record', cell: one => one.id },
  { title: 'Version', cell: one => String(one.version) },
  { title: 'Kind', cell: one => one.kind },
  { title: 'Of', cell: one => one.organisation ?? 'the case' },
  { title: 'On', cell: one => one.effective },
  { title: 'By', cell: one => one.roleTitle },
  { title: 'Says', cell: one => one.words.map(({ label, text }) => `${label}: ${text}`).join('; ') },
]

/** Kinds of records that the acting person may write. */
export function caseKinds(id: string, options: CaseOptions): Promise<number> {
  return withCases(options, async ask => {
    const found = await read<{ kinds: readonly KindJson[] }>(ask, `${caseAt(id)}/kinds`)
    if (options.json) printJson(found)
    else print(found.kinds.length === 0 ? 'There is nothing in it that you may write.' : textTable(kinds, found.kinds))
    return 0
  })
}

const kinds: readonly Column<KindJson>[] = [
  { title: 'Kind', cell: one => one.kind },
  { title: 'As', cell: one => one.roles.map(({ role }) => role).join(' ') },
  { title: 'What it is for', cell: one => one.says },
]

/** Writes a record, or the next version of one, as the file says. */
export function caseWrite(id: string, kind: string, file: string, options: WriteOptions): Promise<number> {
  const first = { kind, ...given({ organisation: options.organisation }) }
  return writeVersion({ path: `${caseAt(id)}/records`, noun: 'record', first, file }, options)
}

function caseAt(id: string): string {
  return `/cases/${encodeURIComponent(id)}`
}
