/** The form with which registers are written, without JavaScript: done, it leads back to the register; refused, it comes again. */
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type Desk, withActor } from '../casework/desk-store.ts'
import type { Done } from '../casework/model.ts'
import type { RegisterEntry, RegisterRule } from '../casework/registers/register.ts'
import { writeEntry } from '../casework/registers/write-register-store.ts'
import { refuse } from '../casework/refused.ts'
import { statusOf, titleOf } from './api/case-status.ts'
import { readAs } from './api/problems.ts'
import { recordLimit } from './api/record-schemas.ts'
import { nextEntrySchema, writeEntrySchema } from './api/register-schemas.ts'
import { given, keyOf, type RefusedForm, type Sent, textOf, unreadable } from './case-forms.ts'
import { PageFault } from './fault.ts'
import { readForm } from './form.ts'
import { bodyOf } from './record-fields.ts'
import { registerOf, seenRegister } from './register-view.ts'
import { actorOf } from './sign-in.ts'

/** Puts the form of registers on an app; `page` makes the page of a register with a refusal. */
export function addRegisterForms(
  app: Hono,
  desk: Desk,
  page: (c: Context, params: Record<string, string>, refused: RefusedForm) => Promise<string>,
): void {
  const limit = bodyLimit({
    maxSize: recordLimit,
    onError: () => {
      throw new PageFault(413, 'This is too large to send', 'An entry has at most 2 MB.')
    },
  })
  app.post('/registers/:register', limit, async c => {
    const rule = registerOf(c.req.param('register'))
    const sent = textOf(await readForm(c))
    const done = await write(desk, c, rule, sent)
    if (done.done) {
      const { id, regime, organisation } = done.value
      const query = new URLSearchParams({
        ...given({ regime: regime ?? '', organisation: organisation ?? '' }),
        recorded: id,
      })
      return c.redirect(`/registers/${rule.register}?${query}#outcome`, 303)
    }
    const { refused } = done
    c.header('Cache-Control', 'no-store')
    const words = { title: titleOf(refused), words: refused.words, sent }
    return c.html(await page(c, { register: rule.register }, words), statusOf(refused))
  })
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
  const actor = actorOf(c)
  if (follows !== '') {
    // What one may not see, one does not change.
    const { entries } = await seenRegister({ desk, actor }, rule, { asKnownAt: null })
    if (!entries.some(({ latest }) => latest.id === follows))
      return { done: false, refused: refuse('no-such-record', 'There is no such entry that you may see.') }
  }
  return withActor(desk, actor, working => writeEntry(working, asked, keyOf(sent)))
}
