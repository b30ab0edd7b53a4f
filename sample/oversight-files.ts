/** Quarterly oversight files, one per type of trust, in the shape of NHS England's trust data files with a Quarter column. */
import { publishedAfter, quarters, type Quarter } from './calendar.ts'
import { writeTable, type SampleFile } from './csv.ts'
import { domainTitles, measures, type Measure, type TrustType } from './measures.ts'
import { valueOf, type Source } from './oversight-values.ts'
import { shuffle, stream } from './random.ts'
import { openThroughout, type Trust } from './sector.ts'

const columns = [
  'Quarter',
  'Region',
  'Trust_type',
  'Trust_subtype',
  'Trust_code',
  'Trust_name',
  'Domain',
  'Sub-domain',
  'Metric_ID',
  'Metric_description',
  'Reporting_date',
  'Units',
  'Value',
  'Median_value',
  'Lower_quartile',
  'Upper_quartile',
  'Rank',
]

const types: readonly { type: TrustType; title: string; slug: string }[] = [
  { type: 'acute', title: 'Acute trust', slug: 'acute' },
  {
    type: 'mental-health-and-community',
    title: 'Mental health and community trust',
    slug: 'mental-health-and-community',
  },
  { type: 'ambulance', title: 'Ambulance trust', slug: 'ambulance' },
]

/** The quarter whose acute file was issued again a month later, with corrected values for five trusts. */
export const reissued = { quarter: '2025-26-Q3', metric: 'OF0013', trusts: 5 } as const

// Roughly ten weeks after the quarter's end.
const daysToPublish = 71

/** The files of the last `years` whole years and the quarter after them. */
export function* oversightFiles(source: Source, years: number): Generator<SampleFile> {
  for (const quarter of quarters.slice(-(4 * years + 1))) {
    for (const { type, title, slug } of types) {
      const trusts = openThroughout(source.sector.trusts, quarter.lastMonth, quarter.lastMonth).filter(
        t => t.type === type,
      )
      const name = `fictional-nof-${slug}-trust-data-q${quarter.number}-${quarter.id.slice(2, 7)}`
      const words = `Oversight figures, ${title.toLowerCase()}s, ${quarter.label}`
      const corrected = type === 'acute' && quarter.id === reissued.quarter
      const known = (days: number) => publishedAfter(quarter.end, days)
      const first = corrected ? misprinted(source, trusts, quarter) : none
      yield {
        name: `${name}.csv`,
        title: words,
        knownAt: known(daysToPublish),
        text: write(source, quarter, title, trusts, first),
      }
      if (!corrected) continue
      yield {
        name: `${name}-v2.csv`,
        title: `${words} (issued again, ${reissued.trusts} trusts corrected)`,
        knownAt: known(daysToPublish + 30),
        text: write(source, quarter, title, trusts, none),
      }
    }
  }
}

const none: ReadonlySet<string> = new Set()

// The trusts whose four-hour figure was first published wrong: too good by four points.
function misprinted(source: Source, trusts: readonly Trust[], quarter: Quarter): ReadonlySet<string> {
  const measure = measures.find(({ id }) => id === reissued.metric) as Measure
  const able = trusts.filter(trust => isNumber(cellOf(source, measure, trust, quarter))).map(trust => trust.code)
  return new Set(shuffle(able, stream(source.sector.seed, 'misprint')).slice(0, reissued.trusts))
}

const isNumber = (cell: string | null): boolean => cell !== null && /^-?\d/.test(cell)

function write(
  source: Source,
  quarter: Quarter,
  typeTitle: string,
  trusts: readonly Trust[],
  wrong: ReadonlySet<string>,
): string {
  const rows = measures.flatMap(measure =>
    trusts.flatMap(trust => {
      if (!measure.types.includes(trust.type)) return []
      let value = cellOf(source, measure, trust, quarter)
      if (value === null) return []
      if (measure.id === reissued.metric && wrong.has(trust.code)) value = (Number(value) + 4).toFixed(5)
      return [
        [
          quarter.label,
          trust.region,
          typeTitle,
          trust.subtype,
          trust.code,
          trust.name,
          domainTitles[measure.domain],
          measure['sub-domain'],
          measure.id,
          measure.description,
          measure.reporting.label(quarter),
          measure.unit,
          value,
          null,
          null,
          null,
          null,
        ],
      ]
    }),
  )
  return writeTable(columns, rows)
}

// A value; `n/a` where the trust does not provide the service; `*` where small numbers are suppressed; empty where it sent none.
function cellOf(source: Source, measure: Measure, trust: Trust, quarter: Quarter): string | null {
  if (measure.service && !trust.services.has(measure.service)) return 'n/a'
  if (!measure.complete) {
    const chance = stream(source.sector.seed, 'gap', measure.id, trust.code, measure.reporting.label(quarter)).uniform()
    if (chance < 0.01) return '*'
    if (chance < 0.03) return ''
  }
  return valueOf(source, measure, trust, quarter)
}
