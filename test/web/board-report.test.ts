/** The report to the board: one part for everybody, another for whoever sees all; the same on the page and on paper. */
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BoardReportModel } from '../../src/web/pages/board-report.ts'
import { type CaseworkSite, caseworkSite, openedCase, opening, publishedCase } from './casework-site.ts'

let site: CaseworkSite
beforeAll(async () => {
  site = await caseworkSite()
  await publishedCase(site)
  // A candidate, of whom the public is not told.
  await openedCase(site, { ...opening, organisations: ['X03'] })
  site.turn('2014-12-02T09:00:00.000Z')
}, 60_000)
afterAll(() => site?.close())

const report = async (as?: string) => (await (await site.ask('/report.json', as)).json()) as BoardReportModel
const sectionOf = ({ parts }: BoardReportModel, part: number, title: RegExp) =>
  parts[part]?.sections.find(one => title.test(one.title))

describe('the report to the board', () => {
  it('tells everybody of the public part alone, what is overdue first', async () => {
    const open = await report()
    expect(open.parts.map(({ title }) => title)).toEqual(['Part 1: public'])
    const [first] = open.parts[0]?.sections ?? []
    expect(first?.title).toBe('What is overdue')
    expect(first?.tables[0]?.rows).toContainEqual([
      'Brackenfield NHS Foundation Trust',
      'Publish a draft plan',
      '1 September 2014',
      'Harbour Watch',
    ])
    expect(sectionOf(open, 0, /^Programmes/)?.tables[0]?.rows[0]).toContain('not public')
  })

  it('tells whoever sees all of a programme of its candidates too, in a part of its own', async () => {
    const whole = await report('auditor')
    expect(whole.parts.map(({ title }) => title)).toEqual(['Part 1: public', 'Part 2: private'])
    expect(sectionOf(whole, 1, /candidates/)?.tables[0]?.rows[0]?.[3]).toBe('1')
    expect(whole.parts[0]).toEqual((await report()).parts[0])
  })

  it('is the same as PDF and DOCX, and the name of the file says where it is private', async () => {
    const open = await site.ask('/report.pdf')
    expect(open.headers.get('content-disposition')).toBe('attachment; filename="report-2014-12-02.pdf"')
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(await open.arrayBuffer())), {
      mergePages: true,
    })
    expect(text).toContain('Publish a draft plan')
    expect(text).not.toContain('Part 2')
    const word = await site.ask('/report.docx', 'auditor')
    expect(word.headers.get('content-disposition')).toBe('attachment; filename="report-2014-12-02-private.docx"')
    expect(word.headers.get('cache-control')).toContain('no-store')
    expect(
      Buffer.from(await word.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })

  it('says on the page where the two files are', async () => {
    const html = await site.text('/report')
    expect(html).toContain('href="/report.docx"')
    expect(html).toContain('href="/report.pdf"')
  })
})

it('an exercise in a store of real cases is told as one, and never beside what is real', async () => {
  const real = await caseworkSite('real')
  try {
    const of = async (path: string, as?: string) =>
      (await (await real.ask(path, as)).json()) as { recordKind: string; parts?: BoardReportModel['parts'] }
    const [exercise, open] = [await of('/report.json', 'auditor'), await of('/report.json')]
    expect([exercise.recordKind, exercise.parts?.map(({ title }) => title)]).toEqual(['exercise', ['Part 2: private']])
    expect([open.recordKind, open.parts?.map(({ title }) => title)]).toEqual(['real', ['Part 1: public']])
    const paper = await real.ask('/report.docx', 'auditor')
    expect(paper.headers.get('content-disposition')).toContain('-private.docx')
    expect(await of('/offices/master.json', 'auditor')).toMatchObject({ recordKind: 'exercise', update: null })
    expect(await of('/offices/master.json')).toMatchObject({ recordKind: 'real', update: { missed: [] } })
    for (const path of ['/programmes/harbour-watch/team.json', '/registers/team-post.json']) {
      expect((await of(path, 'auditor')).recordKind).toBe('exercise')
      expect((await of(path)).recordKind).toBe('real')
    }
  } finally {
    await real.close()
  }
})
