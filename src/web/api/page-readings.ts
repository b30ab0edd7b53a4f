/** Pages that programs read by the casework API too, at the same paths below `/api/v1`: the same view, and so the same answer. */
import type { Hono } from 'hono'
import type { RequestOf } from '../casework-site.ts'
import { answer, type AnyPage } from '../page.ts'
import { boardReportPage } from '../pages/board-report.ts'
import { caseContractsPage } from '../pages/case-contracts.ts'
import { casePartnersPage } from '../pages/case-partners.ts'
import { consultationsPage } from '../pages/consultations.ts'
import { contractsPage } from '../pages/contracts.ts'
import { officePage } from '../pages/office.ts'
import { powersPage } from '../pages/powers.ts'
import { programmeTeamPage } from '../pages/programme-team.ts'
import { regionPage, regionsPage } from '../pages/region.ts'
import { undertakingsPage } from '../pages/undertakings.ts'

/** By the name of the operation in the API's document. */
const readings: Readonly<Record<string, AnyPage>> = {
  readPowers: powersPage,
  readUndertakings: undertakingsPage,
  readConsultations: consultationsPage,
  readContracts: contractsPage,
  readCaseContracts: caseContractsPage,
  readCasePartners: casePartnersPage,
  readTeam: programmeTeamPage,
  listRegions: regionsPage,
  readRegion: regionPage,
  readOffice: officePage,
  readReport: boardReportPage,
}

export function addPageReadings(app: Hono, requestOf: RequestOf): void {
  for (const page of Object.values(readings))
    app.get(`/api/v1${page.path}`, async c => {
      const { body, type } = await answer(page, await requestOf(c, { ...c.req.param() }), 'json')
      c.header('Content-Type', type)
      c.header('Cache-Control', 'no-store')
      return c.body(body)
    })
}

/** What the API's document says of them: path, operation, summary, schema, names of what stands in the path and of the query. */
export function pageOperations() {
  return Object.entries(readings).map(([operationId, { path, summary, schema, parameters = {} }]) => ({
    path: `/api/v1${path.replace(/:(\w+)/g, '{$1}')}`,
    operationId,
    summary,
    schema,
    within: [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name),
    query: Object.entries(parameters),
  }))
}
