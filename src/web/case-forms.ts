/**
 * The forms with which those who may record events, on the page of a case and without JavaScript: done, they lead back to the
 * page; refused, the page comes again with the reason in words and what was filled in.
 */
import { randomUUID } from 'node:crypto'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { correctEvent } from '../casework/correct-event-store.ts'
import { type Desk, withActor } from '../casework/desk-store.ts'
import { eventsOf } from '../casework/event-store.ts'
import type { Done, Refused, WrittenEvent } from '../casework/model.ts'
import type { Recorded } from '../casework/next-event-store.ts'
import { recordEvent } from '../casework/record-event-store.ts'
import { isoFromDay } from '../regimes/day.ts'
import { correctSchema, recordSchema } from './api/case-schemas.ts'
import { statusOf, titleOf } from './api/case-status.ts'
import { readAs } from './api/problems.ts'
import { PageFault } from './fault.ts'
import { readForm } from './form.ts'
import type { CaseModel } from './pages/case.ts'
import { actorOf } from './sign-in.ts'

export interface EventForm {
  readonly event: string
  readonly words: string
  readonly roles: CaseModel['allowed'][number]['as']
  readonly days: CaseModel['allowed'][number]['days']
  readonly mayExceed: boolean
}

/** One form for each event that the reader may record now. */
export function eventForms({ allowed }: Pick<CaseModel, 'allowed'>): readonly EventForm[] {
  return allowed.flatMap(({ as: roles, event, words, days, mayExceed }) =>
    roles.length === 0 ? [] : [{ event, words, roles, days, mayExceed }],
  )
}

/** A form that was refused: what was sent, and why not. */
export interface RefusedForm {
  readonly title: string
  readonly words: string
  readonly sent: Readonly<Record<string, string>>
}

/** Puts the two forms of a case on an app; `page` makes its page with a refusal. */
export function addCaseForms(
  app: Hono,
  desk: Desk,
  page: (c: Context, id: string, refused: RefusedForm) => Promise<string>,
): void {
  const form = (run: (desk: Desk, c: Context, sent: Sent) => Promise<Done<Recorded>>) => async (c: Context) => {
    const id = c.req.param('id') ?? ''
    const sent = textOf(await readForm(c))
    return answerForm(c, await run(desk, c, sent), {
      sent,
      to: recorded => recordedAt(id, recorded),
      page: refused => page(c, id, refused),
    })
  }
  app.post('/cases/:id/events', reasonLimit, form(record))
  app.post('/cases/:id/corrections', reasonLimit, form(correct))
}

/** Refuses a form of more bytes than that, in words. */
export function formLimit(maxSize: number, words: string): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new PageFault(413, 'This is too large to send', words)
    },
  })
}

/** For forms of which a reason is the most. */
export const reasonLimit = formLimit(100_000, 'A reason has at most 4,000 characters.')

/** What an answered form says to its reader. */
export interface FormAnswer<Value> {
  readonly sent: Sent
  /** Where it leads when it is done. */
  readonly to: (value: Value) => string
  /** Its page, with a refusal. */
  readonly page: (refused: RefusedForm) => string | Promise<string>
}

/** Answers a form: done, it leads on; refused, its page comes again. Throws PageFault where there is no case to come back to. */
export async function answerForm<Value>(
  c: Context,
  done: Done<Value>,
  { sent, to, page }: FormAnswer<Value>,
): Promise<Response> {
  if (done.done) return c.redirect(to(done.value), 303)
  const { refused } = done
  const title = titleOf(refused)
  if (refused.reason === 'no-such-case') throw new PageFault(404, title, refused.words)
  c.header('Cache-Control', 'no-store')
  return c.html(await page({ title, words: refused.words, sent }), statusOf(refused))
}

/** The page of a case with what was recorded told on it. */
export function recordedAt(id: string, { event }: Recorded): string {
  return `/cases/${id}?recorded=${event.sequence}#outcome`
}

/** The fields of a form that hold text. */
export type Sent = Readonly<Record<string, string>>

async function record(desk: Desk, c: Context, sent: Sent): Promise<Done<Recorded>> {
  const { reason = '', exceed = '' } = sent
  const read = readAs(recordSchema, { event: eventOf(sent), reason, ...given({ exceed }) })
  if (read.wrong !== null) return unreadable(read.wrong)
  const asked = { ...read.body, caseId: c.req.param('id') ?? '', expected: seenOf(sent) }
  return withActor(desk, actorOf(c), working => recordEvent(working, asked, keyOf(sent)))
}

/** What a form says has happened: an event where it names no other kind. */
function eventOf(sent: Sent): unknown {
  const { kind = 'event', on = '', by = '', clock = '' } = sent
  const { event = '', issued = '', received = '', length = '', reference = '', support = '', subject = '' } = sent
  if (kind === 'event') return { kind, event, on, by, ...given({ issued, received }) }
  if (kind === 'quashed') {
    const { of = '', part = '', court = '' } = sent
    return {
      kind,
      of: Number(of),
      part: part === '' ? null : part,
      clocks: clock === '' ? [] : [clock],
      court,
      reference,
      on,
      by,
    }
  }
  if (kind === 'extend') return { kind, clock, length: Number(length), reference, on, by }
  if (kind === 'support') return { kind, support, subject, on, by }
  return { kind, clock, on, by }
}

/** An event never happened, or happened on another day than was written. */
async function correct(desk: Desk, c: Context, sent: Sent): Promise<Done<Recorded>> {
  const caseId = c.req.param('id') ?? ''
  const sequence = Number(sent['sequence'])
  return withActor(desk, actorOf(c), async working => {
    const found = (await eventsOf(working, caseId)).find(one => one.sequence === sequence)
    const another = sent['happened'] === 'on-another-day'
    const instead = another && found ? askedAnew(found, sent) : null
    const read = readAs(correctSchema, {
      sequence,
      instead,
      reason: sent['reason'],
      ...given({ exceed: sent['exceed'] ?? '' }),
    })
    if (read.wrong !== null) return unreadable(read.wrong)
    const asked = { ...read.body, caseId, expected: seenOf(sent) }
    return correctEvent(working, asked, keyOf(sent))
  })
}

/** What was recorded, as it would be asked for with the days that were filled in: those left empty stay as they were written. */
function askedAnew({ event, role, effective }: WrittenEvent, sent: Sent): unknown {
  const { answers: _, issued, received, ...asked } = event as Readonly<Record<string, unknown>>
  const days = given(Object.fromEntries(['on', 'issued', 'received'].map(day => [day, sent[day] ?? ''])))
  return {
    ...asked,
    ...isoDays({ issued, received }),
    // Where no day is told to be another, that is asked for.
    on: Object.keys(days).length === 0 ? '' : effective,
    ...days,
    by: asked['by'] ?? role ?? undefined,
  }
}

/** Days of a stored event, which are numbers, as they are asked for. */
function isoDays(days: Readonly<Record<string, unknown>>): Sent {
  return Object.fromEntries(
    Object.entries(days).flatMap(([name, day]) => (typeof day === 'number' ? [[name, isoFromDay(day)]] : [])),
  )
}

/** The number of events that the page showed; 0, which is no case, where the form does not say. */
export function seenOf({ expected = '' }: Sent): number {
  return /^\d{1,9}$/.test(expected) ? Number(expected) : 0
}

/** The same form pressed twice is the same command; each page has forms of its own. */
export function keyOf({ key = '' }: Sent): string {
  return `form/${key === '' ? randomUUID() : key.slice(0, 100)}`
}

export function unreadable(words: string): { readonly done: false; readonly refused: Refused } {
  return { done: false, refused: { reason: 'bad-request', words, allowed: [] } }
}

/** Where a form leads when it is done: back to the month’s return where it stood there, else to where it leads by itself. */
export function doneAt(caseId: string, { back = '' }: Sent, what: string, otherwise: string): string {
  return /^20\d{2}-\d{2}$/.test(back) ? `/cases/${caseId}/return?month=${back}&written=${what}#outcome` : otherwise
}

/** Fields that were filled in. */
export function given(fields: Sent): Sent {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''))
}

export function textOf(body: Readonly<Record<string, unknown>>): Sent {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}
