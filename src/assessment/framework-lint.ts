/** Warnings about a sound framework: what is relative, what cites nothing, what nobody has verified. */
import type { Framework, ScoresFramework } from './framework.ts'

export interface LintFinding {
  readonly check: 'relative-rule' | 'no-clause' | 'unverified' | 'inferred' | 'no-minimum'
  /** Dotted path in the file. */
  readonly path: string
  readonly words: string
}

/** What to know about a framework before trusting what rests on it. Never an error: a faulty file is not read at all. */
export function lintFramework(framework: Framework): LintFinding[] {
  const findings: LintFinding[] = []
  if (framework.kind === 'scores') findings.push(...relativeRules(framework), ...minimum(framework))
  visit(framework, [], (entry, path) => {
    const at = path.join('.')
    if (entry['confidence'] === 'unverified') {
      findings.push({
        check: 'unverified',
        path: at,
        words: `${nameOf(entry, at)} is unverified: ${noteOf(entry, 'nobody has checked it against the official text')}`,
      })
    } else if (entry['confidence'] === 'inferred-from-data') {
      findings.push({
        check: 'inferred',
        path: at,
        words: `${nameOf(entry, at)} is inferred from published data, not read in a document.`,
      })
    }
    if ('score' in entry && 'domain' in entry && entry['clause'] === undefined) {
      findings.push({
        check: 'no-clause',
        path: at,
        words: `${nameOf(entry, at)} cites no clause: say which document it comes from.`,
      })
    }
  })
  return findings
}

function relativeRules(framework: ScoresFramework): LintFinding[] {
  const findings: LintFinding[] = []
  const { cuts } = framework.segments
  if ('quartiles' in cuts) {
    findings.push({
      check: 'relative-rule',
      path: 'segments.cuts',
      words:
        'The segments are quarters: a quarter of organisations will always be in the worst, even if all improve alike.',
    })
  }
  for (const [id, metric] of Object.entries(framework.metrics)) {
    if ('ranked' in metric.score) {
      findings.push({
        check: 'relative-rule',
        path: `metrics.${id}.score`,
        words: `“${metric.name}” is scored by place among others: it can worsen while the organisation improves, and somebody is always last.`,
      })
    }
  }
  return findings
}

function minimum(framework: ScoresFramework): LintFinding[] {
  if (framework.average['minimum-metrics'] > 1) return []
  return [
    {
      check: 'no-minimum',
      path: 'average.minimum-metrics',
      words: 'One metric is enough for an average: leaving out a figure that would score badly improves it.',
    },
  ]
}

function visit(
  value: unknown,
  path: readonly PropertyKey[],
  see: (entry: Record<string, unknown>, path: readonly PropertyKey[]) => void,
): void {
  if (Array.isArray(value)) value.forEach((one, index) => visit(one, [...path, index], see))
  else if (typeof value === 'object' && value !== null) {
    if (path.length > 0) see(value as Record<string, unknown>, path)
    for (const [key, child] of Object.entries(value)) visit(child, [...path, key], see)
  }
}

function nameOf(entry: Record<string, unknown>, path: string): string {
  const name = entry['name'] ?? entry['title'] ?? entry['label'] ?? entry['says']
  return typeof name === 'string' ? `“${name}”` : path
}

function noteOf(entry: Record<string, unknown>, otherwise: string): string {
  const note = entry['note']
  return typeof note === 'string' ? note.trim() : `${otherwise}.`
}
