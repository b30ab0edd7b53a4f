/** Public health indicators against PHEindicatormethods. */
import { lifeExpectancy } from '../../../src/statistics/life-expectancy.ts'
import { meanInterval } from '../../../src/statistics/mean-interval.ts'
import { proportionInterval } from '../../../src/statistics/proportion-interval.ts'
import { quantileGroups } from '../../../src/statistics/quantile-group.ts'
import { rateInterval } from '../../../src/statistics/rate-interval.ts'
import { slopeIndex, type SlopeIndexOptions } from '../../../src/statistics/slope-index.ts'
import {
  directlyStandardisedRate,
  indirectlyStandardisedRate,
  standardisedRatio,
} from '../../../src/statistics/standardised-rate.ts'
import { check, type Column, compareEstimate, levelsOf, optionsOf } from '../indicator-case.ts'
import { type PeerCheck, tally } from '../peer.ts'

/** Sums of x and n by group where there are groups, else one pair a row. */
function pairsOf({ x, n, g }: { readonly x: Column; readonly n: Column; readonly g?: readonly string[] }) {
  if (!g) return x.map((count, i) => ({ x: Number(count), n: Number(n[i]), group: null }))
  return [...new Set(g)].sort().map(group => {
    const sum = (column: Column) =>
      column.reduce<number>((total, value, i) => total + (g[i] === group ? Number(value) : 0), 0)
    return { x: sum(x), n: sum(n), group }
  })
}

const proportion = check(['phe_proportion'], 'proportionInterval', (one, found) => {
  pairsOf(one.input).forEach(({ x, n }, row) => {
    compareEstimate(one, found, row, proportionInterval(x, n, optionsOf(one, 1)))
    found.compare(`n ${row}`, one.expected.rows.n[row], n)
  })
})

const rate = check(['phe_rate'], 'rateInterval', (one, found) => {
  pairsOf(one.input).forEach(({ x, n }, row) => {
    const estimate = rateInterval(x, n, optionsOf(one, 100_000))
    compareEstimate(one, found, row, estimate)
    if (one.expected.rows.method) found.compare(`method ${row}`, one.expected.rows.method[row], estimate.method)
  })
})

const mean = check(['phe_mean'], 'meanInterval', (one, found) => {
  const { v, g } = one.input as { v: Column; g?: readonly string[] }
  const groups = g ? [...new Set(g)].sort() : [null]
  groups.forEach((group, row) => {
    const values = v.filter((_, i) => group === null || g?.[i] === group).map(value => value ?? Number.NaN)
    const estimate = meanInterval(values, { levels: levelsOf(one.options) })
    compareEstimate(one, found, row, estimate)
    const { rows } = one.expected
    if (rows.stdev) found.compare(`deviation ${row}`, rows.stdev[row], estimate.standardDeviation)
    if (rows.value_count) found.compare(`count ${row}`, rows.value_count[row], estimate.count)
  })
})

interface Strata {
  readonly area: readonly string[]
  readonly pop: readonly number[]
  readonly std: readonly number[]
  readonly obs: readonly number[]
}

function strataOf({ area, pop, std, obs }: Strata) {
  return [...new Set(area)].sort().map(name => ({
    name,
    strata: area.flatMap((other, i) =>
      other === name ? [{ events: obs[i] as number, population: pop[i] as number, standard: std[i] as number }] : [],
    ),
  }))
}

const dsr = check(['calculate_dsr'], 'directlyStandardisedRate', (one, found) => {
  strataOf(one.input).forEach(({ strata }, row) => {
    const estimate = directlyStandardisedRate(strata, optionsOf(one, 100_000))
    compareEstimate(one, found, row, estimate)
    found.compare(`events ${row}`, one.expected.rows.total_count[row], estimate.events)
  })
})

const indirect = check(
  ['calculate_ISRatio', 'calculate_ISRate'],
  'standardisedRatio, indirectlyStandardisedRate',
  (one, found) => {
    const { rows, ref_obs: events, ref_pop: populations } = one.input
    const reference = events.map((count: number, i: number) => ({ events: count, population: populations[i] }))
    const ratio = one.kind === 'calculate_ISRatio'
    const options = {
      levels: levelsOf(one.options),
      multiplier: ratio ? (one.options.refvalue ?? 1) : (one.options.multiplier ?? 100_000),
    }
    strataOf(rows).forEach(({ strata }, row) => {
      const estimate = (ratio ? standardisedRatio : indirectlyStandardisedRate)(strata, reference, options)
      compareEstimate(one, found, row, estimate)
      found.compare(`observed ${row}`, one.expected.rows.observed[row], estimate.events)
      found.compare(`expected ${row}`, one.expected.rows.expected[row], estimate.expected)
      if (one.expected.rows.ref_rate)
        found.compare(`reference ${row}`, one.expected.rows.ref_rate[row], estimate.referenceRate)
    })
  },
)

const expectancy = check(['phe_life_expectancy'], 'lifeExpectancy', (one, found) => {
  const { startage, pops, deaths } = one.input
  const bands = startage.map((start: number, i: number) => ({ start, population: pops[i], deaths: deaths[i] }))
  const { rows } = one.expected
  const estimates = lifeExpectancy(bands, { levels: levelsOf(one.options) })
  rows.startage.forEach((start: number, row: number) => {
    const estimate = estimates.find(other => other.start === start)
    if (!estimate) throw new Error(`no age band ${start}`)
    compareEstimate(one, found, row, estimate)
    if (rows.pops_used) found.compare(`people ${start}`, rows.pops_used[row], estimate.population)
    if (rows.dths_used) found.compare(`deaths ${start}`, rows.dths_used[row], estimate.deaths)
  })
})

const quantile = check(['phe_quantile'], 'quantileGroups', (one, found) => {
  const { v, region, g } = one.input as { v: Column; region?: readonly string[]; g?: readonly string[] }
  const within = region ?? g
  const { nquantiles = 10, invert = true } = one.options
  const groups = within ? [...new Set(within)] : [null]
  for (const group of groups) {
    const places = v.flatMap((_, i) => (group === null || within?.[i] === group ? [i] : []))
    const ours = quantileGroups(
      places.map(i => v[i] ?? Number.NaN),
      nquantiles,
      invert ? 'highest' : 'lowest',
    )
    places.forEach((place, i) => found.compare(`quantile ${place}`, one.expected.rows.quantile[place], ours[i]))
  }
})

const inequality: PeerCheck = {
  kinds: ['phe_sii'],
  method: 'slopeIndex',
  tolerance: '1e-9 relative for the index; 1.5% of the index for its simulated interval (100,000 draws on either side)',
  run(one) {
    const { compare, outcome } = tally()
    const { options, input, expected } = one
    const { rows } = expected
    const kind = options.value_type ?? 0
    const transform = (
      options.transform ? (kind === 1 ? 'log' : kind === 2 ? 'logit' : 'none') : 'none'
    ) as NonNullable<SlopeIndexOptions['transform']>
    const populations: readonly number[] = input.population ?? input.pop
    const values: readonly number[] =
      input.value ?? input.x.map((x: number, i: number) => x / (populations[i] as number))
    const change =
      transform === 'log' ? Math.log : transform === 'logit' ? (p: number) => Math.log(p / (1 - p)) : (p: number) => p
    const [lower, upper] = [input.lower_cl ?? input.lower ?? input.lcl, input.upper_cl ?? input.upper ?? input.ucl]
    const error = (i: number) =>
      input.se?.[i] ??
      (lower
        ? (change(upper[i]) - change(lower[i])) / 2 / 1.959963984540054
        : Math.sqrt(((values[i] as number) * (1 - (values[i] as number))) / (populations[i] as number)))
    const groups = values.map((value, i) => ({ population: populations[i] as number, value, error: error(i) }))
    const levels = levelsOf(options)
    const found = slopeIndex(groups, { levels, multiplier: options.multiplier ?? 1, transform })
    compare('sii', rows.sii[0], found.slopeIndex)
    if (rows.rii) compare('rii', rows.rii[0], found.relativeIndex)
    for (const level of levels) {
      const suffix = `${level.toFixed(1).replace('.', '_')}cl`
      for (const [name, pairs] of [
        ['sii', found.slopeIntervals],
        ['rii', found.relativeIntervals],
      ] as const) {
        const [low, high] = [rows[`${name}_lower${suffix}`]?.[0], rows[`${name}_upper${suffix}`]?.[0]]
        if (low === undefined) continue
        const near = (a: number, b: number | undefined) =>
          Math.abs(a - (b ?? Number.NaN)) <= 0.015 * Math.max(Math.abs(rows[name][0]), Math.abs(a))
        compare(`${name} lower ${level}`, true, near(low, pairs[level]?.[0]))
        compare(`${name} upper ${level}`, true, near(high, pairs[level]?.[1]))
      }
    }
    return outcome()
  },
}

export default [proportion, rate, mean, dsr, indirect, expectancy, quantile, inequality] satisfies readonly PeerCheck[]
