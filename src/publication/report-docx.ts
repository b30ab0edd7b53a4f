/** A report as a Word document (OOXML): real headings, real tables with headers that repeat, British English. */
import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Report, ReportSection, ReportTable } from './report.ts'

/** The bytes of a `.docx`. */
export async function reportDocx(report: Report): Promise<Uint8Array> {
  const { title, subtitle, about, parts } = report
  const document = new Document({
    title,
    description: subtitle,
    creator: 'Turnaround',
    styles: {
      default: {
        document: { run: { font: 'Arial', size: 22, language: { value: 'en-GB' } } },
        title: { run: { size: 40, bold: true } },
        heading1: { run: { size: 32, bold: true }, paragraph: { spacing: { before: 360, after: 120 } } },
        heading2: { run: { size: 26, bold: true }, paragraph: { spacing: { before: 240, after: 100 } } },
      },
    },
    sections: [
      {
        footers: { default: footer(title) },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, text: title }),
          paragraph(subtitle),
          ...about.map(paragraph),
          ...parts.flatMap((part, index) => [
            new Paragraph({ heading: HeadingLevel.HEADING_1, text: part.title, pageBreakBefore: index > 0 }),
            ...part.sections.flatMap(sectionOf),
          ]),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

function sectionOf({ title, paragraphs, tables }: ReportSection): readonly (Paragraph | Table)[] {
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_2, text: title, keepNext: true }),
    ...paragraphs.map(paragraph),
    ...tables.flatMap(table => [captionOf(table), tableOf(table), new Paragraph({})]),
  ]
}

function paragraph(text: string): Paragraph {
  return new Paragraph({ text, spacing: { after: 120 } })
}

function captionOf({ caption }: ReportTable): Paragraph {
  return new Paragraph({
    children: [new TextRun({ text: caption, bold: true })],
    keepNext: true,
    spacing: { after: 60 },
  })
}

function tableOf({ columns, rows }: ReportTable): Table {
  const cell = (text: string, at: number, bold = false) =>
    new TableCell({
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        new Paragraph({
          alignment: columns[at]?.numeric ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [new TextRun({ text, bold, size: 20 })],
        }),
      ],
    })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: columns.map(({ title }, at) => cell(title, at, true)) }),
      ...rows.map(row => new TableRow({ cantSplit: true, children: row.map((text, at) => cell(text, at, at === 0)) })),
    ],
  })
}

function footer(title: string): Footer {
  const children = [`${title}, page `, PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES]
  return new Footer({ children: [new Paragraph({ children: [new TextRun({ children, size: 18 })] })] })
}
