/** Documents of a case are sent by a form or by a program, and given out again as they were sent, to whoever may see the record. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { attachmentContent } from '../casework/documents/attachment-store.ts'
import { attachmentKinds, mostBytes } from '../casework/documents/attachment.ts'
import { attachFile } from '../casework/documents/attach-store.ts'
import { documentKind } from '../casework/documents/document.ts'
import { type Desk, withActor } from '../casework/desk-store.ts'
import type { Done } from '../casework/model.ts'
import { recordsOfKind, type StoredRecord } from '../casework/records/record.ts'
import { problemAnswer, readAs, refusedAnswer } from './api/problems.ts'
import { attachSchema } from './api/record-schemas.ts'
import { recordJson, kindOf, recordsOf } from './case-records.ts'
import { answerForm, formLimit, given, keyOf, type RefusedForm, textOf, unreadable } from './case-forms.ts'
import { readingOf } from './cases.ts'
import { PageFault } from './fault.ts'
import { readForm } from './form.ts'
import { fileSize } from './format.ts'
import { actorOf } from './sign-in.ts'
import { safeName } from './uploads.ts'

/** With the fields that stand around the file. */
const limit = mostBytes + 100_000
const tooLarge = `A document has at most ${fileSize(mostBytes)}. Nothing was kept.`

/** Puts the form and the downloads on an app; `page` makes the page with a refusal. */
export function addDocumentRoutes(
  app: Hono,
  desk: Desk,
  page: (c: Context, id: string, refused: RefusedForm) => Promise<string>,
): void {
  app.post('/cases/:id/documents', formLimit(limit, tooLarge), async c => {
    const id = c.req.param('id')
    const form = await readForm(c)
    const sent = textOf(form)
    return answerForm(c, await attach(desk, c, id, form, keyOf(sent)), {
      sent,
      to: one => `/cases/${id}/documents?recorded=${one.id}#outcome`,
      page: refused => page(c, id, refused),
    })
  })

  app.get('/cases/:id/documents/:record', async c => {
    const { id, record } = c.req.param()
    const asking = { desk, actor: actorOf(c) }
    const reading = await readingOf(asking, id, null)
    const records = reading === null ? [] : (await recordsOf(asking, reading)).records.map(({ latest }) => latest)
    const found = recordsOfKind(records, documentKind).find(one => one.id === record)
    const content = found && (await attachmentContent(desk.store.db, found.body.sha256))
    if (!found || !content)
      throw new PageFault(
        404,
        'There is no such document',
        'This case has no document of that address that you may see.',
      )
    // Never opened in the page: what somebody sent does not run here.
    c.header('Content-Type', attachmentKinds[found.body.kind])
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(safeName(found.body.name))}`)
    c.header('Cache-Control', 'private, no-store')
    c.header('ETag', `"${found.body.sha256.slice(0, 20)}"`)
    return c.body(new Uint8Array(content))
  })
}

/** The same for programs: multipart, with the fields of the form. */
export function documentApi(desk: Desk): Hono {
  const api = new Hono()
  const bounded = bodyLimit({
    maxSize: limit,
    onError: c => problemAnswer(c, 413, 'This is too large to send', tooLarge),
  })
  api.post('/documents', bounded, async c => {
    const id = c.req.param('id') ?? ''
    const key = c.req.header('idempotency-key') ?? ''
    if (key.trim() === '')
      return problemAnswer(c, 400, 'An Idempotency-Key is missing', 'Send a new one with each document.')
    const asking = { desk, actor: actorOf(c) }
    const done = await attach(desk, c, id, await readForm(c), key)
    if (!done.done) return refusedAnswer(c, done.refused)
    const reading = await readingOf(asking, id, null)
    if (reading === null) throw new PageFault(404, 'There is no such case', 'It is not yours to see.')
    c.header('Location', `/api/v1/cases/${id}/records/${done.value.id}`)
    return c.json(recordJson(await recordsOf(asking, reading), kindOf(documentKind.kind), done.value), 201)
  })
  return api
}

async function attach(
  desk: Desk,
  c: Context,
  caseId: string,
  form: Readonly<Record<string, string | File>>,
  key: string | undefined,
): Promise<Done<StoredRecord>> {
  const file = form['file']
  if (!(file instanceof File) || file.name === '')
    return unreadable('No file was chosen. Choose one before you press the button.')
  const { key: _, ...fields } = textOf(form)
  const read = readAs(attachSchema, given(fields))
  if (read.wrong !== null) return unreadable(read.wrong)
  const content = new Uint8Array(await file.arrayBuffer())
  const asked = { ...read.body, caseId, name: safeName(file.name), content }
  return withActor(desk, actorOf(c), working => attachFile(working, asked, key))
}
