/**
 * What a schema cannot say of a framework: names that must exist, bands that must neither overlap nor leave a gap,
 * weights that must make sense, rules that must not go in circles. Each fault stops the file.
 */
import type { DocumentIssue, ReadDocument } from '../documents/yaml-document.ts'
import { bandGaps } from './bands.ts'
import { checkGrounds } from './ground-checks.ts'
import { add, compare, parseFraction, toText, zero } from './fraction.ts'
import { segmentCount, type Framework, type FrameworkMetric, type ScoresFramework } from './framework.ts'

type IssueAt = ReadDocument<Framework>['issueAt']

export function checkFramework({ value: framework, issueAt }: ReadDocument<Framework>): DocumentIssue[] {
  const faults = checkClauses(framework, issueAt)
  if (framework.kind === 'grounds') return [...faults, ...checkGrounds(framework, issueAt)]
  for (const [id, metric] of Object.entries(framework.metrics))
    faults.push(...checkMetric(framework, id, metric, issueAt))
  faults.push(
    ...checkWeights(framework, issueAt),
    ...checkCircles(framework, issueAt),
    ...checkSegments(framework, issueAt),
    ...checkPeriods(framework, issueAt),
  )
  return faults
}

function checkClauses(framework: Framework, issueAt: IssueAt): DocumentIssue[] {
  const faults: DocumentIssue[] = []
  const visit = (value: unknown, path: PropertyKey[]) => {
    if (Array.isArray(value)) return value.forEach((one, index) => visit(one, [...path, index]))
    if (typeof value !== 'object' || value === null) return
    for (const [key, child] of Object.entries(value)) {
      if (key === 'clause' && typeof child === 'string') {
        const source = child.split('#')[0] ?? ''
        if (!(source in framework.sources)) {
          faults.push(
            issueAt([...path, key], {
              found: `a clause of "${source}"`,
              expected: `one of the sources ${Object.keys(framework.sources).join(', ')}`,
              todo: 'Add the document to "sources", or correct the name before the #.',
            }),
          )
        }
      } else visit(child, [...path, key])
    }
  }
  visit(framework, [])
  return faults
}

function checkMetric(
  framework: ScoresFramework,
  id: string,
  metric: FrameworkMetric,
  issueAt: IssueAt,
): DocumentIssue[] {
  const faults: DocumentIssue[] = []
  const at = (...rest: PropertyKey[]) => ['metrics', id, ...rest]
  if (!(metric.domain in framework.domains)) {
    faults.push(
      issueAt(at('domain'), {
        found: metric.domain,
        expected: `one of the domains ${Object.keys(framework.domains).join(', ')}`,
      }),
    )
  }
  for (const group of metric['reported-by'] ?? []) {
    if (!(group in framework['peer-groups'])) faults.push(issueAt(at('reported-by'), unknownGroup(framework, group)))
  }
  if (compare(parseFraction(String(metric.weight)), zero) <= 0) {
    faults.push(
      issueAt(at('weight'), {
        found: String(metric.weight),
        expected: 'a weight above zero',
        todo: 'A metric that does not count has "counts: false".',
      }),
    )
  }
  const rule = metric.score
  if ('ranked' in rule) {
    if (metric.better === 'none')
      faults.push(issueAt(at('better'), { found: 'none', expected: 'high or low, since the metric is ranked' }))
    if (rule.ranked.best >= rule.ranked.worst) {
      faults.push(
        issueAt(at('score'), {
          found: `best ${rule.ranked.best}, worst ${rule.ranked.worst}`,
          expected: 'a best score lower than the worst',
        }),
      )
    }
    const { standard, floor, best, worst } = rule.ranked
    if (standard && standard.score > best)
      faults.push(
        overlap(
          `a standard that scores ${standard.score} among ranked scores from ${best}`,
          'a standard score no worse than the best ranked score',
        ),
      )
    if (floor && floor.score < worst)
      faults.push(
        overlap(
          `a floor that scores ${floor.score} among ranked scores up to ${worst}`,
          'a floor score no better than the worst ranked score',
        ),
      )
    if (Array.isArray(rule.ranked.pool)) {
      for (const group of rule.ranked.pool)
        if (!(group in framework['peer-groups'])) faults.push(issueAt(at('score'), unknownGroup(framework, group)))
    }
  }
  if ('banded' in rule) {
    for (const fault of bandGaps(rule.banded)) {
      faults.push(
        issueAt(at('score', 'banded', fault.band), {
          found: fault.found,
          expected: 'bands that cover every value exactly once',
          todo: fault.todo,
        }),
      )
    }
  }
  if ('matrix' in rule) {
    for (const key of [rule.matrix.rows, rule.matrix.columns]) {
      if (!(key in framework.metrics))
        faults.push(
          issueAt(at('score', 'matrix'), { found: `a matrix over ${key}`, expected: 'metrics of this framework' }),
        )
    }
    const width = rule.matrix.scores[0]?.length ?? 0
    rule.matrix.scores.forEach((row, index) => {
      if (row.length !== width)
        faults.push(
          issueAt(at('score', 'matrix', 'scores', index), {
            found: `${row.length} cells`,
            expected: `${width} cells, as in the first row`,
          }),
        )
    })
  }
  return faults

  function overlap(found: string, expected: string): DocumentIssue {
    return issueAt(at('score'), { found, expected })
  }
}

function unknownGroup(framework: Framework, group: string) {
  return { found: group, expected: `one of the peer groups ${Object.keys(framework['peer-groups']).join(', ')}` }
}

/** Parts of one measure (thirds, say) must add up to whole measures within their domain: less is a gap, more an overlap. */
function checkWeights(framework: ScoresFramework, issueAt: IssueAt): DocumentIssue[] {
  const faults: DocumentIssue[] = []
  for (const domain of Object.keys(framework.domains)) {
    const parts = Object.entries(framework.metrics)
      .filter(([, metric]) => metric.domain === domain && metric.counts)
      .map(([id, metric]) => ({ id, weight: parseFraction(String(metric.weight)) }))
      .filter(({ weight }) => weight.n > 0n && weight.n < weight.d)
    const total = parts.reduce((sum, { weight }) => add(sum, weight), zero)
    const [first] = parts
    if (first && total.d !== 1n) {
      faults.push(
        issueAt(['metrics', first.id, 'weight'], {
          found: `parts of one measure (${parts.map(({ id, weight }) => `${id} ${toText(weight)}`).join(', ')}) that add up to ${toText(total)}`,
          expected: 'parts that add up to whole measures within the domain',
          todo: 'Correct a weight, or add the part that is missing.',
        }),
      )
    }
  }
  return faults
}

function checkCircles(framework: ScoresFramework, issueAt: IssueAt): DocumentIssue[] {
  const faults: DocumentIssue[] = []
  const needs = (id: string): string[] => {
    const rule = framework.metrics[id]?.score
    return rule && 'matrix' in rule ? [rule.matrix.rows, rule.matrix.columns] : []
  }
  for (const start of Object.keys(framework.metrics)) {
    const walk = (id: string, path: string[]): string[] | null => {
      for (const next of needs(id)) {
        if (next === start) return [...path, next]
        if (path.includes(next)) continue
        const circle = walk(next, [...path, next])
        if (circle) return circle
      }
      return null
    }
    const circle = walk(start, [start])
    if (circle) {
      faults.push(
        issueAt(['metrics', start, 'score'], {
          found: `a circle: ${circle.join(' → ')}`,
          expected: 'scores that do not depend on themselves',
          todo: 'Break the circle at one of these metrics.',
        }),
      )
    }
  }
  return faults
}

function checkSegments(framework: ScoresFramework, issueAt: IssueAt): DocumentIssue[] {
  const faults: DocumentIssue[] = []
  const { cuts } = framework.segments
  if ('thresholds' in cuts) {
    cuts.thresholds.forEach((cut, index) => {
      const before = cuts.thresholds[index - 1]
      if (before !== undefined && cut <= before) {
        faults.push(
          issueAt(['segments', 'cuts', 'thresholds', index], {
            found: `${cut} after ${before}`,
            expected: 'thresholds that rise from the best segment to the worst',
          }),
        )
      }
    })
  }
  framework.overrides.forEach((override, index) => {
    if (override['at-best'] < 1 || override['at-best'] > segmentCount(framework)) {
      faults.push(
        issueAt(['overrides', index, 'at-best'], {
          found: String(override['at-best']),
          expected: `a segment from 1 to ${segmentCount(framework)}`,
        }),
      )
    }
  })
  return faults
}

function checkPeriods(framework: ScoresFramework, issueAt: IssueAt): DocumentIssue[] {
  const faults: DocumentIssue[] = []
  for (const [id, period] of Object.entries(framework.periods)) {
    for (const key of [...Object.keys(period.pools), ...period['rounded-before-averaging']]) {
      if (!(key in framework.metrics))
        faults.push(issueAt(['periods', id], { found: `the metric ${key}`, expected: 'a metric of this framework' }))
    }
    for (const [key, intervals] of Object.entries(period.cuts)) {
      const at = ['periods', id, 'cuts', key]
      if (key !== 'overall' && !(key in framework.domains))
        faults.push(issueAt(at, { found: key, expected: '"overall" or one of the domains' }))
      if (intervals.length !== segmentCount(framework) - 1) {
        faults.push(
          issueAt(at, {
            found: `${intervals.length} cuts`,
            expected: `${segmentCount(framework) - 1}, one between each two segments`,
          }),
        )
      }
      intervals.forEach(([low, high], index) => {
        const before = intervals[index - 1]
        if (low > high || (before && low < before[1])) {
          faults.push(
            issueAt([...at, index], {
              found: `[${low}, ${high}]${before ? ` after [${before.join(', ')}]` : ''}`,
              expected: 'intervals in rising order that do not overlap',
            }),
          )
        }
      })
    }
  }
  return faults
}
