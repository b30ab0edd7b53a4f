/** What the measures of a plan's goals say: figures held here beside what the plan said could be reached, and the standard. */
import { z } from 'zod'
import { readMeasure } from '../casework/plan/plan-measure.ts'
import type { Goal, Plan } from '../casework/plan/plan-schema.ts'
import { sayFigure } from '../casework/plan/plan-words.ts'
import { spcChart } from '../charts/spc-chart.ts'
import type { ChartFrame } from '../charts/svg.ts'
import type { RecordKind } from '../evidence/model.ts'
import { chartWords } from './chart-picture.ts'
import { fewestPoints, longest, periodLabel } from './control-charts.ts'
import { date } from './format.ts'
import { metricName } from './metric-names.ts'
import { chart } from './render.ts'
import type { Choice, Sector } from './sector.ts'

const measureSchema = z.object({
  goal: z.string(),
  metric: z.string(),
  name: z.string(),
  warning: z.string().nullable().meta({ description: 'That nobody here knows such a metric; null where it is known.' }),
  words: z.array(z.string()),
  rows: z
    .array(
      z.object({
        month: z.string(),
        label: z.string(),
        figure: z.string().nullable(),
        promised: z.string().nullable().meta({ description: 'What the plan said could be reached.' }),
      }),
    )
    .meta({ description: 'Latest first.' }),
  standard: z.string().nullable(),
})
export const measuresSchema = z.array(measureSchema)
type MeasureView = z.infer<typeof measureSchema>

interface Where {
  readonly sector: Sector
  readonly choice: Choice
  /** Whose figures: code of the organisation. */
  readonly code: string
}

/** The measures of a plan's goals, for the month that it reports, in the order of the goals. */
export function measuresOf(where: Where, plan: Plan): MeasureView[] {
  return plan.goals.flatMap(goal => measureOf(where, goal, plan.month) ?? [])
}

function measureOf(where: Where, goal: Goal, month: string): MeasureView | null {
  const reading = readingFor(where, goal, month)
  if (reading === null || goal.measure === null) return null
  const { metric, unit, standard } = goal.measure
  const promised = new Map(goal.trajectory.map(point => [point.month, sayFigure(point.value, unit)]))
  const months = [...new Set([...reading.figures.keys(), ...promised.keys()])].toSorted().toReversed()
  return {
    goal: goal.id,
    metric,
    name: reading.name,
    warning: unknownMetric(where, metric),
    words: [...reading.read.words],
    rows: months.map(one => ({
      month: one,
      label: reading.figures.get(one)?.label ?? date(one),
      figure: reading.figures.get(one)?.text ?? null,
      promised: promised.get(one) ?? null,
    })),
    standard: standard === null ? null : sayFigure(standard, unit),
  }
}

/** In words, that a metric is neither held here nor named by a framework; null where it is. */
export function unknownMetric({ sector, choice: { snapshot } }: Pick<Where, 'sector' | 'choice'>, metric: string) {
  if (snapshot.metrics().includes(metric)) return null
  if (sector.frameworks.some(one => one.kind === 'scores' && metric in one.metrics)) return null
  return `No figures of "${metric}" are held here and no framework here names it, so that nobody can see whether this goal is reached. Check the name, or load its figures.`
}

/** Warnings of a plan's measures, each once. */
export function unknownMetrics(where: Pick<Where, 'sector' | 'choice'>, { goals }: Plan): string[] {
  const metrics = new Set(goals.flatMap(({ measure }) => (measure ? [measure.metric] : [])))
  return [...metrics].flatMap(metric => unknownMetric(where, metric) ?? [])
}

/** The control chart of a goal's measure, the standard as its target; null where too few figures are known. */
export function measurePicture(
  where: Where & { readonly name: string; readonly recordKind: RecordKind },
  goal: Goal,
  month: string,
): unknown {
  const reading = readingFor(where, goal, month)
  if (!reading?.read.chart || reading.figures.size < fewestPoints || goal.measure === null) return null
  const { read, granularity, name } = reading
  const series = read.chart as NonNullable<typeof read.chart>
  const about = {
    id: `measure-${goal.id}`,
    title: `${name}, ${where.name}, by ${granularity}`,
    description: `${read.words.join(' ')} The table below holds every figure.`,
    recordKind: where.recordKind,
  }
  const words = chartWords(granularity, goal.measure.unit, series)
  return chart(about, (frame: ChartFrame) => spcChart(frame, series, words))
}

function readingFor({ sector, choice, code }: Where, goal: Goal, month: string) {
  const { measure, trajectory } = goal
  if (measure === null) return null
  const found = longest(choice.snapshot, measure.metric, code, 1)
  const granularity = found?.granularity ?? 'month'
  const points = (found?.periods ?? []).flatMap((period, index) => {
    const value = found?.observations[index]?.value ?? null
    return period.start.slice(0, 7) <= month ? [{ date: period.start, value, period }] : []
  })
  const name = metricName(choice.framework, measure.metric, sector.evidence.metricTitles)
  const read = readMeasure({ measure: { ...measure, metric: name }, trajectory }, month, points)
  if (read === null) return null
  const figures = new Map(
    points.flatMap(({ date: start, value, period }) =>
      value === null
        ? []
        : [
            [
              start.slice(0, 7),
              { label: periodLabel(choice, period, granularity), text: sayFigure(value, measure.unit) },
            ] as const,
          ],
    ),
  )
  return { read, name, granularity, figures }
}
