/** What metrics are called: by the framework where it knows them, else by their id made readable. */
import { isPublishedFigure } from '../assessment/framework-parts.ts'
import type { FrameworkMetric, ScoresFramework } from '../assessment/framework.ts'
import { words } from './format.ts'

/** The metric of an id, be it the id of its value or of its score; null where the framework has none. */
export function metricOf(
  framework: ScoresFramework,
  id: string,
): { readonly key: string; readonly metric: FrameworkMetric } | null {
  const own = framework.metrics[id]
  if (own) return { key: id, metric: own }
  const scored = Object.entries(framework.metrics).find(([, metric]) => metric['score-id'] === id)
  return scored ? { key: scored[0], metric: scored[1] } : null
}

/** A title for any id that the evidence may hold. */
export function metricName(
  framework: ScoresFramework,
  id: string,
  titles: ReadonlyMap<string, string> = new Map(),
): string {
  const known = metricOf(framework, id)
  if (known) return known.key === id ? known.metric.name : `${known.metric.name}, published score`
  for (const domain of Object.values(framework.domains)) {
    if (domain.score === id) return `${domain.title}, published domain score`
    if (domain.segment === id) return `${domain.title}, published domain segment`
  }
  const { unadjusted, adjusted, final } = framework.segments.ids
  if (id === framework.average.id) return 'Published average score'
  if (id === unadjusted) return 'Published segment by scores alone'
  if (id === adjusted) return 'Published segment'
  if (id === final) return 'Published final segment'
  for (const rule of [...framework.overrides, ...framework.overlays]) {
    if (rule.when.any.some(test => 'published' in test && test.published === id)) return `${rule.title}, published flag`
  }
  return titles.get(id) ?? (isPublishedFigure(id) ? `Published figure ${id}` : spelled(words(id.replace(/^x-/, ''))))
}

const spellings: readonly (readonly [RegExp, string])[] = [
  [/\bae\b/i, 'A&E'],
  [/\brtt\b/i, 'Referral to treatment,'],
  [/\bcqc\b/i, 'CQC'],
  [/\bshmi\b/i, 'Mortality indicator (SHMI),'],
  [/\bnhs\b/i, 'NHS'],
  [/\b(\d+)h\b/, '$1 hours'],
  [/\b(\d+) (day|week)\b/, '$1-$2'],
]

/** Abbreviations that an id holds, as readers know them. */
function spelled(text: string): string {
  return spellings.reduce((so, [found, written]) => so.replace(found, written), text)
}
