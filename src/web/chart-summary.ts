/** Rows of icons, as boards read them: metric, latest value, target, variation, assurance; and how much of it may be chance. */
import { z } from 'zod'
import type { RecordKind } from '../evidence/model.ts'
import { assuranceIcon, variationIcon } from '../charts/icons.ts'
import { expectedFalseAlarms } from '../statistics/false-alarms.ts'
import type { Assurance, Variation } from '../statistics/spc-model.ts'
import { type ControlChart, controlled, falseShare } from './control-charts.ts'
import { brief, count, quantity } from './format.ts'
import { markup } from './render.ts'

const variations = [
  'improvement-high',
  'improvement-low',
  'concern-high',
  'concern-low',
  'neutral-high',
  'neutral-low',
  'common-cause',
  'none',
] as const satisfies readonly Variation[]

export const iconSchema = {
  variation: z.enum(variations).meta({ description: 'Of the latest point, by the rules alone.' }),
  withheld: z.boolean().meta({
    description: 'True where a special cause does not stay once false discovery is controlled across the charts shown.',
  }),
  assurance: z.enum(['pass', 'fail', 'hit-or-miss', 'none']),
}

export const chartRowSchema = z.object({
  metric: z.string(),
  name: z.string(),
  domain: z.string().nullable(),
  improvement: z.enum(['increase', 'decrease', 'neutral']),
  granularity: z.enum(['month', 'quarter', 'year']),
  latest: z.string(),
  latestPeriod: z.string(),
  latestLabel: z.string(),
  target: z.string().nullable(),
  targetValue: z.number().nullable(),
  points: z.number(),
  ...iconSchema,
  sentence: z.string(),
})
export type ChartRow = z.infer<typeof chartRowSchema>

export const chanceSchema = z.object({
  charts: z.number().meta({ description: 'Charts long enough to show special causes.' }),
  special: z.number(),
  expected: z.number().meta({ description: 'Special-cause icons among them if nothing had changed anywhere.' }),
  stay: z.number().meta({ description: 'Special-cause icons that stay when false discovery is controlled.' }),
  share: z.number(),
  says: z.string(),
})
export type Chance = z.infer<typeof chanceSchema>

export function chartRow(
  chart: ControlChart,
  withheld: boolean,
  domains: Readonly<Record<string, { readonly title: string }>>,
): ChartRow {
  return {
    metric: chart.metric,
    name: chart.name,
    domain: chart.domain === null ? null : (domains[chart.domain]?.title ?? chart.domain),
    improvement: chart.improvement,
    granularity: chart.granularity,
    latest: chart.latest.text,
    latestPeriod: chart.latest.period,
    latestLabel: chart.latest.label,
    target: chart.target === null ? null : brief(quantity(chart.target, chart.unit)),
    targetValue: chart.target,
    points: chart.known,
    variation: chart.series.variation,
    withheld,
    assurance: chart.series.assurance,
    sentence: chart.sentence,
  }
}

/** How much of what charts show together chance would show by itself, and which of their icons it could explain. */
export function chanceOf(charts: readonly ControlChart[]): { chance: Chance; withheld: readonly boolean[] } {
  const icons = controlled(charts)
  const judged = charts.filter(({ series }) => series.display === 'spc')
  const { expectedIcons } = expectedFalseAlarms(judged.map(({ known }) => known))
  const special = icons.filter(({ variation }) => variation !== 'common-cause' && variation !== 'none').length
  const stay = special - icons.filter(({ withheld }) => withheld).length
  const expected = Number(expectedIcons.toFixed(2))
  const chance = { charts: judged.length, special, expected, stay, share: falseShare }
  return { chance: { ...chance, says: says(chance, charts.length) }, withheld: icons.map(({ withheld }) => withheld) }
}

function says({ charts, special, expected, stay, share }: Omit<Chance, 'says'>, all: number): string {
  if (charts === 0)
    return `None of ${count(all, 'chart')} has the 15 points that limits need, so none can tell change from chance yet.`
  const about = expected < 0.05 ? 'fewer than 0.1' : `about ${expected.toFixed(1)}`
  const stays =
    special === 0
      ? ''
      : special === stay
        ? ` All stay when no more than ${share * 100} in 100 of those shown may be false.`
        : ` When no more than ${share * 100} in 100 of those shown may be false, ${stay} ${stay === 1 ? 'stays' : 'stay'}; the other ${special - stay} ${special - stay === 1 ? 'is' : 'are'} marked *.`
  return `Of ${count(charts, 'chart')} with enough points, ${special} ${special === 1 ? 'shows' : 'show'} special cause in the latest figure. If nothing at all had changed anywhere, chance alone would show ${about}.${stays}`
}

/** Icons as markup, with the kind of records they speak of; their name once, as hundreds may stand on a page. */
export function icons(recordKind: RecordKind, size = 34) {
  const own = (svg: string) =>
    markup(svg.replace('<svg ', `<svg data-record-kind="${recordKind}" `).replace(/<title>[^<]*<\/title>/, ''))
  return {
    variationOf: (variation: Variation) => own(variationIcon(variation, size)),
    assuranceOf: (assurance: Assurance) => own(assuranceIcon(assurance, size)),
  }
}
