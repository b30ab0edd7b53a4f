/** The validation report of one file as a person reads it in a terminal. */
import type { ImportedFile } from '../evidence/import-file-store.ts'
import type { Issue, Severity } from '../evidence/model.ts'

const headings: readonly (readonly [Severity, string])[] = [
  ['refused', 'Refused, nothing of it was loaded'],
  ['quarantined', 'Rows set aside, the rest was loaded'],
  ['warning', 'Loaded, but look at it'],
  ['note', 'Notes'],
]

/** What became of the file, what was in it, and what was found, gravest first, each with what to do. */
export function importReportText(file: ImportedFile): string {
  const { report } = file
  const sections = headings.flatMap(([severity, heading]) => {
    const issues = report.issues.filter(issue => issue.severity === severity)
    return issues.length === 0 ? [] : [`  ${heading}:`, ...issues.map(issueText)]
  })
  return [`${report.fileName}: ${outcomeText(file)}`, ...contents(file), ...sections, ''].join('\n')
}

function outcomeText({ outcome, report }: ImportedFile): string {
  if (outcome === 'refused') return 'refused'
  const what = `${report.sourceTitle} (${report.schemaVersion})`
  return outcome === 'unchanged' ? `${what}: loaded before, nothing changed` : `${what}: loaded`
}

function contents({ outcome, report, added, changed, unchanged }: ImportedFile): string[] {
  if (outcome === 'refused') return []
  const parts = [
    [report.observations, 'values'],
    [report.findings, 'findings'],
    [report.organisations, 'organisations'],
    [report.successions, 'successions'],
  ] as const
  const found = parts.filter(([count]) => count > 0).map(([count, what]) => `${number(count)} ${what}`)
  const rows = `${number(report.rowsRead)} rows read, ${number(report.rowsQuarantined)} set aside: ${found.join(', ') || 'no values'}.`
  const news = `${number(added)} new, ${number(changed)} changed, ${number(unchanged)} known already.`
  return [`  ${rows}`, ...(outcome === 'loaded' ? [`  ${news}`] : [])]
}

function issueText({ row, column, found, expected, todo, count }: Issue): string {
  const where = [row === null ? '' : `row ${row}`, column === null ? '' : `column ${column}`].filter(Boolean).join(', ')
  const times = count > 1 ? ` (${number(count)} times)` : ''
  return [
    `    ${where || 'the file'}${times}`,
    `      found     ${found}`,
    `      expected  ${expected}`,
    `      to do     ${todo}`,
  ].join('\n')
}

function number(value: number): string {
  return value.toLocaleString('en-GB')
}
