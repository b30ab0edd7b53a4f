/** All pages, in the order in which the API document lists them. */
import type { AnyPage } from '../page.ts'
import { aboutPage } from './about.ts'
import { candidatesPage } from './candidates.ts'
import { chartsPage } from './charts.ts'
import { dataPage } from './data.ts'
import { explanationPage } from './explanation.ts'
import { frameworkPage, frameworksPage } from './frameworks.ts'
import { historyPage } from './history.ts'
import { importPage } from './import.ts'
import { leaguePage } from './league.ts'
import { metricPage } from './metric.ts'
import { metricsPage } from './metrics.ts'
import { organisationChartsPage } from './organisation-charts.ts'
import { organisationPage } from './organisation.ts'
import { organisationsPage } from './organisations.ts'
import { rowPage } from './row.ts'
import { searchPage } from './search.ts'
import { sectorPage } from './sector.ts'

export const pages: readonly AnyPage[] = [
  sectorPage,
  leaguePage,
  organisationsPage,
  organisationPage,
  explanationPage,
  organisationChartsPage,
  chartsPage,
  metricsPage,
  metricPage,
  frameworksPage,
  frameworkPage,
  candidatesPage,
  dataPage,
  importPage,
  rowPage,
  historyPage,
  searchPage,
  aboutPage,
]
