/** What is loaded: files in the order in which they became known, what can be downloaded, and where to send more. */
import { z } from 'zod'
import { contextOf, contextSchema, definePage } from '../page.ts'

const schema = contextSchema.extend({
  imports: z.array(
    z.object({
      id: z.number(),
      fileName: z.string(),
      title: z.string(),
      sha256: z.string(),
      bytes: z.number(),
      knownAt: z.string(),
      retrievedFrom: z.string().nullable(),
      attribution: z.string(),
      rowsRead: z.number(),
      rowsQuarantined: z.number(),
      warnings: z.number(),
      added: z.number(),
      changed: z.number(),
      unchanged: z.number(),
    }),
  ),
  uploadLimit: z.number(),
})
export type DataModel = z.infer<typeof schema>

/** The largest file the browser may send, in bytes: the largest publication known is a 5 MB zip; this leaves room. */
export const uploadLimit = 100_000_000

export const dataPage = definePage<DataModel>({
  path: '/data',
  title: 'Data',
  summary: 'Files loaded, with their validation reports; downloads; a form to load more.',
  schema,
  template: 'data.njk',
  async view(request) {
    const { sector, choice } = request
    const imports = (await sector.evidence.imports()).filter(
      one => choice.asKnownAt === null || one.knownAt <= choice.asKnownAt,
    )
    return {
      ...contextOf(request),
      imports: imports
        .map(one => ({
          id: one.id,
          fileName: one.fileName,
          title: one.sourceTitle,
          sha256: one.sha256,
          bytes: Number(one.bytes),
          knownAt: one.knownAt,
          retrievedFrom: one.retrievedFrom,
          attribution: one.attribution,
          rowsRead: one.report.rowsRead,
          rowsQuarantined: one.report.rowsQuarantined,
          warnings: one.report.issues
            .filter(issue => issue.severity === 'warning')
            .reduce((sum, issue) => sum + issue.count, 0),
          added: one.added,
          changed: one.changed,
          unchanged: one.unchanged,
        }))
        .reverse(),
      uploadLimit,
    }
  },
  table: model => ({
    columns: [
      'import',
      'file',
      'source',
      'sha256',
      'bytes',
      'known_at',
      'retrieved_from',
      'attribution',
      'rows_read',
      'rows_quarantined',
      'warnings',
      'added',
      'changed',
      'unchanged',
    ],
    rows: model.imports.map(one => [
      one.id,
      one.fileName,
      one.title,
      one.sha256,
      one.bytes,
      one.knownAt,
      one.retrievedFrom,
      one.attribution,
      one.rowsRead,
      one.rowsQuarantined,
      one.warnings,
      one.added,
      one.changed,
      one.unchanged,
    ]),
  }),
})
