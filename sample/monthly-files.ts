/** Monthly files, one for each quarter: A&E, referral to treatment and cancer, in the tidy shapes that the importers know. */
import { monthCount, monthEnd, monthId, monthLabel, publishedAfter } from './calendar.ts'
import { writeTable, type SampleFile } from './csv.ts'
import type { CancerMonth, Monthly } from './monthly.ts'
import { openThroughout, type Sector, type Trust } from './sector.ts'

// Six weeks after the last month.
const daysToPublish = 42

/** The monthly files of the last `months` months (a multiple of three). */
export function* monthlyFiles(
  sector: Sector,
  monthly: ReadonlyMap<string, Monthly>,
  months: number,
): Generator<SampleFile> {
  for (let first = monthCount - months; first < monthCount; first += 3) {
    const last = first + 2
    const knownAt = publishedAfter(monthEnd(last), daysToPublish)
    const span = `${monthLabel(first)} to ${monthLabel(last)}`
    const name = `${monthId(first)}_${monthId(last)}`
    const rows = (of: (trust: Trust, series: Monthly, month: number) => readonly Row[]) =>
      trustMonths(sector, monthly, first, of)
    yield {
      name: `fictional-ae-monthly-${name}.csv`,
      title: `A&E attendances, ${span}`,
      knownAt,
      text: writeTable(emergencyColumns, rows(emergencyRows)),
    }
    yield {
      name: `fictional-rtt-monthly-${name}.csv`,
      title: `Referral to treatment, ${span}`,
      knownAt,
      text: writeTable(waitingColumns, rows(waitingRows)),
    }
    yield {
      name: `fictional-cancer-monthly-${name}.csv`,
      title: `Cancer waiting times, ${span}`,
      knownAt,
      text: writeTable(cancerColumns, rows(cancerRows)),
    }
    if (monthId(first) !== allDepartmentsFrom) continue
    yield {
      name: `fictional-all-departments-${name}.csv`,
      title: `A&E departments of all types, ${span}`,
      knownAt,
      text: writeTable(allColumns, rows(allRows)),
    }
  }
}

type Row = readonly (string | number | null)[]

function trustMonths(
  sector: Sector,
  monthly: ReadonlyMap<string, Monthly>,
  first: number,
  of: (trust: Trust, series: Monthly, month: number) => readonly Row[],
): Row[] {
  return [first, first + 1, first + 2].flatMap(month =>
    openThroughout(sector.trusts, month, month).flatMap(trust => {
      const series = monthly.get(trust.code)
      return series ? of(trust, series, month) : []
    }),
  )
}

const emergencyColumns = ['period', 'org_code', 'type1_attendances', 'type1_over_4h', 'type1_pct_within_4h', 'source']

function emergencyRows(trust: Trust, series: Monthly, month: number): readonly Row[] {
  const at = series.emergency[month]
  if (!at) return []
  const share = ((at.attendances - at.over4Hours) / at.attendances).toFixed(6)
  return [[monthId(month), trust.code, at.attendances, at.over4Hours, share, 'Turnaround sample']]
}

// Figures for all departments together were published for one quarter only, as a trial.
const allDepartmentsFrom = '2025-01'
const allColumns = ['organisation', 'metric', 'period', 'value', 'unit']

function allRows(trust: Trust, series: Monthly, month: number): readonly Row[] {
  const at = series.emergency[month]
  if (!at) return []
  // Minor departments, a third of the whole, see nearly everybody in time.
  const share = 100 - (66 * at.over4Hours) / at.attendances
  return [[trust.code, 'x-ae-all-within-4h', monthId(month), share.toFixed(4), '%']]
}

const waitingColumns = [
  'period',
  'provider_code',
  'provider_name',
  'total_incomplete_pathways',
  'total_within_18_weeks',
  'percent_within_18_weeks',
  'total_52_plus_weeks',
  'total_65_plus_weeks',
]

function waitingRows(trust: Trust, series: Monthly, month: number): readonly Row[] {
  const at = series.waiting[month]
  if (!at) return []
  const share = ((100 * at.within18Weeks) / at.pathways).toFixed(2)
  return [
    [monthId(month), trust.code, trust.name, at.pathways, at.within18Weeks, share, at.over52Weeks, at.over65Weeks],
  ]
}

const cancerColumns = ['period', 'standard', 'org_code', 'total', 'within_standard', 'performance']

function cancerRows(trust: Trust, series: Monthly, month: number): readonly Row[] {
  const row = (standard: string, at: CancerMonth | undefined): readonly Row[] =>
    at ? [[`${monthId(month)}-01`, standard, trust.code, at.total, at.within, (at.within / at.total).toFixed(6)]] : []
  return [...row('28-day FDS', series.fasterDiagnosis[month]), ...row('62-day Combined', series.sixtyTwoDay[month])]
}
