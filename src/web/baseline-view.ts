/** Frozen baselines on the page of a case: what they hold, in words and figures, and the small pictures beside. */
import type { BaselineBody } from '../casework/baseline/baseline-schema.ts'
import type { MetricSinceEntry, SinceEntry } from '../casework/baseline/since-entry.ts'
import { sparkline } from '../charts/sparkline.ts'
import type { RecordKind } from '../evidence/model.ts'
import type { BaselineJson } from './baseline-schema.ts'
import { count, date, decimals, instant, quantity } from './format.ts'
import { markup } from './render.ts'

/** What things are called, by whoever shows them. */
export interface BaselineNames {
  organisation(code: string): string
  /** Of a metric by its id; `frozen` is its title when it was frozen. */
  metric(id: string, frozen: string): string
}

/** A frozen baseline with what has changed since, as pages and the API show it. */
export function baselineJson(body: BaselineBody, since: SinceEntry, names: BaselineNames): BaselineJson {
  const named = (code: string) => ({ code, name: names.organisation(code) })
  const titled = <One extends { readonly metric: string; readonly title: string }>(one: One) => ({
    ...one,
    title: names.metric(one.metric, one.title),
  })
  const { comparison } = body
  return {
    organisation: named(body.organisation),
    says: baselineSays(body),
    entered: body.entered,
    frozenAt: body.asKnownAt,
    rule: body.rule,
    window: body.window.map(({ period }) => ({ period, label: quarterLabel(period) })),
    metrics: body.metrics.map(({ others: _others, quarters, per: _per, ...metric }) => ({
      ...titled(metric),
      quarters: body.window.map(({ period }) => {
        const held = quarters.find(one => one.period === period)
        const { value = null, months = null, group = null } = held ?? {}
        return { period, label: quarterLabel(period), value, months, group: group?.mean ?? null }
      }),
    })),
    notHeld: body.notHeld.map(titled),
    files: body.files,
    comparison: {
      says: comparisonSays(body),
      method: comparison.method,
      members: comparison.members.map(({ code, distance, why }) => ({ ...named(code), distance, why })),
      leftOut: comparison.leftOut.map(({ words, codes }) => ({ words, organisations: codes.map(named) })),
    },
    since: since.given
      ? {
          ...since,
          says: sinceSays(since.metrics.length),
          metrics: since.metrics.map(one => ({
            ...titled(one),
            says: changeSays(one),
            quarters: one.quarters.map(quarterLabel),
            difference: { ...one.difference, interval: pair(one.difference.interval) },
            expected: one.expected && { ...one.expected, interval: pair(one.expected.interval) },
          })),
          notGiven: since.notGiven.map(titled),
          lost: since.lost.map(named),
        }
      : since,
  }
}

/** A small line for each metric, in their order; empty for one with a single figure. */
export function baselinePictures(baseline: BaselineJson, recordKind: RecordKind): readonly unknown[] {
  return baseline.metrics.map(({ title, quarters }) => {
    const known = quarters.filter(one => one.value !== null)
    const [first, last] = [known[0], known.at(-1)]
    const name = `${title}: ${decimals(first?.value)} in ${first?.label} to ${decimals(last?.value)} in ${last?.label}`
    return markup(sparkline({ values: quarters.map(one => one.value), name, recordKind }))
  })
}

function baselineSays({ metrics, window, entered, asKnownAt }: BaselineBody): string {
  const [first, last] = [window[0], window.at(-1)]
  const span = `${quarterLabel(first?.period ?? '')} to ${quarterLabel(last?.period ?? '')}`
  if (metrics.length === 0)
    return `When it entered on ${date(entered)}, no metric was held for four of the eight quarters from ${span}, so nothing could be frozen.`
  return `How it stood on ${count(metrics.length, 'metric')} in the eight quarters before it entered on ${date(entered)}, ${span}. Frozen as known at ${instant(asKnownAt)}; nothing that became known later changes it.`
}

function comparisonSays({ comparison: { members, none } }: BaselineBody): string {
  if (none !== null) return `It has no comparison group. ${none}`
  return `It is compared with the ${count(members.length, 'organisation')} most like it before entry. They were chosen by rule, before anybody could know how it went.`
}

function sinceSays(metrics: number): string {
  if (metrics === 0) return 'No figure of a whole quarter since entry can be compared yet.'
  return 'What has changed since entry, always beside what changed for those compared with. Organisations enter because they stand badly, and many would have moved back towards the average in any case; other things happened too. So this is not evidence that the regime caused it.'
}

/** "Up 1.8%; those compared with up 3.51%. The difference of −1.71 is within what chance does." */
function changeSays({ own, group, difference, expected, unit, better }: MetricSinceEntry): string {
  const [lo, hi] = difference.interval
  const judged =
    better === 'none' ? '' : (better === 'high') === difference.estimate > 0 ? ', for the better' : ', for the worse'
  const verdict =
    lo <= 0 && hi >= 0 ? 'That is within what chance does.' : `That is more than chance does as a rule${judged}.`
  const returned =
    expected === null
      ? ''
      : ` Organisations of its type that started where it did went ${moved(expected.expectedChange, unit)} on average.`
  return `It went ${moved(own.change, unit)}; the ${group.organisations} compared with ${moved(group.change, unit)}, a difference of ${decimals(difference.estimate)} (95% interval ${decimals(lo)} to ${decimals(hi)}). ${verdict}${returned}`
}

function moved(change: number, unit: string): string {
  if (decimals(Math.abs(change)) === '0') return 'nowhere'
  const amount = quantity(decimals(Math.abs(change)), unit === '%' ? 'points' : unit)
  return `${change > 0 ? 'up' : 'down'} by ${amount}`
}

/** `2025-26-Q1` → `Q1 2025/26`. */
function quarterLabel(period: string): string {
  const found = /^(\d{4})-(\d{2})-Q([1-4])$/.exec(period)
  return found ? `Q${found[3]} ${found[1]}/${found[2]}` : period
}

function pair([lo, hi]: readonly [number, number]): [number, number] {
  return [lo, hi]
}
