/** All pages, in the order in which the API document lists them. */
import type { AnyPage } from '../page.ts'
import { aboutPage } from './about.ts'
import { burdenPage } from './burden.ts'
import { candidatesPage } from './candidates.ts'
import { casePage } from './case.ts'
import { caseContractsPage } from './case-contracts.ts'
import { casePartnersPage } from './case-partners.ts'
import { contractsPage } from './contracts.ts'
import { caseDocumentsPage } from './case-documents.ts'
import { caseMoneyPage } from './case-money.ts'
import { caseMonthsPage } from './case-months.ts'
import { casePlanPage } from './case-plan.ts'
import { casePlanUpdatePage } from './case-plan-update.ts'
import { caseOpenPage } from './case-open.ts'
import { caseRecordsPage } from './case-records.ts'
import { caseReturnPage } from './case-return.ts'
import { casesPage } from './cases.ts'
import { changesPage } from './changes.ts'
import { chartsPage } from './charts.ts'
import { consistencyPage } from './consistency.ts'
import { consultationsPage } from './consultations.ts'
import { dataPage } from './data.ts'
import { dutiesPage } from './duties.ts'
import { explanationPage } from './explanation.ts'
import { frameworkPage, frameworksPage } from './frameworks.ts'
import { historyPage } from './history.ts'
import { historyOrganisationPage } from './history-organisation.ts'
import { importPage } from './import.ts'
import { leaguePage } from './league.ts'
import { metricPage } from './metric.ts'
import { metricsPage } from './metrics.ts'
import { migratePage } from './migrate.ts'
import { moneyPage } from './money.ts'
import { organisationBurdenPage } from './organisation-burden.ts'
import { organisationChartsPage } from './organisation-charts.ts'
import { organisationDeskPage } from './organisation-desk.ts'
import { boardReportPage } from './board-report.ts'
import { officePage } from './office.ts'
import { organisationPage } from './organisation.ts'
import { organisationRegimePage } from './organisation-regime.ts'
import { organisationRegimesPage } from './organisation-regimes.ts'
import { organisationsPage } from './organisations.ts'
import { powersPage } from './powers.ts'
import { programmePage } from './programme.ts'
import { programmeMoneyPage } from './programme-money.ts'
import { programmeTeamPage } from './programme-team.ts'
import { programmesPage } from './programmes.ts'
import { regimeComparePage } from './regime-compare.ts'
import { regimeEntryPage } from './regime-entry.ts'
import { regimeHistoryPage } from './regime-history.ts'
import { regimePage } from './regime.ts'
import { regimesPage } from './regimes.ts'
import { regionPage, regionsPage } from './region.ts'
import { registerPage } from './register.ts'
import { registersPage } from './registers.ts'
import { rowPage } from './row.ts'
import { searchPage } from './search.ts'
import { sectorPage } from './sector.ts'
import { undertakingsPage } from './undertakings.ts'

export const pages: readonly AnyPage[] = [
  sectorPage,
  leaguePage,
  organisationsPage,
  organisationPage,
  explanationPage,
  organisationChartsPage,
  organisationRegimesPage,
  organisationRegimePage,
  organisationDeskPage,
  organisationBurdenPage,
  chartsPage,
  metricsPage,
  metricPage,
  frameworksPage,
  frameworkPage,
  candidatesPage,
  regimesPage,
  // Before `/regimes/:id`, which would take its address for a regime.
  regimeComparePage,
  regimePage,
  regimeEntryPage,
  regimeHistoryPage,
  historyOrganisationPage,
  programmesPage,
  officePage,
  boardReportPage,
  programmePage,
  programmeTeamPage,
  consistencyPage,
  programmeMoneyPage,
  moneyPage,
  casesPage,
  // Before `/cases/:id`, which would take its address for a case.
  caseOpenPage,
  casePage,
  casePlanPage,
  casePlanUpdatePage,
  caseReturnPage,
  caseMonthsPage,
  caseMoneyPage,
  caseContractsPage,
  casePartnersPage,
  caseDocumentsPage,
  caseRecordsPage,
  migratePage,
  registersPage,
  registerPage,
  dutiesPage,
  burdenPage,
  regionsPage,
  regionPage,
  contractsPage,
  powersPage,
  undertakingsPage,
  consultationsPage,
  changesPage,
  dataPage,
  importPage,
  rowPage,
  historyPage,
  searchPage,
  aboutPage,
]
