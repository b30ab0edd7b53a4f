/**
 * A plan as rows: one for the plan, and one for each goal, each month of a trajectory, each action and each milestone. Every
 * row says the kind of record, the organisation and the month, so that a row found alone still says what it is.
 */
import type { RecordKind } from '../../evidence/model.ts'
import { listPlan } from './plan-lists.ts'
import { type PlanColumn, planColumns, type RowKind } from './plan-columns.ts'
import type { Plan } from './plan-schema.ts'

/** What a plan file is of. */
export interface PlanAbout {
  readonly recordKind: RecordKind
  /** ODS code; of a case of several organisations, that of the first. */
  readonly organisation: string
  /** `2026-05`. */
  readonly month: string
}

export type PlanCell = string | number | null

/** Rows of a plan under `planColumns`; text that a spreadsheet would run as a formula is made harmless. */
export function planRows(plan: Plan, { recordKind, organisation }: Omit<PlanAbout, 'month'>): readonly PlanCell[][] {
  const { month, title, goals, actions, milestones } = listPlan(plan)
  const row = (kind: RowKind, cells: Partial<Record<PlanColumn, PlanCell>>) => {
    const all = { record_kind: recordKind, organisation, month, row_kind: kind, ...cells }
    return planColumns.map(column => harmless(all[column as keyof typeof all] ?? null))
  }
  const goalOf = new Map(actions.map(({ id, goal }) => [id, goal]))
  return [
    row('plan', { title }),
    ...goals.flatMap(({ id, title: said, outcome, measure, trajectory }) => [
      row('goal', { goal: id, title: said, outcome, ...measure }),
      ...trajectory.map(point =>
        row('trajectory', { goal: id, trajectory_month: point.month, trajectory_value: point.value }),
      ),
    ]),
    ...actions.map(({ id, organisation: of, revisedDue, evidence, ...cells }) =>
      row('action', {
        ...cells,
        action: id,
        action_organisation: of,
        revised_due: revisedDue,
        evidence: evidence.join('\n'),
      }),
    ),
    ...milestones.map(({ id, action, revisedDue, ...cells }) =>
      row('milestone', {
        ...cells,
        goal: goalOf.get(action) ?? null,
        action,
        milestone: id,
        revised_due: revisedDue,
      }),
    ),
  ]
}

// OWASP, "CSV Injection": what a spreadsheet may take for a formula, here after apostrophes of the text's own as well, so
// that the one put before it can be told from them and taken away again.
const formula = /^'*[\s\u0000]*[=+\-@\t\r|%]/

function harmless(cell: PlanCell): PlanCell {
  return typeof cell === 'string' && formula.test(cell) ? `'${cell}` : cell
}

/** The text of a cell as it was before export. */
export function asWritten(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell
}
