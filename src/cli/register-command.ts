/** `turnaround register`: registers for operators, by the same API as everybody else's. Exit 0 done, 1 refused, 2 bad usage. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { EntryJson } from '../web/register-schema.ts'
import { given, queryOf, read, refusedBy, send } from './case-command.ts'
import { type CaseOptions, withCases } from './case-source.ts'
import { type Column, print, printJson, textTable, UsageError } from './output.ts'

export interface RegisterOptions extends CaseOptions {
  readonly regime?: string
  readonly organisation?: string
  readonly asKnownAt?: string
}

export interface WriteOptions extends RegisterOptions {
  readonly by: string
  readonly reason: string
  readonly audience?: string
  readonly follows?: string
  readonly expected?: string
  readonly on?: string
  readonly key?: string
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
export function registerWrite(name: string, file: string, options: WriteOptions): Promise<number> {
  if (options.as === undefined) throw new UsageError('Say with --as KEY who acts.')
  return withCases(options, async ask => {
    const body = await jsonIn(file)
    const { regime, organisation, audience, by, reason, follows, key = randomUUID() } = options
    const on = options.on ?? (await read<{ today: string }>(ask, '/deadlines')).today
    const path = `/registers/${encodeURIComponent(name)}`
    const common = { body, on, by, reason, ...given({ audience }) }
    const sent =
      follows === undefined
        ? await send(ask, path, { ...common, ...given({ regime, organisation }) }, { 'Idempotency-Key': key })
        : await send(ask, `${path}/${encodeURIComponent(follows)}`, common, {
            'Idempotency-Key': key,
            'If-Match': `"${options.expected ?? (await latestVersion(ask, `${path}/${encodeURIComponent(follows)}`))}"`,
          })
    if (!sent.ok) return refusedBy(sent, options.json === true)
    const done = (await sent.json()) as EntryJson
    if (options.json) printJson(done)
    else print(`It is written: ${done.title}, entry ${done.id}, version ${done.version}.`)
    return 0
  })
}

/** Whoever does not say which version they had seen means the latest. */
async function latestVersion(ask: Parameters<typeof read>[0], path: string): Promise<number> {
  const { versions } = await read<{ versions: readonly EntryJson[] }>(ask, path)
  return versions.at(-1)?.version ?? 0
}

async function jsonIn(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`The file ${file} is no JSON. It holds one object: what the entry says.`)
  }
}
