/** Checks of single values against what is possible, begun and known. */
import type { Check } from './check.ts'
import { measuresOf } from './columns.ts'
import type { Observation } from './model.ts'
import type { Source } from './source.ts'

/** Values outside what their metric can be: the bounds of the column, or of the metric. */
export const impossibleValue: Check = ({ observations }, { source, columns, log }, { quarantine }) => {
  const bounds = new Map<string, readonly [number | null, number | null]>()
  for (const { metric, between } of measuresOf(columns)) if (between) bounds.set(metric, between)
  const patterns = source.metrics.flatMap(one =>
    one.matches && one.between ? [{ pattern: new RegExp(one.matches), between: one.between }] : [],
  )
  const lookUp = (metric: string) => {
    const found = bounds.get(metric) ??
      source.metrics.find(one => one.id === metric)?.between ??
      patterns.find(({ pattern }) => pattern.test(metric))?.between ?? [null, null]
    bounds.set(metric, found)
    return found
  }
  const whole = wholeMetrics(source)
  for (const one of observations) {
    if (one.value === null) continue
    const [low, high] = lookUp(one.metric)
    const rank = Number(one.attributes?.['rank'])
    if ((low !== null && one.value < low) || (high !== null && one.value > high)) {
      quarantine.add(one.source.row)
      log.add('quarantined', 'impossible-value', {
        row: one.source.row,
        column: one.metric,
        found: `${one.text} for ${one.metric} at ${one.organisation}`,
        expected: `a value ${high === null ? `of ${low} or more` : `from ${low} to ${high}`}`,
        todo: 'Correct the figure, or check its unit.',
      })
    } else if (!Number.isInteger(one.value) && whole(one.metric)) {
      quarantine.add(one.source.row)
      log.add('quarantined', 'impossible-value', {
        row: one.source.row,
        column: one.metric,
        found: `${one.text} for ${one.metric} at ${one.organisation}`,
        expected: 'a whole number',
        todo: 'Correct the figure.',
      })
    } else if (rank < 1) {
      quarantine.add(one.source.row)
      log.add('quarantined', 'impossible-value', {
        row: one.source.row,
        column: 'rank',
        found: `rank ${one.attributes?.['rank']} for ${one.metric} at ${one.organisation}`,
        expected: 'a rank of 1 or more',
        todo: 'Correct the rank.',
      })
    }
  }
}

/** Whether a metric counts in whole numbers, as segments and flags do. */
function wholeMetrics(source: Source): (metric: string) => boolean {
  const rules = source.metrics.filter(one => one.whole)
  const known = new Map<string, boolean>()
  return metric => {
    let whole = known.get(metric)
    if (whole === undefined) {
      whole = rules.some(one => one.id === metric || (one.matches && new RegExp(one.matches).test(metric)))
      known.set(metric, whole)
    }
    return whole
  }
}

/** A part larger than its whole. */
export const partAboveWhole: Check = ({ observations }, { source, log }, { quarantine }) => {
  const pairs = source['not-above']
  if (pairs.length === 0) return
  const values = new Map<string, Observation>()
  const key = (one: Observation, metric: string) => `${one.organisation}|${metric}|${one.period.id}|${one.dimension}`
  const wholes = new Set(pairs.map(pair => pair[1]))
  for (const one of observations) if (wholes.has(one.metric)) values.set(key(one, one.metric), one)
  for (const one of observations) {
    for (const [part, whole] of pairs) {
      if (one.metric !== part || one.value === null) continue
      const total = values.get(key(one, whole))
      if (!total || total.value === null || one.value <= total.value) continue
      quarantine.add(one.source.row)
      log.add('quarantined', 'impossible-value', {
        row: one.source.row,
        column: part,
        found: `${part} ${one.text}, above ${whole} ${total.text}, at ${one.organisation}`,
        expected: `${part} no more than ${whole}`,
        todo: 'Correct one of the two.',
      })
    }
  }
}

/** A value for a period that has not begun. */
export const futurePeriod: Check = ({ observations, findings }, { today, log }, { quarantine }) => {
  const early = (row: number, label: string, start: string) => {
    quarantine.add(row)
    log.add('quarantined', 'future-period', {
      row,
      found: `${label}, which begins on ${start}`,
      expected: `a period that had begun by ${today}`,
      todo: 'Check the year.',
      alike: label,
    })
  }
  for (const { period, source } of observations) if (period.start > today) early(source.row, period.label, period.start)
  for (const { from, source } of findings) if (from && from > today) early(source.row, from, from)
}

/** Codes that no list of organisations has. */
export const unknownOrganisation: Check = ({ observations, findings }, { knownOrganisations, log }) => {
  if (!knownOrganisations || knownOrganisations.size === 0) return
  const rows = new Map<string, number>()
  for (const one of [...observations, ...findings])
    if (one.organisation && !knownOrganisations.has(one.organisation) && !rows.has(one.organisation))
      rows.set(one.organisation, one.source.row)
  if (rows.size === 0) return
  const codes = [...rows.keys()]
  log.add('warning', 'unknown-organisation', {
    row: rows.get(codes[0] as string) ?? null,
    found: `${codes.slice(0, 8).join(', ')}${codes.length > 8 ? ` and ${codes.length - 8} more` : ''}`,
    expected: 'codes of organisations already loaded',
    todo: 'Loaded all the same. Check for a mistyped or merged organisation, or import the current ODS list.',
    count: codes.length,
  })
}

/** Metrics the source description does not list. */
export const unknownMetric: Check = ({ observations }, { source, log }) => {
  if (source.metrics.length === 0) return
  const ids = new Set(source.metrics.map(one => one.id))
  const patterns = source.metrics.flatMap(one => (one.matches ? [new RegExp(one.matches)] : []))
  for (const [metric, list] of Map.groupBy(observations, one => one.metric)) {
    if (ids.has(metric) || patterns.some(pattern => pattern.test(metric))) continue
    log.add('warning', 'unknown-metric', {
      row: list[0]?.source.row ?? null,
      column: metric,
      found: `the metric "${metric}"`,
      expected: `the metrics of ${source.title}`,
      todo: 'Loaded all the same. If it is real, add it to "metrics" in the source description; if it is a slip, correct it.',
      count: list.length,
    })
  }
}

/** Why values are absent, counted apart: the three say different things. */
export const absentValues: Check = ({ observations }, { log }) => {
  const meanings = {
    suppressed: 'withheld by the publisher',
    missing: 'not given',
    'not-applicable': 'said not to apply',
  } as const
  for (const [status, meaning] of Object.entries(meanings)) {
    const list = observations.filter(one => one.status === status)
    if (list.length === 0) continue
    const metrics = [...new Set(list.map(one => one.metric))]
    log.add('note', status, {
      row: list[0]?.source.row ?? null,
      found: `${list.length} ${list.length === 1 ? 'value' : 'values'} ${meaning} (${metrics.slice(0, 4).join(', ')}${metrics.length > 4 ? ' …' : ''})`,
      expected: 'numbers',
      todo: 'Kept as unknown: they count neither as met nor as not met.',
      count: list.length,
    })
  }
}
