/** One organisation's own figures in the quarters before entry: the metrics of which enough is held, and those of which not. */
import type { Snapshot } from '../../evidence/snapshot.ts'
import { meanOfAtLeast, type Per, type QuarterColumn, quarterColumn } from './quarter-figure.ts'
import type { MetricToFreeze } from './baseline-metrics.ts'
import type { Quarter } from './quarters.ts'

/** Quarters of which a metric must hold figures, of the eight. */
export const fewestQuarters = 4
export const mostMetrics = 40

/** A metric with the organisation's figure of each quarter of the window, null where there is none. */
export interface OwnMetric extends MetricToFreeze {
  readonly per: Per
  readonly unit: string
  readonly figures: readonly (number | null)[]
  /** Anybody's figures, in the order of the window. */
  readonly columns: readonly QuarterColumn[]
}

export interface OwnBaseline {
  readonly held: readonly OwnMetric[]
  readonly notHeld: readonly { readonly metric: string; readonly title: string; readonly quarters: number }[]
}

export function ownBaseline(
  snapshot: Snapshot,
  metrics: readonly MetricToFreeze[],
  window: readonly Quarter[],
  { code, at }: { readonly code: string; readonly at: string },
): OwnBaseline {
  const held: OwnMetric[] = []
  const notHeld: OwnBaseline['notHeld'][number][] = []
  for (const metric of metrics) {
    if (held.length === mostMetrics) break
    const quarterly = readBy('quarter', snapshot, metric, window, code, at)
    const read = countOf(quarterly) >= fewestQuarters ? quarterly : readBy('month', snapshot, metric, window, code, at)
    if (countOf(read) >= fewestQuarters) held.push(read)
    else if (metric.declared && notHeld.length < mostMetrics)
      notHeld.push({
        metric: metric.metric,
        title: metric.title,
        quarters: Math.max(countOf(quarterly), countOf(read)),
      })
  }
  return { held, notHeld }
}

/** Anybody's mean over the quarters of which the case's own organisation has figures; null where fewer than four are held. */
export function meanOver({ figures, columns }: OwnMetric, code: string): number | null {
  return meanOfAtLeast(
    fewestQuarters,
    columns.flatMap((column, i) => ((figures[i] ?? null) === null ? [] : [column.value(code)])),
  )
}

function readBy(
  per: Per,
  snapshot: Snapshot,
  metric: MetricToFreeze,
  window: readonly Quarter[],
  code: string,
  at: string,
): OwnMetric {
  const columns = window.map(quarter => quarterColumn(snapshot, metric.metric, per, quarter, at))
  const figures = columns.map(column => column.value(code))
  const unit = columns[figures.findLastIndex(one => one !== null)]?.observations(code).at(-1)?.unit ?? ''
  return { ...metric, per, unit: unit.slice(0, 60), figures, columns }
}

function countOf({ figures }: OwnMetric): number {
  return figures.filter(one => one !== null).length
}
