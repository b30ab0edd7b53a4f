/** The form with which records are written, without JavaScript: done, it leads back to the page of the kind; refused, it comes again. */
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type Desk, withActor } from '../casework/desk-store.ts'
import type { Done } from '../casework/model.ts'
import type { RecordKindRule, StoredRecord } from '../casework/records/record.ts'
import { refuse } from '../casework/refused.ts'
import { writeRecord } from '../casework/records/write-record-store.ts'
import { nextVersionSchema, recordLimit, writeRecordSchema } from './api/record-schemas.ts'
import { statusOf, titleOf } from './api/case-status.ts'
import { readAs } from './api/problems.ts'
import { kindOf, recordsOf } from './case-records.ts'
import { type Asking, readingOf } from './cases.ts'
import { doneAt, given, keyOf, type RefusedForm, type Sent, textOf, unreadable } from './case-forms.ts'
import { PageFault } from './fault.ts'
import { readForm } from './form.ts'
import { bodyOf } from './record-fields.ts'
import { actorOf } from './sign-in.ts'

/** Puts the form of records on an app; `page` makes the page of a kind with a refusal. */
export function addRecordForms(
  app: Hono,
  desk: Desk,
  page: (c: Context, params: Record<string, string>, refused: RefusedForm) => Promise<string>,
): void {
  const limit = bodyLimit({
    maxSize: recordLimit,
    onError: () => {
      throw new PageFault(413, 'This is too large to send', 'A record has at most 2 MB.')
    },
  })
  app.post('/cases/:id/records/:kind', limit, async c => {
    const [id, rule] = [c.req.param('id'), kindOf(c.req.param('kind'))]
    const sent = textOf(await readForm(c))
    const done = await write(desk, c, id, rule, sent)
    if (done.done) {
      const here = `/cases/${id}/records/${rule.kind}?recorded=${done.value.id}#outcome`
      return c.redirect(doneAt(id, sent, rule.kind, here), 303)
    }
    const { refused } = done
    // What is not there has no page to come back to.
    if (refused.reason === 'no-such-case') throw new PageFault(404, titleOf(refused), refused.words)
    c.header('Cache-Control', 'no-store')
    return c.html(
      await page(c, { id, kind: rule.kind }, { title: titleOf(refused), words: refused.words, sent }),
      statusOf(refused),
    )
  })
}

async function write(
  desk: Desk,
  c: Context,
  caseId: string,
  rule: RecordKindRule,
  sent: Sent,
): Promise<Done<StoredRecord>> {
  const { on = '', by = '', reason = '', follows = '', version = '', audience = '', organisation = '' } = sent
  const common = { on, by, reason, body: bodyOf(rule, sent), ...given({ audience }) }
  const read =
    follows === ''
      ? readAs(writeRecordSchema, { ...common, kind: rule.kind, ...given({ organisation }) })
      : readAs(nextVersionSchema, common)
  if (read.wrong !== null) return unreadable(read.wrong)
  const asked = {
    ...read.body,
    caseId,
    kind: rule.kind,
    ...(follows === '' ? {} : { follows: { id: follows, version: Number(version) || 0 } }),
  }
  const asking = { desk, actor: actorOf(c) }
  if (follows !== '' && !(await sees(asking, caseId, follows)))
    return { done: false, refused: refuse('no-such-record', 'There is no such record in this case that you may see.') }
  return withActor(desk, asking.actor, working => writeRecord(working, asked, keyOf(sent)))
}

/** Whether somebody sees a record: what one may not see, one does not change. */
async function sees(asking: Asking, caseId: string, record: string): Promise<boolean> {
  const reading = await readingOf(asking, caseId, null)
  return reading !== null && (await recordsOf(asking, reading)).records.some(({ latest }) => latest.id === record)
}
