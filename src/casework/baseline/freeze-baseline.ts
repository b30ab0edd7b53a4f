/**
 * Freezes how the organisations of a case stood before entry, and with whom each is to be compared: what "since entry" will be
 * measured from. It is made before anybody knows how the case goes, so that neither baseline nor comparison can be picked by
 * the result. Pure: the caller writes each body as a record of the kind `baseline` in the transaction of the entry.
 */
import type { ImportRecord } from '../../evidence/model.ts'
import type { Snapshot } from '../../evidence/snapshot.ts'
import type { Sources } from '../../regimes/gather-evidence.ts'
import type { Regime } from '../../regimes/regime.ts'
import { metricsToFreeze, type MetricWords } from './baseline-metrics.ts'
import type { BaselineBody, FrozenMetric } from './baseline-schema.ts'
import { comparisonOf } from './comparison.ts'
import { inRegime, type Regimes } from './in-regime.ts'
import { fewestQuarters, mostMetrics, ownBaseline, type OwnMetric } from './own-baseline.ts'
import { fewestMonths, meanOfAtLeast } from './quarter-figure.ts'
import { quartersBefore, type Quarter } from './quarters.ts'

/** What freezing needs of a desk. `snapshot` is best one as known at the instant of freezing. */
export interface FreezingParts extends MetricWords {
  readonly snapshot: Snapshot
  readonly sources: Pick<Sources, 'frameworks' | 'placements'>
  readonly regimes: Regimes['regimes']
}

export interface ToFreeze {
  /** All organisations of the case, none of which is compared with another. */
  readonly organisations: readonly string[]
  readonly regime: Pick<Regime, 'regime' | 'evidence'>
  /** Day of entry (ISO). */
  readonly entered: string
  /** Instant of freezing (ISO): what became known later is not used. */
  readonly at: string
  /** Codes of organisations in cases that have entered a regime and not left it, with the regime. */
  readonly casesIn: ReadonlyMap<string, string>
}

export const windowQuarters = 8

/** One body for each organisation of the case, in their order. The same parts give the same bodies. */
export function freezeBaseline(
  { snapshot, sources, regimes, ...words }: FreezingParts,
  { organisations, regime, entered, at, casesIn }: ToFreeze,
): readonly BaselineBody[] {
  const window = quartersBefore(entered, windowQuarters)
  const metrics = metricsToFreeze(snapshot, regime, sources.frameworks, words)
  const days = [(window.at(-1) as Quarter).end, entered]
  const whyOut = inRegime({ placements: sources.placements, casesIn, regimes }, snapshot, days, at)
  return organisations.map(organisation => {
    const { held, notHeld } = ownBaseline(snapshot, metrics, window, { code: organisation, at })
    const { body, pool } = comparisonOf(snapshot, organisation, { own: organisations, metrics: held, entered, whyOut })
    const imports = importsBehind(held, organisation)
    const members = body.members.map(({ code }) => code)
    const frozen = held.map(
      (metric, i): FrozenMetric => ({
        ...frozenMetric(metric, { organisation, window, members, imports }),
        others: pool.map(({ means }) => means[i] ?? null),
      }),
    )
    return {
      organisation,
      regime: regime.regime,
      entered,
      asKnownAt: at,
      rule: `The last ${windowQuarters} whole quarters before the day of entry, from what was known when it was frozen. Metrics of which at least ${fewestQuarters} of them are held: first those of the regime’s evidence, then those that a framework or source says how to read; ${mostMetrics} at most. Nothing that became known later changes it.`,
      window: window.map(({ id, start, end }) => ({ period: id, start, end })),
      metrics: frozen,
      notHeld: [...notHeld],
      files: imports.map(place => {
        const { fileName, sha256, knownAt } = snapshot.imports[place] as ImportRecord
        return { fileName, sha256, knownAt }
      }),
      pool: pool.map(({ code }) => code),
      comparison: body,
    }
  })
}

const rules = {
  quarter: 'As published for the quarter.',
  month: `The mean of the months published in the quarter, of which there are at least ${fewestMonths}; each month weighs the same.`,
} as const

function frozenMetric(
  { metric, title, unit, better, per, figures, columns }: OwnMetric,
  {
    organisation,
    window,
    members,
    imports,
  }: {
    readonly organisation: string
    readonly window: readonly Quarter[]
    readonly members: readonly string[]
    /** What `files` lists, as places in the snapshot's list. */
    readonly imports: readonly number[]
  },
): Omit<FrozenMetric, 'others'> {
  const quarters = columns.flatMap((column, i) => {
    const value = figures[i] ?? null
    if (value === null) return []
    const observations = column.observations(organisation).map(({ source }): [number, number] => {
      return [imports.indexOf(source.import), source.row]
    })
    const others = members.flatMap(code => column.value(code) ?? [])
    const mean = meanOfAtLeast(1, others)
    return [
      {
        period: (window[i] as Quarter).id,
        value,
        months: per === 'month' ? observations.length : null,
        observations,
        group: mean === null ? null : { mean, organisations: others.length },
      },
    ]
  })
  const mean = meanOfAtLeast(1, figures) as number
  return { metric, title, unit, better, per, rule: rules[per], quarters, mean }
}

/** Places in the snapshot's list of the imports that an organisation's figures came from, each once and in its order. */
function importsBehind(metrics: readonly OwnMetric[], organisation: string): readonly number[] {
  const used = metrics.flatMap(({ figures, columns }) =>
    columns.flatMap((column, i) =>
      (figures[i] ?? null) === null ? [] : column.observations(organisation).map(({ source }) => source.import),
    ),
  )
  return [...new Set(used)].sort((a, b) => a - b)
}
