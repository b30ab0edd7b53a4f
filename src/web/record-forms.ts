/** The form with which records are written, without JavaScript: done, it leads back to the page of the kind; refused, it comes again. */
import type { Context, Hono } from 'hono'
import { type Desk, withActor } from '../casework/desk-store.ts'
import type { Done } from '../casework/model.ts'
import type { RecordKindRule, StoredRecord, WriteRecord } from '../casework/records/record.ts'
import { refuse } from '../casework/refused.ts'
import { writeRecord } from '../casework/records/write-record-store.ts'
import { nextVersionSchema, recordLimit, writeRecordSchema } from './api/record-schemas.ts'
import { readAs } from './api/problems.ts'
import { kindOf, recordsOf } from './case-records.ts'
import { type Asking, readingOf } from './cases.ts'
import {
  answerForm,
  doneAt,
  formLimit,
  given,
  keyOf,
  type RefusedForm,
  type Sent,
  textOf,
  unreadable,
} from './case-forms.ts'
import { readForm } from './form.ts'
import { bodyOf } from './record-fields.ts'
import { actorOf } from './sign-in.ts'

/** Puts the form of records on an app; `page` makes the page of a kind with a refusal. */
export function addRecordForms(
  app: Hono,
  desk: Desk,
  page: (c: Context, params: Record<string, string>, refused: RefusedForm) => Promise<string>,
): void {
  app.post('/cases/:id/records/:kind', formLimit(recordLimit, 'A record has at most 2 MB.'), async c => {
    const [id, rule] = [c.req.param('id') ?? '', kindOf(c.req.param('kind') ?? '')]
    const sent = textOf(await readForm(c))
    const here = `/cases/${id}/records/${rule.kind}`
    return answerForm(c, await write(desk, c, id, rule, sent), {
      sent,
      to: written => doneAt(id, sent, rule.kind, `${here}?recorded=${written.id}#outcome`),
      page: refused => page(c, { id, kind: rule.kind }, refused),
    })
  })
}

/** A version as a form asks for it: the next of the record that it follows, or the first of a new one. */
export function askedRecord(caseId: string, kind: string, sent: Sent, body: unknown): Done<WriteRecord> {
  const { on = '', by = '', reason = '', follows = '', version = '', audience = '', organisation = '' } = sent
  const common = { on, by, reason, body, ...given({ audience }) }
  const read =
    follows === ''
      ? readAs(writeRecordSchema, { ...common, kind, ...given({ organisation }) })
      : readAs(nextVersionSchema, common)
  if (read.wrong !== null) return unreadable(read.wrong)
  const next = follows === '' ? {} : { follows: { id: follows, version: Number(version) || 0 } }
  return { done: true, value: { ...read.body, caseId, kind, ...next } }
}

async function write(
  desk: Desk,
  c: Context,
  caseId: string,
  rule: RecordKindRule,
  sent: Sent,
): Promise<Done<StoredRecord>> {
  const asked = askedRecord(caseId, rule.kind, sent, bodyOf(rule, sent))
  if (!asked.done) return asked
  const asking = { desk, actor: actorOf(c) }
  const { follows } = asked.value
  if (follows && !(await sees(asking, caseId, follows.id)))
    return { done: false, refused: refuse('no-such-record', 'There is no such record in this case that you may see.') }
  return withActor(desk, asking.actor, working => writeRecord(working, asked.value, keyOf(sent)))
}

/** Whether somebody sees a record: what one may not see, one does not change. */
async function sees(asking: Asking, caseId: string, record: string): Promise<boolean> {
  const reading = await readingOf(asking, caseId, null)
  return reading !== null && (await recordsOf(asking, reading)).records.some(({ latest }) => latest.id === record)
}
