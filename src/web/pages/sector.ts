/** The first page: every organisation at once, how many stand in each segment, and what changed. */
import { z } from 'zod'
import { toNumber } from '../../assessment/fraction.ts'
import type { Shape } from '../../charts/marks.ts'
import { dotStrip } from '../../charts/dot-strip.ts'
import { count } from '../format.ts'
import { changesBetween } from '../movers.ts'
import { contextOf, contextSchema, definePage, type PageRequest } from '../page.ts'
import { chart } from '../render.ts'
import { periodTitle } from '../sector.ts'
import { relativeNote } from '../../assessment/caveats.ts'
import { whyMoved } from '../segment-words.ts'

const range = z.tuple([z.number(), z.number()]).nullable()

const schema = contextSchema.extend({
  headline: z.string(),
  caveats: z.array(z.string()),
  relative: z.string().nullable(),
  /** Upper edge of each segment but the last, in average score. */
  cuts: z.array(z.number()),
  counts: z.array(
    z.object({
      segment: z.number(),
      byScoresAlone: z.number(),
      movedHereByOverride: z.number(),
      shownHereByStatus: z.number(),
      total: z.number(),
    }),
  ),
  override: z.object({ title: z.string(), applies: z.number(), moved: z.number(), unknown: z.number() }).nullable(),
  organisations: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      peerGroup: z.string(),
      peerGroupTitle: z.string(),
      region: z.string().nullable(),
      averageScore: z.number().nullable(),
      likelyScore: range,
      unadjustedSegment: z.number().nullable(),
      segment: z.number().nullable(),
      why: z.string().nullable(),
    }),
  ),
  changes: z
    .object({
      since: z.string(),
      movers: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          peerGroup: z.string(),
          from: z.number(),
          to: z.number(),
          sentence: z.string(),
        }),
      ),
      better: z.number(),
      worse: z.number(),
      same: z.number(),
      notComparable: z.number(),
    })
    .nullable(),
})
export type SectorModel = z.infer<typeof schema>

export const sectorPage = definePage<SectorModel>({
  path: '/',
  title: 'Sector',
  summary: 'All organisations with their likely ranges, counts by segment, and what changed since the period before.',
  schema,
  view: sectorView,
  template: 'sector.njk',
  pictures: model => ({ sectorChart: model.organisations.length > 0 ? sectorChart(model) : null }),
  table: model => ({
    columns: [
      'framework',
      'period',
      'code',
      'name',
      'peer_group',
      'region',
      'average_score',
      'likely_score_from',
      'likely_score_to',
      'segment_by_scores_alone',
      'segment',
      'why_moved',
    ],
    rows: model.organisations.map(one => [
      model.framework.id,
      model.period?.id ?? null,
      one.code,
      one.name,
      one.peerGroup,
      one.region,
      one.averageScore,
      one.likelyScore?.[0] ?? null,
      one.likelyScore?.[1] ?? null,
      one.unadjustedSegment,
      one.segment,
      one.why,
    ]),
  }),
})

function sectorView(request: PageRequest): SectorModel {
  const { choice, sector } = request
  const { framework, period, periods } = choice
  const context = contextOf(request)
  const relative = relativeNote(framework)
  if (!period) {
    return {
      ...context,
      headline: 'Nothing is loaded yet',
      caveats: [],
      relative,
      cuts: [],
      counts: [],
      override: null,
      organisations: [],
      changes: null,
    }
  }
  const { assessment } = sector.work(choice, period.id)
  const before = periods[periods.indexOf(period) - 1]
  const organisations = assessment.organisations.map(one => ({
    code: one.code,
    name: one.name,
    peerGroup: one.peerGroup,
    peerGroupTitle: framework['peer-groups'][one.peerGroup]?.title ?? one.peerGroup,
    region: one.region,
    averageScore: one.averageScore,
    likelyScore: one.likelyScore && ([...one.likelyScore] as [number, number]),
    unadjustedSegment: one.unadjustedSegment,
    segment: one.segment,
    why: whyMoved(framework, one),
  }))
  const placed = assessment.organisations.filter(one => one.segment !== null)
  const segments = Math.max(4, ...placed.map(one => one.segment ?? 0))
  const counts = Array.from({ length: segments }, (_, i) => {
    const here = placed.filter(one => one.segment === i + 1)
    const shown = here.filter(one => one.overlay !== null).length
    const moved = here.filter(one => one.overlay === null && one.overrideMoved).length
    return {
      segment: i + 1,
      byScoresAlone: assessment.organisations.filter(one => one.unadjustedSegment === i + 1).length,
      movedHereByOverride: moved,
      shownHereByStatus: shown,
      total: here.length,
    }
  })
  const held = assessment.organisations
  return {
    ...context,
    headline: headline(
      organisations.length,
      counts,
      periodTitle(choice, period),
      held.filter(one => one.overrideMoved).length,
      framework.overrides[0]?.title.toLowerCase(),
    ),
    caveats: [...assessment.caveats],
    relative,
    cuts: assessment.cuts?.at.map(cut => Number(toNumber(cut).toFixed(4))) ?? [],
    counts,
    override:
      framework.overrides.length === 0
        ? null
        : {
            title: framework.overrides.map(rule => rule.title).join(', '),
            applies: held.filter(one => one.override === true).length,
            moved: held.filter(one => one.overrideMoved).length,
            unknown: held.filter(one => one.override === null).length,
          },
    organisations,
    changes: before
      ? {
          since: periodTitle(choice, before),
          ...mutable(
            changesBetween(framework, sector.work(choice, before.id, 'without-ranges').assessment, assessment),
          ),
        }
      : null,
  }
}

function mutable(changes: ReturnType<typeof changesBetween>) {
  return { ...changes, movers: [...changes.movers] }
}

function headline(
  organisations: number,
  counts: SectorModel['counts'],
  period: string,
  moved: number,
  override: string | undefined,
): string {
  const [best, last] = [counts[0]?.total ?? 0, counts[3]?.total ?? 0]
  const held =
    moved > 0
      ? ` The ${override} holds ${count(moved, 'organisation')} in a worse segment than their scores alone would.`
      : ''
  return `${count(organisations, 'organisation')} assessed for ${period}: ${best} in segment 1, the best, and ${last} in segment 4.${held}`
}

function sectorChart(model: SectorModel): unknown {
  const groups = [...Map.groupBy(model.organisations, one => one.peerGroupTitle)]
  const scores = model.organisations
    .flatMap(one => [one.averageScore, ...(one.likelyScore ?? [])])
    .filter(value => value !== null)
  const data = {
    groups: groups.map(([title, members]) => ({
      title,
      dots: members.flatMap(one =>
        one.averageScore === null
          ? []
          : [
              {
                name: one.name,
                value: one.averageScore,
                range: one.likelyScore,
                segment: one.segment,
                shape: shapeOf(one),
              },
            ],
      ),
    })),
    domain: [
      Math.max(1, Math.floor(Math.min(...scores) * 5) / 5),
      Math.min(4, Math.ceil(Math.max(...scores) * 5) / 5),
    ] as const,
    cuts: model.cuts,
    axis: 'Average score (lower is better)',
  }
  const title = `Average scores of ${count(model.organisations.length, 'organisation')}, ${model.period?.label ?? ''}`
  const description =
    'Each mark is one organisation; the thin line through it is the likely range of its score. Shaded bands are the segments. The table below holds every figure.'
  return chart({ id: 'sector-chart', title, description, recordKind: model.recordKind }, frame => dotStrip(frame, data))
}

function shapeOf(one: SectorModel['organisations'][number]): Shape {
  if (one.why === null) return 'circle'
  return one.segment === 5 ? 'square' : 'diamond'
}
