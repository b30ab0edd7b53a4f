/** The form with which a case is opened: done, it leads to the case; refused, it comes again with what was filled in. */
import type { Context, Hono } from 'hono'
import { type Desk, withActor } from '../casework/desk-store.ts'
import type { Case, Done } from '../casework/model.ts'
import { openCase } from '../casework/open-case-store.ts'
import { openSchema } from './api/case-schemas.ts'
import { readAs } from './api/problems.ts'
import { answerForm, given, keyOf, reasonLimit, type RefusedForm, type Sent, textOf, unreadable } from './case-forms.ts'
import { readForm } from './form.ts'
import { actorOf } from './sign-in.ts'

/** Puts the form on an app; `page` makes its page with a refusal. */
export function addOpenForm(app: Hono, desk: Desk, page: (c: Context, refused: RefusedForm) => Promise<string>): void {
  app.post('/cases/open', reasonLimit, async c => {
    const sent = textOf(await readForm(c))
    return answerForm(c, await open(desk, c, sent), {
      sent,
      to: ({ id }) => `/cases/${id}`,
      page: refused => page(c, refused),
    })
  })
}

async function open(desk: Desk, c: Context, sent: Sent): Promise<Done<Case>> {
  const { regime = '', route = '', organisations = '', on = '', reason = '', exceed = '' } = sent
  const codes = organisations.split(/[\s,;]+/).filter(code => code !== '')
  const read = readAs(openSchema, { regime, organisations: codes, on, reason, ...given({ route, exceed }) })
  if (read.wrong !== null) return unreadable(read.wrong)
  return withActor(desk, actorOf(c), working => openCase(working, read.body, keyOf(sent)))
}
