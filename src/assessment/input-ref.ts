/** References from an explanation to the evidence it read. */
import type { Finding, Observation } from '../evidence/model.ts'
import type { InputRef } from './model.ts'

/** A reference to an observation or finding, down to the file and row. */
export function inputOf(evidence: Observation | Finding): InputRef {
  if ('metric' in evidence) {
    const { organisation, metric, period, text, status, source } = evidence
    return {
      organisation,
      metric,
      period: period.id,
      value: status === 'value' ? text : status,
      import: source.import,
      row: source.row,
    }
  }
  const { organisation, kind, period, value, source } = evidence
  return {
    organisation,
    metric: `finding:${kind}`,
    period: period?.id ?? '',
    value,
    import: source.import,
    row: source.row,
  }
}

/** Figures as text, leaving out what is not known. */
export function known(figures: Readonly<Record<string, string | number | null | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([key, value]) =>
      value === null || value === undefined ? [] : [[key, String(value)]],
    ),
  )
}
