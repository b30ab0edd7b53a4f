/** What an organisation's page says of its result: profile, contributions, trends and what would move it. */
import { z } from 'zod'
import { toFixed, toNumber, toText } from '../assessment/fraction.ts'
import { headline } from '../assessment/headline.ts'
import type { Assessment, Movement, OrganisationResult } from '../assessment/model.ts'
import { whatWouldMove } from '../assessment/movement.ts'
import { cannotSeparate } from '../assessment/separability.ts'
import { count, cutPoint, quantity, score } from './format.ts'
import { periodTitle, type Choice, type Sector } from './sector.ts'
import { whyMoved } from './segment-words.ts'

const pair = z.tuple([z.number(), z.number()]).nullable()

export const resultSchema = z.object({
  headline: z.string(),
  peerGroup: z.object({ id: z.string(), title: z.string(), organisations: z.number() }),
  averageScore: z.number().nullable(),
  likelyScore: pair,
  segment: z.number().nullable(),
  unadjustedSegment: z.number().nullable(),
  why: z.string().nullable(),
  override: z.boolean().nullable(),
  likelyRank: pair,
  rank: z.number().nullable(),
  rankTied: z.boolean(),
  segmentProbabilities: z.array(z.number()).nullable(),
  cannotBeToldFrom: z
    .number()
    .meta({ description: 'Organisations of its group whose likely score range overlaps its own.' }),
  metricsScored: z.number(),
  domains: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      score: z.number().nullable(),
      segment: z.number().nullable(),
      cuts: z.array(z.number()),
    }),
  ),
  metrics: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      domain: z.string(),
      value: z.string().nullable(),
      score: z.string().nullable(),
      exactScore: z.string().nullable(),
      basis: z.string(),
      rank: z.number().nullable(),
      pool: z.number().nullable(),
      tie: z.object({ from: z.number(), to: z.number() }).nullable(),
      counts: z.boolean(),
      trend: z.array(z.object({ period: z.string(), value: z.number().nullable() })),
    }),
  ),
  contributions: z
    .object({
      cut: z.number(),
      towards: z.enum(['better', 'worse']),
      segment: z.number(),
      gap: z.number(),
      bars: z.array(z.object({ metric: z.string(), name: z.string(), effect: z.number() })),
    })
    .nullable(),
  moves: z.array(z.string()),
  alone: z.array(z.object({ metric: z.string(), name: z.string(), score: z.number(), neededScore: z.number() })),
  history: z.array(
    z.object({
      period: z.string(),
      label: z.string(),
      segment: z.number().nullable(),
      byScores: z.number().nullable(),
      averageScore: z.number().nullable(),
    }),
  ),
})
export type Result = z.infer<typeof resultSchema>

/** How many periods back a page looks. */
const periodsShown = 12

/** The result of one organisation for the chosen period, or null where it is not assessed. */
export function resultFor(sector: Sector, choice: Choice, code: string): Result | null {
  const { framework, period } = choice
  if (!period) return null
  const worked = sector.work(choice, period.id)
  const { assessment } = worked
  const result = assessment.organisations.find(one => one.code === code)
  if (!result) return null
  const movement = whatWouldMove(framework, worked, code)
  const name = (id: string) => framework.metrics[id]?.name ?? id
  return {
    headline: headline(framework, assessment, code),
    peerGroup: {
      id: result.peerGroup,
      title: framework['peer-groups'][result.peerGroup]?.title ?? result.peerGroup,
      organisations: assessment.organisations.filter(one => one.peerGroup === result.peerGroup).length,
    },
    averageScore: result.averageScore,
    likelyScore: result.likelyScore && [result.likelyScore[0], result.likelyScore[1]],
    segment: result.segment,
    unadjustedSegment: result.unadjustedSegment,
    why: whyMoved(framework, result),
    override: result.override,
    likelyRank: result.likelyRank && [result.likelyRank[0], result.likelyRank[1]],
    rank: result.likelyRank ? result.rank : null,
    rankTied: result.rankTied,
    segmentProbabilities: result.segmentProbabilities && [...result.segmentProbabilities],
    cannotBeToldFrom: cannotSeparate(assessment, code).length,
    metricsScored: result.metricsScored,
    domains: domainsOf(choice, assessment, result),
    metrics: metricsOf(choice, result),
    contributions: contributionsOf(result, movement, name),
    moves: moveSentences(result, movement, framework.overrides.map(rule => rule.title.toLowerCase()).join(', ')),
    alone: movement.metrics.flatMap(one =>
      one.crossesAlone && one.neededScore !== null
        ? [{ metric: one.metric, name: name(one.metric), score: one.score, neededScore: one.neededScore }]
        : [],
    ),
    history: historyOf(sector, choice, code),
  }
}

function domainsOf({ framework }: Choice, assessment: Assessment, result: OrganisationResult): Result['domains'] {
  return Object.entries(framework.domains).map(([id, { title }]) => ({
    id,
    title,
    score: result.domains.get(id)?.score ?? null,
    segment: result.domains.get(id)?.segment ?? null,
    cuts: assessment.domainCuts.get(id)?.at.map(cut => Number(toNumber(cut).toFixed(4))) ?? [],
  }))
}

function metricsOf(choice: Choice, result: OrganisationResult): Result['metrics'] {
  const { framework, snapshot, period, periods } = choice
  const until = periods.slice(0, period ? periods.indexOf(period) + 1 : 0).slice(-periodsShown)
  return [...result.metrics.values()].map(one => {
    const metric = framework.metrics[one.metric]
    const shown = one.value ?? one.published
    const trend = until.map(({ id }) => {
      const observation = shown && snapshot.values(shown.metric, id).get(result.code)
      return { period: id, value: observation?.value ?? null }
    })
    return {
      id: one.metric,
      name: metric?.name ?? one.metric,
      domain: framework.domains[metric?.domain ?? '']?.title ?? '',
      value:
        one.value && one.value.metric === one.metric && one.value.status === 'value'
          ? quantity(one.value.text, metric?.unit ?? one.value.unit)
          : null,
      score: one.score && toFixed(one.score),
      exactScore: one.score && toText(one.score),
      basis: one.basis,
      rank: one.rank,
      pool: one.pool,
      tie: one.tie && { from: one.tie.from, to: one.tie.to },
      counts: one.counts,
      trend,
    }
  })
}

/** Each metric's share of the distance between the average and the nearest cut; the shares add up to that distance. */
function contributionsOf(
  result: OrganisationResult,
  movement: Movement,
  name: (id: string) => string,
): Result['contributions'] {
  const nearest = movement.nearestCut
  if (!nearest || !result.average) return null
  const weightOf = (id: string) => toNumber(result.metrics.get(id)?.weight ?? { n: 1n, d: 1n })
  const weights = movement.metrics.reduce((sum, one) => sum + weightOf(one.metric), 0)
  const bars = movement.metrics.map(one => ({
    metric: one.metric,
    name: name(one.metric),
    effect: ((one.score - nearest.cut) * weightOf(one.metric)) / weights,
  }))
  bars.sort((a, b) => b.effect - a.effect)
  return { cut: nearest.cut, towards: nearest.towards, segment: nearest.segment, gap: nearest.gap, bars }
}

function moveSentences(result: OrganisationResult, movement: Movement, override: string): string[] {
  const sentences: string[] = []
  const nearest = movement.nearestCut
  if (nearest) {
    const able = movement.metrics.filter(one => one.crossesAlone).length
    const cut = cutPoint(nearest.cut)
    sentences.push(
      nearest.towards === 'better'
        ? `On scores alone, the nearest line is the one to segment ${nearest.segment}, at ${cut}: the average of ${score(result.averageScore)} would have to fall by at least ${cutPoint(nearest.gap)}.`
        : `On scores alone, the nearest line is the one to segment ${nearest.segment}, at ${cut}: the average of ${score(result.averageScore)} is ${cutPoint(nearest.gap)} on the better side of it.`,
    )
    sentences.push(
      able === 0
        ? `No single metric could cross that line alone, even with its ${nearest.towards === 'better' ? 'best' : 'worst'} score.`
        : `${count(able, 'metric')} could cross it alone, if everything else stayed the same.`,
    )
  }
  if (result.overrideMoved && movement.withoutOverride !== null)
    sentences.push(`Without the ${override} it would be in segment ${movement.withoutOverride}.`)
  else if (
    result.override === false &&
    movement.withOverride !== null &&
    movement.withOverride !== result.adjustedSegment
  ) {
    sentences.push(`If the ${override} came to apply, it would be in segment ${movement.withOverride}.`)
  } else if (result.override === true && !result.overrideMoved)
    sentences.push(`The ${override} applies, but it makes no difference: its scores put it there anyway.`)
  return sentences
}

function historyOf(sector: Sector, choice: Choice, code: string): Result['history'] {
  const { periods, period } = choice
  const until = periods.slice(0, period ? periods.indexOf(period) + 1 : 0).slice(-periodsShown)
  return until.map(one => {
    const result = sector
      .work(choice, one.id, 'without-ranges')
      .assessment.organisations.find(item => item.code === code)
    return {
      period: one.id,
      label: periodTitle(choice, one),
      segment: result?.segment ?? null,
      byScores: result?.unadjustedSegment ?? null,
      averageScore: result?.averageScore ?? null,
    }
  })
}
