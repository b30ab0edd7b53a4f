/** The report to the board on paper. */
import type { Context, Hono } from 'hono'
import type { Report } from '../publication/report.ts'
import { reportDocx } from '../publication/report-docx.ts'
import { reportPdf } from '../publication/report-pdf.ts'
import { attachmentKinds } from '../casework/documents/attachment.ts'
import { boardReport } from './board-report.ts'
import type { RequestOf } from './casework-site.ts'

export function addBoardReport(app: Hono, requestOf: RequestOf): void {
  const paper = (ending: 'docx' | 'pdf', make: (report: Report) => Promise<Uint8Array>) => async (c: Context) => {
    const report = await boardReport(await requestOf(c))
    c.header('Content-Type', attachmentKinds[ending])
    const name = `report-${report.made.slice(0, 10)}${report.isPrivate ? '-private' : ''}.${ending}`
    c.header('Content-Disposition', `attachment; filename="${name}"`)
    c.header('Cache-Control', 'private, no-store')
    return c.body(new Uint8Array(await make(report)))
  }
  app.get('/report.docx', paper('docx', reportDocx))
  app.get('/report.pdf', paper('pdf', reportPdf))
}
