/**
 * The profile `nhsrplotthedots`: the figures of NHSRplotthedots 0.2.2 (commit 050b07d), its defects included, so that a
 * board that used it sees the same chart. What is known to be wrong is told in `warnings`, never mended here.
 */
import { compensatedMean } from './compensated-mean.ts'
import { cause, specialCauses, type RuleSettings } from './special-causes.ts'
import { SpcInputError, type SpcColumns } from './spc-input.ts'
import { type Judged, type JudgedPhase, phaseStarts, rebaseWithoutEffect } from './spc-judged.ts'
import type { Rebase, SpcWarning } from './spc-model.ts'
import { type Lines, knownOf, limitFactor, linesAbout, movingRanges, screenedMeanRange } from './xmr-lines.ts'

export interface NhsrSettings extends RuleSettings {
  readonly screen: boolean
  readonly baseline: number | null
  readonly rebases: readonly Rebase[]
}

/** The package warns below 13 points, though its message says 12. */
const shortGroup = 13

/** Phases, lines, moving ranges and one special cause a point, by the package's rules. */
export function judgeNhsrPlotTheDots(columns: SpcColumns, settings: NhsrSettings): Judged {
  const { dates, values } = columns
  if (settings.baseline !== null && settings.baseline < 12)
    throw new SpcInputError(
      `The baseline is ${settings.baseline} points; the profile nhsrplotthedots expects 12 or more.`,
    )
  const warnings: SpcWarning[] = []
  const { starts, without } = phaseStarts(dates, settings.rebases, false)
  for (const date of without.filter(one => one !== dates[0]))
    warnings.push(rebaseWithoutEffect(date, 'no point has that date, and this profile ignores it.'))
  const bounds = dates.length === 0 ? [] : [0, ...[...starts.keys()].sort((a, b) => a - b), dates.length]
  const phases: JudgedPhase[] = []
  const phaseOf = new Int32Array(values.length)
  const ranges = new Float64Array(values.length)
  const masks = new Uint8Array(values.length)
  for (let phase = 0; phase + 1 < bounds.length; phase++) {
    const [first, end] = [bounds[phase] as number, bounds[phase + 1] as number]
    const own = values.subarray(first, end)
    const group = judgeGroup(own, settings)
    phaseOf.fill(phase, first, end)
    ranges.set(movingRanges(own), first)
    masks.set(
      group.masks.map((mask, i) => oneOf(mask, own, group.masks, i)),
      first,
    )
    phases.push({
      lines: group.lines,
      first,
      last: end - 1,
      points: knownOf(own).length,
      limitsFrom: group.limitsFrom,
      averageMovingRange: group.average,
      screenedRanges: group.removed,
      kind: phase === 0 ? 'first' : 'rebased',
      reason: starts.get(first) ?? null,
    })
    warnings.push(...defects(own, group, settings, dates[first] as string))
    if (own.length < shortGroup)
      warnings.push({
        code: 'trial-limits',
        message: `The phase from ${dates[first]} has ${own.length} points: trial limits, revised with each further point.`,
      })
  }
  return { phases, phaseOf, movingRanges: ranges, masks, warnings }
}

interface Group {
  readonly lines: Lines
  readonly masks: Uint8Array
  readonly average: number
  readonly removed: number
  readonly limitsFrom: number
}

function judgeGroup(values: Float64Array, settings: NhsrSettings): Group {
  const fixed = settings.baseline === null ? values : values.subarray(0, settings.baseline)
  const known = knownOf(fixed)
  const fixedRanges = knownOf(movingRanges(fixed))
  const { mean: average, removed } = settings.screen
    ? screenedMeanRange(fixedRanges, 'below')
    : { mean: compensatedMean(fixedRanges), removed: 0 }
  const lines = linesAbout(compensatedMean(known), limitFactor * average, 2 * (limitFactor / 3) * average)
  return { lines, masks: judge(values, lines, settings), average, removed, limitsFrom: known.length }
}

function judge(values: Float64Array, lines: Lines, settings: RuleSettings): Uint8Array {
  return specialCauses(values, new Array<Lines>(values.length).fill(lines), new Uint8Array(values.length), settings)
}

const outside = cause.aboveLimit | cause.belowLimit
const trend = cause.trendUp | cause.trendDown
const two = cause.twoAbove | cause.twoBelow

/** One cause a point: outside, else trend, else two in three, else shift. */
function oneOf(mask: number, values: Float64Array, masks: Uint8Array, i: number): number {
  if (mask & outside) return mask & outside
  if (mask & trend) return trendDirection(values, masks, i)
  return mask & two || mask
}

/** A trend member goes the way of the step out of it where the next point is a member too, else of the step into it. */
function trendDirection(values: Float64Array, masks: Uint8Array, i: number): number {
  const next = ((masks[i + 1] ?? 0) & trend) !== 0 ? i + 1 : i
  return (values[next] as number) > (values[next - 1] as number) ? cause.trendUp : cause.trendDown
}

/** The package's known defects, where this phase meets them (our findings in its version 0.2.2). */
function defects(values: Float64Array, group: Group, settings: NhsrSettings, from: string): readonly SpcWarning[] {
  const { lines, masks, average, removed } = group
  const found: SpcWarning[] = []
  const defect = (message: string) =>
    found.push({ code: 'peer-defect', message: `NHSRplotthedots 0.2.2, phase from ${from}: ${message}` })
  if (values.some(value => Number.isNaN(value)))
    defect(
      'values are missing; the package can stop with an error here ("missing value where TRUE/FALSE needed"). Here a missing value breaks runs and takes two moving ranges with it.',
    )
  if (Number.isNaN(average) && removed > 0)
    defect(
      'the values do not vary; its screening drops every moving range, so there are no limits and assurance says hit or miss.',
    )
  if (average === 0 && removed > 0)
    defect(
      'the values hardly vary; its screening drops every range but zero, so the limits have no width and points off the mean are all outside them.',
    )
  if (settings.twoSigma === 'until-2023-10' && masks.some(mask => (mask & outside) !== 0) && average > 0) {
    const newer = judge(values, lines, { ...settings, twoSigma: 'from-2023-11' })
    if (newer.some((mask, i) => (mask & two & ~(masks[i] as number)) !== 0))
      defect(
        'a point outside the limits does not count among two in three; NHS England has counted it since November 2023.',
      )
  }
  return found
}
