/**
 * Why an organisation is where it is: from its segment to the override, the cut, the average, each metric score, the
 * pool it was ranked in, the value, and the file and row. Built on demand from the workings of a run; never stored.
 */
import { scoreForAverage } from './average.ts'
import type { Worked } from './assess.ts'
import { cutText } from './cuts.ts'
import { speaks } from './evidence-test.ts'
import { compare, toFixed, toText } from './fraction.ts'
import type { ScoresFramework } from './framework.ts'
import { headline } from './headline.ts'
import { explainMetric } from './explain-metric.ts'
import { inputOf, known } from './input-ref.ts'
import type { Assessment, Cuts, Explanation, InputRef, OrganisationResult } from './model.ts'

export { headline } from './headline.ts'

/** Thrown when an organisation is not in an assessment. */
export class UnknownOrganisation extends Error {
  constructor(code: string, assessment: Assessment) {
    super(
      `No organisation with the code "${code}" is assessed by ${assessment.framework} for ${assessment.period}. Codes are ODS codes, such as ${assessment.organisations[0]?.code ?? 'RXX'}.`,
    )
    this.name = 'UnknownOrganisation'
  }
}

/** The result of one organisation. Throws UnknownOrganisation. */
export function resultOf(assessment: Assessment, code: string): OrganisationResult {
  const result = assessment.organisations.find(one => one.code === code)
  if (!result) throw new UnknownOrganisation(code, assessment)
  return result
}

/** The tree of reasons for one organisation. Throws UnknownOrganisation. */
export function explain(framework: ScoresFramework, worked: Worked, code: string): Explanation {
  const { assessment } = worked
  const result = resultOf(assessment, code)
  const sector = sectorNode(worked)
  const cuts = assessment.cuts
  const relative = cuts?.basis === 'quartiles-computed'
  return {
    kind: 'segment',
    title: result.segment === null ? 'No segment' : `Segment ${result.segment}`,
    sentence: headline(framework, assessment, code),
    figures: known({ segment: result.segment, adjusted: result.adjustedSegment, unadjusted: result.unadjustedSegment }),
    clause: null,
    confidence: null,
    inputs: [],
    children: [
      ...overlayNodes(framework, result),
      ...overrideNodes(framework, result),
      ...(cuts ? [cutNode(framework, result, cuts, relative ? [sector] : [])] : []),
      averageNode(framework, worked, result),
      leagueNode(framework, result, relative ? [] : [sector]),
    ],
  }
}

function overlayNodes(framework: ScoresFramework, result: OrganisationResult): Explanation[] {
  return framework.overlays.map(overlay => {
    const on = result.overlay === overlay.id
    const silent = !speaks(result.overlayEvidence)
    return {
      kind: 'overlay',
      title: overlay.title,
      sentence: on
        ? `Shown in segment ${overlay.shows} because ${overlay.because}.`
        : silent
          ? 'Nobody has said, for this period, whether this applies; the segment is shown without it.'
          : 'Does not apply.',
      figures: { applies: on ? 'yes' : silent ? 'not known' : 'no' },
      clause: overlay.clause ?? null,
      confidence: overlay.confidence ?? null,
      inputs: result.overlayEvidence.map(inputOf),
      children: [],
    }
  })
}

function overrideNodes(framework: ScoresFramework, result: OrganisationResult): Explanation[] {
  return framework.overrides.map(override => {
    const applies = result.override
    const sentence =
      applies === null
        ? `Nobody has said whether it applies. If it does, the segment can be no better than ${override['at-best']}.`
        : !applies
          ? 'Does not apply.'
          : result.overrideMoved
            ? `Because ${override.because}, the segment can be no better than ${override['at-best']}: it moves from ${result.unadjustedSegment} to ${result.adjustedSegment}.`
            : `Applies, because ${override.because}, but changes nothing: the scores alone place it in segment ${result.unadjustedSegment ?? 'unknown'}.`
    return {
      kind: 'override',
      title: override.title,
      sentence,
      figures: {
        applies: applies === null ? 'not known' : applies ? 'yes' : 'no',
        atBest: String(override['at-best']),
      },
      clause: override.clause ?? null,
      confidence: override.confidence ?? null,
      inputs: result.overrideEvidence.map(inputOf),
      children: [],
    }
  })
}

function cutNode(
  framework: ScoresFramework,
  result: OrganisationResult,
  cuts: Cuts,
  children: Explanation[],
): Explanation {
  const rule = framework.segments.cuts
  const at = cuts.at.map(cutText)
  const how =
    cuts.basis === 'thresholds'
      ? 'fixed thresholds of the framework file'
      : cuts.basis === 'quartiles-computed'
        ? `quarters of the averages of ${cuts.over} organisations; they are relative, so about a quarter always falls in the worst segment`
        : `inferred from published segments: each lies between ${(cuts.intervals ?? []).map(([low, high]) => `${low} and ${high}`).join('; ')}, and the middle is taken`
  const segment = result.unadjustedSegment
  const place =
    segment === null || result.averageScore === null
      ? 'There is no average to compare with them.'
      : `The average of ${result.averageScore.toFixed(2)} is ${betweenWords(at, segment)}, which is segment ${segment} on scores alone.`
  return {
    kind: 'cut',
    title: 'Cuts between segments',
    sentence: `The cuts are ${at.join(', ')}: ${how}. ${place}`,
    figures: known({
      ...Object.fromEntries(at.map((cut, index) => [`cut${index + 1}`, cut])),
      basis: cuts.basis,
      unadjusted: segment,
    }),
    clause: rule.clause ?? null,
    confidence: cuts.basis === 'inferred-from-data' ? 'inferred-from-data' : (rule.confidence ?? null),
    inputs: [],
    children,
  }
}

function betweenWords(at: readonly string[], segment: number): string {
  const below = at[segment - 2]
  const above = at[segment - 1]
  if (below === undefined) return `at or below ${above}`
  return above === undefined ? `above ${below}` : `above ${below} and at or below ${above}`
}

function averageNode(framework: ScoresFramework, worked: Worked, result: OrganisationResult): Explanation {
  const counted = [...result.metrics.values()].filter(metric => metric.counts && metric.score !== null)
  const weighted = counted.some(metric => compare(metric.weight, { n: 1n, d: 1n }) !== 0)
  const sentence =
    result.average === null
      ? 'No metric of this organisation could be scored, so it has no average.'
      : `The ${counted.length === 1 ? 'score of the one metric' : `${weighted ? 'weighted ' : ''}mean of ${counted.length} metric scores`} is ${toFixed(result.average, 6)}, rounded half-up once to ${result.averageScore?.toFixed(framework.average.decimals)}.`
  return {
    kind: 'average',
    title: 'Average metric score',
    sentence,
    figures: known({
      mean: result.average && toText(result.average),
      averageScore: result.averageScore,
      metrics: counted.length,
    }),
    clause: framework.average.clause ?? null,
    confidence: framework.average.confidence ?? null,
    inputs: [],
    children: [...result.metrics.values()]
      .filter(metric => metric.counts)
      .map(metric => {
        const rounded = scoreForAverage(metric, worked.roster)
        const node = explainMetric(framework, worked, result.code, metric.metric)
        if (rounded === null || metric.score === null || compare(rounded, metric.score) === 0) return node
        return {
          ...node,
          sentence: `${node.sentence} In this period it is rounded to ${toFixed(rounded)} before averaging.`,
          figures: { ...node.figures, averaged: toFixed(rounded) },
        }
      }),
  }
}

function leagueNode(framework: ScoresFramework, result: OrganisationResult, children: Explanation[]): Explanation {
  const group = framework['peer-groups'][result.peerGroup]?.title ?? result.peerGroup
  const range =
    result.likelyRank && result.likelyScore
      ? ` Its likely place is ${result.likelyRank[0]} to ${result.likelyRank[1]}, from a likely score of ${result.likelyScore[0].toFixed(2)} to ${result.likelyScore[1].toFixed(2)}.`
      : ''
  return {
    kind: 'league',
    title: 'Place in the league table',
    sentence:
      result.rank === null
        ? 'It has no place.'
        : `${result.rankTied ? 'Shares place' : 'Place'} ${result.rank} among ${group.toLowerCase()}, by adjusted segment and then by average.${range}`,
    figures: known({
      likelyRank: result.likelyRank?.join(' to '),
      likelyScore: result.likelyScore?.map(x => x.toFixed(2)).join(' to '),
      rank: result.rank,
    }),
    clause: framework.league.clause ?? null,
    confidence: framework.league.confidence ?? null,
    inputs: [],
    children,
  }
}

const sectorNodes = new WeakMap<Worked, Explanation>()

/** Everything loaded for the period: what relative cuts and league places rest on besides the organisation's own figures. */
function sectorNode(worked: Worked): Explanation {
  const existing = sectorNodes.get(worked)
  if (existing) return existing
  const inputs: InputRef[] = []
  for (const { values, published, id } of worked.roster.metrics) {
    for (const observation of values) if (observation) inputs.push(inputOf(observation))
    if (published !== values) for (const one of published) if (one && one.metric !== id) inputs.push(inputOf(one))
  }
  for (const one of worked.assessment.organisations) inputs.push(...one.overrideEvidence.map(inputOf))
  const scored = worked.assessment.organisations.filter(one => one.averageScore !== null)
  const node: Explanation = {
    kind: 'sector',
    title: 'All organisations compared',
    sentence: `Rests on the averages of ${scored.length} organisations, and so on ${inputs.length.toLocaleString('en-GB')} published figures.`,
    figures: { organisations: String(scored.length), figures: String(inputs.length) },
    clause: null,
    confidence: null,
    inputs,
    children: [],
  }
  sectorNodes.set(worked, node)
  return node
}
