/** `turnaround assess`: scores, segments and the league table of one period. */
import { assess } from '../assessment/assess.ts'
import { assessmentJson } from '../assessment/assessment-json.ts'
import { loadFramework } from '../assessment/framework-file.ts'
import type { GroundsFramework, ScoresFramework } from '../assessment/framework.ts'
import { assessGrounds, groundsJson, type GroundsResult } from '../assessment/grounds.ts'
import type { OrganisationResult } from '../assessment/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { outlierText } from './outlier-tables.ts'
import { print, printJson, textTable, type Column } from './output.ts'
import { groundsPeriodFor, periodFor, snapshotFrom, type SnapshotOptions } from './snapshot-source.ts'

export interface AssessCommandOptions extends SnapshotOptions {
  readonly period?: string
  readonly json?: boolean
}

export async function assessCommand(
  id: string,
  files: readonly string[],
  options: AssessCommandOptions,
): Promise<number> {
  const framework = await loadFramework(id)
  const snapshot = await snapshotFrom(files, options)
  return framework.kind === 'scores' ? byScores(framework, snapshot, options) : byGrounds(framework, snapshot, options)
}

function byScores(framework: ScoresFramework, snapshot: Snapshot, options: AssessCommandOptions): number {
  const assessment = assess(framework, snapshot, periodFor(framework, snapshot, options.period))
  if (options.json) {
    printJson(assessmentJson(framework, assessment))
    return 0
  }
  const known = assessment.asKnownAt ? `, as known at ${assessment.asKnownAt}` : ''
  const kind = assessment.recordKind === 'real' ? '' : ` (${assessment.recordKind})`
  print(`${framework.title}, ${framework.periods[assessment.period]?.label ?? assessment.period}${known}${kind}`)
  for (const [key, group] of Object.entries(framework['peer-groups'])) {
    const members = assessment.organisations.filter(one => one.peerGroup === key)
    if (members.length > 0) print(`\n${group.title}\n${textTable(columns, leagueOrder(members))}`)
  }
  print(`\n${assessment.caveats.map(caveat => `Note: ${caveat}`).join('\n')}`)
  return 0
}

function byGrounds(framework: GroundsFramework, snapshot: Snapshot, options: AssessCommandOptions): number {
  const period = groundsPeriodFor(framework, snapshot, options.period)
  const assessment = assessGrounds(framework, snapshot, period)
  if (options.json) {
    printJson(groundsJson(assessment))
    return 0
  }
  print(`${framework.title}, ${period}\n\n${textTable(groundsColumns, assessment.organisations)}`)
  for (const outliers of assessment.outliers) print(`\n${outlierText(outliers)}`)
  print(`\n${assessment.caveats.map(caveat => `Note: ${caveat}`).join('\n')}`)
  return 0
}

const groundsColumns: readonly Column<GroundsResult>[] = [
  { title: 'Code', cell: one => one.code },
  { title: 'Organisation', cell: one => one.name },
  { title: 'Segment', align: 'right', cell: one => String(one.segment) },
  { title: 'By', cell: one => one.by },
  {
    title: 'Open',
    cell: one =>
      [...one.grounds]
        .filter(([number]) => one.open.includes(number))
        .map(([number, ground]) => `segment ${number}: ${ground.outcome.replace('-', ' ')}`)
        .join('; '),
  },
]

/** League order; what cannot be placed comes last, by code. */
function leagueOrder(members: readonly OrganisationResult[]): OrganisationResult[] {
  return [...members].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.name < b.name ? -1 : 1))
}

const unknown = '–'
const columns: readonly Column<OrganisationResult>[] = [
  { title: 'Likely place', align: 'right', cell: one => one.likelyRank?.join(' to ') ?? unknown },
  {
    title: 'Place',
    align: 'right',
    cell: one => (one.rank === null ? unknown : `${one.rankTied ? '=' : ''}${one.rank}`),
  },
  { title: 'Code', cell: one => one.code },
  { title: 'Organisation', cell: one => one.name },
  { title: 'Average', align: 'right', cell: one => one.averageScore?.toFixed(2) ?? unknown },
  { title: 'Likely', align: 'right', cell: one => one.likelyScore?.map(x => x.toFixed(2)).join(' to ') ?? unknown },
  { title: 'On scores', align: 'right', cell: one => String(one.unadjustedSegment ?? unknown) },
  {
    title: 'Override',
    cell: one => (one.override === null ? 'not known' : one.overrideMoved ? 'yes, moved' : one.override ? 'yes' : 'no'),
  },
  { title: 'Segment', align: 'right', cell: one => String(one.segment ?? unknown) },
]
