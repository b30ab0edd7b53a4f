/** Funnels of public health indicators against PHEindicatormethods: bands, curves and points. */
import { wilsonLimits } from '../../../src/statistics/funnel-limits.ts'
import { countBand, proportionBand, rateLimitsAtEvents } from '../../../src/statistics/funnel-significance.ts'
import { check, type Column } from '../indicator-case.ts'
import { type PeerCheck, tally } from '../peer.ts'

const significance = check(['assign_funnel_significance'], 'proportionBand, countBand', (one, found) => {
  const { numerator, denominator } = one.input as { numerator: readonly number[]; denominator: readonly number[] }
  const { statistic, rate_type: type, multiplier = 1 } = one.options
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const pooled = sum(numerator) / sum(denominator)
  const rates: readonly number[] | undefined = one.input.rate
  numerator.forEach((count, i) => {
    const size = denominator[i] as number
    // A standardised rate stands for the population that its events and rate imply.
    const population = type === 'dsr' ? (count / (rates?.[i] as number)) * multiplier : size
    const expected = statistic === 'ratio' ? size : population * pooled
    const ours = statistic === 'proportion' ? proportionBand(count, size, pooled) : countBand(count, expected)
    const wanted: string = one.expected.rows.significance[i]
    const withheld = type === 'dsr' && count < 10
    found.compare(`band ${i}`, withheld ? true : wanted, withheld ? !/^(Low|High|Not sig)/.test(wanted ?? '') : ours)
  })
})

/** The curves are compared where the peer draws them; where along the axis it draws is its own affair. */
const limits: PeerCheck = {
  kinds: ['calculate_funnel_limits'],
  method: 'wilsonLimits, rateLimitsAtEvents',
  tolerance:
    '1e-9 relative for proportions; 1e-6 of the expected events (and of one) for counts, where the peer stops bisecting and ours is exact',
  run({ options, expected: { rows } }) {
    const { compare, outcome } = tally()
    const { statistic, multiplier = 1, years_of_data: years = 1 } = options
    for (const [name, level] of [
      ['2s', 95],
      ['3s', 99.8],
    ] as const) {
      for (const [side, at] of [
        ['lower', 0],
        ['upper', 1],
      ] as const) {
        const curve: Column = rows[`${side}_${name}_limit`]
        if (statistic === 'proportion') {
          const axis: Column = rows.population ?? rows.Population
          axis.forEach((n, row) => {
            const pair = wilsonLimits(Number(n), rows.baseline[row] / multiplier, (100 - level) / 200)
            compare(`${side} ${name} at ${n}`, curve[row], pair[at] * multiplier)
          })
          continue
        }
        const axis: Column = rows.Events ?? rows.events ?? rows.Observed_events ?? rows.observed_events
        const place = [
          `${side}_${name}_population_1_year`,
          `${side}_${name}_population`,
          `${side}_${name}_expected_events`,
        ].find(column => rows[column])
        axis.forEach((events, row) => {
          const baseline = statistic === 'ratio' ? 1 : rows.baseline[row] / multiplier
          const expected = rateLimitsAtEvents(Number(events), 1, level).populations[at]
          const near = (what: string, theirs: number) =>
            compare(
              `${side} ${name} ${what} at ${events}: ${theirs} near ${expected}`,
              true,
              Math.abs(theirs - expected) <= 1e-6 * (1 + expected),
            )
          if (place) near('place', rows[place][row] * baseline * (place.includes('year') ? years : 1))
          near('limit', (Number(events) / Number(curve[row])) * baseline * multiplier)
        })
      }
    }
    return outcome()
  },
}

const points = check(['calculate_funnel_points'], 'funnel points', (one, found) => {
  const { rows } = one.expected
  const { multiplier = 100_000, years_of_data: years = 1, rate_type: type } = one.options
  const rates: readonly number[] = one.input.rate
  one.input.numerator.forEach((events: number, i: number) => {
    const hidden = type === 'dsr' && events < 10
    if (rows.rate_chart) found.compare(`rate ${i}`, rows.rate_chart[i], hidden ? null : rates[i])
    const population = type === 'dsr' ? (events / (rates[i] as number)) * multiplier : one.input.denominator[i]
    if (rows.denominator_derived)
      found.compare(`population ${i}`, rows.denominator_derived[i], hidden ? null : population / years)
  })
})

export default [significance, limits, points] satisfies readonly PeerCheck[]
