/**
 * The profile `making-data-count`: NHS England's Making Data Count SQL tool v2.4 (11 August 2022). Ghosts and missing values
 * are stepped over: a moving range and a run join the known points on either side of them.
 */
import { compensatedMean } from './compensated-mean.ts'
import { gLines, tLines, tScale } from './rare-event-lines.ts'
import { specialCauses, type RuleSettings } from './special-causes.ts'
import type { SpcColumns } from './spc-input.ts'
import { type Judged, type JudgedPhase, phaseStarts, rebaseWithoutEffect } from './spc-judged.ts'
import type { Rebase, SpcWarning } from './spc-model.ts'
import { type Lines, limitFactor, linesAbout, rangeLimit, screenedMeanRange } from './xmr-lines.ts'

export interface MakingDataCountSettings extends RuleSettings {
  readonly chart: 'xmr' | 't' | 'g'
  readonly screen: boolean
  readonly baseline: number | string | null
  readonly rebases: readonly Rebase[]
}

/** Fewer points than this give trial limits, to be revised with each further point. */
const trialPoints = 12

/** Phases, lines, moving ranges and special causes by the tool's rules. */
export function judgeMakingDataCount(columns: SpcColumns, settings: MakingDataCountSettings): Judged {
  const { dates, values } = columns
  const warnings: SpcWarning[] = []
  const live = liveIndexes(columns)
  const scaled = new Float64Array(live.length)
  for (let k = 0; k < live.length; k++) {
    const value = values[live[k] as number] as number
    scaled[k] = settings.chart === 't' ? tScale(value) : value
  }
  const movingRanges = new Float64Array(values.length).fill(Number.NaN)
  const phaseOf = new Int32Array(values.length)
  const liveRanges = new Float64Array(live.length)
  const livePhases = new Int32Array(live.length)
  const liveLines = new Array<Lines>(live.length)
  const phases: JudgedPhase[] = []
  let scale: Lines | null = null
  let at = 0
  for (const [phase, stretch] of stretchesOf(dates, live, settings, warnings).entries()) {
    phaseOf.fill(phase, stretch.first, stretch.last + 1)
    const from = at
    for (; at < live.length && (live[at] as number) <= stretch.last; at++) {
      const joins = at > from || (settings.chart === 't' && at > 0)
      const range = joins ? Math.abs((scaled[at] as number) - (scaled[at - 1] as number)) : Number.NaN
      liveRanges[at] = range
      livePhases[at] = phase
      if (settings.chart === 'xmr') movingRanges[live[at] as number] = range
    }
    const before = phases[phase - 1]
    if (stretch.kind === 'after-baseline' && scale !== null && before !== undefined) {
      phases.push({ ...before, ...stretch, points: at - from, screenedRanges: 0 })
    } else {
      const own = ownLines(scaled.subarray(from, at), liveRanges.subarray(from, at), settings)
      scale = own.lines
      phases.push({
        first: stretch.first,
        last: stretch.last,
        kind: stretch.kind,
        reason: stretch.reason,
        lines: settings.chart === 't' ? tLines(scale) : scale,
        points: at - from,
        limitsFrom: at - from,
        averageMovingRange: own.average,
        screenedRanges: own.removed,
      })
      warn(warnings, dates, phases.at(-1) as JudgedPhase, own.undone)
    }
    liveLines.fill(scale, from, at)
  }

  const liveMasks = specialCauses(scaled, liveLines, livePhases, settings)
  const masks = new Uint8Array(values.length)
  for (let k = 0; k < live.length; k++) masks[live[k] as number] = liveMasks[k] as number
  if (
    phases.some(
      ({ kind, first, last }) => kind === 'baseline' && masks.subarray(first, last + 1).some(mask => mask > 0),
    )
  )
    warnings.push({
      code: 'baseline-special-cause',
      message: 'The baseline holds a special cause itself: its limits describe a process that was not stable.',
    })
  return { phases, phaseOf, movingRanges, masks, warnings }
}

function liveIndexes({ values, ghosts, known }: SpcColumns): Int32Array {
  const live = new Int32Array(known)
  let k = 0
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]) && ghosts[i] === 0) live[k++] = i
  return live
}

type Stretch = Pick<JudgedPhase, 'first' | 'last' | 'kind' | 'reason'>

/** Where phases begin and end: the baseline, what inherits its limits, and each rebase a person confirmed. */
function stretchesOf(
  dates: readonly string[],
  live: Int32Array,
  { baseline, rebases }: MakingDataCountSettings,
  warnings: SpcWarning[],
): readonly Stretch[] {
  if (dates.length === 0) return []
  const { starts, without } = phaseStarts(dates, rebases, true)
  for (const date of without)
    warnings.push(rebaseWithoutEffect(date, 'it is not after the first point, or is after the last.'))
  const baselineLast = baselineEnd(dates, live, baseline, warnings)
  const stretches: Stretch[] = []
  let first = 0
  let kind: Stretch['kind'] = baselineLast >= 0 ? 'baseline' : 'first'
  let reason: string | null = null
  let rebased = false
  for (let i = 1; i < dates.length; i++) {
    const start = starts.get(i)
    if (start !== undefined) rebased = true
    // A rebase inside the baseline is not drawn there, but what follows the baseline then has limits of its own.
    const begins = i <= baselineLast ? null : i === baselineLast + 1 || start !== undefined
    if (!begins) continue
    stretches.push({ first, last: i - 1, kind, reason })
    first = i
    kind = rebased ? 'rebased' : 'after-baseline'
    reason = start ?? null
  }
  return [...stretches, { first, last: dates.length - 1, kind, reason }]
}

/** The place of the last point of the baseline, or −1 without one. */
function baselineEnd(
  dates: readonly string[],
  live: Int32Array,
  baseline: number | string | null,
  warnings: SpcWarning[],
): number {
  if (baseline === null) return -1
  if (typeof baseline === 'string') return dates.findLastIndex(date => date <= baseline)
  if (live.length < baseline)
    warnings.push({
      code: 'baseline-short',
      message: `The baseline is to have ${baseline} points and there are ${live.length}: it is not complete yet.`,
    })
  return live[baseline - 1] ?? dates.length - 1
}

interface OwnLines {
  readonly lines: Lines
  readonly average: number
  readonly removed: number
  /** Screening would have left no variation at all, and was not done. */
  readonly undone: boolean
}

function ownLines(values: Float64Array, ranges: Float64Array, settings: MakingDataCountSettings): OwnLines {
  if (settings.chart === 'g')
    return { lines: gLines(compensatedMean(values)), average: Number.NaN, removed: 0, undone: false }
  const known = Number.isNaN(ranges[0]) ? ranges.subarray(1) : ranges
  const all = compensatedMean(known)
  if (!settings.screen) return { lines: xmrLines(values, all), average: all, removed: 0, undone: false }
  const screened = screenedMeanRange(known, 'at-most')
  // One blip among equal values: without its ranges the limits would have no width, and every point be outside them.
  if (screened.mean === 0 && all > 0) return { lines: xmrLines(values, all), average: all, removed: 0, undone: true }
  const kept = values.filter((_, i) => !((ranges[i] as number) > rangeLimit * all))
  return { lines: xmrLines(kept, screened.mean), average: screened.mean, removed: screened.removed, undone: false }
}

function xmrLines(values: Float64Array, averageRange: number): Lines {
  return linesAbout(compensatedMean(values), limitFactor * averageRange, limitFactor * (2 / 3) * averageRange)
}

function warn(warnings: SpcWarning[], dates: readonly string[], phase: JudgedPhase, undone: boolean): void {
  const { lines, points, limitsFrom, kind, first, averageMovingRange } = phase
  const where = `The phase from ${dates[first]}`
  if (Number.isNaN(lines.upperLimit)) {
    warnings.push({
      code: 'no-limits',
      message: `${where} has ${points === 1 ? 'one known point' : 'no known point'}: no limits can be computed.`,
    })
  } else if (kind !== 'after-baseline' && limitsFrom < trialPoints) {
    warnings.push({
      code: 'trial-limits',
      message: `${where} has ${limitsFrom} points; limits that rest on fewer than ${trialPoints} are trial limits and move with each further point.`,
    })
  }
  if (undone)
    warnings.push({
      code: 'screening-undone',
      message: `${where} hardly varies: leaving out its large moving ranges would leave none, so all were kept. Consider a T chart.`,
    })
  if (averageMovingRange === 0 && points > 1 && kind !== 'after-baseline')
    warnings.push({
      code: 'constant',
      message: `${where} has one value throughout: its limits are that value, and any other value will be outside them.`,
    })
}
