/**
 * The organisation lists (one at the start, then one for each day on which somebody opened or closed), the successions,
 * and sparse yearly evidence from 2005-06, so that each regime can be run in its own years.
 */
import { publishedAfter } from './calendar.ts'
import { writeTable, type SampleFile } from './csv.ts'
import type { Body, Past } from './past.ts'
import { stream, type Stream } from './random.ts'
import type { Sector } from './sector.ts'
import type { Standing } from './standing.ts'

const beginning = '2005-04-01'
const firstYear = 2005
export const lastYear = 2024

const organisationColumns = ['Organisation_code', 'Organisation_name', 'Type', 'Subtype', 'Region', 'Opened', 'Closed']
const successionColumns = ['Predecessor_code', 'Successor_code', 'Date', 'Kind']
const evidenceColumns = ['Organisation_code', 'Metric', 'Period', 'Value', 'Unit']

/** Every file about the past, oldest first. */
export function* pastFiles(sector: Sector, standing: Standing, past: Past): Generator<SampleFile> {
  yield* organisationFiles(past)
  for (let year = firstYear; year <= lastYear; year += 1) {
    const label = `${year}/${String(year + 1).slice(2)}`
    yield {
      name: `fictional-yearly-evidence-${label.replace('/', '-')}.csv`,
      title: `Yearly evidence, ${label}`,
      knownAt: publishedAfter(`${year + 1}-03-31`, 150),
      text: writeTable(
        evidenceColumns,
        past.bodies.flatMap(body => yearlyRows(sector.seed, standing, body, year, label)),
      ),
    }
  }
}

function* organisationFiles({ bodies, handovers }: Past): Generator<SampleFile> {
  const dayAfter = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)
  // A body that closes is listed on the day after its last.
  const days = bodies.flatMap(body => [
    body.opened,
    ...(body.authorised ? [body.authorised.on] : []),
    ...(body.closed ? [dayAfter(body.closed)] : []),
  ])
  for (const day of [...new Set(days.map(day => (day < beginning ? beginning : day)))].sort()) {
    const rows = bodies
      .filter(
        body =>
          body.opened === day ||
          body.authorised?.on === day ||
          (body.closed && dayAfter(body.closed) === day) ||
          (day === beginning && body.opened < day),
      )
      .map(b => [
        b.code,
        nameOn(b, day),
        b.type,
        b.subtype,
        b.region,
        b.opened,
        b.closed && b.closed < day ? b.closed : null,
      ])
    const knownAt = `${day}T08:30:00.000Z`
    yield {
      name: `fictional-organisations-${day}.csv`,
      title: `Organisations, ${day}`,
      knownAt,
      text: writeTable(organisationColumns, rows),
    }
    const changes = handovers.filter(h => h.date === day).map(h => [h.predecessor, h.successor, h.date, h.kind])
    if (changes.length === 0) continue
    yield {
      name: `fictional-successions-${day}.csv`,
      title: `Mergers, splits and new names, ${day}`,
      knownAt,
      text: writeTable(successionColumns, changes),
    }
  }
}

/** Its name on a day: another before it became a foundation trust. */
export function nameOn({ name, authorised }: Body, day: string): string {
  return authorised && day < authorised.on ? authorised.nameBefore : name
}

type Row = readonly (string | null)[]

// Mean balance of a trust by year, % of turnover: the 2005-06 deficits, calm, the 2013-16 slump, the emergency years.
const balances = [
  -1.1, -0.2, 0.8, 0.9, 0.7, 0.6, 0.5, 0.4, -0.5, -1.6, -3.1, -1.6, -1.4, -1.2, -1.1, 0.2, 0.3, -0.4, -0.9, -0.6,
]
// National share seen within four hours in A&E from 2005-06 to 2021-22.
const fourHours = [98.2, 98.0, 97.6, 97.4, 97.2, 96.3, 94.9, 94.2, 93.8, 90.8, 87.0, 83.6, 82.6, 81.5, 76.4, 79.1, 64.5]
// National share of waits within 18 weeks from 2007-08 to 2021-22.
const eighteenWeeks = [72.0, 89.0, 90.8, 90.1, 92.0, 93.8, 93.4, 92.9, 91.6, 89.9, 87.4, 86.6, 80.6, 62.0, 62.9]

/** Surplus or deficit of a body in a financial year up to 2024/25, % of turnover, as the yearly file has it. */
export function yearlyBalance(seed: string, standing: Standing, body: Body, year: number): number {
  return balanceFrom(stream(seed, 'yearly', body.code, year), standingBefore(seed, standing, body), body, year)
}

function balanceFrom(by: Stream, lasting: number, body: Body, year: number): number {
  const z = 0.6 * lasting + 0.8 * by.normal()
  return (balances[year - firstYear] as number) + (body.type === 'acute' ? 2 : 1.1) * z
}

function yearlyRows(seed: string, standing: Standing, body: Body, year: number, label: string): Row[] {
  if (
    body.opened > `${year}-04-01` ||
    (body.closed !== null && body.closed < `${year + 1}-03-31`) ||
    body.type === 'icb' ||
    body.subtype === 'Integrated care system'
  )
    return []
  const by = stream(seed, 'yearly', body.code, year)
  const lasting = standingBefore(seed, standing, body)
  const balance = balanceFrom(by, lasting, body, year)
  const row = (metric: string, value: number, unit: string): Row => [body.code, metric, label, value.toFixed(4), unit]
  const rows = [row('x-balance', balance, '%')]
  if (body.type !== 'acute' || body.subtype.endsWith('Specialist') || year > 2021) return rows
  const four = fourHours[year - 2005] as number
  rows.push(row('x-four-hours', four + (100 - four) * Math.tanh(0.45 * (0.6 * lasting + 0.8 * by.normal())), '%'))
  const eighteen = eighteenWeeks[year - 2007]
  if (eighteen !== undefined)
    rows.push(
      row('x-eighteen-weeks', eighteen + (100 - eighteen) * Math.tanh(0.45 * (0.6 * lasting + 0.8 * by.normal())), '%'),
    )
  // 1 is as expected; more is worse. It lasts from year to year, as an outlier of two years running must be able to.
  if (year >= 2008) rows.push(row('x-mortality-ratio', 1 - 0.065 * (0.85 * lasting + 0.5 * by.normal()), 'ratio'))
  return rows
}

/** Lasting quality of any body, on the scale of `Standing`. */
export function standingBefore(seed: string, standing: Standing, body: Body): number {
  const isTrust = /^Z[AMB]-[012]/.test(body.code)
  return isTrust ? standing.quality(body.code) : stream(seed, 'before', body.code).normal()
}
