import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlan } from '../../../src/casework/plan/plan-check.ts'
import { planWorkbook } from '../../../src/casework/plan/plan-file.ts'
import { planCsv } from './plan-csv.ts'
import { planColumns } from '../../../src/casework/plan/plan-columns.ts'
import type { Plan } from '../../../src/casework/plan/plan-schema.ts'
import { type PlanCell, planRows } from '../../../src/casework/plan/plan-table.ts'
import { readWorkbook, writeWorkbook } from '../../../src/evidence/workbook.ts'
import { anyPlan } from './any-plan.ts'
import { about, fictionalPlan } from './fictional-plan.ts'
import { reading } from './files.ts'

const of = (plan: Plan) => ({ ...about, month: plan.month })

describe('A plan exported and imported', () => {
  it('is the same plan, as CSV and as XLSX', async () => {
    expect(await reading('plan.csv', planCsv(fictionalPlan, about))).toEqual(fictionalPlan)
    expect(await reading('plan.xlsx', await planWorkbook(fictionalPlan, about))).toEqual(fictionalPlan)
  })

  it('is the same plan as CSV, whatever texts are in it', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async plan => {
        expect(readPlan(plan)).toEqual({ plan, faults: [] })
        expect(await reading('any.csv', planCsv(plan, about), of(plan))).toEqual(plan)
      }),
      { numRuns: 150 },
    )
  })

  it('is the same plan as XLSX, whatever texts are in it', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async plan => {
        expect(await reading('any.xlsx', await planWorkbook(plan, about), of(plan))).toEqual(plan)
      }),
      { numRuns: 60 },
    )
  })

  it('from before there were actions of one organisation is read as it was', async () => {
    const at = planColumns.indexOf('action_organisation')
    const table = [planColumns, ...planRows(fictionalPlan, about)]
    const older = await writeWorkbook(
      'Plan',
      table.map(cells => cells.toSpliced(at, 1)),
    )
    expect(await reading('older.xlsx', older)).toEqual(fictionalPlan)
  })

  it('holds no cell that a spreadsheet would run, and says in every row whose it is', async () => {
    const [goal] = fictionalPlan.goals
    const plan = { ...fictionalPlan, title: '=1+1', goals: [{ ...goal!, title: '+2', outcome: '@x', actions: [] }] }
    const [sheet] = await readWorkbook(Buffer.from(await planWorkbook(plan, about)), 'xlsx', 'plan.xlsx')
    const rows = sheet?.rows.slice(1) ?? []
    expect(rows.flat().filter(cell => /^\s*[=+@|%]/.test(cell))).toEqual([])
    expect(rows.map(row => row.slice(0, 4))).toEqual([
      ['fictional', 'ZA-001', '2026-05', 'plan'],
      ['fictional', 'ZA-001', '2026-05', 'goal'],
      ...Array.from({ length: 3 }, () => ['fictional', 'ZA-001', '2026-05', 'trajectory']),
    ])
    expect(planCsv(plan, about)).toContain(`,'=1+1,`)
  })

  it('is the same plan after a spreadsheet has rewritten its days and months, moved its columns and its rows', async () => {
    const plan = {
      ...fictionalPlan,
      goals: fictionalPlan.goals.map(goal => ({ ...goal, title: goal.title.replace(',', '') })),
    }
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul']
    const british = (cell: PlanCell) =>
      String(cell ?? '')
        .replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1')
        .replace(/^2026-(\d\d)$/, (_, month) => `${months[Number(month) - 1]}-26`)
        .replace('on-track', 'On track')
        .replace('fictional', 'Fictional')
        .replace(/^(.*\n.*)$/, '"$1"')
    const rows = planRows(plan, about).map(row => row.map(british).toReversed().join(','))
    const header = planColumns.map(column => column.toUpperCase().replaceAll('_', ' ')).toReversed()
    const last = rows.splice(-2)
    const text = [header.join(','), ...last, ...rows, ',,,,'].join('\n')
    expect(await reading('rewritten.csv', text)).toEqual(plan)
  })
})
