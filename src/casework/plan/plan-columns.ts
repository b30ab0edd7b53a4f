/** The columns of a plan as a table, which of them each kind of row fills, and how a header is held against them. */
import { didYouMean, nearest } from '../../documents/nearest.ts'
import type { IssueLog } from '../../evidence/issue-log.ts'
import { normaliseHeader } from '../../evidence/names.ts'

export const planColumns = [
  'record_kind',
  'organisation',
  'month',
  'row_kind',
  'goal',
  'action',
  'milestone',
  'title',
  'outcome',
  'metric',
  'better',
  'standard',
  'unit',
  'trajectory_month',
  'trajectory_value',
  'action_organisation',
  'owner',
  'starts',
  'due',
  'status',
  'revised_due',
  'completed',
  'progress',
  'evidence',
] as const
export type PlanColumn = (typeof planColumns)[number]

/** Columns that files made before there were such do not have; without them nothing is said in them. */
const laterColumns: ReadonlySet<PlanColumn> = new Set(['action_organisation'])

/** What a row of each kind fills, beside the first four columns that every row has. */
export const rowKinds = {
  plan: ['title'],
  goal: ['goal', 'title', 'outcome', 'metric', 'better', 'standard', 'unit'],
  trajectory: ['goal', 'trajectory_month', 'trajectory_value'],
  action: [
    'goal',
    'action',
    'title',
    'action_organisation',
    'owner',
    'starts',
    'due',
    'status',
    'revised_due',
    'completed',
    'progress',
    'evidence',
  ],
  milestone: ['goal', 'action', 'milestone', 'title', 'due', 'revised_due', 'completed'],
} as const satisfies Readonly<Record<string, readonly PlanColumn[]>>
export type RowKind = keyof typeof rowKinds

/** Where each column stands in a header (from 0). What is unknown, twice or missing is put into the log. */
export function findPlanColumns(
  header: readonly string[],
  row: number,
  log: IssueLog,
): ReadonlyMap<PlanColumn, number> {
  const known = new Map(planColumns.map(column => [normaliseHeader(column), column]))
  const found = new Map<PlanColumn, number>()
  const unknown: string[] = []
  header.forEach((printed, index) => {
    const column = known.get(normaliseHeader(printed))
    if (column === undefined) {
      if (printed.trim() !== '') unknown.push(printed.trim())
    } else if (!found.has(column)) found.set(column, index)
    else {
      const todo = 'Remove or rename one: which of them holds the plan cannot be told.'
      log.add('refused', 'duplicated-column', {
        row,
        column,
        found: 'the column twice',
        expected: 'each column once',
        todo,
      })
    }
  })
  const missing = new Set(planColumns.filter(column => !found.has(column) && !laterColumns.has(column)))
  for (const printed of unknown) {
    const meant = meantColumn(printed, missing)
    if (meant !== undefined) missing.delete(meant)
    log.add('refused', 'unknown-column', {
      row,
      column: printed,
      found: `the column "${printed}"`,
      expected: `the columns ${planColumns.join(', ')}`,
      todo:
        meant === undefined
          ? `Remove it. ${didYouMean(printed, planColumns)}`.trim()
          : `Did you mean "${meant}"? If so, call it that.`,
    })
  }
  for (const column of missing) {
    const todo = 'Put it back: export the plan anew to see every column.'
    log.add('refused', 'missing-column', {
      row,
      column,
      found: 'no such column',
      expected: `the column "${column}"`,
      todo,
    })
  }
  return found
}

/** The missing column that a renamed one stands for: the nearest in spelling, or else one that shares a word with it. */
function meantColumn(printed: string, missing: ReadonlySet<PlanColumn>): PlanColumn | undefined {
  const name = normaliseHeader(printed)
  const close = nearest(name.replaceAll(' ', '_'), missing)
  if (close !== undefined) return close as PlanColumn
  const words = new Set(name.split(/[^a-z]+/))
  return [...missing].find(column => column.split('_').some(word => words.has(word)))
}
