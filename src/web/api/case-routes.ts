/** The casework API: cases read by everybody as far as they may, and commands by those who have leave. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { z } from 'zod'
import { correctEvent } from '../../casework/correct-event-store.ts'
import { type Desk, today, type Working, withActor } from '../../casework/desk-store.ts'
import type { Case, Done, Refused, WrittenEvent } from '../../casework/model.ts'
import { openCase } from '../../casework/open-case-store.ts'
import { rulesOf } from '../../casework/policy-store.ts'
import { recordEvent } from '../../casework/record-event-store.ts'
import { readFilter } from '../case-filter.ts'
import { allowedJson, caseJson, eventsJson, oneCaseJson } from '../case-view.ts'
import { type CaseReading, dueDeadlines, listedCases, readingOf } from '../cases.ts'
import { PageFault } from '../fault.ts'
import { parseInstant } from '../instant.ts'
import type { Regimes } from '../regimes.ts'
import { actorOf } from '../sign-in.ts'
import { caseApiDocument } from './case-openapi.ts'
import { correctSchema, openSchema, recordSchema } from './case-schemas.ts'
import { faultsInWords, problemAnswer, refusedAnswer } from './problems.ts'

/** Bytes of a command: one event with its reason. */
const commandLimit = 100_000

/** Everything under `/api/v1`. */
export function caseApi(desk: Desk, regimes: Pick<Regimes, 'find'>): Hono {
  const api = new Hono()
  const askingOf = (c: Context) => ({ desk, actor: actorOf(c) })
  const reading = async (c: Context): Promise<CaseReading> => {
    const id = c.req.param('id') ?? ''
    const found = await readingOf(askingOf(c), id, parseInstant(c.req.query('as-known-at') ?? null))
    if (found) return found
    throw new PageFault(404, 'There is no such case', `No case that you may see is called "${id.slice(0, 60)}".`)
  }
  api.use('*', async (c, next) => {
    await next()
    // What is due changes by the day, and what is shown by the reader: nothing here is to be kept.
    c.header('Cache-Control', 'no-store')
  })

  api.get('/openapi', c => c.json(caseApiDocument()))
  api.get('/cases', async c => {
    const filter = readFilter(new URL(c.req.url).searchParams, regimes)
    const { kind, cases, next } = await listedCases(askingOf(c), filter)
    return c.json({ recordKind: kind, cases: cases.map(({ ruled }) => caseJson(ruled)), next })
  })
  api.get('/cases/:id', async c => {
    const found = await reading(c)
    c.header('ETag', tagOf(found.found.sequence))
    return c.json(oneCaseJson(found, found.asKnownAt, found.inside))
  })
  api.get('/cases/:id/events', async c => {
    const found = await reading(c)
    const { id, recordKind } = found.found
    const events = eventsJson(found, found.events, found.inside)
    return c.json({ id, recordKind, asKnownAt: found.asKnownAt, events })
  })
  api.get('/cases/:id/deadlines', async c => {
    const { found, deadlines, today: day } = await reading(c)
    return c.json({ recordKind: found.recordKind, today: day, deadlines })
  })
  api.get('/cases/:id/allowed', async c => {
    const found = await reading(c)
    const { id, sequence } = found.found
    c.header('ETag', tagOf(sequence))
    return c.json({ id, sequence, allowed: allowedJson(found, found.allowed) })
  })
  api.get('/deadlines', async c => {
    const { kind, deadlines } = await dueDeadlines(askingOf(c))
    return c.json({ recordKind: kind, today: today(desk), deadlines })
  })

  const limit = bodyLimit({
    maxSize: commandLimit,
    onError: c => problemAnswer(c, 413, 'This is too large to send', `A command has at most ${commandLimit} bytes.`),
  })
  /** A command: its key and body are read and checked, it is done as whoever asks, and answered with the case. */
  const command = <Body>(
    schema: z.ZodType<Body>,
    run: (working: Working, body: Body, about: About) => Promise<Done<Written>>,
  ) => {
    return async (c: Context): Promise<Response> => {
      const asked = await readCommand(c, schema)
      if (asked instanceof Response) return asked
      return withActor(desk, actorOf(c), async working => {
        const done = await run(working, asked.body, asked)
        if (!done.done) return refusedAnswer(c, done.refused)
        const { case: found, event } = done.value
        const ruled = { found, compiled: await rulesOf(desk, found) }
        c.header('ETag', tagOf(found.sequence))
        c.header('Location', `/api/v1/cases/${found.id}`)
        const [written] = event === null ? [] : eventsJson(ruled, [event], true)
        return c.json({ case: oneCaseJson(ruled, null, true), ...(written ? { event: written } : {}) }, 201)
      })
    }
  }
  const open = command(openSchema, async (working, body, { key }) => withEvent(await openCase(working, body, key)))
  const record = command(recordSchema, (working, body, { key, caseId, expected }) =>
    recordEvent(working, { ...body, caseId, expected }, key),
  )
  const correct = command(correctSchema, (working, body, { key, caseId, expected }) =>
    correctEvent(working, { ...body, caseId, expected }, key),
  )
  api.post('/cases', limit, open)
  api.post('/cases/:id/events', limit, record)
  api.post('/cases/:id/corrections', limit, correct)
  return api
}

interface Written {
  readonly case: Case
  readonly event: WrittenEvent | null
}

/** What a command carries beside its body. */
interface About {
  readonly key: string
  readonly caseId: string
  readonly expected: number
}

function withEvent(done: Done<Case>): Done<Written> {
  return done.done ? { done: true, value: { case: done.value, event: null } } : done
}

function tagOf(sequence: number): string {
  return `"${sequence}"`
}

async function readCommand<Body>(c: Context, schema: z.ZodType<Body>): Promise<(About & { body: Body }) | Response> {
  const bad = (words: string) => refusedAnswer(c, { reason: 'bad-request', words, allowed: [] } satisfies Refused)
  if (!/^application\/json\b/.test(c.req.header('content-type') ?? ''))
    return problemAnswer(c, 415, 'JSON was expected', 'Send the command as application/json.')
  const key = c.req.header('idempotency-key')?.trim() ?? ''
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    return bad(
      'Found no Idempotency-Key of 1 to 200 visible characters; expected one that is new for each command. Sent again with the same body it gets the same answer.',
    )
  const caseId = c.req.param('id') ?? ''
  const expected = caseId === '' ? 0 : sequenceOf(c.req.header('if-match'))
  if (expected === null)
    return problemAnswer(
      c,
      428,
      'Say which state of the case you had seen',
      'Found no If-Match with the case’s ETag; expected one such as "7". Read the case first.',
    )
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined))
  if (!parsed.success) return bad(`The body cannot be read. ${faultsInWords(parsed.error)}.`)
  return { key, caseId, expected, body: parsed.data }
}

/** The number of events in an ETag such as `"7"`; null where there is none. */
function sequenceOf(tag: string | undefined): number | null {
  const [, digits] = /^(?:W\/)?"(\d{1,9})"$/.exec(tag?.trim() ?? '') ?? []
  return digits === undefined ? null : Number(digits)
}
