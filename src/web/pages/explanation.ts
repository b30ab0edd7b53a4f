/** Why an organisation is where it is: the whole tree, from its segment down to the rows of source files. */
import { z } from 'zod'
import { explain } from '../../assessment/explain.ts'
import type { Explanation } from '../../assessment/model.ts'
import type { ImportRecord } from '../../evidence/model.ts'
import { PageFault } from '../fault.ts'
import { words } from '../format.ts'
import { metricName } from '../metric-names.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { requirePeriod } from '../sector.ts'
import { requireOrganisation } from './organisation.ts'

const input = z.object({
  organisation: z.string(),
  metric: z.string(),
  name: z.string(),
  period: z.string(),
  value: z.string(),
  importId: z.number(),
  file: z.string(),
  row: z.number(),
})

export interface ExplanationNode {
  kind: string
  title: string
  sentence: string
  figures: Record<string, string>
  clause: string | null
  clauseTitle: string | null
  confidence: string | null
  inputs: z.infer<typeof input>[]
  children: ExplanationNode[]
}

const node: z.ZodType<ExplanationNode> = z
  .lazy(() =>
    z.object({
      kind: z.string(),
      title: z.string(),
      sentence: z.string(),
      figures: z.record(z.string(), z.string()),
      clause: z.string().nullable(),
      clauseTitle: z.string().nullable(),
      confidence: z.string().nullable(),
      inputs: z.array(input),
      children: z.array(node),
    }),
  )
  .meta({ id: 'ExplanationNode' })

const schema = contextSchema.extend({
  organisation: z.object({ code: z.string(), name: z.string() }),
  caveats: z.array(z.string()),
  explanation: node,
})

export const explanationPage = definePage<z.infer<typeof schema>>({
  path: '/organisations/:code/explanation',
  title: 'Explanation',
  summary: 'Why an organisation is in its segment: each step with its clause, its figures and the rows it read.',
  schema,
  template: 'explanation.njk',
  view(request) {
    const { choice, sector } = request
    const { framework, snapshot } = choice
    const organisation = requireOrganisation(request)
    const worked = sector.work(choice, requirePeriod(choice).id)
    if (!worked.positions.has(organisation.code)) {
      throw new PageFault(
        404,
        'There is nothing to explain',
        `${organisation.name} is not assessed by ${framework.title} for this period.`,
      )
    }
    const tree = explain(framework, worked, organisation.code)
    return {
      ...contextOf(request),
      organisation: { code: organisation.code, name: organisation.name },
      caveats: [...worked.assessment.caveats],
      explanation: named(tree, {
        imports: snapshot.imports,
        source: id => framework.sources[id]?.title ?? id,
        metric: id =>
          id.startsWith('finding:')
            ? words(id.slice('finding:'.length))
            : metricName(framework, id, sector.evidence.metricTitles),
      }),
    }
  },
})

interface Names {
  readonly imports: readonly ImportRecord[]
  source(id: string): string
  metric(id: string): string
}

/** The tree with files, documents and metrics by name. */
function named(tree: Explanation, names: Names): ExplanationNode {
  const [source, clause] = tree.clause?.split('#') ?? []
  return {
    kind: tree.kind,
    title: tree.title,
    sentence: tree.sentence,
    figures: { ...tree.figures },
    clause: tree.clause,
    clauseTitle:
      source === undefined ? null : `${names.source(source)}${clause ? `, “${clause.replaceAll('-', ' ')}”` : ''}`,
    confidence: tree.confidence,
    inputs: tree.inputs.map(({ organisation, metric, period, value, import: index, row }) => ({
      organisation,
      metric,
      name: names.metric(metric),
      period,
      value,
      importId: names.imports[index]?.id ?? 0,
      file: names.imports[index]?.fileName ?? 'unknown file',
      row,
    })),
    children: tree.children.map(child => named(child, names)),
  }
}
