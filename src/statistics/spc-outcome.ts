/** What a chart says of its latest point: the lines there, the two icons, and what to be warned of. */
import { assurance, strictAssurance } from './assurance.ts'
import { medianOf } from './run-chart.ts'
import { downward, upward } from './special-causes.ts'
import type { Assurance, SpcPhase, SpcSummary, SpcWarning, Variation } from './spc-model.ts'
import { pointVariation } from './spc-variation.ts'
import { type SpcWorkings, targetAt } from './spc-workings.ts'

/** The chart without its points. */
export function outcomeOf(workings: SpcWorkings): SpcSummary {
  const { profile, chart, display, columns, phases, judged, options } = workings
  const { improvement = 'increase' } = options
  const last = latest(workings)
  const phase = phases[judged.phaseOf[last] as number] as SpcPhase | undefined
  const known = display === 'run-chart' ? [...columns.values].filter((_, i) => isLive(workings, i)) : []
  return {
    profile,
    chart,
    display,
    improvement,
    mean: phase?.mean ?? null,
    lowerLimit: phase?.lowerLimit ?? null,
    upperLimit: phase?.upperLimit ?? null,
    median: medianOf(known),
    target: last < 0 ? null : targetAt(options.target, columns.dates[last] as string),
    variation: variationAt(workings, last),
    assurance: assuranceAt(workings, last),
    phases,
    warnings: [...judged.warnings, ...warningsOf(workings)],
  }
}

function isLive({ columns: { values, ghosts } }: SpcWorkings, i: number): boolean {
  return !Number.isNaN(values[i]) && ghosts[i] === 0
}

/** The last known point, or in nhsrplotthedots the last row, known or not; −1 for none. */
function latest(workings: SpcWorkings): number {
  let last = workings.columns.dates.length - 1
  if (workings.profile !== 'nhsrplotthedots') while (last >= 0 && !isLive(workings, last)) last--
  return last
}

function variationAt({ judged, display, options }: SpcWorkings, last: number): Variation {
  if (last < 0 || display === 'run-chart') return 'none'
  const { improvement = 'increase', conflict = 'improvement' } = options
  return pointVariation(judged.masks[last] as number, improvement, conflict).variation
}

function assuranceAt({ judged, profile, chart, display, columns, options }: SpcWorkings, last: number): Assurance {
  if (last < 0 || chart !== 'xmr' || display === 'run-chart') return 'none'
  const { lines } = judged.phases[judged.phaseOf[last] as number] as (typeof judged.phases)[number]
  const given = {
    improvement: options.improvement ?? 'increase',
    target: targetAt(options.target, columns.dates[last] as string),
    lowerLimit: lines.lowerLimit,
    upperLimit: lines.upperLimit,
  } as const
  return profile === 'nhsrplotthedots' ? strictAssurance(given) : assurance(given)
}

function warningsOf({ columns, display, judged, chart, options }: SpcWorkings): readonly SpcWarning[] {
  const { values, known } = columns
  const warnings: SpcWarning[] = []
  let missing = 0
  for (const value of values) if (Number.isNaN(value)) missing++
  if (display === 'run-chart')
    warnings.push({
      code: 'short-series',
      message: `${known} known points are too few for limits and special causes: shown as a run chart.`,
    })
  if (missing > 0)
    warnings.push({
      code: 'missing-values',
      message: `${missing} of ${values.length} values are missing: they count for nothing.`,
    })
  let conflicts = 0
  if (display === 'spc' && options.improvement !== 'neutral')
    for (const mask of judged.masks) if ((mask & upward) !== 0 && (mask & downward) !== 0) conflicts++
  if (conflicts > 0)
    warnings.push({
      code: 'conflict',
      message: `${conflicts} points are improvement by one rule and concern by another: the conflict rule decided.`,
    })
  const mean = judged.phases.at(-1)?.lines.mean ?? Number.NaN
  if (chart === 'xmr' && mean > 0 && mean < 1 && values.every(value => Number.isNaN(value) || isCount(value)))
    warnings.push({
      code: 'low-mean',
      message: 'Counts with a mean below 1 are rare events: a T or G chart shows change sooner.',
    })
  return warnings
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0
}
