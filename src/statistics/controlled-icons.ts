/**
 * Icons controlled for false discovery across a grid of charts (Benjamini and Hochberg 1995): of the special-cause icons
 * that stay, at most a share q is expected to be chance. Each chart's p-value is for its latest point, of an unchanged
 * process of independent normal values: four times the smallest (Bonferroni, one for each rule, both sides) of
 *   outside: 2·P(t > |x − mean| / (σ√(1 − 1/n))), σ = R̄/1.128, t with 0.62(n − 1) degrees of freedom, what R̄ is worth
 *     (with limits of a baseline before it, √(1 + 1/n));
 *   shift: 2·½^L for the run of L points on one side of the mean that ends there;
 *   trend: 2/L! for the L points that rise, or fall, up to it;
 *   two in three: 2a·(2a(½ − a) + a²) with a = P(t > second largest distance) of the last three on one side.
 * Among 400 charts where nothing else changed, a shift alone must last 15 points to stay at q = 0.1: the price of looking at
 * so many. Limits of use: correlation in time makes p too small; BH holds for charts that are independent or positively related.
 */
import { tCdf } from './distributions.ts'
import { discoveries } from './false-discovery.ts'
import type { SpcPhase, SpcSeries, Variation } from './spc-model.ts'

export interface ControlledIcon {
  /** The icon by the rules alone. */
  readonly variation: Variation
  /** The icon that stays: common cause where chance would explain it among so many charts. */
  readonly controlled: Variation
  readonly withheld: boolean
  /** Null where the chart has no limits. */
  readonly p: number | null
}

/** Icons for a grid of charts, in the order given, with an expected share of at most `q` false ones among those that stay. */
export function controlledIcons(series: readonly SpcSeries[], q = 0.1): readonly ControlledIcon[] {
  const ps = series.map(latestPointP)
  const stays = discoveries(ps, q)
  return series.map(({ variation }, i) => {
    const withheld = variation !== 'common-cause' && variation !== 'none' && !stays[i]
    return { variation, controlled: withheld ? 'common-cause' : variation, withheld, p: ps[i] ?? null }
  })
}

/** The p-value of the latest known point, as defined above; null without limits, 0 off a process that never varied. */
export function latestPointP(series: SpcSeries): number | null {
  const live = series.points.filter(({ value, ghost }) => value !== null && !ghost)
  const last = live.at(-1)
  if (last === undefined || series.display === 'run-chart' || series.chart !== 'xmr') return null
  const phase = series.phases[last.phase] as SpcPhase
  const { averageMovingRange, mean, limitsFrom } = phase
  if (averageMovingRange === null || mean === null || limitsFrom < 3) return null
  const values = live.filter(point => point.phase === last.phase).map(({ value }) => value as number)
  if (averageMovingRange === 0) return values.at(-1) === mean ? 1 : 0
  const n = limitsFrom
  const spread = Math.sqrt(phase.kind === 'after-baseline' ? 1 + 1 / n : 1 - 1 / n) * (averageMovingRange / 1.128)
  const distances = values.slice(-8 - n).map(value => (value - mean) / spread)
  const tail = (distance: number) => tCdf(-Math.abs(distance), 0.62 * (n - 1))
  const latest = distances.at(-1) as number
  const smallest = Math.min(
    2 * tail(latest),
    2 * 0.5 ** sameSide(distances),
    2 / factorial(monotone(live.map(({ value }) => value as number))),
    twoInThree(distances, tail),
  )
  return Math.min(1, 4 * smallest)
}

/** How many values up to the last are on its side of 0. */
function sameSide(distances: readonly number[]): number {
  const side = Math.sign(distances.at(-1) as number)
  let run = 0
  if (side === 0) return 1
  for (let i = distances.length - 1; i >= 0 && Math.sign(distances[i] as number) === side; i--) run++
  return run
}

/** How many values up to the last each rise, or each fall. */
function monotone(values: readonly number[]): number {
  const step = (i: number) => Math.sign((values[i] as number) - (values[i - 1] as number))
  let run = 1
  for (let i = values.length - 1; i > 0 && step(i) !== 0 && step(i) === step(values.length - 1); i--) run++
  return run
}

function factorial(n: number): number {
  let product = 1
  for (let i = 2; i <= n; i++) product *= i
  return product
}

function twoInThree(distances: readonly number[], tail: (distance: number) => number): number {
  const three = distances.slice(-3)
  const side = Math.sign(three.at(-1) as number)
  if (three.length < 3 || side === 0 || three.some(one => Math.sign(one) !== side)) return 1
  const [a, b, c] = three.map(one => Math.abs(one)) as [number, number, number]
  const chance = tail(Math.min(c, Math.max(a, b)))
  return 2 * chance * (2 * chance * (0.5 - chance) + chance * chance)
}
