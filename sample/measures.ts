/** The measures of the oversight files (`measures.yaml`), and how each row is dated. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readDocument } from '../src/documents/yaml-document.ts'
import { financialYear, monthLabel, monthName, monthOfYear, yearOf, type Quarter } from './calendar.ts'

interface Reporting {
  /** As printed in `Reporting_date`. */
  readonly label: (quarter: Quarter) => string
  /** Index of the month whose standing the value reflects; the same for as long as the label is. */
  readonly month: (quarter: Quarter) => number
}

/** Year of the latest staff survey: the autumn's results come out before the fourth quarter's figures do. */
const surveyYear = (q: Quarter): number => (q.number === 4 ? q.year : q.year - 1)

const reportings = {
  'last-month': { label: q => monthLabel(q.lastMonth), month: q => q.lastMonth },
  quarter: { label: q => q.label, month: q => q.lastMonth - 1 },
  'quarter-before': {
    label: q => (q.number === 1 ? `Q4 ${dashed(q.year - 1)}` : `Q${q.number - 1} ${dashed(q.year)}`),
    month: q => q.lastMonth - 4,
  },
  'plan-year': { label: q => financialYear(q.year), month: q => q.lastMonth - 3 * q.number },
  'year-to-date': { label: q => `Month ${3 * q.number} ${q.year}`, month: q => q.lastMonth },
  'survey-year': { label: q => String(surveyYear(q)), month: q => q.lastMonth - 3 * (q.number % 4) - 5 },
  'cost-year': {
    label: q => financialYear(q.number === 1 ? q.year - 2 : q.year - 1),
    month: q => q.lastMonth - 3 * ((q.number + 2) % 4) - 6,
  },
  'rolling-year': {
    label(q) {
      const to = (back: number) => `${monthName(q.lastMonth)} ${shortYear(q.lastMonth - back)}`
      const from = (back: number) => `${monthName(q.lastMonth + 1)} ${shortYear(q.lastMonth - back)}`
      return `${from(11)} - ${to(0)} vs ${from(23)} - ${to(12)}`
    },
    month: q => q.lastMonth - 6,
  },
  inspection: {
    label(q) {
      const since = q.lastMonth - 22
      return `Latest published if awarded post ${longMonths[monthOfYear(since) - 1]} ${yearOf(since)}`
    },
    month: q => q.lastMonth,
  },
} as const satisfies Record<string, Reporting>

const longMonths = 'January February March April May June July August September October November December'.split(' ')
const dashed = (year: number): string => financialYear(year).replace('/', '-')
const shortYear = (month: number): string => String(yearOf(month)).slice(2)

const services = [
  'emergency',
  'cancer',
  'community',
  'urgent-response',
  'children-mental-health',
  'crisis',
  'mental-health-beds',
] as const
const trustTypes = ['acute', 'mental-health-and-community', 'ambulance'] as const
const domains = ['access', 'effectiveness', 'safety', 'finance', 'people', 'summary'] as const

/** Services that decide which measures a trust reports. */
export type Service = (typeof services)[number]
export type TrustType = (typeof trustTypes)[number]

export const domainTitles: Readonly<Record<(typeof domains)[number], string>> = {
  access: 'Access to services',
  effectiveness: 'Effectiveness and experience',
  safety: 'Patient safety',
  finance: 'Finance and productivity',
  people: 'People and workforce',
  summary: 'Summary',
}

const schema = z.strictObject({
  measures: z.array(
    z.strictObject({
      id: z.string(),
      description: z.string(),
      domain: z.enum(domains),
      'sub-domain': z.string(),
      unit: z.string(),
      types: z.array(z.enum(trustTypes)),
      service: z.enum(services).optional(),
      reporting: z.enum(Object.keys(reportings) as [keyof typeof reportings]),
      complete: z.literal(true).optional(),
    }),
  ),
})

export type Measure = Omit<z.infer<typeof schema>['measures'][number], 'reporting'> & { readonly reporting: Reporting }

/** In the order of the framework: by domain, then sub-domain. */
export const measures: readonly Measure[] = readMeasures()

function readMeasures(): Measure[] {
  const text = readFileSync(join(import.meta.dirname, 'measures.yaml'), 'utf8')
  const { value } = readDocument(text, 'sample/measures.yaml', schema)
  return value.measures.map(measure => ({ ...measure, reporting: reportings[measure.reporting] }))
}
