/** The form with which a case goes to other rules: done, it leads back to the case; refused, the preview comes again. */
import type { Context, Hono } from 'hono'
import { type Desk, withActor } from '../casework/desk-store.ts'
import { migrateCase } from '../casework/migrate-store.ts'
import type { Done } from '../casework/model.ts'
import type { Recorded } from '../casework/next-event-store.ts'
import { migrateSchema } from './api/migration-schemas.ts'
import { readAs } from './api/problems.ts'
import {
  answerForm,
  given,
  keyOf,
  reasonLimit,
  recordedAt,
  type RefusedForm,
  seenOf,
  type Sent,
  textOf,
  unreadable,
} from './case-forms.ts'
import { readForm } from './form.ts'
import { actorOf } from './sign-in.ts'

/** Puts the form on an app; `page` makes the page of the preview that was asked for, with a refusal. */
export function addMigrateForm(
  app: Hono,
  desk: Desk,
  page: (c: Context, id: string, asked: URLSearchParams, refused: RefusedForm) => Promise<string>,
): void {
  app.post('/cases/:id/migrate', reasonLimit, async c => {
    const id = c.req.param('id') ?? ''
    const sent = textOf(await readForm(c))
    const { to = '', version = '', route = '', on = '' } = sent
    const asked = new URLSearchParams(given({ to, version, route, on }))
    return answerForm(c, await migrate(desk, c, id, sent), {
      sent,
      to: recorded => recordedAt(id, recorded),
      page: refused => page(c, id, asked, refused),
    })
  })
}

async function migrate(desk: Desk, c: Context, caseId: string, sent: Sent): Promise<Done<Recorded>> {
  const { to = '', version = '', route = '', on = '', reason = '', exceed = '', previewed = '' } = sent
  const read = readAs(migrateSchema, { to, on, reason, previewed, ...given({ version, route, exceed }) })
  if (read.wrong !== null) return unreadable(read.wrong)
  const asked = { ...read.body, caseId, expected: seenOf(sent) }
  return withActor(desk, actorOf(c), working => migrateCase(working, asked, keyOf(sent)))
}
