/** A framework file as a readable page: every rule as a sentence, with its clause and how we know it. */
import { z } from 'zod'
import type { Framework, GroundLeaf, GroundTree, GroundsFramework, ScoresFramework } from '../assessment/framework.ts'
import { ruleInWords } from '../assessment/metric-score.ts'
import { list, span } from './format.ts'

export const entrySchema = z.object({
  title: z.string(),
  text: z.string(),
  depth: z.number(),
  clause: z.string().nullable(),
  source: z.string().nullable(),
  address: z.string().nullable(),
  confidence: z.string().nullable(),
  note: z.string().nullable(),
  metric: z.string().nullable(),
})
export type Entry = z.infer<typeof entrySchema>
export const sectionSchema = z.object({ heading: z.string(), text: z.string(), entries: z.array(entrySchema) })
export type Section = z.infer<typeof sectionSchema>

interface Cited {
  readonly clause?: string | undefined
  readonly confidence?: string | undefined
  readonly note?: string | undefined
}

export function frameworkSections(framework: Framework): Section[] {
  return framework.kind === 'scores' ? scoresSections(framework) : groundsSections(framework)
}

function scoresSections(framework: ScoresFramework): Section[] {
  const entry = entryMaker(framework)
  const groups = Object.entries(framework['peer-groups'])
  const metrics = Object.entries(framework.domains).map(([slug, domain]) => ({
    heading: domain.title,
    text: 'How each metric of this domain is scored.',
    entries: Object.entries(framework.metrics)
      .filter(([, metric]) => metric.domain === slug)
      .map(([id, metric]) => {
        const counts = metric.counts ? '' : ' It feeds another metric and does not count itself.'
        const weight = metric.weight === 1 ? '' : ` It counts as ${metric.weight} of a metric in the average.`
        return { ...entry(metric.name, `${ruleInWords(framework, metric)}${counts}${weight}`, metric), metric: id }
      }),
  }))
  const { cuts } = framework.segments
  const segments = [
    entry(
      'Average score',
      `The scores an organisation has are averaged and rounded once, half up, to ${framework.average.decimals} decimals. It needs at least ${framework.average['minimum-metrics'] === 1 ? 'one metric' : `${framework.average['minimum-metrics']} metrics`}.`,
      framework.average,
    ),
    'thresholds' in cuts
      ? entry(
          'Lines between segments',
          `Fixed: averages up to ${list(cuts.thresholds.map(String))} end each segment but the last.`,
          cuts,
        )
      : entry(
          'Lines between segments',
          `Relative: they cut the averages of ${cuts.quartiles.pool === 'all' ? 'all organisations' : 'each type of organisation'} into quarters.`,
          cuts,
        ),
    ...framework.overrides.map(rule =>
      entry(rule.title, `Where it applies, an organisation can be no better than segment ${rule['at-best']}.`, rule),
    ),
    ...framework.overlays.map(rule =>
      entry(rule.title, `Shown as segment ${rule.shows}, whatever the scores say.`, rule),
    ),
    entry(
      'League table',
      'Within each type of organisation, in order of segment and then of average score; equal scores share a place.',
      framework.league,
    ),
    entry(
      'Likely ranges',
      `${Math.round(framework['likely-range'].level * 100)}% ranges, from drawing each organisation’s own metric scores again ${framework['likely-range'].replicates.toLocaleString('en-GB')} times.`,
      framework['likely-range'],
    ),
  ]
  const periods = Object.entries(framework.periods).map(([id, period]) => {
    const overall = period.cuts['overall']
    const lines = overall
      ? ` Published segments show that the lines lie between ${list(overall.map(([lo, hi]) => `${lo.toFixed(2)} and ${hi.toFixed(2)}`))}.`
      : ''
    const early = period['rounded-before-averaging']
    const quirk =
      early.length > 0
        ? ` ${list(early.map(one => framework.metrics[one]?.name ?? one))} were rounded before averaging.`
        : ''
    return entry(period.label, `${id}.${lines}${quirk}`, period)
  })
  return [
    {
      heading: 'Who it covers',
      text: 'Types of organisation that are compared with each other.',
      entries: groups.map(([, group]) =>
        entry(group.title, group.organisations ? `${group.organisations} organisations.` : 'Number not stated.', {}),
      ),
    },
    ...metrics,
    { heading: 'From scores to segments', text: 'What happens to the metric scores.', entries: segments },
    ...(periods.length > 0
      ? [
          {
            heading: 'Parameters of each period',
            text: 'Used only where part of the sector is loaded; where all of it is, the lines are computed.',
            entries: periods,
          },
        ]
      : []),
  ]
}

function groundsSections(framework: GroundsFramework): Section[] {
  const entry = entryMaker(framework)
  const outliers = Object.values(framework.outliers).map(measure =>
    entry(
      measure.name,
      `An organisation counts where it is ${measure.side === 'high' ? 'above' : 'below'} the limits in each of ${list(measure.periods.map(span))}, by “${measure.rules[measure.decides]?.title}”. Shown beside it: ${list(Object.values(measure.rules).map(rule => rule.title))}. ${measure['is-not']?.trim() ?? ''}`.trim(),
      measure,
    ),
  )
  const segments = Object.entries(framework.segments).map(([number, segment]) => ({
    heading: `Segment ${number}: ${segment.title}`,
    text: [
      segment.consequence.trim(),
      Number(number) === framework['default-segment'] ? 'Everyone starts here.' : '',
      segment['on-request'] ? 'Granted only on request.' : '',
    ]
      .filter(text => text !== '')
      .join(' '),
    entries: segment.grounds ? groundEntries(segment.grounds, 0, entry) : [],
  }))
  if (outliers.length === 0) return segments
  return [
    ...segments,
    { heading: 'Outlier measures', text: 'Counts held against what was expected of them.', entries: outliers },
  ]
}

function groundEntries(tree: GroundTree | GroundLeaf, depth: number, entry: ReturnType<typeof entryMaker>): Entry[] {
  if ('judgement' in tree)
    return [{ ...entry('A judgement', `${tree.judgement} (for ${tree.by} to judge)`, tree), depth }]
  if ('test' in tree) return [{ ...entry('A test', tree.says, tree), depth }]
  const branches: [string, readonly (GroundTree | GroundLeaf)[]][] = []
  if (tree.all) branches.push(['All of these', tree.all])
  if (tree.any) branches.push(['Any of these', tree.any])
  if (tree.not) branches.push(['Not this', [tree.not]])
  if (tree['at-least']) branches.push([`At least ${tree['at-least'].n} of these`, tree['at-least'].of])
  return branches.flatMap(([title, children]) => [
    { ...entry(title, '', {}), depth },
    ...children.flatMap(child => groundEntries(child, depth + 1, entry)),
  ])
}

function entryMaker(framework: Framework) {
  return (title: string, text: string, cited: Cited): Entry => {
    const [source, clause] = cited.clause?.split('#') ?? []
    const document = source === undefined ? undefined : framework.sources[source]
    return {
      title,
      text,
      depth: 0,
      clause: clause?.replaceAll('-', ' ') ?? null,
      source: document?.title ?? source ?? null,
      address: document?.address ?? null,
      confidence: cited.confidence ?? null,
      note: cited.note?.trim() ?? null,
      metric: null,
    }
  }
}
