/** Which metrics a baseline looks at: those the regime's evidence speaks of, then those somebody says how to read. */
import { isPublishedFigure } from '../../assessment/framework-parts.ts'
import type { Framework } from '../../assessment/framework.ts'
import type { Snapshot } from '../../evidence/snapshot.ts'
import type { Regime } from '../../regimes/regime.ts'

export interface MetricToFreeze {
  readonly metric: string
  readonly title: string
  readonly better: 'high' | 'low' | 'none'
  /** Whether the regime's evidence speaks of it. */
  readonly declared: boolean
}

/** What source descriptions say of metrics: titles by id, and which way is better by a pattern of ids. */
export interface MetricWords {
  readonly metricTitles?: ReadonlyMap<string, string>
  readonly metricReadings?: readonly { readonly matches: string; readonly better: 'high' | 'low' }[]
}

/**
 * The metrics in order: declared ones as the regime's file has them; then measures of frameworks, in their order; then whatever
 * else is held and has a reading, by id. Scores, and figures that nobody says how to read, are no headline metrics.
 */
export function metricsToFreeze(
  snapshot: Snapshot,
  regime: Pick<Regime, 'evidence'>,
  frameworks: ReadonlyMap<string, Framework>,
  { metricTitles = new Map(), metricReadings = [] }: MetricWords,
): readonly MetricToFreeze[] {
  const measures = measuresOf(frameworks)
  const readings = metricReadings.map(({ matches, better }) => ({ pattern: new RegExp(matches), better }))
  const readingOf = (id: string) => readings.find(({ pattern }) => pattern.test(id))?.better
  const declared = new Map<string, 'high' | 'low' | undefined>()
  for (const item of Object.values(regime.evidence)) {
    if (item.kind !== 'metric' && item.kind !== 'series' && item.kind !== 'standing') continue
    declared.set(item.metric, declared.get(item.metric) ?? (item.kind === 'standing' ? item.better : undefined))
  }
  const held = snapshot.metrics()
  const isHeld = new Set(held)
  const ids = new Set([
    ...declared.keys(),
    ...[...measures.keys()].filter(id => isHeld.has(id)),
    ...held.filter(id => !isPublishedFigure(id) && readingOf(id) !== undefined),
  ])
  return [...ids].map(id => ({
    metric: id,
    title: titleOf(id, measures, metricTitles).slice(0, 300),
    better: measures.get(id)?.better ?? readingOf(id) ?? declared.get(id) ?? 'none',
    declared: declared.has(id),
  }))
}

/** What a metric is called: by a framework where one measures it, else by its source, else by its id made readable. */
export function metricTitle(
  id: string,
  frameworks: ReadonlyMap<string, Framework>,
  { metricTitles = new Map() }: MetricWords,
): string {
  return titleOf(id, measuresOf(frameworks), metricTitles)
}

function titleOf(
  id: string,
  measures: ReturnType<typeof measuresOf>,
  metricTitles: ReadonlyMap<string, string>,
): string {
  return measures.get(id)?.title ?? metricTitles.get(id) ?? inWords(id)
}

function measuresOf(frameworks: ReadonlyMap<string, Framework>) {
  const measures = new Map<string, { readonly title: string; readonly better: 'high' | 'low' }>()
  const inOrder = [...frameworks].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [, framework] of inOrder) {
    if (framework.kind !== 'scores') continue
    for (const [id, { name, better, unit, score }] of Object.entries(framework.metrics)) {
      if (better === 'none' || unit === 'score' || 'published' in score) continue
      measures.set(id, { title: name, better })
    }
  }
  return measures
}

/** `x-ae-type1-within-4h` → `Ae type1 within 4h`. */
function inWords(id: string): string {
  const text = id.replace(/^x-/, '').replaceAll('-', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
