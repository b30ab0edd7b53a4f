/**
 * Counts of deaths for the two years of the mortality reviews: observed and expected, as the published indicator has them
 * for acute trusts, and of another ratio for the few trusts whose figures somebody published.
 */
import { publishedAfter } from './calendar.ts'
import { writeTable, type SampleFile } from './csv.ts'
import type { Body } from './past.ts'
import { standingBefore } from './past-files.ts'
import { stream } from './random.ts'
import type { Told } from './regime-evidence.ts'

const reviewed = 'mortality-review'
// How the publication of October names itself, and the year that it covers.
const years = [
  { publication: '2011-october', year: 2010, period: '2010-04-01..2011-03-31' },
  { publication: '2012-october', year: 2011, period: '2011-04-01..2012-03-31' },
]

/** One file of the indicator, and one of the other ratio. */
export function* mortalityFiles({ sector, standing, past, stays }: Told): Generator<SampleFile> {
  const chosen = new Set(stays.flatMap(stay => (stay.name === reviewed ? [stay.who.code] : [])))
  const bodies = past.bodies.filter(
    ({ type, subtype, opened, closed }) =>
      type === 'acute' && !subtype.endsWith('Specialist') && opened < '2010-04-01' && (closed ?? '9999') > '2012-03-31',
  )
  const count = (body: Body, which: string, year: number, ofSpells: number) => {
    const by = stream(sector.seed, which, body.code, year)
    const spells = Math.round(70_000 * (sector.trusts.find(trust => trust.code === body.code)?.size ?? 0.7))
    const expected = ofSpells * spells * (1 + 0.05 * by.normal())
    const lasting = standingBefore(sector.seed, standing, body)
    const usual = 1 - 0.055 * lasting + 0.025 * by.normal()
    const ratio = chosen.has(body.code) && by.chance(0.95) ? 1.22 + 0.02 * by.normal() : usual
    const observed = Math.round(expected * ratio + Math.sqrt(expected) * by.normal())
    return { spells, observed, expected }
  }
  yield {
    name: 'fictional-shmi-2011-2012.csv',
    title: 'Deaths in hospital and after, two years',
    knownAt: publishedAfter('2012-10-25', 0),
    text: writeTable(
      ['publication', 'provider_code', 'spells', 'observed', 'expected'],
      years.flatMap(({ publication, year }) =>
        bodies.map(body => {
          const { spells, observed, expected } = count(body, 'shmi', year, 0.035)
          return [publication, body.code, spells, observed, expected.toFixed(4)]
        }),
      ),
    ),
  }
  const shown = bodies.filter(body => stream(sector.seed, 'hsmr', body.code).chance(0.25))
  yield {
    name: 'fictional-hospital-deaths-2010-12.csv',
    title: 'Deaths in hospital against a standard, two years',
    knownAt: publishedAfter('2012-11-30', 0),
    text: writeTable(
      ['organisation', 'metric', 'period', 'value', 'unit'],
      years.flatMap(({ year, period }) =>
        shown.flatMap(body => {
          const { observed, expected } = count(body, 'hsmr', year, 0.02)
          return [
            [body.code, 'x-hsmr-observed', period, observed, 'deaths'],
            [body.code, 'x-hsmr-expected', period, expected.toFixed(4), 'deaths'],
          ]
        }),
      ),
    ),
  }
}
