/** Reports on paper: whatever they are rendered as, they say the same, in real headings and tables. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listZip, readMember } from '../../src/evidence/zip.ts'
import type { Report } from '../../src/publication/report.ts'
import { reportDocx } from '../../src/publication/report-docx.ts'
import { reportPdf } from '../../src/publication/report-pdf.ts'

const report: Report = {
  title: 'How the sector stands',
  subtitle: 'For the board, on 22 November 2026',
  about: ['Fictional: every organisation is made up.'],
  made: '2026-11-22T09:00:00.000Z',
  parts: [
    {
      title: 'Part 1: public',
      sections: [
        {
          title: 'Segments',
          paragraphs: ['12 of 205 stand in segment 4. £1,234 − nothing; Ysbyty Tŷ Ŵyn; “quoted”.'],
          tables: [
            {
              caption: 'Organisations by segment',
              columns: [{ title: 'Segment' }, { title: 'Organisations', numeric: true }],
              rows: Array.from({ length: 120 }, (_, at) => [`Segment ${at + 1}`, String(at * 7)]),
            },
          ],
        },
      ],
    },
    { title: 'Part 2: private', sections: [{ title: 'Candidates', paragraphs: ['Three.'], tables: [] }] },
  ],
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnaround-report-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a report as DOCX', () => {
  it('holds every word, with headings by their styles and tables whose headers repeat', async () => {
    const path = join(folder, 'report.docx')
    await writeFile(path, await reportDocx(report))
    const member = (await listZip(path, 'report.docx')).find(({ name }) => name === 'word/document.xml')
    if (member === undefined) throw new Error('The document has no word/document.xml.')
    const chunks: Buffer[] = []
    for await (const chunk of readMember(path, 'report.docx', member)) chunks.push(chunk)
    const xml = Buffer.concat(chunks).toString('utf8')
    const words = xml.replaceAll(/<[^>]+>/g, '')
    for (const text of allWords(report)) expect(words).toContain(text)
    expect(xml.match(/w:val="Heading1"/g)).toHaveLength(2)
    expect(xml.match(/w:val="Heading2"/g)).toHaveLength(2)
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1)
  })
})

describe('a report as PDF', () => {
  it('holds every word on as many pages as it takes, letters outside Latin 1 with them', async () => {
    const pdf = await getDocumentProxy(await reportPdf(report))
    const { text, totalPages } = await extractText(pdf, { mergePages: true })
    expect(totalPages).toBeGreaterThan(3)
    const words = text.replaceAll(/\s+/g, ' ')
    for (const one of allWords(report)) expect(words).toContain(one)
    expect(words).toContain(`page 1 of ${totalPages}`)
  })

  it('can be read aloud: tagged, with its title and its language', async () => {
    const pdf = await getDocumentProxy(await reportPdf(report))
    const { info } = await pdf.getMetadata()
    expect(info).toMatchObject({ Title: report.title, Language: 'en-GB' })
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
    const tree = JSON.stringify(await (await pdf.getPage(1)).getStructTree())
    for (const role of ['H1', 'H2', 'H3', 'Table', 'TR', 'TH', 'TD']) expect(tree).toContain(`"role":"${role}"`)
  })

  it('made of the same at the same instant is the same, byte for byte but for its id', async () => {
    const [one, two] = await Promise.all([reportPdf(report), reportPdf(report)])
    expect(one.length).toBe(two.length)
  })
})

function allWords({ title, subtitle, about, parts }: Report): readonly string[] {
  const sections = parts.flatMap(part => part.sections)
  const tables = sections.flatMap(section => section.tables)
  return [
    title,
    subtitle,
    ...about,
    ...parts.map(part => part.title),
    ...sections.flatMap(section => [section.title, ...section.paragraphs]),
    ...tables.flatMap(({ caption, columns, rows }) => [caption, ...columns.map(one => one.title), ...rows.flat()]),
  ]
}
