/**
 * Checks that need to see a table whole. Each is a function in the list at the end: it looks at what was read and tells
 * what it found; `quarantine` sets rows aside, `drop` removes repeated observations, and the rest loads.
 */
import type { Finding, Observation } from './model.ts'
import {
  absentValues,
  futurePeriod,
  impossibleValue,
  partAboveWhole,
  unknownMetric,
  unknownOrganisation,
} from './check-values.ts'
import { frozenSeries, percentOrProportion, thousandsOrMillions } from './check-series.ts'
import type { Check, CheckContext, Verdict } from './check.ts'
import type { Records } from './row.ts'

/** Runs every check and gives the records that remain. */
export function check(records: Records, context: CheckContext): Records {
  const verdict: Verdict = { quarantine: new Set(), drop: new Set(), redimension: new Map() }
  for (const one of checks) one(records, context, verdict)
  const { quarantine, drop, redimension } = verdict
  const stays = (record: { source: { row: number } }) => !quarantine.has(record.source.row)
  return {
    observations: records.observations
      .filter(one => stays(one) && !drop.has(one))
      .map(one => (redimension.has(one) ? { ...one, dimension: redimension.get(one) as string } : one)),
    findings: records.findings.filter(one => stays(one) && !drop.has(one)),
    organisations: records.organisations,
    successions: records.successions,
    quarantined: new Set([...records.quarantined, ...quarantine]),
    rowsRead: records.rowsRead,
  }
}

/** The same metric in two units: the preferred (else the commonest, else the first) is the headline; the other stands under its unit. */
const twoUnits: Check = ({ observations }, { source, log }, { redimension }) => {
  const units = new Map<string, Map<string, number>>()
  for (const { metric, unit } of observations) {
    const counts = units.get(metric) ?? new Map<string, number>()
    units.set(metric, counts.set(unit, (counts.get(unit) ?? 0) + 1))
  }
  for (const [metric, counts] of units) {
    if (counts.size < 2) continue
    const found = [...counts].sort((a, b) => b[1] - a[1]).map(([unit]) => unit)
    const preferred =
      source.metrics.find(one => one.id === metric || (one.matches && new RegExp(one.matches).test(metric)))?.units ??
      []
    const headline = preferred.find(unit => found.some(one => one.toLowerCase() === unit.toLowerCase()))
    const main = found.find(unit => unit.toLowerCase() === headline?.toLowerCase()) ?? (found[0] as string)
    const others = observations.filter(one => one.metric === metric && one.unit !== main)
    for (const one of others) redimension.set(one, [one.dimension, `unit=${one.unit}`].filter(Boolean).join(';'))
    log.add('warning', 'two-units', {
      row: others[0]?.source.row ?? null,
      column: metric,
      found: `${metric} in ${found.map(unit => `"${unit}"`).join(' and ')}`,
      expected: 'one unit',
      todo: `"${main}" is taken as the metric; the other is kept beside it. To choose, list the units under "metrics" in the source description.`,
      count: others.length,
    })
  }
}

/** The same row twice counts once; two rows that contradict each other are both set aside. */
const duplicateRow: Check = ({ observations, findings }, { log }, { quarantine, drop, redimension }) => {
  const told = (severity: 'note' | 'quarantined', row: number, earlier: number, what: string) =>
    log.add(severity, 'duplicate-row', {
      row,
      found:
        severity === 'note' ? `the same as row ${earlier}` : `${what} again, with another value than in row ${earlier}`,
      expected: 'one row for each organisation, metric and period',
      todo:
        severity === 'note'
          ? 'Nothing to do: it was counted once.'
          : 'Both rows were set aside: remove the one that is wrong.',
    })
  const seen = new Map<string, Observation>()
  const rowsTold = new Set<number>()
  for (const one of observations) {
    const key = `${one.organisation}|${one.metric}|${one.period.id}|${redimension.get(one) ?? one.dimension}|${one.unit}`
    const earlier = seen.get(key)
    if (!earlier) {
      seen.set(key, one)
      continue
    }
    const alike = earlier.text === one.text && earlier.status === one.status
    if (alike) drop.add(one)
    else quarantine.add(one.source.row).add(earlier.source.row)
    if (rowsTold.has(one.source.row)) continue
    rowsTold.add(one.source.row)
    told(
      alike ? 'note' : 'quarantined',
      one.source.row,
      earlier.source.row,
      `${one.organisation}, ${one.metric}, ${one.period.label}`,
    )
  }
  const statements = new Map<string, Finding>()
  for (const one of findings) {
    const key = [
      one.organisation,
      one.kind,
      one.from,
      one.until,
      one.period?.id,
      one.author,
      one.document,
      one.statement,
    ].join('|')
    const earlier = statements.get(key)
    if (!earlier) {
      statements.set(key, one)
      continue
    }
    if (earlier.value === one.value) drop.add(one)
    else quarantine.add(one.source.row).add(earlier.source.row)
    told(
      earlier.value === one.value ? 'note' : 'quarantined',
      one.source.row,
      earlier.source.row,
      `${one.organisation}, ${one.kind}`,
    )
  }
}

const checks: readonly Check[] = [
  twoUnits,
  duplicateRow,
  impossibleValue,
  partAboveWhole,
  futurePeriod,
  unknownOrganisation,
  unknownMetric,
  percentOrProportion,
  thousandsOrMillions,
  frozenSeries,
  absentValues,
]
