/** A framework as a policy lead would read it aloud. */
import type { Framework, GroundLeaf, GroundTree } from './framework.ts'
import { ruleInWords } from './metric-score.ts'

export function frameworkInWords(framework: Framework): string {
  const { from, to } = framework['in-force']
  const lines = [framework.title, `In force from ${from}${to ? ` to ${to}` : ''}.`, '', framework.summary.trim(), '']
  if (framework.kind === 'scores') {
    for (const [slug, domain] of Object.entries(framework.domains)) {
      lines.push(domain.title)
      for (const [id, metric] of Object.entries(framework.metrics)) {
        if (metric.domain !== slug) continue
        const counts = metric.counts ? '' : ' It feeds another metric and does not count itself.'
        const weight = metric.weight === 1 ? '' : ` It weighs ${metric.weight} in the average.`
        lines.push(
          `  ${metric.name} (${id}). ${ruleInWords(framework, metric)}${counts}${weight} ${cited(metric)}`.trimEnd(),
        )
      }
      lines.push('')
    }
    const { cuts } = framework.segments
    lines.push(
      'thresholds' in cuts
        ? `Averages are cut at fixed thresholds: ${cuts.thresholds.join(', ')}. ${cited(cuts)}`
        : `Averages of all organisations are cut into quarters. ${cited(cuts)}`,
    )
    for (const override of framework.overrides)
      lines.push(
        `${override.title}: no better than segment ${override['at-best']} where ${override.because}. ${cited(override)}`,
      )
    for (const overlay of framework.overlays)
      lines.push(`${overlay.title}: shown in segment ${overlay.shows}. ${cited(overlay)}`)
  } else {
    lines.push(`Everyone starts in segment ${framework['default-segment']}.`)
    for (const [number, segment] of Object.entries(framework.segments)) {
      lines.push(
        '',
        `Segment ${number}: ${segment.title}. ${segment.consequence}${segment['on-request'] ? ' Granted only on request.' : ''} ${cited(segment)}`.trimEnd(),
      )
      if (segment.grounds) lines.push(...treeInWords(segment.grounds, 1))
    }
  }
  lines.push('', 'Sources')
  for (const [key, source] of Object.entries(framework.sources)) {
    lines.push(
      `  ${key}: ${source.title}, ${source.publisher}, ${source.date}${source.seen ? ` (seen: ${source.seen})` : ''}`,
    )
  }
  return lines.join('\n')
}

function treeInWords(tree: GroundTree | GroundLeaf, depth: number): string[] {
  const indent = '  '.repeat(depth)
  if ('judgement' in tree) return [`${indent}${tree.judgement} (a judgement for ${tree.by}) ${cited(tree)}`]
  if ('test' in tree) return [`${indent}${tree.says} ${cited(tree)}`]
  const branches: [string, readonly (GroundTree | GroundLeaf)[]][] = []
  if (tree.all) branches.push(['All of these:', tree.all])
  if (tree.any) branches.push(['Any of these:', tree.any])
  if (tree.not) branches.push(['Not this:', [tree.not]])
  if (tree['at-least']) branches.push([`At least ${tree['at-least'].n} of these:`, tree['at-least'].of])
  return branches.flatMap(([words, children]) => [
    `${indent}${words}`,
    ...children.flatMap(child => treeInWords(child, depth + 1)),
  ])
}

/** `[manual#step-3, read]` */
export function cited(entry: { clause?: string | undefined; confidence?: string | undefined }): string {
  const parts = [entry.clause, entry.confidence].filter(part => part !== undefined)
  return parts.length > 0 ? `[${parts.join(', ')}]` : ''
}
