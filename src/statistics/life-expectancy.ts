/** Life expectancy from an abridged life table. */
import { deviate, type IntervalEstimate, type IntervalOptions } from './interval.ts'

export interface AgeBand {
  /** Age at which the band starts; the last band is open. */
  readonly start: number
  readonly population: number
  readonly deaths: number
}

export interface LifeExpectancy extends IntervalEstimate {
  readonly start: number
  /** People and deaths at this age and above. */
  readonly population: number
  readonly deaths: number
}

/**
 * Chiang's abridged life table (1984) with q = nM/(1 + n(1 − a)M), a = 0.1 in the first year of life and 0.5 after, and
 * the variance of Silcocks et al. (2001), which includes the open band: 4/(D M²).
 * Null throughout below 5,000 people, where the method is not recommended; where deaths exceed people; and where a band
 * is empty or the open one has no deaths. Throws RangeError for bands out of order and figures below 0.
 */
export function lifeExpectancy(bands: readonly AgeBand[], options: IntervalOptions = {}): readonly LifeExpectancy[] {
  bands.forEach((band, i) => checkBand(band, bands[i - 1]))
  const { levels = [95] } = options
  const last = bands.length - 1
  const rate = bands.map(band => band.deaths / band.population)
  const width = bands.map((band, i) => (bands[i + 1]?.start ?? Infinity) - band.start)
  const fraction = bands.map(band => (band.start === 0 ? 0.1 : 0.5))
  const dying = bands.map((_, i) => (i === last ? 1 : deathChance(at(rate, i), at(width, i), at(fraction, i))))
  const alive = [1]
  for (let i = 0; i < last; i++) alive.push(at(alive, i) * (1 - at(dying, i)))
  const years = bands.map((_, i) =>
    i === last
      ? at(alive, i) / at(rate, i)
      : at(width, i) * (at(alive, i + 1) + at(fraction, i) * (at(alive, i) - at(alive, i + 1))),
  )
  const people = bands.reduce((sum, band) => sum + band.population, 0)
  const sound = people >= 5000 && bands.every(band => band.population > 0 && band.deaths <= band.population)
  const found: LifeExpectancy[] = []
  let yearsAbove = 0
  let varianceAbove = 0
  let population = 0
  let deaths = 0
  for (let i = last; i >= 0; i--) {
    const band = bands[i] as AgeBand
    const next = i === last ? 0 : yearsAbove / at(alive, i + 1)
    yearsAbove += at(years, i)
    varianceAbove +=
      i === last
        ? (at(alive, i) / 2) ** 2 * (4 / (band.deaths * at(rate, i) ** 2))
        : at(alive, i) ** 2 *
          ((1 - at(fraction, i)) * at(width, i) + next) ** 2 *
          chanceVariance(at(dying, i), band.deaths)
    population += band.population
    deaths += band.deaths
    const value = sound ? yearsAbove / at(alive, i) : Number.NaN
    const error = Math.sqrt(varianceAbove) / at(alive, i)
    const intervals = Object.fromEntries(
      levels.map(level => {
        const reach = deviate(level) * error
        return [String(level), Number.isFinite(value + reach) ? ([value - reach, value + reach] as const) : null]
      }),
    )
    const method = 'Chiang, with the variance of Silcocks et al.'
    found.push({
      start: band.start,
      value: Number.isFinite(value) ? value : null,
      intervals,
      method,
      population,
      deaths,
    })
  }
  return found.reverse()
}

function deathChance(rate: number, width: number, fraction: number): number {
  return (width * rate) / (1 + width * (1 - fraction) * rate)
}

/** q²(1 − q)/D: none where nobody died. */
function chanceVariance(chance: number, deaths: number): number {
  return deaths === 0 ? 0 : (chance * chance * (1 - chance)) / deaths
}

function checkBand(band: AgeBand, before: AgeBand | undefined): void {
  if (before && !(band.start > before.start))
    throw new RangeError(
      `The age band from ${band.start} follows the one from ${before.start}; expected ascending ages.`,
    )
  if (!(band.deaths >= 0 && band.population >= 0))
    throw new RangeError(
      `The age band from ${band.start} has ${band.deaths} deaths among ${band.population}; expected numbers from 0.`,
    )
}

const at = (values: readonly number[], i: number) => values[i] as number
