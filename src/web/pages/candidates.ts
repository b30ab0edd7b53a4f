/** Whom a framework of grounds would point at: calculated, not decided, with the rules side by side. */
import { z } from 'zod'
import type { CriterionOutcome } from '../../assessment/criterion.ts'
import type { GroundsFramework } from '../../assessment/framework.ts'
import { assessGrounds, periodsOf, type GroundsAssessment } from '../../assessment/grounds.ts'
import { outliersJson, outliersSchema, type OutliersJson } from '../../assessment/outlier-json.ts'
import type { Period } from '../../evidence/model.ts'
import { periodWords } from '../../evidence/period-words.ts'
import { echo, PageFault } from '../fault.ts'
import { count, list, span } from '../format.ts'
import { shortName } from '../metric-funnel.ts'
import { contextOf, contextSchema, definePage, type PageRequest } from '../page.ts'
import { outlierPictures } from '../outlier-pictures.ts'

const heading = 'Calculated, not decided: nobody placed this organisation here'

const schema = contextSchema.extend({
  heading: z.string(),
  rules: z.object({ id: z.string(), title: z.string(), summary: z.string() }),
  periods: z.array(z.object({ id: z.string(), label: z.string() })),
  summary: z.string(),
  outliers: z.array(
    outliersSchema.extend({
      periodTitles: z.array(z.string()),
      words: z.array(z.string()).meta({ description: 'How the list changes with the rule.' }),
    }),
  ),
  segments: z.array(
    z.object({ segment: z.number(), title: z.string(), consequence: z.string(), organisations: z.number() }),
  ),
  organisations: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      segment: z.number(),
      by: z.enum(['grounds', 'default']),
      because: z.array(z.string()).meta({ description: 'Grounds that are met, whether or not they place it.' }),
      open: z.array(z.object({ segment: z.number(), outcome: z.string(), words: z.string() })),
    }),
  ),
  caveats: z.array(z.string()),
})
export type CandidatesModel = z.infer<typeof schema>

export const candidatesPage = definePage<CandidatesModel>({
  path: '/frameworks/:id/candidates',
  title: 'Candidates by grounds',
  summary: 'Whom the grounds of a framework point at, what is open, and how the answer changes with the method.',
  parameters: { of: 'period to test, where not the latest of those in force' },
  unlisted: true,
  schema,
  view: candidatesView,
  template: 'candidates.njk',
  pictures: (model, request) => ({
    funnels: outlierPictures(frameworkOf(request), request.choice.snapshot, model),
    limitRules: Object.fromEntries(
      model.outliers.map(one => [one.id, one.periods.flatMap(({ funnels }) => funnels.map(({ rule }) => rule))]),
    ),
    // Only those that some rule takes; the table of counts holds all.
    sideBySide: Object.fromEntries(
      model.outliers.map(one => [
        one.id,
        one.standings
          .filter(({ answers }) => Object.values(answers).some(answer => answer.taken))
          .sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
      ]),
    ),
  }),
  table: model => ({
    columns: [
      'framework',
      'period',
      'code',
      'name',
      'segment',
      'by',
      'open',
      'status',
      ...model.outliers.filter(one => one.loaded).flatMap(columnsOf),
    ],
    rows: model.organisations.map(one => [
      model.framework.id,
      model.period?.id ?? null,
      one.code,
      one.name,
      one.segment,
      one.by,
      one.open.map(({ segment, outcome }) => `${segment} ${outcome}`).join('; '),
      'calculated, not decided',
      ...model.outliers.filter(measure => measure.loaded).flatMap(measure => cellsOf(measure, one.code)),
    ]),
  }),
})

function frameworkOf({ sector, params }: PageRequest): GroundsFramework {
  const { id } = params
  const framework = sector.frameworks.find(one => one.framework === id)
  if (framework?.kind === 'grounds') return framework
  const known = sector.frameworks.filter(one => one.kind === 'grounds').map(one => one.framework)
  throw framework
    ? new PageFault(
        404,
        'This framework places by scores',
        `${framework.title} has no grounds. Those with grounds are ${list(known)}; see the league table for this one.`,
      )
    : new PageFault(
        404,
        'There is no such framework',
        `No framework is called "${echo(id ?? '')}". Those with grounds are ${list(known)}.`,
      )
}

function candidatesView(request: PageRequest): CandidatesModel {
  const framework = frameworkOf(request)
  const { snapshot } = request.choice
  const periods = periodsOf(framework, snapshot)
  const period = chosen(framework, periods, request.query.get('of'))
  const assessment = period && assessGrounds(framework, snapshot, period.id)
  const label = (one: Period) => ({ id: one.id, label: periodWords(one) })
  return {
    ...contextOf(request),
    framework: { id: framework.framework, title: framework.title },
    period: period && { ...label(period), start: period.start, end: period.end },
    heading,
    rules: { id: framework.framework, title: framework.title, summary: framework.summary.trim() },
    periods: periods.map(label),
    summary: assessment ? summaryOf(framework, assessment) : 'Nothing is loaded that these grounds could be tested on.',
    outliers: (assessment?.outliers ?? []).map(one => {
      const found = outliersJson(one)
      return {
        ...found,
        periodTitles: found.periods.map(({ id }) => span(id)),
        words: found.loaded ? changeWords(found) : [],
      }
    }),
    segments: Object.entries(framework.segments).map(([number, segment]) => ({
      segment: Number(number),
      title: segment.title,
      consequence: segment.consequence.trim(),
      organisations: assessment?.organisations.filter(one => one.segment === Number(number)).length ?? 0,
    })),
    organisations: (assessment?.organisations ?? []).map(one => ({
      code: one.code,
      name: one.name,
      segment: one.segment,
      by: one.by,
      because: [...new Set([...one.grounds.values()].flatMap(metLeaves))],
      open: one.open.map(segment => {
        const outcome = one.grounds.get(segment)?.outcome ?? 'evidence-missing'
        return { segment, outcome, words: `Segment ${segment}: ${outcome.replaceAll('-', ' ')}` }
      }),
    })),
    caveats: assessment
      ? [
          ...assessment.caveats,
          'Organisations stand under the name that their code has now; it may have been another at the time.',
        ]
      : [],
  }
}

/** The period asked for; else the latest while the framework was in force; else the latest loaded. */
function chosen(framework: GroundsFramework, periods: readonly Period[], asked: string | null): Period | null {
  if (asked) {
    const found = periods.find(one => one.id === asked)
    if (found) return found
    throw new PageFault(
      404,
      'This period is not loaded',
      `Nothing is loaded for "${echo(asked)}" that ${framework.title} asks for. ${periods.length > 0 ? `Loaded are ${periods[0]?.id} to ${periods.at(-1)?.id}.` : ''}`,
    )
  }
  const { from, to } = framework['in-force']
  const inForce = periods.filter(one => one.end >= from && (to === null || one.start <= to))
  return inForce.at(-1) ?? periods.at(-1) ?? null
}

function summaryOf(framework: GroundsFramework, { organisations }: GroundsAssessment): string {
  const met = organisations.filter(one => one.by === 'grounds').length
  const open = organisations.filter(one => one.open.length > 0).length
  return `${met} of ${count(organisations.length, 'organisation')} ${met === 1 ? 'meets' : 'meet'} grounds of ${framework.title} as calculated here; for ${open} something is open, because evidence is missing or a judgement is for others to make.`
}

function metLeaves(ground: CriterionOutcome): string[] {
  if (ground.kind === 'leaf') return ground.outcome === 'met' ? [ground.sentence] : []
  return ground.kind === 'not' ? [] : ground.children.flatMap(metLeaves)
}

function changeWords(found: OutliersJson): string[] {
  const name = (code: string) => shortName(found.standings.find(one => one.code === code)?.name ?? code)
  const deciding = found.rules.find(rule => rule.id === found.decides)
  return found.rules.map(rule => {
    const unknown = rule.unknown > 0 ? ` For ${rule.unknown} it cannot be told, for want of a period.` : ''
    const number = `${rule.title}: ${count(rule.taken.length, 'organisation')}.${unknown}`
    if (rule.id === found.decides) return `${number} The ground takes this answer.`
    const adds = rule.notByDeciding.length === 0 ? 'adds none' : `adds ${list(rule.notByDeciding.map(name))}`
    const leaves = rule.missed.length === 0 ? 'leaves out none' : `leaves out ${list(rule.missed.map(name))}`
    return `${number} Against “${deciding?.title ?? found.decides}” it ${adds}, and ${leaves}.`
  })
}

function columnsOf(measure: OutliersJson): string[] {
  return [
    ...measure.periods.flatMap(({ id }) =>
      ['observed', 'expected', 'ratio'].map(part => `${measure.id}_${part}_${id}`),
    ),
    ...measure.rules.flatMap(({ id }) => [`${measure.id}_${id}`, `${measure.id}_${id}_method`]),
  ]
}

function cellsOf(measure: OutliersJson, code: string): (string | number | null)[] {
  const one = measure.standings.find(standing => standing.code === code)
  return [
    ...measure.periods.flatMap((_, at) => {
      const counts = one?.counts[at]
      return [counts?.observed ?? null, counts?.expected ?? null, counts?.ratio ?? null]
    }),
    ...measure.rules.flatMap(rule => {
      const taken = one?.answers[rule.id]?.taken ?? null
      return [taken === null ? null : taken ? 'yes' : 'no', rule.method]
    }),
  ]
}
