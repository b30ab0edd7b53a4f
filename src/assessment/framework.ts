/**
 * The framework file format: rules that turn evidence into scores and segments, as a policy lead could read them aloud.
 * The schema here is the one truth; `schemas/framework.schema.json` is written from it for editors.
 */
import { z } from 'zod'
import { groundsFramework, type GroundsFramework } from './grounds-framework.ts'
import { scoresFramework, type ScoresFramework } from './scores-framework.ts'

export type { GroundLeaf, GroundsFramework, GroundTree, OutlierMeasure, OutlierRule } from './grounds-framework.ts'
export type {
  Band,
  EvidenceTest,
  FrameworkMetric,
  FrameworkPeriod,
  RankedRule,
  ScoresFramework,
} from './scores-framework.ts'

/** Any framework file. */
export const frameworkSchema = z.discriminatedUnion('kind', [scoresFramework, groundsFramework])

export type Framework = ScoresFramework | GroundsFramework

/** The number of segments that cuts make, best (1) to worst. */
export function segmentCount(framework: ScoresFramework): number {
  const { cuts } = framework.segments
  return 'thresholds' in cuts ? cuts.thresholds.length + 1 : 4
}

/** The key of the peer group that an organisation type belongs to, or null where the framework does not cover it. */
export function peerGroupOf(framework: Framework, organisationType: string | null): string | null {
  if (organisationType === null) return null
  for (const [key, group] of Object.entries(framework['peer-groups'])) {
    if (group['organisation-types'].includes(organisationType)) return key
  }
  return null
}
