/** Checks that compare a value with its neighbours: other organisations in the period, other periods of the organisation. */
import type { Check } from './check.ts'
import type { Observation } from './model.ts'

const money = /£|\bgbp\b|\bpounds?\b/i
const percent = /^(%|percent|per cent|percentage)$/i
/** Units in which standing still is ordinary. */
const still = /^(score|segment|flag|rank|rating|out of 10)$/i
const frozenAt = 6

/** A percentage that would sit among the others if it were multiplied by a hundred; or a whole period of them. */
export const percentOrProportion: Check = ({ observations }, { log }) => {
  for (const { metric, list } of series(observations, one => percent.test(one.unit) && one.value !== 0)) {
    const suspects: Observation[] = []
    const periods = [...Map.groupBy(list, one => `${one.period.id}|${one.dimension}`).values()].filter(
      group => group.length >= 5,
    )
    for (const inPeriod of periods) {
      const { below, above, gap } = splitAtGap(inPeriod)
      const [low, high] = [size(above[0] as Observation), size(above.at(-1) as Observation)]
      // 0.77 among 62 … 91 stands apart; 0.7 among 0.2 … 8 does not.
      if (gap >= 8 && low > 1 && below.length <= above.length)
        suspects.push(
          ...below.filter(one => size(one) <= 1 && size(one) * 100 >= low / 2 && size(one) * 100 <= high * 2),
        )
    }
    const medians = periods.map(group => ({ group, median: at(group.map(size).sort(ascending), 0.5) }))
    const highest = Math.max(...medians.map(one => one.median))
    for (const { group, median } of medians)
      if (median <= 1 && highest / median > 30 && highest / median < 300) suspects.push(...group)
    const largest = Math.max(...list.map(size))
    if (list.length >= 20 && largest <= 1 && largest > 0.3) suspects.push(...list)
    const first = suspects[0]
    if (first)
      log.add('warning', 'percent-or-proportion', {
        row: first.source.row,
        column: metric,
        found: `${first.text} for ${metric} at ${first.organisation}, ${first.period.label}`,
        expected: 'a percentage like its neighbours',
        todo: 'It looks like a proportion (0 to 1) among percentages: multiply by 100 if so.',
        count: suspects.length,
      })
  }
}

/** £000 among £m: a value about a thousand times its neighbours, or a thousandth of them, with nothing between. */
export const thousandsOrMillions: Check = ({ observations }, { log }) => {
  for (const { metric, list } of series(observations, one => money.test(one.unit) && one.value !== 0)) {
    const suspects = new Set<Observation>()
    for (const inPeriod of Map.groupBy(list, one => one.period.id).values()) {
      const { below, above, gap } = splitAtGap(inPeriod)
      const apart = below.length > 0 && above.length > 0 ? at(above.map(size), 0.5) / at(below.map(size), 0.5) : 0
      if (inPeriod.length >= 5 && gap >= 30 && apart >= 300 && apart <= 3000)
        for (const one of below.length < above.length ? below : above) suspects.add(one)
    }
    for (const own of Map.groupBy(list, one => `${one.organisation}|${one.dimension}`).values()) {
      const sorted = [...own].sort(byPeriod)
      for (let i = 1; i < sorted.length; i++) {
        const jump = size(sorted[i] as Observation) / size(sorted[i - 1] as Observation)
        if ((jump >= 500 && jump <= 2000) || (jump <= 1 / 500 && jump >= 1 / 2000))
          suspects.add(sorted[i] as Observation)
      }
    }
    const [first] = suspects
    if (first)
      log.add('warning', 'thousands-or-millions', {
        row: first.source.row,
        column: metric,
        found: `${first.text} ${first.unit} for ${metric} at ${first.organisation}, ${first.period.label}`,
        expected: 'an amount of the size of its neighbours',
        todo: 'It differs by about a thousand: check whether it is in £, £000 or £m.',
        count: suspects.size,
      })
  }
}

/** The same value period after period at one organisation while others move. An annual figure shown in each quarter is one figure. */
export const frozenSeries: Check = ({ observations }, { log }) => {
  for (const { metric, list } of series(observations, one => one.dimension === '' && !still.test(one.unit))) {
    const periods = new Set(list.map(one => one.period.id))
    if (periods.size < frozenAt) continue
    const runs = [...Map.groupBy(list, one => one.organisation).values()].map(own =>
      longestRun([...own].sort(byPeriod)),
    )
    const frozen = runs.filter(run => run.length >= frozenAt && canFreeze(run[0] as Observation))
    const moving = runs.length - runs.filter(run => run.length >= frozenAt).length
    const run = frozen[0]
    if (run?.[0] && moving * 2 > runs.length)
      log.add('warning', 'frozen-series', {
        row: run[0].source.row,
        column: metric,
        found: `${run[0].text} for ${metric} at ${run[0].organisation} in ${run.length} periods running, from ${run[0].period.label}`,
        expected: 'figures that move as those of other organisations do',
        todo: 'Ask whether the return was made each time, or the last figure carried forward.',
        count: frozen.length,
      })
  }
}

/** Small whole numbers, nothing and everything recur by chance. */
function canFreeze({ value, text }: Observation): boolean {
  return value !== 100 && (Math.abs(value as number) >= 10 || !/^-?\d+(\.0+)?$/.test(text))
}

/** The longest stretch of equal values, counting a figure that measures the same time once. */
function longestRun(own: readonly Observation[]): readonly Observation[] {
  let best: Observation[] = []
  let run: Observation[] = []
  for (const one of own) {
    const last = run.at(-1)
    if (last && last.text === one.text && (last.measured ?? last.period).id === (one.measured ?? one.period).id)
      continue
    run = last && last.text === one.text ? [...run, one] : [one]
    if (run.length > best.length) best = run
  }
  return best
}

/** The values of each metric in each unit: what is told in two units is another matter. */
function series(
  observations: readonly Observation[],
  wanted: (one: Observation) => boolean,
): readonly { readonly metric: string; readonly list: Observation[] }[] {
  const found = observations.filter(one => one.value !== null && wanted(one))
  return [...Map.groupBy(found, one => `${one.metric}|${one.unit}`).values()].map(list => ({
    metric: (list[0] as Observation).metric,
    list,
  }))
}

/** Splits observations at the widest ratio between neighbours in size. */
function splitAtGap(observations: readonly Observation[]): { below: Observation[]; above: Observation[]; gap: number } {
  const sorted = [...observations].sort((a, b) => size(a) - size(b))
  let [cut, gap] = [0, 0]
  for (let i = 1; i < sorted.length; i++) {
    const ratio = size(sorted[i] as Observation) / size(sorted[i - 1] as Observation)
    if (ratio > gap) [cut, gap] = [i, ratio]
  }
  return { below: sorted.slice(0, cut), above: sorted.slice(cut), gap }
}

/** The value at a share of a sorted list. */
function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0
}

const ascending = (a: number, b: number) => a - b
const size = (one: Observation) => Math.abs(one.value as number)
const byPeriod = (a: Observation, b: Observation) =>
  a.period.start < b.period.start ? -1 : a.period.start > b.period.start ? 1 : 0
