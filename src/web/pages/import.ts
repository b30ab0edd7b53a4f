/** One loaded file: its validation report. */
import { z } from 'zod'
import { echo, PageFault } from '../fault.ts'
import { contextOf, contextSchema, definePage, type PageRequest } from '../page.ts'
import type { StoredImport } from '../../evidence/evidence-store.ts'
import { reportSchema, reportView } from '../report-view.ts'

const schema = contextSchema.extend({
  import: z.object({
    id: z.number(),
    knownAt: z.string(),
    retrievedFrom: z.string().nullable(),
    attribution: z.string(),
    added: z.number(),
    changed: z.number(),
    unchanged: z.number(),
  }),
  report: reportSchema,
})

export const importPage = definePage<z.infer<typeof schema>>({
  path: '/data/imports/:id',
  title: 'Import',
  summary: 'The validation report of one loaded file.',
  schema,
  template: 'import.njk',
  async view(request) {
    const record = await requireImport(request)
    const { id, knownAt, retrievedFrom, attribution, added, changed, unchanged } = record
    return {
      ...contextOf(request),
      import: { id, knownAt, retrievedFrom, attribution, added, changed, unchanged },
      report: reportView(record.report),
    }
  },
  table: model => ({
    columns: ['import', 'file', 'severity', 'check', 'row', 'column', 'found', 'expected', 'what_to_do', 'count'],
    rows: model.report.issues.map(one => [
      model.import.id,
      model.report.fileName,
      one.severity,
      one.check,
      one.row,
      one.column,
      one.found,
      one.expected,
      one.todo,
      one.count,
    ]),
  }),
})

/** The import of the address. Throws PageFault when there is none. */
export async function requireImport({ sector, params }: PageRequest): Promise<StoredImport> {
  const record = (await sector.evidence.imports()).find(one => String(one.id) === params['id'])
  if (record) return record
  throw new PageFault(
    404,
    'There is no such import',
    `No loaded file has the number "${echo(params['id'] ?? '')}". The data page lists those that are loaded.`,
  )
}
