/** The charts of an organisation's page. */
import { divergingBars } from '../charts/diverging-bars.ts'
import { domainProfile } from '../charts/domain-profile.ts'
import { probabilityBar } from '../charts/probability-bar.ts'
import { segmentsOverTime } from '../charts/segments-over-time.ts'
import { sparkline } from '../charts/sparkline.ts'
import { chart, markup } from './render.ts'
import { chance, cutPoint, list, score } from './format.ts'
import type { Result } from './organisation-result.ts'
import type { Context } from './page.ts'

/** Each under the name its template asks for; null where there is nothing to draw. */
export function organisationPictures(
  model: Context & { organisation: { name: string } },
  result: Result,
): Record<string, unknown> {
  const { recordKind, organisation } = model
  const about = (id: string, title: string, description: string) => ({ id, title, description, recordKind })
  const chances = result.segmentProbabilities?.map((share, i) => `segment ${i + 1}: ${chance(share)}`) ?? []
  const rungs = Math.max(4, ...result.history.map(point => point.segment ?? 0))
  return {
    probabilityChart: result.segmentProbabilities
      ? chart(about('probabilities', `Chance of each segment for ${organisation.name}`, `${list(chances)}.`), frame =>
          probabilityBar(frame, result.segmentProbabilities ?? []),
        )
      : null,
    domainChart: chart(
      about(
        'domains',
        `Domain scores of ${organisation.name}`,
        result.domains
          .map(row => `${row.title}: ${score(row.score)}${row.segment ? `, segment ${row.segment}` : ''}`)
          .join('; '),
      ),
      frame =>
        domainProfile(
          frame,
          result.domains.map(row => ({ ...row, label: row.title })),
        ),
    ),
    contributionChart: result.contributions
      ? chart(
          about(
            'contributions',
            `What each metric adds to the distance from the line at ${cutPoint(result.contributions.cut)}`,
            'Bars to the left pull towards a better segment, bars to the right towards a worse one. The table below holds every figure.',
          ),
          frame =>
            divergingBars(frame, {
              bars: (result.contributions?.bars ?? []).map(bar => ({ label: bar.name, effect: bar.effect })),
              leftMeans: frame.width < 500 ? 'better' : 'pulls to a better segment',
              rightMeans: frame.width < 500 ? 'worse' : 'pulls to a worse segment',
            }),
        )
      : null,
    historyChart:
      result.history.length > 1
        ? chart(
            about(
              'history',
              `Segments of ${organisation.name} over time`,
              result.history
                .map(point => `${point.label}: ${point.segment === null ? 'none' : `segment ${point.segment}`}`)
                .join('; '),
            ),
            frame =>
              segmentsOverTime(
                frame,
                // A phone has room for six marks; the table below holds all.
                result.history.slice(frame.width < 500 ? -6 : 0).map(point => ({
                  label: shortPeriod(point.label),
                  segment: point.segment,
                  byScores: point.byScores,
                })),
                rungs,
              ),
          )
        : null,
    sparklines: Object.fromEntries(
      result.metrics.map(metric => {
        const known = metric.trend.filter(point => point.value !== null)
        const name = `${metric.name}: ${known[0]?.value} in ${known[0]?.period}, ${known.at(-1)?.value} in ${known.at(-1)?.period}`
        return [metric.id, markup(sparkline({ values: metric.trend.map(point => point.value), name, recordKind }))]
      }),
    ),
  }
}

/** `Q2 2025/26` → `Q2 25/26`, to fit under a mark. */
function shortPeriod(label: string): string {
  return label.replace(/\b20(\d\d\/\d\d)\b/, '$1')
}
