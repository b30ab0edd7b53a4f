/** Evidence from figures: one value, the latest few, and where an organisation stands among all that report. */
import { positions } from '../assessment/grounds.ts'
import { inputOf } from '../assessment/input-ref.ts'
import { numberOf } from '../assessment/metric-score.ts'
import type { Observation, Period } from '../evidence/model.ts'
import { periodWords } from '../evidence/period-words.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { positionDrop, worstRun } from '../statistics/percentile-trend.ts'
import { kindWords, slugWords } from './diagram.ts'
import type { EvidenceItem } from './evidence-schema.ts'
import type { Column, Found } from './evidence-value.ts'
import { answeringPeriod, periodsBack } from './metric-period.ts'

type Item<Kind extends EvidenceItem['kind']> = Extract<EvidenceItem, { kind: Kind }>

/** One value, of the period asked for or so many periods before. */
export function metricColumn(item: Item<'metric'>, snapshot: Snapshot, asked: Period): Column {
  const ago = item['periods-ago']
  const period = backFrom(snapshot, item.metric, asked, ago + 1)[ago]
  if (!period) return notLoaded(snapshot, item.metric, asked, ago + 1)
  const values = snapshot.values(item.metric, period.id)
  return code => {
    const observation = values.get(code)
    const value = numberOf(observation)
    if (!observation || value === null) return { missing: noValue(period, observation) }
    return {
      value,
      words: `${valueWords(observation)} in ${periodWords(period)}.`,
      period: period.id,
      relative: false,
      inputs: [inputOf(observation)],
    }
  }
}

/** The latest values, oldest first; unknown unless all are there. */
export function seriesColumn(item: Item<'series'>, snapshot: Snapshot, asked: Period): Column {
  const periods = backFrom(snapshot, item.metric, asked, item.periods).toReversed()
  if (periods.length < item.periods) return notLoaded(snapshot, item.metric, asked, item.periods)
  return code => {
    const observations: Observation[] = []
    for (const period of periods) {
      const observation = snapshot.values(item.metric, period.id).get(code)
      if (!observation || numberOf(observation) === null) return { missing: noValue(period, observation) }
      observations.push(observation)
    }
    const [first, last] = [periods[0] as Period, periods.at(-1) as Period]
    return {
      value: observations.map(one => one.value as number),
      words: `${observations.map(valueWords).join(', ')} from ${periodWords(first)} to ${periodWords(last)}.`,
      period: `${first.id} to ${last.id}`,
      relative: false,
      inputs: observations.map(inputOf),
    }
  }
}

/** Where it stands among all that report the metric. Relative, and says so. */
export function standingColumn(item: Item<'standing'>, snapshot: Snapshot, asked: Period): Column {
  const needed = item.measure === 'position' ? 1 : item.measure === 'drop' ? 2 : item['look-back'] + 1
  const periods = backFrom(snapshot, item.metric, asked, needed)
  const [last] = periods
  if (!last) return notLoaded(snapshot, item.metric, asked, 1)
  const reporting = placesOf(snapshot, item, last).size
  return code => {
    const observationIn = (period: Period) => snapshot.values(item.metric, period.id).get(code)
    const own = positionsBack(item, snapshot, periods, code)
    const position = own.at(-1) ?? null
    if (position === null) {
      const observation = observationIn(last)
      const compared = observation === undefined || observation.status !== 'value'
      return {
        missing: compared
          ? noValue(last, observation)
          : `it reports this, and is not known to be one of those compared (${item.among?.map(kindWords).join(', ')})`,
      }
    }
    const settled = measured(item, own, needed)
    if (settled === null) return { missing: `its position in the period before ${periodWords(last)} is not known` }
    const { words, ...value } = settled
    const better = Math.round(position * (reporting - 1))
    return {
      ...value,
      words: `${words} In ${periodWords(last)} ${better} of the ${reporting - 1} others ${item.among ? 'compared' : 'that report it'} do better; relative to them.`,
      period: last.id,
      relative: true,
      inputs: periods.slice(0, own.length).flatMap(period => {
        const observation = observationIn(period)
        return observation ? [inputOf(observation)] : []
      }),
    }
  }
}

/** Its positions, oldest first: a run is followed back no further than to where it ends. */
function positionsBack(
  item: Item<'standing'>,
  snapshot: Snapshot,
  periods: readonly Period[],
  code: string,
): (number | null)[] {
  const own: (number | null)[] = []
  for (const period of periods) {
    own.unshift(placesOf(snapshot, item, period).get(code) ?? null)
    if (item.measure === 'worst-decile-run' && worstRun(own) < own.length) break
  }
  return own
}

/** The measure itself. A period that is not known leaves a drop unknown (null), and a run that reaches it known at the least. */
function measured(
  item: Item<'standing'>,
  own: readonly (number | null)[],
  needed: number,
): { value: number; upTo?: number; words: string } | null {
  if (item.measure === 'position') {
    const position = own.at(-1) as number
    return { value: position, words: `Position ${position.toFixed(3)}, from 0 (best) to 1 (worst).` }
  }
  if (item.measure === 'drop') {
    const drop = positionDrop(own)
    return drop === null
      ? null
      : { value: drop, words: `${drop >= 0 ? 'Down' : 'Up'} by ${Math.abs(drop).toFixed(3)} of the positions.` }
  }
  const run = worstRun(own)
  const count = `${run} ${run === 1 ? 'period' : 'periods'} running in the worst tenth`
  if (run === needed) return { value: run, words: `At least ${count}.` }
  if ((own.at(-1 - run) ?? null) !== null) return { value: run, words: `${count}.` }
  return { value: run, upTo: needed, words: `At least ${count}; its position in the one before is not known.` }
}

function backFrom(snapshot: Snapshot, metric: string, asked: Period, count: number): readonly Period[] {
  const periods = snapshot.periods(metric)
  const last = answeringPeriod(periods, asked)
  return last ? periodsBack(periods, last, count) : []
}

const places = new WeakMap<Snapshot, Map<string, ReadonlyMap<string, number>>>()

/** Positions in one period, worked out once for a snapshot however many regimes ask. */
function placesOf(
  snapshot: Snapshot,
  { metric, better, among }: Item<'standing'>,
  period: Period,
): ReadonlyMap<string, number> {
  let known = places.get(snapshot)
  if (!known) places.set(snapshot, (known = new Map()))
  const key = `${metric} ${period.id} ${better} ${among?.join() ?? ''}`
  let found = known.get(key)
  if (!found)
    known.set(key, (found = positions(comparable(snapshot, snapshot.values(metric, period.id), among), better)))
  return found
}

/** The values of those it is compared with. Whoever no file gives a type is not known to be one of them. */
function comparable(
  { organisations }: Snapshot,
  values: ReadonlyMap<string, Observation>,
  among: readonly string[] | undefined,
): ReadonlyMap<string, Observation> {
  if (!among) return values
  return new Map([...values].filter(([code]) => among.includes(organisations.get(code)?.type ?? '')))
}

function valueWords({ text, unit }: Observation): string {
  return unit === '' ? text : unit === '%' ? `${text}%` : `${text} ${unit}`
}

function noValue(period: Period, observation: Observation | undefined): string {
  const why = observation && observation.status !== 'value' ? ` (${slugWords(observation.status)})` : ''
  return `no value for ${periodWords(period)}${why}`
}

function notLoaded(snapshot: Snapshot, metric: string, asked: Period, count: number): Column {
  const latest = snapshot.periods(metric).at(-1)
  const run = count > 1 ? ` and the ${count - 1 === 1 ? 'period' : `${count - 1} periods`} before` : ''
  const missing: Found = {
    missing: `no values for ${periodWords(asked)}${run}${latest ? `; the latest loaded are of ${periodWords(latest)}` : ''}`,
  }
  return () => missing
}
