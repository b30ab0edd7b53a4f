/** The documents attached to a case, each bound by the hash of its bytes, and the form with which one is attached. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { attachmentKinds, mostBytes } from '../../casework/documents/attachment.ts'
import { documentKind } from '../../casework/documents/document.ts'
import { recordsOfKind } from '../../casework/records/record.ts'
import { caseAsked } from '../case-asked.ts'
import { caseHead, caseHeadSchema } from '../case-head.ts'
import { recordsOf, saidShort } from '../case-records.ts'
import { roleTitle } from '../event-words.ts'
import { count, fileSize } from '../format.ts'
import { definePage } from '../page.ts'
import { formSchema, recordForm } from './case-records.ts'

const schema = caseHeadSchema.extend({
  summary: z.string(),
  takes: z.string().meta({ description: 'Which files are taken.' }),
  form: formSchema.nullable().meta({ description: 'Null where the reader may attach nothing.' }),
  documents: z
    .array(
      z.object({
        record: z.uuid(),
        title: z.string(),
        name: z.string(),
        kind: z.string(),
        bytes: z.int(),
        size: z.string(),
        sha256: z.string(),
        on: z.string(),
        byTitle: z.string(),
        audience: z.enum(['public', 'case', 'restricted']),
        about: z.object({ record: z.string(), words: z.string() }).nullable(),
        organisation: z.string().nullable(),
      }),
    )
    .meta({ description: 'Latest first.' }),
})
export type DocumentsModel = z.infer<typeof schema>

export const caseDocumentsPage = definePage<DocumentsModel>({
  path: '/cases/:id/documents',
  title: 'Documents of a case',
  summary: 'Letters, reports and tables attached to a case, with what each stands behind and the hash of its bytes.',
  live: true,
  schema,
  template: 'case-documents.njk',
  async view(request) {
    const { asking, reading } = await caseAsked(request)
    const seen = await recordsOf(asking, reading)
    const { compiled } = reading
    const words = new Map(seen.records.map(one => [one.latest.id, saidShort(one)]))
    const all = seen.records.map(({ latest }) => latest)
    const documents = recordsOfKind(all, documentKind).map(({ id, body, effective, role, audience, organisation }) => ({
      record: id,
      title: body.title,
      name: body.name,
      kind: body.kind,
      bytes: body.bytes,
      size: fileSize(body.bytes),
      sha256: body.sha256,
      on: effective,
      byTitle: roleTitle(compiled.regime, role),
      audience,
      about:
        body.about === null
          ? null
          : { record: body.about, words: words.get(body.about) ?? 'A record that is not shown here' },
      organisation,
    }))
    return {
      ...caseHead(request, reading),
      summary:
        documents.length === 0
          ? 'No document is attached that you may see.'
          : `${count(documents.length, 'document')}, each kept as it was sent.`,
      takes: `${Object.keys(attachmentKinds).join(', ').toUpperCase()}, of at most ${fileSize(mostBytes)}`,
      form: recordForm(seen, documentKind as never, null),
      documents: documents.toReversed(),
    }
  },
  pictures: (_model, { refusedForm, query }) => ({
    filled: refusedForm?.sent ?? {},
    formKey: randomUUID(),
    refused: refusedForm ?? null,
    recorded: query.get('recorded'),
  }),
  table: model => ({
    columns: ['case', 'document', 'title', 'file', 'kind', 'bytes', 'sha256', 'on', 'by', 'audience', 'about'],
    rows: model.documents.map(one => [
      model.case.id,
      one.record,
      one.title,
      one.name,
      one.kind,
      one.bytes,
      one.sha256,
      one.on,
      one.byTitle,
      one.audience,
      one.about?.words ?? null,
    ]),
  }),
})
