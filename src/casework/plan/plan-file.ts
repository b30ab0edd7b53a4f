/** A plan as a CSV file or a workbook, there and back. A file is taken as a whole or not at all. */
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { kindOf } from '../../evidence/containers.ts'
import { csvRows, type Rows } from '../../evidence/csv-rows.ts'
import { issueLog } from '../../evidence/issue-log.ts'
import { RefusedFile, refuse } from '../../evidence/refused-file.ts'
import { refuseUnreadable } from '../../evidence/table-head.ts'
import { readWorkbook, type Sheet, writeWorkbook } from '../../evidence/workbook.ts'
import { checkUnpacked } from '../../evidence/zip.ts'
import type { PlanBounds } from './plan-check.ts'
import { planColumns } from './plan-columns.ts'
import { isFilled } from './plan-line.ts'
import { planOfRows, planRowLimit } from './plan-rows.ts'
import type { Plan } from './plan-schema.ts'
import { type PlanAbout, planRows } from './plan-table.ts'

/** The plan as an XLSX of one sheet. */
export function planWorkbook(plan: Plan, about: Omit<PlanAbout, 'month'>): Promise<Uint8Array> {
  return writeWorkbook(sheetName, [planColumns, ...planRows(plan, about)])
}

const sheetName = 'Plan'
const mostBytes = 10_000_000
// A plan ten times over; a table of more is none, and must not be held in memory to find out.
const mostRows = 20_000
const unpackedLimits = { members: 500, bytes: 60_000_000, ratio: 200 }
const asTable = 'a plan as CSV, or as an XLSX workbook, as it is exported here'

/**
 * Reads the plan in a file: of this organisation, month and kind of record. Throws RefusedFile with every fault that it
 * has, each with its row (as a spreadsheet counts them), column, what was found, what was expected and what to do.
 */
export async function readPlanFile(
  path: string,
  fileName: string,
  about: PlanAbout,
  bounds?: PlanBounds,
): Promise<Plan> {
  const { size } = await stat(path)
  if (size > mostBytes)
    refuse(fileName, 'too-large', {
      found: `${size} bytes`,
      expected: `at most ${mostBytes}`,
      todo: 'Take out what is no part of the plan.',
    })
  const { plan, issues } = planOfRows(await rowsOf(path, fileName), about, fileName, bounds)
  if (plan === null) throw new RefusedFile(issues)
  return plan
}

async function rowsOf(path: string, fileName: string): Promise<Rows> {
  const kind = await kindOf(path, fileName)
  if (kind === 'zip' || kind === 'ods' || kind === 'xls') {
    const found = { zip: 'a ZIP archive', ods: 'an ODS workbook', xls: 'an XLS workbook' }[kind]
    refuse(fileName, 'wrong-kind', {
      found,
      expected: asTable,
      todo: kind === 'zip' ? 'Send the file that is in it.' : 'Save it as XLSX, and send that.',
    })
  }
  const rows = kind === 'text' ? await textRows(path, fileName) : await sheetRows(path, fileName)
  refuseUnreadable(rows, fileName, { name: null })
  if (rows.filter(isFilled).length === 1)
    refuse(fileName, 'empty-file', {
      found: 'a header without rows',
      expected: asTable,
      todo: 'Export the plan anew, and change that.',
    })
  return rows
}

async function textRows(path: string, fileName: string): Promise<Rows> {
  const rows: (readonly string[])[] = []
  const notes = { encoding: 'utf-8' as const, endsWithLineBreak: true }
  let filled = -1 // the header is none
  for await (const block of csvRows(createReadStream(path, { highWaterMark: 1 << 20 }), fileName, notes))
    for (const cells of block) {
      rows.push(cells)
      if (isFilled(cells)) filled++
      if (filled > planRowLimit || rows.length > mostRows) refuseLong(fileName)
    }
  return rows
}

async function sheetRows(path: string, fileName: string): Promise<Rows> {
  await checkUnpacked(path, fileName, unpackedLimits)
  const sheets = await readWorkbook(await readFile(path), 'xlsx', fileName, `A1:CV${mostRows}`)
  const filled = sheets.filter(({ rows }) => rows.some(isFilled))
  const plan = filled.find(({ name }) => name.toLowerCase() === sheetName.toLowerCase()) ?? filled[0]
  if (plan === undefined) return []
  if (plan.rows.filter(isFilled).length - 1 > planRowLimit) refuseLong(fileName)
  refuseHalfSeen(plan, filled, fileName)
  return plan.rows
}

/** Refuses what a table has no place for, rather than leave it behind. */
function refuseHalfSeen(plan: Sheet, filled: readonly Sheet[], fileName: string): void {
  const log = issueLog(fileName)
  for (const { name, hidden } of filled.filter(sheet => sheet !== plan)) {
    const found = `the ${hidden ? 'hidden ' : ''}sheet "${name}" beside "${plan.name}"`
    log.add('refused', 'another-sheet', {
      found,
      expected: 'one sheet',
      todo: 'Nothing of it would be kept: delete it, or keep it in a file of its own.',
      alike: name,
    })
  }
  const column = (index: number) => plan.rows[0]?.[index - 1] ?? null
  for (const at of plan.merged)
    log.add('refused', 'merged-cells', {
      row: at.row,
      column: column(at.column),
      found: 'merged cells',
      expected: 'each cell by itself',
      todo: 'Unmerge them.',
    })
  for (const at of plan.formulas)
    log.add('refused', 'formula', {
      row: at.row,
      column: column(at.column),
      found: 'a formula',
      expected: 'text, a day or a figure',
      todo: 'Copy it and paste it as a value.',
    })
  if (log.list().length > 0) throw new RefusedFile(log.list())
}

function refuseLong(fileName: string): never {
  refuse(fileName, 'too-many-rows', {
    found: `more than ${planRowLimit} rows`,
    expected: `at most ${planLimitsInWords}`,
    todo: 'Take out what is no part of this plan; a longer one has to be drawn together.',
  })
}

const planLimitsInWords = `${planRowLimit} rows, which is all that a plan may hold`
