/** The form with which a case goes to other rules: done, it leads back to the case; refused, the preview comes again. */
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type Desk, withActor } from '../casework/desk-store.ts'
import { migrateCase } from '../casework/migrate-store.ts'
import type { Done } from '../casework/model.ts'
import type { Recorded } from '../casework/next-event-store.ts'
import { statusOf, titleOf } from './api/case-status.ts'
import { migrateSchema } from './api/migration-schemas.ts'
import { readAs } from './api/problems.ts'
import { given, keyOf, type RefusedForm, seenOf, type Sent, textOf, unreadable } from './case-forms.ts'
import { PageFault } from './fault.ts'
import { readForm } from './form.ts'
import { actorOf } from './sign-in.ts'

/** Puts the form on an app; `page` makes the page of the preview that was asked for, with a refusal. */
export function addMigrateForm(
  app: Hono,
  desk: Desk,
  page: (c: Context, id: string, asked: URLSearchParams, refused: RefusedForm) => Promise<string>,
): void {
  const limit = bodyLimit({
    maxSize: 100_000,
    onError: () => {
      throw new PageFault(413, 'This is too large to send', 'A reason has at most 4,000 characters.')
    },
  })
  app.post('/cases/:id/migrate', limit, async c => {
    const id = c.req.param('id')
    const sent = textOf(await readForm(c))
    const done = await migrate(desk, c, id, sent)
    if (done.done) return c.redirect(`/cases/${id}?recorded=${done.value.event.sequence}#outcome`, 303)
    const { refused } = done
    // What is not there has no page to come back to.
    if (refused.reason === 'no-such-case') throw new PageFault(404, titleOf(refused), refused.words)
    const { to = '', version = '', route = '', on = '' } = sent
    const asked = new URLSearchParams(given({ to, version, route, on }))
    c.header('Cache-Control', 'no-store')
    return c.html(await page(c, id, asked, { title: titleOf(refused), words: refused.words, sent }), statusOf(refused))
  })
}

async function migrate(desk: Desk, c: Context, caseId: string, sent: Sent): Promise<Done<Recorded>> {
  const { to = '', version = '', route = '', on = '', reason = '', exceed = '', previewed = '' } = sent
  const read = readAs(migrateSchema, { to, on, reason, previewed, ...given({ version, route, exceed }) })
  if (read.wrong !== null) return unreadable(read.wrong)
  const asked = { ...read.body, caseId, expected: seenOf(sent) }
  return withActor(desk, actorOf(c), working => migrateCase(working, asked, keyOf(sent)))
}
