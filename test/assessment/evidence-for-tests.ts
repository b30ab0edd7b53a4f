/** Small fictional evidence, built by hand, for tests of assessment. */
import type { Finding, Observation, OrganisationRecord, Period } from '../../src/evidence/model.ts'
import { buildSnapshot, type Snapshot } from '../../src/evidence/snapshot.ts'
import { readFramework } from '../../src/assessment/framework-file.ts'
import type { ScoresFramework } from '../../src/assessment/framework.ts'

export const quarter: Period = { id: '2025-26-Q1', label: 'Q1 2025/26', start: '2025-04-01', end: '2025-06-30' }

export function observed(
  organisation: string,
  metric: string,
  text: string | null,
  row = 2,
  period = quarter,
): Observation {
  return {
    organisation,
    metric,
    period,
    dimension: '',
    status: text === null ? 'missing' : 'value',
    value: text === null ? null : Number(text),
    text: text ?? '',
    unit: '%',
    source: { import: 0, row },
  }
}

export function organisation(code: string, type = 'acute', region = 'London'): OrganisationRecord {
  return {
    code,
    name: `${code} Trust`,
    type,
    subtype: null,
    legalForm: null,
    region,
    opened: null,
    closed: null,
    authority: 2,
    source: { import: 0, row: 1 },
  }
}

export function snapshotOf(
  observations: readonly Observation[],
  organisations: readonly OrganisationRecord[],
  findings: readonly Finding[] = [],
): Snapshot {
  const file = {
    fileName: 'test.csv',
    sha256: '0'.repeat(64),
    source: 'test',
    sourceTitle: 'Test',
    schemaVersion: '1',
    attribution: 'none',
    retrievedFrom: null,
    knownAt: '2025-09-01T00:00:00.000Z',
    id: 0,
  }
  return buildSnapshot([{ observations, findings, organisations, successions: [] }], {
    recordKind: 'fictional',
    asKnownAt: null,
    imports: [file],
  })
}

/** A framework with one metric of each kind, over one or two peer groups. */
export const smallFramework = `
framework: small
title: A small framework
kind: scores
summary: For tests.
in-force: { from: 2025-04-01, to: null }
sources: { manual: { title: Manual, publisher: Us, date: "2025" } }
peer-groups:
  acute: { title: Acute trusts, organisation-types: [acute] }
  ambulance: { title: Ambulance trusts, organisation-types: [ambulance] }
domains:
  care: { title: Care, score: OF4000, segment: OF4100 }
  money: { title: Money, score: OF4003, segment: OF4103 }
metrics:
  OF0001: { name: Waits, domain: care, sub-domain: Waits, unit: "%", better: low, score-id: OF1001, score: { ranked: { pool: all-reporters, best: 1, worst: 4 } }, clause: manual#a }
  OF0002: { name: Response, domain: care, sub-domain: Response, unit: "%", better: high, score-id: OF1002, score: { ranked: { pool: peer-group, floor: { value: 70, score: 4 }, best: 1, worst: 3 } }, clause: manual#a }
  OF0079: { name: Plan, domain: money, sub-domain: Money, unit: "%", better: high, score-id: OF1079, counts: false, clause: manual#a, score: { banded: [ { at-least: 0, score: 1 }, { below: 0, score: 2 } ] } }
  OF0081: { name: Variance, domain: money, sub-domain: Money, unit: "%", better: high, score-id: OF1081, counts: false, clause: manual#a, score: { banded: [ { at-least: 0, score: 1 }, { below: 0, score: 2 } ] } }
  OF1080: { name: Combined, domain: money, sub-domain: Money, unit: score, better: low, clause: manual#a, score: { matrix: { rows: OF0079, columns: OF0081, scores: [[1, 2], [3, 4]] } } }
  OF1035: { name: Survey, domain: care, sub-domain: Survey, unit: score, better: low, weight: 2, clause: manual#a, score: { published: { allowed: [1, 2, 3, 4] } } }
average: { id: OF5002, decimals: 2 }
segments:
  ids: { unadjusted: OF5003, adjusted: OF5000, final: OF5005 }
  titles: { "1": One }
  cuts: { quartiles: { pool: all, type: 7 } }
overrides: [ { id: financial, title: Financial override, because: it reports a deficit, when: { any: [ { published: OF5004, equals: 1 }, { finding: deficit-or-support, equals: "yes" } ] }, at-best: 3 } ]
overlays: [ { id: programme, title: Programme, because: it is in the programme, when: { any: [ { finding: programme-member, equals: "yes" } ] }, shows: 5 } ]
league: { order: [adjusted-segment, average], within: peer-group, ties: competition }
likely-range: { bootstrap: metric-scores, level: 0.95, replicates: 1000 }
periods: {}
`

export function framework(text = smallFramework): ScoresFramework {
  const read = readFramework(text, 'small.yaml')
  if (read.kind !== 'scores') throw new Error('the test framework scores')
  return read
}
