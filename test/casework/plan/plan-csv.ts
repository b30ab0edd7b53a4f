/** A plan as the CSV that it is exported as. */
import { planColumns } from '../../../src/casework/plan/plan-columns.ts'
import type { Plan } from '../../../src/casework/plan/plan-schema.ts'
import { type PlanAbout, planRows } from '../../../src/casework/plan/plan-table.ts'
import { csv } from '../../../src/web/csv.ts'

export function planCsv(plan: Plan, about: Omit<PlanAbout, 'month'>): string {
  const [, ...columns] = planColumns
  const rows = planRows(plan, about).map(([, ...cells]) => cells)
  return csv({ columns, rows, forSpreadsheets: true }, about.recordKind)
}
