/** What a request of the API asks for: the case in its address, and a command with its key and the state that its asker had seen. */
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { z } from 'zod'
import { type Desk, withActor } from '../../casework/desk-store.ts'
import { type CaseReading, caseSeen, readingOf } from '../cases.ts'
import { PageFault } from '../fault.ts'
import { parseInstant } from '../instant.ts'
import { actorOf } from '../sign-in.ts'
import { problemAnswer, readAs, refusedAnswer } from './problems.ts'

/** The case in the address, as known at the instant asked for. Throws PageFault where there is none for this reader. */
export async function caseAsked(c: Context, desk: Desk): Promise<CaseReading> {
  const id = c.req.param('id') ?? ''
  const asking = { desk, actor: actorOf(c) }
  const found = await readingOf(asking, id, parseInstant(c.req.query('as-known-at') ?? null))
  if (found) return found
  throw noSuchCase(id)
}

/** The id of the case in the address. Throws PageFault where there is none for this reader; nothing more is read of it. */
export async function idAsked(c: Context, desk: Desk): Promise<string> {
  const id = c.req.param('id') ?? ''
  if (await withActor(desk, actorOf(c), working => caseSeen(working, id))) return id
  throw noSuchCase(id)
}

function noSuchCase(id: string): PageFault {
  return new PageFault(404, 'There is no such case', `No case that you may see is called "${id.slice(0, 60)}".`)
}

/** Refuses a body that is too large before it is read. @param what What has at most so many bytes, as in "A command". */
export function atMost(bytes: number, what: string): MiddlewareHandler {
  return bodyLimit({
    maxSize: bytes,
    onError: c => problemAnswer(c, 413, 'This is too large to send', `${what} has at most ${bytes} bytes.`),
  })
}

/** What a command carries beside its body. */
export interface Command {
  readonly key: string
  readonly caseId: string
  /** Number in the ETag of what the asker had seen; 0 where none is asked for. */
  readonly expected: number
}

/** Reads and checks a command; a problem where it is none. @param seen Whose ETag it has to name; null for none. */
export async function readCommand<Body>(
  c: Context,
  schema: z.ZodType<Body>,
  seen: 'case' | 'record' | null,
): Promise<(Command & { readonly body: Body }) | Response> {
  const bad = (words: string) => refusedAnswer(c, { reason: 'bad-request', words, allowed: [] })
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
    return problemAnswer(c, 415, 'JSON was expected', 'Send the command as application/json.')
  const key = c.req.header('idempotency-key')?.trim() ?? ''
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    return bad(
      'Found no Idempotency-Key of 1 to 200 visible characters; expected one that is new for each command. Sent again with the same body it gets the same answer.',
    )
  const expected = seen === null ? 0 : numberOf(c.req.header('if-match'))
  if (expected === null)
    return problemAnswer(
      c,
      428,
      `Say which state of the ${seen} you had seen`,
      `Found no If-Match with the ${seen}’s ETag; expected one such as "7". Read the ${seen} first.`,
    )
  const read = readAs(schema, await c.req.json().catch(() => undefined))
  if (read.wrong !== null) return bad(`The body cannot be read. ${read.wrong}`)
  return { key, caseId: c.req.param('id') ?? '', expected, body: read.body }
}

/** The ETag of a state: of a case the number of its events, of a record its version. */
export function tagOf(state: number): string {
  return `"${state}"`
}

/** The number in an ETag such as `"7"`; null where there is none. */
function numberOf(tag: string | undefined): number | null {
  const [, digits] = /^(?:W\/)?"(\d{1,9})"$/.exec(tag?.trim() ?? '') ?? []
  return digits === undefined ? null : Number(digits)
}
