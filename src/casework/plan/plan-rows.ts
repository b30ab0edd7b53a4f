/**
 * A plan from rows: all of it, or nothing and every fault with its row, column and what to do. A person may have opened the
 * file in a spreadsheet, so days, months and statuses are read however that writes them.
 */
import type { Rows } from '../../evidence/csv-rows.ts'
import { type IssueLog, issueLog } from '../../evidence/issue-log.ts'
import type { Issue } from '../../evidence/model.ts'
import { assemble } from './plan-assemble.ts'
import { type PlanBounds, type PlanFault, readPlan } from './plan-check.ts'
import { findPlanColumns, type PlanColumn } from './plan-columns.ts'
import { isFilled, isOfPlan, lineOf, refuseBeyondHeader } from './plan-line.ts'
import { type Plan, planLimits } from './plan-schema.ts'
import type { PlanAbout } from './plan-table.ts'

/** Rows that a plan can have at most, the header not counted. */
export const planRowLimit =
  1 + planLimits.goals * (1 + planLimits.trajectory) + planLimits.actions + planLimits.milestones

export type RowsReading =
  | { readonly plan: Plan; readonly issues: readonly [] }
  | { readonly plan: null; readonly issues: readonly Issue[] }

/** Reads the rows of a file, the header first; `fileName` is for messages. */
export function planOfRows(rows: Rows, about: PlanAbout, fileName: string, bounds?: PlanBounds): RowsReading {
  const log = issueLog(fileName)
  const top = rows.findIndex(isFilled)
  const columns = findPlanColumns(rows[top] ?? [], top + 1, log)
  // Without its columns nothing that a row says can be relied on.
  if (log.list().length > 0) return { plan: null, issues: log.list() }
  const lines = rows.flatMap((cells, index) =>
    index > top && isFilled(cells) ? [lineOf(cells, index + 1, columns)] : [],
  )
  refuseBeyondHeader(rows, top, log)
  const ours = lines.filter(line => isOfPlan(line, about, log))
  // A row of another trust or month makes orphans of what belongs to it: one thing at a time.
  if (ours.length < lines.length) return { plan: null, issues: shortened(log.list()) }
  const { value, rowAt } = assemble(ours, about, log)
  const reading = readPlan(value, bounds)
  const sound = log.list().length === 0
  for (const fault of reading.faults) addFault(fault, rowAt, log)
  return reading.plan !== null && sound
    ? { plan: reading.plan, issues: [] }
    : { plan: null, issues: shortened(log.list()) }
}

type Path = PlanFault['path']

const columnNames: Readonly<Record<string, PlanColumn>> = {
  organisation: 'action_organisation',
  revisedDue: 'revised_due',
  value: 'trajectory_value',
  trajectory: 'trajectory_month',
  actions: 'action',
  milestones: 'milestone',
  goals: 'goal',
  measure: 'metric',
}

function columnOf(path: Path): string {
  const field = path.findLast(part => typeof part === 'string') ?? 'title'
  if (field === 'id') return path.includes('milestones') ? 'milestone' : path.includes('actions') ? 'action' : 'goal'
  if (field === 'month' && path.includes('trajectory')) return 'trajectory_month'
  return columnNames[field] ?? field
}

function addFault({ path, words }: PlanFault, rowAt: (path: Path) => number | null, log: IssueLog): void {
  const found = words.found === '""' ? 'nothing' : words.found
  const todo = words.todo === undefined || words.todo === '' ? 'Correct it.' : words.todo
  log.add('refused', 'plan-fault', {
    row: rowAt(path),
    column: columnOf(path),
    found,
    expected: words.expected,
    todo,
    alike: JSON.stringify(path) + found,
  })
}

/** The first faults, in the order of their rows, and how many more there are: who reads on after a hundred? */
function shortened(issues: readonly Issue[]): readonly Issue[] {
  const inOrder = issues.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0))
  const more = inOrder.length - 100
  if (more <= 0) return inOrder
  const first = inOrder[0] as Issue
  const rest = {
    ...first,
    check: 'more-faults',
    row: null,
    column: null,
    found: `${more} more faults`,
    expected: 'none',
    todo: 'Correct these first.',
    count: more,
  }
  return [...inOrder.slice(0, 100), rest]
}
