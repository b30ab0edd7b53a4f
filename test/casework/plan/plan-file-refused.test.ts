import { writeXlsx } from 'hucre'
import { describe, expect, it } from 'vitest'
import { widestBounds } from '../../../src/casework/plan/plan-check.ts'
import { planColumns } from '../../../src/casework/plan/plan-columns.ts'
import { planWorkbook } from '../../../src/casework/plan/plan-file.ts'
import { planCsv } from './plan-csv.ts'
import { type PlanCell, planRows } from '../../../src/casework/plan/plan-table.ts'
import { zipOf } from '../../evidence/reading.ts'
import { about, fictionalPlan } from './fictional-plan.ts'
import { reading, refusals } from './files.ts'
import { processorTime } from '../../processor-time.ts'

const csv = planCsv(fictionalPlan, about)
const rows = () => planRows(fictionalPlan, about).map(row => [...row])
const at = (column: (typeof planColumns)[number]) => planColumns.indexOf(column)
const rowOf = (id: string) =>
  rows().findIndex(row => row.slice(4, 7).findLast(cell => cell !== null) === id && row[3] !== 'trajectory')
const workbook = (cells: readonly (readonly PlanCell[])[], more: object = {}) =>
  writeXlsx({ sheets: [{ name: 'Plan', rows: [[...planColumns], ...cells.map(row => [...row])], ...more }] })

/** The plan with one cell changed, as a workbook: its issues. */
async function withCell(id: string, column: (typeof planColumns)[number], value: PlanCell) {
  const cells = rows()
  const row = rowOf(id)
  cells[row]![at(column)] = value
  return { row: row + 2, issues: await refusals('changed.xlsx', await workbook(cells)) }
}

describe('A plan file is refused as a whole, with row, column and what to do', () => {
  it('when a column was renamed: the one it stands for is proposed, and told once', async () => {
    const renamed = csv.replace(',owner,', ',Action owner,').replace(',revised_due,', ',revized due,')
    expect(await refusals('renamed.csv', renamed)).toMatchObject([
      { check: 'unknown-column', row: 1, column: 'Action owner', todo: 'Did you mean "owner"? If so, call it that.' },
      {
        check: 'unknown-column',
        row: 1,
        column: 'revized due',
        todo: 'Did you mean "revised_due"? If so, call it that.',
      },
    ])
  })

  it('when columns are missing or stand twice', async () => {
    const cut = rows().map(row => row.slice(0, -2).concat(row[0] as PlanCell))
    const bytes = await writeXlsx({
      sheets: [{ name: 'Plan', rows: [[...planColumns.slice(0, -2), 'record kind'], ...cut] }],
    })
    expect((await refusals('cut.xlsx', bytes)).map(({ check, column }) => [check, column])).toEqual([
      ['duplicated-column', 'record_kind'],
      ['missing-column', 'progress'],
      ['missing-column', 'evidence'],
    ])
  })

  it('when it is of another trust, another month or another sector: told once for all rows', async () => {
    const [issue, ...others] = await refusals('plan.csv', csv, { ...about, organisation: 'ZA-002' })
    expect(others).toEqual([])
    expect(issue).toMatchObject({
      check: 'another-organisation',
      row: 2,
      column: 'organisation',
      found: '"ZA-001"',
      expected: 'ZA-002',
      count: rows().length,
    })
    expect(await refusals('plan.csv', csv, { ...about, month: '2026-06' })).toMatchObject([
      { check: 'another-month', found: '"2026-05"', expected: '2026-06' },
    ])
    expect(await refusals('plan.csv', csv, { ...about, recordKind: 'exercise' })).toMatchObject([
      { check: 'other-sector', found: '"fictional"', expected: 'exercise' },
    ])
  })

  it('when one row of another trust stands among them', async () => {
    const { row, issues } = await withCell('frailty', 'organisation', 'RXX')
    expect(issues).toMatchObject([{ check: 'another-organisation', row, found: '"RXX"', count: 1 }])
  })

  it.each([
    ['frailty', 'action', 'beds', 'action', 'the action "beds" a second time'],
    ['frailty', 'due', '2026-02-30', 'due', '"2026-02-30"'],
    ['frailty', 'due', '', 'due', 'nothing'],
    ['frailty', 'due', '2125-09-30', 'due', '"2125-09-30"'],
    ['frailty', 'due', '2025-12-31', 'due', '"2025-12-31", before it starts'],
    ['frailty', 'status', 'done', 'completed', 'nothing, though the status is done'],
    ['frailty', 'completed', '2026-05-01', 'status', '"on-track", though it was completed on 2026-05-01'],
    ['frailty', 'owner', 'Dr Jane Example', 'owner', '"Dr Jane Example"'],
    ['frailty', 'title', '', 'title', 'nothing'],
    ['emergency', 'standard', 'ninety', 'standard', '"ninety"'],
    ['emergency', 'better', 'higher', 'better', '"higher"'],
  ] as const)('when in the row of %s the column %s holds "%s"', async (id, column, value, told, found) => {
    const { row, issues } = await withCell(id, column, value)
    expect(issues).toMatchObject([{ check: 'plan-fault', row, column: told, found }])
    expect(issues[0]?.expected).not.toBe('')
    expect(issues[0]?.todo).not.toBe('')
  })

  it('when an action is of an organisation that is not in the case, or its column was renamed', async () => {
    const cells = rows()
    const row = rowOf('frailty')
    cells[row]![at('action_organisation')] = 'za-009'
    const bounds = { ...widestBounds, organisations: ['ZA-001', 'ZA-002'] }
    expect(await refusals('other.xlsx', await workbook(cells), about, bounds)).toMatchObject([
      {
        check: 'plan-fault',
        row: row + 2,
        column: 'action_organisation',
        found: '"ZA-009", which is not in this case',
        expected: 'one of ZA-001, ZA-002',
      },
    ])
    const renamed = csv.replace(',action_organisation,', ',action organization,')
    expect(await refusals('renamed.csv', renamed)).toMatchObject([
      {
        check: 'unknown-column',
        row: 1,
        column: 'action organization',
        todo: expect.stringContaining('action_organisation'),
      },
    ])
  })

  it('when a status or a kind of row is unknown: the nearest is proposed', async () => {
    expect((await withCell('frailty', 'status', 'on trak')).issues).toMatchObject([
      { column: 'status', found: '"on-trak"', todo: 'Did you mean "on-track"?' },
    ])
    expect((await withCell('frailty', 'row_kind', 'akshun')).issues).toMatchObject([
      { check: 'unknown-row-kind', found: '"akshun"' },
    ])
    expect((await withCell('frailty', 'row_kind', 'acton')).issues).toMatchObject([{ todo: 'Did you mean "action"?' }])
  })

  it('when a row belongs to nothing, or holds what its kind has no place for', async () => {
    expect((await withCell('frailty', 'goal', 'emergencies')).issues).toMatchObject([
      { check: 'unknown-goal', found: '"emergencies"', todo: 'Did you mean "emergency"?' },
    ])
    expect((await withCell('desk-built', 'goal', 'money')).issues).toMatchObject([
      { check: 'another-goal', column: 'goal' },
    ])
    expect((await withCell('culture', 'owner', 'Chair')).issues).toMatchObject([
      { check: 'value-out-of-place', column: 'owner', found: '"Chair"' },
    ])
    expect(await refusals('beyond.csv', csv.replace(/\r\n$/, ',stray\r\n'))).toMatchObject([
      { check: 'value-without-column', row: rows().length + 1 },
    ])
    expect(await refusals('headless.xlsx', await workbook(rows().slice(1)))).toMatchObject([
      { check: 'plan-row', found: '0 rows of kind plan' },
    ])
  })

  it('when it holds a formula or merged cells: each place is named', async () => {
    const cells = new Map([[`${rowOf('frailty') + 1},${at('progress')}`, { formula: 'NOW()', value: 46_000 }]])
    const merges = [{ startRow: 2, startCol: at('title'), endRow: 3, endCol: at('title') }]
    expect(await refusals('formula.xlsx', await workbook(rows(), { cells, merges }))).toMatchObject([
      { check: 'merged-cells', row: 3, column: 'title' },
      { check: 'formula', row: rowOf('frailty') + 2, column: 'progress', found: 'a formula' },
    ])
  })

  it('when it has another sheet, hidden or not: nothing is left behind unseen', async () => {
    const sheets = [
      { name: 'Plan', rows: [[...planColumns], ...rows()] },
      { name: 'Patients', rows: [['x']], hidden: true },
      { name: 'Empty', rows: [] },
    ]
    expect(await refusals('sheets.xlsx', await writeXlsx({ sheets }))).toMatchObject([
      { check: 'another-sheet', found: 'the hidden sheet "Patients" beside "Plan"' },
    ])
  })

  it.each([
    ['plan.csv', '', 'empty-file', 'no bytes'],
    ['plan.csv', ',,\n,,\n', 'empty-file', 'no rows'],
    ['plan.csv', csv.split('\r\n')[0] as string, 'empty-file', 'a header without rows'],
    ['plan.csv', csv.replaceAll(',', ';').replaceAll('"', ''), 'wrong-delimiter', 'values apart by semicolons'],
    ['plan.xlsx', '%PDF-1.7\n…', 'not-what-its-name-says', 'a PDF document'],
    ['plan.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'not-what-its-name-says', 'a picture'],
    ['plan.xlsx', csv, 'not-what-its-name-says', 'a text file'],
    ['plan.csv', '<!doctype html><p>Sign in', 'not-what-its-name-says', 'a web page'],
    ['plan.zip', zipOf([{ name: 'plan.csv', content: Buffer.from(csv) }]), 'wrong-kind', 'a ZIP archive'],
    [
      'plan.xlsx',
      zipOf([{ name: 'word/document.xml', content: Buffer.from('<x/>') }]),
      'not-what-its-name-says',
      'a ZIP archive',
    ],
    ['plan.csv', csv.slice(0, csv.indexOf('Ward audit')), 'truncated', 'the end of the file inside a quoted value'],
    ['plan.csv', Buffer.alloc(10_000_001, 'a'), 'too-large', '10000001 bytes'],
  ])('when %s is no plan at all (%#)', async (name, content, check, found) => {
    expect(await refusals(name, content)).toMatchObject([{ check, found }])
  })

  it('when it has 10,000 rows: within two seconds of a processor, as CSV and as XLSX, without holding much', async () => {
    const one = rows()[rowOf('frailty')] as PlanCell[]
    const many = Array.from({ length: 10_000 }, (_, n) => one.with(at('action'), `a${n}`))
    const text = [planColumns, ...many].map(row => row.join(',')).join('\n')
    const bytes = await workbook(many)
    for (const [name, content] of [
      ['long.csv', text],
      ['long.xlsx', bytes],
    ] as const) {
      const before = { time: processorTime(), memory: process.memoryUsage().rss }
      expect(await refusals(name, content)).toMatchObject([{ check: 'too-many-rows', found: 'more than 4941 rows' }])
      expect(processorTime() - before.time).toBeLessThan(2_000)
      expect(process.memoryUsage().rss - before.memory).toBeLessThan(300_000_000)
    }
  })

  it('when it has more actions than a plan may hold, though not too many rows', async () => {
    const one = rows()[rowOf('frailty')] as PlanCell[]
    const many = [...rows(), ...Array.from({ length: 501 }, (_, n) => one.with(at('action'), `a${n}`))]
    expect(await refusals('actions.xlsx', await workbook(many))).toMatchObject([
      { check: 'plan-fault', column: 'action', expected: 'at most 500 entries' },
    ])
  })

  it('when thousands of faults are in it: the first hundred, and how many more', async () => {
    const one = rows()[rowOf('frailty')] as PlanCell[]
    const many = [
      ...rows(),
      ...Array.from({ length: 300 }, (_, n) => one.with(at('action'), `a${n}`).with(at('due'), 'soon')),
    ]
    const issues = await refusals('faults.xlsx', await workbook(many))
    expect(issues).toHaveLength(101)
    expect(issues.at(-1)).toMatchObject({ check: 'more-faults', found: '200 more faults' })
  })
})

describe('HTML', () => {
  it('in every text field is kept as the text it is', async () => {
    const html = '<img src=x onerror="alert(1)">'
    const plan = {
      ...fictionalPlan,
      title: html,
      goals: fictionalPlan.goals.map(goal => ({
        ...goal,
        title: html,
        outcome: html,
        measure: goal.measure && { ...goal.measure, metric: html, unit: html },
        actions: goal.actions.map(action => ({
          ...action,
          title: html,
          owner: html,
          progress: html,
          evidence: [html],
          milestones: action.milestones.map(one => ({ ...one, title: html })),
        })),
      })),
    }
    expect(await reading('html.csv', planCsv(plan, about))).toEqual(plan)
    expect(await reading('html.xlsx', await planWorkbook(plan, about))).toEqual(plan)
  })
})
