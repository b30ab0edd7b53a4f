/** The report to the board of an oversight body as a page; `/report.docx` and `/report.pdf` are the same on paper. */
import { z } from 'zod'
import { boardReport } from '../board-report.ts'
import { askingOf } from '../cases.ts'
import { today as todayOf } from '../../casework/desk-store.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'

const section = z.object({
  title: z.string(),
  paragraphs: z.array(z.string()),
  tables: z.array(
    z.object({
      caption: z.string(),
      columns: z.array(z.object({ title: z.string(), numeric: z.boolean().exactOptional() })),
      rows: z.array(z.array(z.string())),
    }),
  ),
})
const schema = contextSchema.extend({
  today: z.string(),
  made: z.string().meta({ description: 'ISO instant in UTC.' }),
  title: z.string(),
  subtitle: z.string(),
  about: z.array(z.string()),
  parts: z.array(z.object({ title: z.string(), sections: z.array(section) })).meta({
    description:
      'The public part; and a private one for whoever sees all of some programme; of an exercise that one alone.',
  }),
})
export type BoardReportModel = z.infer<typeof schema>

export const boardReportPage = definePage<BoardReportModel>({
  path: '/report',
  title: 'Report to the board',
  summary:
    'How the sector stands and what is done about it, for the board of an oversight body: a public part, and a private one for whoever sees all of some programme. Also as DOCX and PDF.',
  live: true,
  schema,
  template: 'board-report.njk',
  async view(request) {
    const { title, subtitle, about, parts, made, recordKind } = await boardReport(request)
    return {
      ...contextOf(request),
      recordKind,
      today: todayOf(askingOf(request).desk),
      made,
      title,
      subtitle,
      about: [...about],
      parts: parts.map(part => ({
        title: part.title,
        sections: part.sections.map(one => ({
          title: one.title,
          paragraphs: [...one.paragraphs],
          tables: one.tables.map(({ caption, columns, rows }) => ({
            caption,
            columns: [...columns],
            rows: rows.map(row => [...row]),
          })),
        })),
      })),
    }
  },
})
