/** A validation report as pages show it: a sentence, the counts, then what was found, gravest first. */
import { z } from 'zod'
import type { ImportReport } from '../evidence/model.ts'
import { count } from './format.ts'

const severities = ['refused', 'quarantined', 'warning', 'note'] as const

export const reportSchema = z.object({
  recordKind: z.enum(['real', 'fictional', 'exercise']),
  fileName: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  source: z.string(),
  sourceTitle: z.string(),
  schemaVersion: z.string(),
  rowsRead: z.number(),
  rowsQuarantined: z.number(),
  observations: z.number(),
  findings: z.number(),
  organisations: z.number(),
  successions: z.number(),
  periods: z.array(z.string()),
  metrics: z.array(z.string()),
  sentence: z.string(),
  issues: z.array(
    z.object({
      severity: z.enum(severities),
      check: z.string(),
      file: z.string(),
      row: z.number().nullable(),
      column: z.string().nullable(),
      found: z.string(),
      expected: z.string(),
      todo: z.string(),
      count: z.number(),
    }),
  ),
})
export type ReportView = z.infer<typeof reportSchema>

export function reportView(report: ImportReport): ReportView {
  const { issues, periods, metrics, ...rest } = report
  return {
    ...rest,
    bytes: Number(rest.bytes),
    periods: [...periods],
    metrics: [...metrics],
    sentence: sentence(report),
    issues: issues.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
  }
}

function sentence(report: ImportReport): string {
  const refused = report.issues.find(issue => issue.severity === 'refused')
  if (refused)
    return `This file was refused whole and nothing of it was loaded: ${refused.found}.`.replace(/\.\.$/, '.')
  const warnings = report.issues
    .filter(issue => issue.severity === 'warning')
    .reduce((sum, issue) => sum + issue.count, 0)
  const aside =
    report.rowsQuarantined === 0
      ? 'none was set aside'
      : `${count(report.rowsQuarantined, 'row was', 'rows were')} set aside`
  const warned = warnings === 0 ? 'nothing else looked wrong' : `${count(warnings, 'thing')} should be looked at`
  return `${count(report.rowsRead, 'row')} read; ${aside}; ${warned}.`
}
