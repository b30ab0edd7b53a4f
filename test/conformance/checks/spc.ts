/** SPC beside NHSRplotthedots and the port of NHS England's Making Data Count SQL tool. */
import { charts } from '../../../src/statistics/rare-events.ts'
import { spc } from '../../../src/statistics/spc.ts'
import { SpcInputError } from '../../../src/statistics/spc-input.ts'
import type { Improvement, SpcOptions, SpcPoint, SpcSeries } from '../../../src/statistics/spc-model.ts'
import { type CaseOutcome, type PeerCase, type PeerCheck, tally } from '../peer.ts'

export default [
  { kinds: ['ptd_spc'], method: 'XmR chart', tolerance: '1e-9 relative: closed form; labels exact', run: ptd },
  { kinds: ['mdc_sql_port'], method: 'XmR, T and G charts', tolerance: '1e-9 relative: closed form', run: mdc },
] satisfies readonly PeerCheck[]

function ptd({ options, input, expected }: PeerCase): CaseOutcome {
  const check = tally()
  const facets: string[] = input.facet ?? input.date.map(() => 'no facet')
  const groups = new Map<string, SpcPoint[]>()
  facets.forEach((facet, i) => {
    const group = groups.get(facet) ?? []
    group.push({ date: input.date[i], value: numeric(input.value[i]) })
    groups.set(facet, group)
  })
  const series = new Map<string, SpcSeries>()
  try {
    for (const [facet, points] of groups) series.set(facet, spc(points, ptdOptions(options, facet)))
  } catch (error) {
    if (!(error instanceof SpcInputError)) throw error
    check.compare('error', expected.error ? error.message : 'none', error.message)
    return check.outcome(
      /finite/.test(error.message)
        ? 'an infinite value is refused, naming its row: no limit can be computed'
        : undefined,
    )
  }
  if (expected.error) {
    check.compare('error', expected.error, 'a chart')
    // The package's crash on missing values is not copied: a chart is given, with a warning that says so.
    const warned = [...series.values()].some(({ warnings }) => warnings.some(({ code }) => code === 'peer-defect'))
    return check.outcome(
      warned && /missing value/.test(expected.error)
        ? 'the package stops with an error on these missing values (its issue 156); we chart the rest and warn'
        : undefined,
    )
  }
  const { rows, icons } = expected
  const at = new Map<string, number>()
  for (let i = 0; i < rows.f.length; i++) {
    const facet = rows.f[i]
    const place = at.get(facet) ?? 0
    at.set(facet, place + 1)
    const one = series.get(facet)
    const point = one?.points[place]
    const name = `${facet} ${rows.x[i]}`
    check.compare(`${name} date`, rows.x[i], point?.date)
    check.compare(`${name} value`, rows.y[i], point?.value)
    check.compare(`${name} phase`, rows.rebase_group[i], firstGroup(rows, i) + (point?.phase ?? Number.NaN))
    check.compare(`${name} mean`, rows.mean_col[i], point?.mean)
    check.compare(`${name} lower limit`, rows.lpl[i], point?.lowerLimit)
    check.compare(`${name} upper limit`, rows.upl[i], point?.upperLimit)
    check.compare(`${name} special cause`, rows.special_cause_type[i], point?.rule)
    check.compare(`${name} flag`, rows.special_cause_flag[i], (point?.rules.length ?? 0) > 0)
    check.compare(`${name} type`, rows.point_type[i], point?.type)
    check.compare(`${name} target`, rows.target[i], point?.target)
    check.compare(`${name} short`, rows.short_group_warning[i], shortPhase(one, point?.phase))
    if (point && point.value !== null && point.upperLimit !== null) {
      check.compare(`${name} outside`, rows.outside_limits[i], beyond(point.value, point.lowerLimit, point.upperLimit))
      check.compare(
        `${name} close`,
        rows.close_to_limits[i],
        beyond(point.value, point.lowerNear, point.upperNear) &&
          !beyond(point.value, point.lowerLimit, point.upperLimit),
      )
    }
  }
  icons.f.forEach((facet: string, i: number) => {
    const one = series.get(facet)
    const found =
      icons.type[i] === 'variation' ? one?.variation.replace('-', '_') : ptdAssurance[one?.assurance ?? 'none']
    check.compare(`${facet} ${icons.type[i]} icon`, icons.icon[i], `${found}.svg`)
  })
  return check.outcome()
}

const ptdAssurance = { pass: 'pass', fail: 'fail', 'hit-or-miss': 'inconsistent', none: 'none' } as const

// A rebase on the first row only begins the package's numbering at 1.
function firstGroup(rows: { f: string[]; rebase_group: number[] }, i: number): number {
  return rows.rebase_group[rows.f.indexOf(rows.f[i] as string)] as number
}

function shortPhase(series: SpcSeries | undefined, phase: number | undefined): boolean {
  return (series?.points.filter(point => point.phase === phase).length ?? 0) < 13
}

function beyond(value: number, lower: number | null, upper: number | null): boolean {
  return (upper !== null && value > upper) || (lower !== null && value < lower)
}

function ptdOptions(options: PeerCase['options'], facet: string): SpcOptions {
  const dates: string[] = (Array.isArray(options.rebase) ? options.rebase : options.rebase?.[facet]) ?? []
  const target = typeof options.target === 'object' ? (options.target?.[facet] ?? null) : options.target
  return {
    profile: 'nhsrplotthedots',
    improvement: options.improvement_direction ?? 'increase',
    rebases: [dates].flat().map(date => ({ date, reason: 'conformance' })),
    baseline: options.fix_after_n_points ?? null,
    target: target ?? null,
    screen: options.screen_outliers ?? true,
  }
}

const improvements: Readonly<Record<string, Improvement>> = { Up: 'increase', Down: 'decrease', Neither: 'neutral' }

function mdc({ options, input, expected }: PeerCase): CaseOutcome {
  const check = tally()
  const points: SpcPoint[] = input.dates.map((date: string, i: number) => ({
    date,
    value: numeric(input.values[i]),
    ghost: Boolean(input.ghost?.[i]),
  }))
  const given: SpcOptions = {
    improvement: improvements[options.improvement] ?? 'increase',
    rebases: input.dates
      .filter((_: string, i: number) => Boolean(input.recalc?.[i]))
      .map((date: string) => ({ date, reason: 'conformance' })),
    baseline: options.baseline_date ?? options.baseline_points ?? null,
    target: options.target ?? null,
    screen: options.exclude_mr ?? false,
    ...(options.conflict ? { conflict: options.conflict.toLowerCase() } : {}),
    ...(options.shift_n ? { shift: options.shift_n } : {}),
    ...(options.trend_n ? { trend: options.trend_n } : {}),
    twoSigma: /2023/.test(options.two_sigma_rule ?? '') ? 'from-2023-11' : 'until-2023-10',
  }
  const chart = charts[(options.chart ?? 'XmR').toLowerCase() as keyof typeof charts]
  // The port gives lines for short series too, though the tool then draws a run chart.
  const series = chart(points, { ...given, minimumPoints: 0 })
  const { rows, rules } = { rows: expected.rows, rules: expected.rows.rules }
  for (let i = 0; i < rows.date.length; i++) {
    const point = series.points[i]
    const phase = series.phases[point?.phase ?? -1]
    const name = rows.date[i]
    check.compare(`${name} value`, rows.value[i], point?.value)
    check.compare(`${name} mean`, rows.mean[i], point?.mean)
    check.compare(`${name} moving range`, rows.moving_range[i], point?.movingRange)
    check.compare(`${name} upper limit`, rows.upl[i], point?.upperLimit)
    check.compare(`${name} upper two sigma`, rows.u2[i], point?.upperNear)
    check.compare(`${name} upper one sigma`, rows.u1[i], phase?.upperOne)
    check.compare(`${name} lower one sigma`, rows.l1[i], phase?.lowerOne)
    check.compare(`${name} lower two sigma`, rows.l2[i], point?.lowerNear)
    check.compare(`${name} lower limit`, rows.lpl[i], point?.lowerLimit)
    check.compare(`${name} conflict`, rows.conflict[i], point?.conflict)
    if (!point?.ghost) check.compare(`${name} variation`, rows.variation[i], mdcVariation(point?.variation))
    for (const [theirs, ours] of Object.entries(mdcRules))
      check.compare(`${name} ${theirs}`, rules[theirs][i], point?.rules.includes(ours))
  }
  const known = points.filter(({ value, ghost }) => (value !== null || options.chart) && !ghost).length
  check.compare('points', expected.points, known)
  const plain = chart(points, given)
  check.compare('shown as SPC', expected.displayed_as === 'SPC', plain.display === 'spc')
  // A run chart shows no icon in the tool, whatever the port computes for it.
  if (plain.display === 'spc') {
    check.compare('variation icon', expected.variation_icon, variationIcons[series.variation])
    check.compare('assurance icon', expected.assurance_icon, assuranceIcons[series.assurance])
  }
  return check.outcome()
}

const mdcRules = {
  point_above: 'above-limit',
  point_below: 'below-limit',
  shift_above: 'shift-above',
  shift_below: 'shift-below',
  trend_up: 'trend-up',
  trend_down: 'trend-down',
  two_above: 'two-in-three-above',
  two_below: 'two-in-three-below',
} as const

const variationIcons = {
  'improvement-high': 'Improvement (High)',
  'improvement-low': 'Improvement (Low)',
  'concern-high': 'Concern (High)',
  'concern-low': 'Concern (Low)',
  'neutral-high': 'Neither (High)',
  'neutral-low': 'Neither (Low)',
  'common-cause': 'Common Cause',
  none: null,
} as const
const assuranceIcons = { pass: 'Pass', fail: 'Fail', 'hit-or-miss': 'Hit or Miss', none: null } as const

function mdcVariation(variation: SpcSeries['variation'] | undefined): string {
  if (variation === undefined || variation === 'common-cause' || variation === 'none') return 'common_cause'
  return variation.startsWith('neutral')
    ? variation.replace('neutral-', 'neither_')
    : (variation.split('-')[0] as string)
}

function numeric(value: unknown): number | null {
  if (value === 'Infinity') return Infinity
  if (value === '-Infinity') return -Infinity
  return typeof value === 'number' ? value : null
}
