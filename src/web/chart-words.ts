/** What a control chart says, in a sentence for a board member. */
import type { Assurance, SpcSeries, SpecialCause, SpcSeriesPoint, Variation } from '../statistics/spc-model.ts'

export const variationNames: Readonly<Record<Variation, string>> = {
  'improvement-high': 'Special cause: improvement, high',
  'improvement-low': 'Special cause: improvement, low',
  'concern-high': 'Special cause: concern, high',
  'concern-low': 'Special cause: concern, low',
  'neutral-high': 'Special cause: high, which is neither better nor worse',
  'neutral-low': 'Special cause: low, which is neither better nor worse',
  'common-cause': 'Common cause: no significant change',
  none: 'Too few points for limits',
}

const assuranceNames: Readonly<Record<Assurance, string>> = {
  pass: 'As things are, the target will be met every time.',
  fail: 'As things are, the target will be missed every time.',
  'hit-or-miss': 'As things are, the target will be met or missed by chance.',
  none: '',
}

/** `Special cause: concern, low. The last 7 months are all below the mean.`, then what to expect of the target. */
export function chartSentence(series: SpcSeries, unit: 'month' | 'quarter' | 'year'): string {
  const live = series.points.filter(({ value, ghost }) => value !== null && !ghost)
  if (series.display === 'run-chart')
    return `Too few points for limits: ${live.length} are known and 15 are needed. Shown as a run chart about the median.`
  return [`${variationNames[series.variation]}.`, ...reasons(series, unit), assuranceNames[series.assurance]]
    .filter(Boolean)
    .join(' ')
}

/** Why the latest point is special cause, for every rule on the side that decided. */
function reasons({ points, variation }: SpcSeries, unit: string): readonly string[] {
  const until = points.slice(0, points.findLastIndex(({ value, ghost }) => value !== null && !ghost) + 1)
  const last = until.at(-1) as SpcSeriesPoint
  // A missing value breaks a run, as it does in the rules.
  const value = (point: SpcSeriesPoint | undefined) => point?.value ?? Number.NaN
  const lasting = (holds: (point: SpcSeriesPoint, before: SpcSeriesPoint | undefined) => boolean) => {
    let n = 0
    while (n < until.length && holds(until.at(-1 - n) as SpcSeriesPoint, until.at(-2 - n))) n++
    return n
  }
  const says: Readonly<Record<SpecialCause, () => string>> = {
    'above-limit': () => `The latest ${unit} is above the upper limit.`,
    'below-limit': () => `The latest ${unit} is below the lower limit.`,
    'trend-up': () =>
      `The last ${lasting((point, before) => value(point) > value(before)) + 1} ${unit}s rise one after the other.`,
    'trend-down': () =>
      `The last ${lasting((point, before) => value(point) < value(before)) + 1} ${unit}s fall one after the other.`,
    'two-in-three-above': () =>
      `Two of three neighbouring ${unit}s, the latest among them, are close to the upper limit.`,
    'two-in-three-below': () =>
      `Two of three neighbouring ${unit}s, the latest among them, are close to the lower limit.`,
    'shift-above': () =>
      `The last ${lasting(point => value(point) > (point.mean as number))} ${unit}s are all above the mean.`,
    'shift-below': () =>
      `The last ${lasting(point => value(point) < (point.mean as number))} ${unit}s are all below the mean.`,
  }
  const side = variation.endsWith('high') ? /above|up/ : variation.endsWith('low') ? /below|down/ : null
  return side === null ? [] : last.rules.filter(rule => side.test(rule)).map(rule => says[rule]())
}
