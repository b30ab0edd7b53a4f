/**
 * What is known of each organisation for one period, by the names that a regime's tests speak. Everything that compares
 * organisations is worked out once; the function given back only looks up.
 */
import type { Framework } from '../assessment/framework.ts'
import type { Period, SourceRow } from '../evidence/model.ts'
import { isoWords } from '../evidence/period-words.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { judgementKinds } from './criterion-tree.ts'
import { kindWords } from './diagram.ts'
import { metricColumn, seriesColumn, standingColumn } from './evidence-figures.ts'
import { findingColumn, judgementColumn } from './evidence-findings.ts'
import type { EvidenceItem } from './evidence-schema.ts'
import { outlierColumn, segmentColumn } from './evidence-segments.ts'
import { sortFound, type Column, type Evidence, type Found } from './evidence-value.ts'
import { placedOn, placementsOf, type Placement } from './placements.ts'
import { predecessorStays, predecessorWords } from './predecessors.ts'
import type { Regime } from './regime.ts'

/** What gathering needs beside the snapshot. */
export interface Sources {
  readonly frameworks: ReadonlyMap<string, Framework>
  readonly placements: readonly Placement[]
  /** Titles of regimes by id; one that is not there is named by its id. */
  readonly titles?: ReadonlyMap<string, string>
  /** Facts of the case of an organisation, where there is one. */
  readonly caseFacts?: (code: string) => CaseFacts
}

export type CaseFacts = Readonly<Partial<Record<Extract<EvidenceItem, { kind: 'case' }>['fact'], number>>>

/** A lookup of the evidence of one organisation by its code. Findings and placements are those of the period's last day. */
export function gatherEvidence(
  regime: Regime,
  snapshot: Snapshot,
  period: Period,
  sources: Sources,
): (code: string) => Evidence {
  const columns = Object.entries(regime.evidence).map(
    ([name, item]) => [name, columnOf(item, snapshot, period, sources)] as const,
  )
  const judgements = judgementKinds(regime).map(kind => [kind, judgementColumn(kind, snapshot, period.end)] as const)
  return code =>
    sortFound(
      columns.map(([name, column]): [string, Found] => [name, column(code)]),
      new Map(judgements.map(([kind, column]) => [kind, column(code)])),
    )
}

function columnOf(item: EvidenceItem, snapshot: Snapshot, period: Period, sources: Sources): Column {
  switch (item.kind) {
    case 'finding':
      return findingColumn(item, snapshot, period.end)
    case 'segment':
      return segmentColumn(item, sources.frameworks.get(item.framework), snapshot, period)
    case 'metric':
      return metricColumn(item, snapshot, period)
    case 'series':
      return seriesColumn(item, snapshot, period)
    case 'standing':
      return standingColumn(item, snapshot, period)
    case 'outlier':
      return outlierColumn(item, sources.frameworks.get(item.framework), snapshot, period)
    case 'organisation':
      return code => attributeOf(item, snapshot, code)
    case 'placement':
      return code => placementIn(item.regime, sources, snapshot, code, period.end)
    case 'case':
      return code => caseFact(item, sources.caseFacts?.(code))
  }
}

const attributes = { type: 'type', subtype: 'subtype', 'legal-form': 'legalForm', region: 'region' } as const

function attributeOf(item: Extract<EvidenceItem, { kind: 'organisation' }>, snapshot: Snapshot, code: string): Found {
  const organisation = snapshot.organisations.get(code)
  const attribute = item.attribute.replace('-', ' ')
  const value = organisation?.[attributes[item.attribute]] ?? null
  if (!organisation || value === null) return { missing: `no file says its ${attribute}` }
  const row = (source: SourceRow) => ({
    organisation: code,
    metric: `organisation:${item.attribute}`,
    period: '',
    value,
    import: source.import,
    row: source.row,
  })
  return {
    value: value.toLowerCase(),
    words: `Its ${attribute} is ${kindWords(value)}.`,
    period: null,
    relative: false,
    inputs: organisation.sources.map(row),
  }
}

/** What its own placements say. That one which it absorbed was in is told, and is no answer about itself. */
function placementIn(
  regime: string,
  { placements, titles }: Sources,
  snapshot: Snapshot,
  code: string,
  day: string,
): Found {
  const title = titles?.get(regime) ?? regime
  const own = placementsOf(placements, code).filter(one => one.regime === regime)
  const standing = placedOn(own, day)
  if (standing === 'unknown')
    return { missing: `it was put into ${title}, and whether it was in on ${isoWords(day)} is not known` }
  const cited = own.flatMap(one => one.sources.map(({ publisher, what }) => `${publisher}, ${what}`)).join('; ')
  const before = predecessorStays(snapshot, placements, code, day).filter(one => one.regime === regime)
  return {
    value: standing === 'in',
    words: [
      own.length === 0
        ? `No placement in ${title} is recorded.`
        : `${standing === 'in' ? 'In' : 'Not in'} ${title} on ${isoWords(day)} (${cited}).`,
      ...before.map(one => predecessorWords(one, title)),
    ].join(' '),
    period: day,
    relative: false,
    inputs: [],
  }
}

function caseFact(item: Extract<EvidenceItem, { kind: 'case' }>, facts: CaseFacts | undefined): Found {
  const value = facts?.[item.fact]
  if (value === undefined) return { missing: 'it is a fact of a case, and no case is given' }
  return { value, words: `${value}, by the case.`, period: null, relative: false, inputs: [] }
}
