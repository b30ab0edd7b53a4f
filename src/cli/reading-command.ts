/** `turnaround powers`, `contracts`, `region`, `report` and the like: what a page tells, by the same view and table. */
import { writeFile } from 'node:fs/promises'
import { poundsText } from '../casework/money/pounds.ts'
import { wteText } from '../casework/team/wte.ts'
import type { Report } from '../publication/report.ts'
import type { Cell, Table } from '../web/csv.ts'
import type { Context, PageDefinition } from '../web/page.ts'
import { type BoardReportModel, boardReportPage } from '../web/pages/board-report.ts'
import { queryOf, read } from './api-answers.ts'
import { type CaseOptions, withCases } from './case-source.ts'
import { type Column, print, printJson, say, textTable, UsageError } from './output.ts'
import { type Reading, type ReadingName, readings } from './readings.ts'

export interface ReadingOptions extends CaseOptions {
  /** Of the report: files to write it to. */
  readonly docx?: string
  readonly pdf?: string
  /** What the page takes, by the name of its parameter. */
  readonly [parameter: string]: string | boolean | undefined
}

/** The pages that a command reads. */
export function pagesOf(name: ReadingName): readonly PageDefinition<Context>[] {
  return Object.values(readings[name]).map(({ page }) => page)
}

/** Tells what the page tells to whoever asks; `asked` is what stands in its path. */
export function readingCommand(name: ReadingName, asked: string | undefined, options: ReadingOptions): Promise<number> {
  const { all, one } = readings[name] as { all?: Reading<Context>; one?: Reading<Context> }
  const chosen = (asked === undefined ? all : one) as Reading<Context>
  const { page } = chosen
  const path = page.path.replace(/:\w+/, encodeURIComponent(asked ?? ''))
  const query = queryOf(parametersIn(name, page, options))
  return withCases(options, async ask => {
    const model = await read<Context>(ask, `${path}${query}`)
    const papers = page === boardReportPage ? await writePapers(model as BoardReportModel, options) : []
    if (options.json) printJson(model)
    else if (papers.length === 0) print(textOf(chosen, model))
    for (const file of papers) say(`The report is in ${file}.`)
    return 0
  })
}

/** What the page is asked for. Throws UsageError on what another page of the same command takes, and this one does not. */
function parametersIn(name: ReadingName, page: PageDefinition<Context>, options: ReadingOptions) {
  const taken = Object.keys(page.parameters ?? {})
  const others = pagesOf(name).flatMap(({ parameters = {} }) => Object.keys(parameters))
  const lost = others.find(one => !taken.includes(one) && options[one] !== undefined)
  if (lost !== undefined)
    throw new UsageError(`--${lost}: it chooses among ${name} of all; leave it out, or leave out which one.`)
  return Object.fromEntries(
    taken.map(one => [one, options[one] === true ? 'yes' : (options[one] as string | undefined)]),
  )
}

/** Writes the report to the files that are asked for, and gives their names. */
async function writePapers(report: Report, { docx, pdf }: ReadingOptions): Promise<readonly string[]> {
  if (docx !== undefined)
    await writeFile(docx, await (await import('../publication/report-docx.ts')).reportDocx(report))
  if (pdf !== undefined) await writeFile(pdf, await (await import('../publication/report-pdf.ts')).reportPdf(report))
  return [docx, pdf].filter(file => file !== undefined)
}

function textOf({ page, columns, lines }: Reading<Context>, model: Context): string {
  const { summary } = model as { summary?: string }
  const table = page.table?.(model)
  const told = [
    ...(summary === undefined ? [] : [summary]),
    ...(table === undefined || table.rows.length === 0 ? [] : [tableText(table, columns)]),
    ...(lines?.(model) ?? []),
  ]
  return told.join('\n') || 'There is nothing here that you may see.'
}

function tableText({ columns, rows }: Table, shown: Readonly<Record<string, string>>): string {
  return textTable(
    Object.entries(shown).map(([column, title]): Column<Table['rows'][number]> => {
      const at = columns.indexOf(column)
      const isNumber = rows.some(row => typeof row[at] === 'number')
      return { title, align: isNumber ? 'right' : 'left', cell: row => cellText(column, row[at] ?? null) }
    }),
    rows,
  )
}

/** A cell in words; the ending of its column says in what it counts. */
function cellText(column: string, cell: Cell): string {
  if (cell === null) return '–'
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (typeof cell === 'string') return cell.replace(/\s+/g, ' ')
  if (column.endsWith('_pence')) return poundsText(cell)
  return column.endsWith('_hundredths') ? wteText(cell) : String(cell)
}
