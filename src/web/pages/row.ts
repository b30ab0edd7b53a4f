/** The very row of the very file: where every explanation ends. */
import { z } from 'zod'
import { echo, PageFault } from '../fault.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { requireImport } from './import.ts'

const schema = contextSchema.extend({
  import: z.object({
    id: z.number(),
    fileName: z.string(),
    sha256: z.string(),
    title: z.string(),
    attribution: z.string(),
    knownAt: z.string(),
  }),
  row: z.number().meta({ description: 'Counted as a spreadsheet counts: the header is row 1.' }),
  cells: z
    .array(z.object({ column: z.string(), text: z.string() }))
    .nullable()
    .meta({ description: 'Null where the file was not kept.' }),
})

export const rowPage = definePage<z.infer<typeof schema>>({
  path: '/data/imports/:id/rows/:row',
  title: 'Row of a file',
  summary: 'One row of a loaded file exactly as it was sent.',
  schema,
  template: 'row.njk',
  async view(request) {
    const record = await requireImport(request)
    const row = Number(request.params['row'])
    if (!Number.isInteger(row) || row < 1)
      throw new PageFault(
        404,
        'There is no such row',
        `Rows are counted from 1; "${echo(request.params['row'] ?? '')}" is not a row.`,
      )
    const archived = await request.sector.evidence.row(record, row)
    return {
      ...contextOf(request),
      import: {
        id: record.id,
        fileName: record.fileName,
        sha256: record.sha256,
        title: record.sourceTitle,
        attribution: record.attribution,
        knownAt: record.knownAt,
      },
      row,
      cells: archived && archived.cells.map((text, i) => ({ column: archived.header?.[i] ?? `Column ${i + 1}`, text })),
    }
  },
})
