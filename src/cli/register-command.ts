/** `turnaround register`: registers for operators, by the same API as everybody else's. Exit 0 done, 1 refused, 2 bad usage. */
import type { EntryJson } from '../web/register-schema.ts'
import { given, queryOf, read } from './api-answers.ts'
import { type CaseOptions, withCases } from './case-source.ts'
import { type Column, print, printJson, textTable } from './output.ts'
import { type WriteOptions, writeVersion } from './write-version.ts'

export interface RegisterOptions extends CaseOptions {
  readonly regime?: string
  readonly organisation?: string
  readonly asKnownAt?: string
}

interface Register {
  readonly register: string
  readonly title: string
  readonly says: string
  readonly scope: string
}

/** All registers; or the entries of one that the acting person, or the public, may see. */
export function registerList(name: string | undefined, options: RegisterOptions): Promise<number> {
  return withCases(options, async ask => {
    if (name === undefined) {
      const all = await read<{ registers: readonly Register[] }>(ask, '/registers')
      if (options.json) printJson(all)
      else print(textTable(registerColumns, all.registers))
      return 0
    }
    const { regime, organisation, asKnownAt } = options
    const query = queryOf({ regime, organisation, 'as-known-at': asKnownAt })
    const found = await read<{ entries: readonly EntryJson[] }>(ask, `/registers/${encodeURIComponent(name)}${query}`)
    if (options.json) printJson(found)
    else
      print(found.entries.length === 0 ? 'There is nothing in it that you may see.' : textTable(columns, found.entries))
    return 0
  })
}

const registerColumns: readonly Column<Register>[] = [
  { title: 'Register', cell: one => one.register },
  { title: 'Belongs to', cell: one => one.scope },
  { title: 'What it is for', cell: one => one.says },
]

const columns: readonly Column<EntryJson>[] = [
  { title: 'Entry', cell: one => one.id },
  { title: 'Version', cell: one => String(one.version) },
  { title: 'Of', cell: one => one.regime ?? one.organisation ?? 'the sector' },
  { title: 'On', cell: one => one.effective },
  { title: 'By', cell: one => one.roleTitle },
  { title: 'Says', cell: one => one.words.map(({ label, text }) => `${label}: ${text}`).join('; ') },
]

/** Writes an entry, or the next version of one, as the file says. */
export function registerWrite(name: string, file: string, options: RegisterOptions & WriteOptions): Promise<number> {
  const { regime, organisation } = options
  const path = `/registers/${encodeURIComponent(name)}`
  return writeVersion({ path, noun: 'entry', first: given({ regime, organisation }), file }, options)
}
