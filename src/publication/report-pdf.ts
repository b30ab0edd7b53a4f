/**
 * A report as a PDF that can be read aloud: tagged with headings, paragraphs and tables, its language and title said (PDF/UA in
 * what a program can settle). The fonts are embedded, so that every letter of every name is there.
 */
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import type { Report, ReportSection, ReportTable } from './report.ts'

const { resolve } = createRequire(import.meta.url)
const fonts = {
  words: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  strong: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
} as const

/** In points: A4 with room for a hole punch. */
const margins = { top: 56, bottom: 64, left: 60, right: 60 }
const ink = '#212b32'

type Sheet = InstanceType<typeof PDFDocument>
type Struct = ReturnType<Sheet['struct']>

/** The bytes of a `.pdf`. */
export function reportPdf(report: Report): Promise<Uint8Array> {
  const { title, subtitle, about, parts, made } = report
  const day = new Date(made)
  const sheet = new PDFDocument({
    size: 'A4',
    margins,
    bufferPages: true,
    tagged: true,
    // The types do not know it yet.
    subset: 'PDF/UA' as 'PDF/A-1',
    pdfVersion: '1.7',
    lang: 'en-GB',
    displayTitle: true,
    info: { Title: title, Author: 'Turnaround', Subject: subtitle, CreationDate: day, ModDate: day },
    font: fonts.words,
  })
  const bytes: Buffer[] = []
  const whole = new Promise<Uint8Array>((done, failed) => {
    sheet.on('data', (chunk: Buffer) => bytes.push(chunk))
    sheet.on('end', () => done(new Uint8Array(Buffer.concat(bytes))))
    sheet.on('error', failed)
  })
  const document = sheet.struct('Document')
  sheet.addStructure(document)
  sheet.fillColor(ink)
  say(sheet, document, 'H1', title, { font: fonts.strong, size: 20, after: 6 })
  for (const text of [subtitle, ...about]) say(sheet, document, 'P', text, { after: 6 })
  parts.forEach((part, index) => {
    if (index > 0) sheet.addPage()
    say(sheet, document, 'H2', part.title, { font: fonts.strong, size: 16, before: 14, after: 6 })
    for (const section of part.sections) addSection(sheet, document, section)
  })
  document.end()
  numberPages(sheet, title)
  sheet.end()
  return whole
}

interface Setting {
  readonly font?: string
  readonly size?: number
  readonly before?: number
  readonly after?: number
}

function say(sheet: Sheet, under: Struct, tag: string, text: string, setting: Setting = {}): void {
  const { font = fonts.words, size = 10, before = 0, after = 4 } = setting
  const { left, bottom, right } = margins
  const width = sheet.page.width - left - right
  sheet.font(font).fontSize(size)
  // A heading never stands alone at the foot of a page.
  const room = sheet.heightOfString(text, { width }) + before + (tag === 'P' ? 0 : 60)
  if (sheet.y + room > sheet.page.height - bottom) sheet.addPage()
  else sheet.y += before
  const element = sheet.struct(tag, {}, () => {
    sheet.font(font).fontSize(size).text(text, left, sheet.y, { width, lineGap: 2 })
  })
  under.add(element)
  element.end()
  sheet.y += after
}

function addSection(sheet: Sheet, document: Struct, { title, paragraphs, tables }: ReportSection): void {
  say(sheet, document, 'H3', title, { font: fonts.strong, size: 12, before: 10, after: 4 })
  for (const text of paragraphs) say(sheet, document, 'P', text)
  for (const table of tables) addTable(sheet, document, table)
}

/** A table, its widths shared out by how long its words are, going over as many pages as it takes. */
function addTable(sheet: Sheet, document: Struct, { caption, columns, rows }: ReportTable): void {
  say(sheet, document, 'P', caption, { font: fonts.strong, size: 9, before: 4, after: 3 })
  const table = sheet.struct('Table')
  document.add(table)
  const { left, right } = margins
  const width = sheet.page.width - left - right
  const longest = columns.map(({ title }, at) =>
    Math.min(40, Math.max(title.length, ...rows.map(row => (row[at] ?? '').length), 6)),
  )
  const all = longest.reduce((sum, one) => sum + one, 0)
  const widths = longest.map(one => (one / all) * width)
  addRow(
    sheet,
    table,
    'TH',
    columns.map(({ title }) => title),
    widths,
    columns,
  )
  for (const row of rows) addRow(sheet, table, 'TD', row, widths, columns)
  table.end()
  sheet.y += 10
}

function addRow(
  sheet: Sheet,
  table: Struct,
  tag: 'TH' | 'TD',
  cells: readonly string[],
  widths: readonly number[],
  columns: ReportTable['columns'],
): void {
  const { left, bottom, right } = margins
  const gap = 6
  const fontOf = (at: number) => (tag === 'TH' || at === 0 ? fonts.strong : fonts.words)
  const width = (at: number) => (widths[at] ?? 0) - gap
  const heights = cells.map((text, at) =>
    sheet
      .font(fontOf(at))
      .fontSize(8.5)
      .heightOfString(text, { width: width(at) }),
  )
  const height = Math.max(...heights) + 5
  if (sheet.y + height > sheet.page.height - bottom) sheet.addPage()
  const top = sheet.y
  const row = sheet.struct('TR')
  table.add(row)
  let x = left
  cells.forEach((text, at) => {
    const start = x
    const cell = sheet.struct(tag, {}, () => {
      sheet
        .font(fontOf(at))
        .fontSize(8.5)
        .text(text, start, top + 2, { width: width(at), align: columns[at]?.numeric ? 'right' : 'left' })
    })
    row.add(cell)
    cell.end()
    x += widths[at] ?? 0
  })
  row.end()
  // A line beneath the row is no content: it is an artifact to whoever listens.
  sheet.markContent('Artifact', { type: 'Layout' })
  sheet
    .moveTo(left, top + height)
    .lineTo(sheet.page.width - right, top + height)
    .lineWidth(tag === 'TH' ? 1 : 0.4)
    .stroke('#8a9aa3')
  sheet.endMarkedContent()
  sheet.fillColor(ink)
  sheet.x = left
  sheet.y = top + height
}

function numberPages(sheet: Sheet, title: string): void {
  const { start, count } = sheet.bufferedPageRange()
  for (let at = start; at < start + count; at += 1) {
    sheet.switchToPage(at)
    const foot = sheet.page.margins.bottom
    // Beneath the margin nothing may be written unless there is none.
    sheet.page.margins.bottom = 0
    sheet.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] })
    sheet
      .font(fonts.words)
      .fontSize(8)
      .text(`${title}, page ${at - start + 1} of ${count}`, margins.left, sheet.page.height - 40, { lineBreak: false })
    sheet.endMarkedContent()
    sheet.page.margins.bottom = foot
  }
}
