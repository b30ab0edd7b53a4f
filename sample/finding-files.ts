/**
 * Findings, one file a quarter: statements of evidence that are not numbers. Authors are offices, never persons.
 * Deficit flags and programme membership are filed under their quarter, because a date without an end proves nothing.
 */
import { financialYear, monthId, publishedAfter, quarters, type Quarter } from './calendar.ts'
import { writeTable, type SampleFile } from './csv.ts'
import { financeOf } from './finance.ts'
import type { Source } from './oversight-values.ts'
import { stream } from './random.ts'
import { openThroughout, type Trust } from './sector.ts'

const columns = ['Organisation_code', 'Kind', 'Value', 'From', 'Until', 'Period', 'Author', 'Document', 'Statement']
const national = 'National oversight office (fictional)'
const inspectorate = 'Inspectorate (fictional)'

type Row = readonly (string | null)[]

/** The files of the last `years` whole years and the quarter after them. */
export function* findingFiles(source: Source, years: number): Generator<SampleFile> {
  const published = quarters.slice(-(4 * years + 1))
  for (const quarter of published) {
    const trusts = openThroughout(source.sector.trusts, quarter.lastMonth, quarter.lastMonth)
    const rows = trusts.flatMap(trust => [
      deficit(source, trust, quarter),
      ...membership(source, trust, quarter),
      ...(quarter.number === 3 ? [capability(source, trust, quarter)] : []),
      ...inspections(source, trust, quarter, quarter === published[0]),
      ...undertakings(source, trust, quarter),
    ])
    yield {
      name: `fictional-findings-q${quarter.number}-${quarter.id.slice(2, 7)}.csv`,
      title: `Findings, ${quarter.label}`,
      knownAt: publishedAfter(quarter.end, 71),
      text: writeTable(columns, rows),
    }
  }
}

function deficit({ sector, standing }: Source, trust: Trust, quarter: Quarter): Row {
  const { support, flagged } = financeOf(sector.seed, trust, quarter, standing)
  const words = !flagged
    ? 'Reports no deficit and is given no support.'
    : support
      ? 'Is given deficit support.'
      : 'Reports a deficit.'
  const document = `Financial override list, ${quarter.label} (fictional)`
  return [
    trust.code,
    'deficit-or-support',
    flagged ? 'yes' : 'no',
    quarter.start,
    quarter.end,
    quarter.label,
    national,
    document,
    words,
  ]
}

// Filed each quarter while a trust is in; the last row says when it left.
function membership({ programme }: Source, trust: Trust, quarter: Quarter): Row[] {
  return programme.memberships
    .filter(m => m.code === trust.code && m.from <= quarter.end && (m.until === null || m.until >= quarter.start))
    .map(({ from, until }) => {
      const left = until !== null && until <= quarter.end ? until : null
      const words = left ? 'Left the national programme.' : 'Is in the national programme.'
      return [
        trust.code,
        'programme-member',
        'yes',
        from,
        left,
        quarter.label,
        national,
        `Programme list, ${quarter.label} (fictional)`,
        words,
      ]
    })
}

// The region's view of the board: follows lasting quality, with a judgement's own scatter.
function capability({ sector, standing }: Source, trust: Trust, quarter: Quarter): Row {
  const z = standing.quality(trust.code) + 0.7 * stream(sector.seed, 'capability', trust.code, quarter.year).normal()
  const [value, words] =
    z > 0.5
      ? ['green', 'High confidence in management.']
      : z > -0.75
        ? ['amber-green', 'Some concerns or areas to address.']
        : z > -1.7
          ? ['amber-red', 'Material issues, or failure over time to deal with major issues.']
          : ['red', 'Significant concerns from poor delivery, governance or other issues.']
  const document = `Provider capability ratings ${financialYear(quarter.year)} (fictional)`
  return [
    trust.code,
    'capability-rating',
    value as string,
    quarter.end,
    null,
    financialYear(quarter.year),
    `Regional office, ${trust.region} (fictional)`,
    document,
    words as string,
  ]
}

const ratings = ['Outstanding', 'Good', 'Requires improvement', 'Inadequate']

// Each trust stands with a rating from before the sample begins; about one in ten is inspected again each year.
function inspections({ sector, standing }: Source, trust: Trust, quarter: Quarter, first: boolean): Row[] {
  const by = stream(sector.seed, 'inspected', trust.code, first ? 'before' : quarter.id)
  const formedNow = trust.opened >= quarter.start && trust.opened <= quarter.end
  if (!first && !formedNow && !by.chance(0.025)) return []
  const date = first
    ? `${by.integer(2018, 2022)}-${String(by.integer(1, 12)).padStart(2, '0')}-15`
    : `${monthId(quarter.lastMonth - 1)}-15`
  const document = `Inspection report of ${date} (fictional)`
  const rate = (kind: string): Row => {
    const z = standing.quality(trust.code) + 0.6 * by.normal()
    const value = ratings[[1.6, -0.35, -2].filter(cut => z < cut).length] as string
    return [trust.code, kind, value, date, null, null, inspectorate, document, `Rated ${value}.`]
  }
  return [rate('cqc-overall'), rate('cqc-well-led')]
}

function undertakings({ sector, standing }: Source, trust: Trust, quarter: Quarter): Row[] {
  const by = stream(sector.seed, 'undertaking', trust.code, quarter.id)
  if (standing.quality(trust.code) > -1.1 || !by.chance(0.08)) return []
  const about = by.pick(['finance', 'governance', 'waiting times', 'urgent and emergency care'])
  const document = `Undertakings of ${quarter.end} (fictional)`
  return [
    [
      trust.code,
      'undertaking',
      'accepted',
      quarter.end,
      null,
      null,
      national,
      document,
      `Undertakings on ${about} were accepted.`,
    ],
  ]
}
