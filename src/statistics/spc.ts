/**
 * Statistical process control for one series: limits, special causes, and the two icons (variation, assurance). Time grows
 * with the number of points. Limits of use: docs/reference/methods-spc.md.
 */
import { causesOf } from './special-causes.ts'
import { type SpcColumns, spcColumns } from './spc-input.ts'
import type { SpcOptions, SpcPhase, SpcPoint, SpcSeries, SpcSeriesPoint, SpcSummary } from './spc-model.ts'
import { outcomeOf } from './spc-outcome.ts'
import { nhsrLabel, nhsrPointType, pointVariation } from './spc-variation.ts'
import { type SpcWorkings, targetAt, workOut } from './spc-workings.ts'

/**
 * An XmR chart of points in any order: mean ± 2.66 mean moving ranges per phase, in the unit of the values.
 * Throws SpcInputError naming the row of a duplicate date or an infinite value, and for options out of their range.
 */
export function spc(points: readonly SpcPoint[], options: SpcOptions = {}): SpcSeries {
  return controlChart(spcColumns(points), 'xmr', options)
}

/** The same without the points: what a grid of icons over many series needs, in about half the time. */
export function spcSummary(points: readonly SpcPoint[], options: SpcOptions = {}): SpcSummary {
  return outcomeOf(workOut(spcColumns(points), 'xmr', options))
}

/** A chart of checked columns; what the T and G charts share with XmR. */
export function controlChart(columns: SpcColumns, chart: 'xmr' | 't' | 'g', options: SpcOptions): SpcSeries {
  const workings = workOut(columns, chart, options)
  return { ...outcomeOf(workings), points: pointsOf(workings) }
}

function pointsOf({ profile, display, columns, judged, phases, options }: SpcWorkings): readonly SpcSeriesPoint[] {
  const { improvement = 'increase', conflict = 'improvement' } = options
  const nhsr = profile === 'nhsrplotthedots'
  const points = new Array<SpcSeriesPoint>(columns.dates.length)
  for (let i = 0; i < columns.dates.length; i++) {
    const phase = judged.phaseOf[i] as number
    const lines = phases[phase] as SpcPhase
    const date = columns.dates[i] as string
    const value = columns.values[i] as number
    const range = judged.movingRanges[i] as number
    const ghost = columns.ghosts[i] === 1
    const absent = ghost || Number.isNaN(value) || display === 'run-chart'
    const mask = display === 'spc' ? (judged.masks[i] as number) : 0
    const rules = causesOf(mask)
    const meaning = pointVariation(mask, improvement, conflict)
    points[i] = {
      date,
      value: Number.isNaN(value) ? null : value,
      movingRange: Number.isNaN(range) ? null : range,
      mean: lines.mean,
      lowerLimit: lines.lowerLimit,
      upperLimit: lines.upperLimit,
      lowerNear: lines.lowerNear,
      upperNear: lines.upperNear,
      target: targetAt(options.target, date),
      rule: nhsr ? nhsrLabel(rules[0]) : meaning.rule,
      type: nhsr ? nhsrPointType(meaning.variation) : absent ? 'none' : meaning.variation,
      variation: absent ? 'none' : meaning.variation,
      rules,
      ghost,
      conflict: meaning.conflict,
      phase,
    }
  }
  return points
}
