/** The form with which a case is opened: done, it leads to the case; refused, it comes again with what was filled in. */
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type Desk, withActor } from '../casework/desk-store.ts'
import type { Case, Done } from '../casework/model.ts'
import { openCase } from '../casework/open-case-store.ts'
import { openSchema } from './api/case-schemas.ts'
import { statusOf, titleOf } from './api/case-status.ts'
import { readAs } from './api/problems.ts'
import { given, keyOf, type RefusedForm, type Sent, textOf, unreadable } from './case-forms.ts'
import { PageFault } from './fault.ts'
import { readForm } from './form.ts'
import { actorOf } from './sign-in.ts'

/** Puts the form on an app; `page` makes its page with a refusal. */
export function addOpenForm(app: Hono, desk: Desk, page: (c: Context, refused: RefusedForm) => Promise<string>): void {
  const limit = bodyLimit({
    maxSize: 100_000,
    onError: () => {
      throw new PageFault(413, 'This is too large to send', 'A reason has at most 4,000 characters.')
    },
  })
  app.post('/cases/open', limit, async c => {
    const sent = textOf(await readForm(c))
    const done = await open(desk, c, sent)
    if (done.done) return c.redirect(`/cases/${done.value.id}`, 303)
    const { refused } = done
    c.header('Cache-Control', 'no-store')
    return c.html(await page(c, { title: titleOf(refused), words: refused.words, sent }), statusOf(refused))
  })
}

async function open(desk: Desk, c: Context, sent: Sent): Promise<Done<Case>> {
  const { regime = '', route = '', organisations = '', on = '', reason = '', exceed = '' } = sent
  const codes = organisations.split(/[\s,;]+/).filter(code => code !== '')
  const read = readAs(openSchema, { regime, organisations: codes, on, reason, ...given({ route, exceed }) })
  if (read.wrong !== null) return unreadable(read.wrong)
  return withActor(desk, actorOf(c), working => openCase(working, read.body, keyOf(sent)))
}
