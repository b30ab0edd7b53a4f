/** The form with which registers are written, without JavaScript: done, it leads back to the register; refused, it comes again. */
import type { Context, Hono } from 'hono'
import { type Desk, withActor } from '../casework/desk-store.ts'
import type { Done } from '../casework/model.ts'
import type { RegisterEntry, RegisterRule } from '../casework/registers/register.ts'
import { writeEntry } from '../casework/registers/write-register-store.ts'
import { refuse } from '../casework/refused.ts'
import { readAs } from './api/problems.ts'
import { recordLimit } from './api/record-schemas.ts'
import { nextEntrySchema, writeEntrySchema } from './api/register-schemas.ts'
import { answerForm, formLimit, given, keyOf, type RefusedForm, type Sent, textOf, unreadable } from './case-forms.ts'
import { readForm } from './form.ts'
import { bodyOf } from './record-fields.ts'
import { maySeeEntry, registerOf } from './register-view.ts'
import { actorOf } from './sign-in.ts'

/** Puts the form of registers on an app; `page` makes the page of a register with a refusal. */
export function addRegisterForms(
  app: Hono,
  desk: Desk,
  page: (c: Context, params: Record<string, string>, refused: RefusedForm) => Promise<string>,
): void {
  app.post('/registers/:register', formLimit(recordLimit, 'An entry has at most 2 MB.'), async c => {
    const rule = registerOf(c.req.param('register'))
    const sent = textOf(await readForm(c))
    return answerForm(c, await write(desk, c, rule, sent), {
      sent,
      to: entry => writtenAt(rule, entry),
      page: refused => page(c, { register: rule.register }, refused),
    })
  })
}

/** The page of a register with what was written told on it. */
function writtenAt({ register }: RegisterRule, { id, regime, organisation }: RegisterEntry): string {
  const of = given({ regime: regime ?? '', organisation: organisation ?? '' })
  return `/registers/${register}?${new URLSearchParams({ ...of, recorded: id })}#outcome`
}

async function write(desk: Desk, c: Context, rule: RegisterRule, sent: Sent): Promise<Done<RegisterEntry>> {
  const { on = '', by = '', reason = '', follows = '', version = '', audience = '' } = sent
  const { regime = '', organisation = '' } = sent
  const common = { on, by, reason, body: bodyOf({ sent: rule.body }, sent), ...given({ audience }) }
  const read =
    follows === ''
      ? readAs(writeEntrySchema, { ...common, ...given({ regime, organisation }) })
      : readAs(nextEntrySchema, common)
  if (read.wrong !== null) return unreadable(read.wrong)
  const asked = {
    ...read.body,
    register: rule.register,
    ...(follows === '' ? {} : { follows: { id: follows, version: Number(version) || 0 } }),
  }
  return withActor(desk, actorOf(c), async working => {
    // What one may not see, one does not change.
    if (follows !== '' && !(await maySeeEntry(working, rule, follows)))
      return { done: false, refused: refuse('no-such-record', 'There is no such entry that you may see.') }
    return writeEntry(working, asked, keyOf(sent))
  })
}
