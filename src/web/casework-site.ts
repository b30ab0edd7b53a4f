/** Everything of casework on the site that is no page: its API, and the forms whose refusals come back on their pages. */
import type { Context, Hono } from 'hono'
import type { Desk } from '../casework/desk-store.ts'
import { caseApi } from './api/case-routes.ts'
import { addPageReadings } from './api/page-readings.ts'
import { addBoardReport } from './board-report-routes.ts'
import { addCaseForms } from './case-forms.ts'
import { addDocumentRoutes } from './document-routes.ts'
import { addMigrateForm } from './migrate-form.ts'
import { addOpenForm } from './open-form.ts'
import { answer, type AnyPage, type PageRequest } from './page.ts'
import { casePage } from './pages/case.ts'
import { caseDocumentsPage } from './pages/case-documents.ts'
import { caseOpenPage } from './pages/case-open.ts'
import { caseRecordsPage } from './pages/case-records.ts'
import { migratePage } from './pages/migrate.ts'
import { addPlanRoutes } from './plan-routes.ts'
import { registerPage } from './pages/register.ts'
import { addRecordForms } from './record-forms.ts'
import { addRegisterForms } from './register-forms.ts'
import type { Regimes } from './regimes.ts'

export type RequestOf = (c: Context, params?: Record<string, string>) => Promise<PageRequest>

export function addCasework(app: Hono, desk: Desk, regimes: Regimes, requestOf: RequestOf): void {
  const html = async (page: AnyPage, request: PageRequest) => (await answer(page, request, 'html')).body
  addPageReadings(app, requestOf)
  app.route('/api/v1', caseApi(desk, regimes))
  addCaseForms(app, desk, async (c, id, refusedForm) =>
    html(casePage, { ...(await requestOf(c, { id })), path: `/cases/${id}`, refusedForm }),
  )
  addOpenForm(app, desk, async (c, refusedForm) => html(caseOpenPage, { ...(await requestOf(c)), refusedForm }))
  addMigrateForm(app, desk, async (c, id, query, refusedForm) =>
    html(migratePage, { ...(await requestOf(c, { id })), query, refusedForm }),
  )
  addDocumentRoutes(app, desk, async (c, id, refusedForm) =>
    html(caseDocumentsPage, { ...(await requestOf(c, { id })), refusedForm }),
  )
  addPlanRoutes(app, desk, requestOf)
  addBoardReport(app, requestOf)
  addRecordForms(app, desk, async (c, params, refusedForm) =>
    html(caseRecordsPage, { ...(await requestOf(c, params)), refusedForm }),
  )
  addRegisterForms(app, desk, async (c, params, refusedForm) =>
    html(registerPage, { ...(await requestOf(c, params)), refusedForm }),
  )
}
