/** Writing a version of something, by the casework API: an entry of a register, a record of a case. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { given, read, refusedBy, send } from './api-answers.ts'
import { type Ask, type CaseOptions, withCases } from './case-source.ts'
import { print, printJson, UsageError } from './output.ts'

export interface WriteOptions extends CaseOptions {
  readonly organisation?: string
  readonly by: string
  readonly reason: string
  readonly audience?: string
  readonly follows?: string
  readonly expected?: string
  readonly on?: string
  readonly key?: string
}

/** What the API answers with: as much of it as is told. */
export interface WrittenJson {
  readonly id: string
  readonly title: string
  readonly version: number
  readonly kind?: string
}

export interface Writing {
  /** Where in the API such things are. */
  readonly path: string
  /** How one of them is called: `entry`. */
  readonly noun: string
  /** What is sent with a first version only. */
  readonly first: Readonly<Record<string, string>>
  /** A JSON file with what it says. */
  readonly file: string
}

/** Writes it, or the next version of what it follows. Exit 0 done, 1 refused. Throws UsageError where it cannot be sent. */
export function writeVersion({ path, noun, first, file }: Writing, options: WriteOptions): Promise<number> {
  if (options.as === undefined) throw new UsageError('Say with --as KEY who acts.')
  return withCases(options, async ask => {
    const body = await jsonIn(file, noun)
    const { audience, by, reason, follows, key = randomUUID() } = options
    const on = options.on ?? (await read<{ today: string }>(ask, '/deadlines')).today
    const common = { body, on, by, reason, ...given({ audience }) }
    const version = follows === undefined ? null : `${path}/${encodeURIComponent(follows)}`
    const sent = await (version === null
      ? send(ask, path, { ...common, ...first }, { 'Idempotency-Key': key })
      : send(ask, version, common, {
          'Idempotency-Key': key,
          'If-Match': `"${await versionSeen(ask, version, first['kind'], options.expected)}"`,
        }))
    if (!sent.ok) return refusedBy(sent, options.json === true)
    const done = (await sent.json()) as WrittenJson
    if (options.json) printJson(done)
    else print(`It is written: ${done.title}, ${noun} ${done.id}, version ${done.version}.`)
    return 0
  })
}

/** Whoever does not say which version they had seen means the latest. Throws UsageError where it is of another kind than was said. */
async function versionSeen(ask: Ask, path: string, kind: string | undefined, expected?: string): Promise<string> {
  const { versions } = await read<{ versions: readonly WrittenJson[] }>(ask, path)
  const latest = versions.at(-1)
  if (kind !== undefined && latest?.kind !== kind)
    throw new UsageError(`--follows: found a record of the kind "${latest?.kind}"; expected one of the kind "${kind}".`)
  return expected ?? String(latest?.version)
}

async function jsonIn(file: string, noun: string): Promise<unknown> {
  const text = await readFile(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`The file ${file} is no JSON. It holds one object: what the ${noun} says.`)
  }
}
