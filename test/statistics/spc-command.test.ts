import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { spcCommand, type SpcCommandOptions } from '../../src/cli/spc-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'spc-command-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

function file(text: string): string {
  const path = join(folder, 'tidy.csv')
  writeFileSync(path, text)
  return path
}

async function printed(path: string, options: SpcCommandOptions): Promise<string> {
  let text = ''
  vi.spyOn(process.stdout, 'write').mockImplementation(chunk => {
    text += String(chunk)
    return true
  })
  expect(await spcCommand(path, options)).toBe(0)
  return text
}

const months = Array.from(
  { length: 24 },
  (_, i) => `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`,
)
const rows = (group: string, values: (i: number) => string) => months.map((date, i) => `${date},${values(i)},${group}`)
const two = [
  'date,value,group',
  ...rows('A', i => `${i % 2}`),
  ...rows('B', i => (i === 3 ? 'NA' : `${0.1 * i}`)).toReversed(),
].join('\n')

describe('turnaround spc', () => {
  it('gives one series a group with an entry a row, by date, never rounded, null for what is not there', async () => {
    const document = JSON.parse(await printed(file(two), { json: true, target: '0' }))
    expect(document.series.map(({ group }: { group: string }) => group)).toEqual(['A', 'B'])
    const [a, b] = document.series
    expect(a).toMatchObject({ mean: 0.5, lowerLimit: 0.5 - 2.66, upperLimit: 0.5 + 2.66 })
    expect(a).toMatchObject({ variation: 'common-cause', assurance: 'hit-or-miss' })
    expect(b.points.map(({ date }: { date: string }) => date)).toEqual(months)
    expect(b.points[3]).toMatchObject({ value: null, movingRange: null, rule: null, type: 'none' })
    expect(Object.keys(a.points[0])).toEqual(
      expect.arrayContaining(['movingRange', 'lowerNear', 'upperNear', 'rule', 'type']),
    )
  })

  it('carries the labels of NHSRplotthedots in its profile', async () => {
    const document = JSON.parse(await printed(file(two), { json: true, profile: 'nhsrplotthedots', only: 'A' }))
    expect(document.series[0].points[0]).toMatchObject({ rule: 'Common Cause', type: 'common_cause' })
  })

  it('takes other names of columns, dates as people write them, quoted thousands, and no column of groups', async () => {
    const text = [
      'Month,Seen',
      ...months.map(date => `01/${date.slice(5, 7)}/${date.slice(0, 4)},"1,${200 + Number(date.slice(5, 7))}"`),
    ]
    const document = JSON.parse(await printed(file(text.join('\r\n')), { json: true, date: 'month', value: 'Seen' }))
    expect(document.series).toHaveLength(1)
    expect(document.series[0]).toMatchObject({ group: null })
    expect(document.series[0].points[0]).toMatchObject({ date: '2023-01-01', value: 1201 })
  })

  it('draws new limits at a rebase, with its reason', async () => {
    const document = JSON.parse(await printed(file(two), { json: true, rebase: ['2024-01-01=Ward moved'] }))
    expect(document.series[0].phases[1]).toMatchObject({ from: '2024-01-01', reason: 'Ward moved' })
  })

  it('tells a person how many icons chance alone would show', async () => {
    expect(await printed(file(two), {})).toMatch(/Of 2 charts long enough to judge, \d show .* by chance alone/)
  })

  it('draws one group as an SVG that stands on its own, and asks which where there are more', async () => {
    expect(await printed(file(two), { svg: true, only: 'A' })).toMatch(/^<svg[^>]*><style>[^]*<title[^]*<\/svg>\n$/)
    await expect(spcCommand(file(two), { svg: true })).rejects.toThrow(/found 2 groups; expected one/)
  })

  it.each([
    [
      'a value that is no number',
      'date,value\n2023-01-01,many',
      /row 2, column value: found "many"; expected a finite/,
    ],
    ['an infinite value', 'date,value\n2023-01-01,Infinity', /row 2, column value: found "Infinity"/],
    ['no date', 'date,value\n,3', /row 2, column date: found ""; expected a date/],
    [
      'a date twice',
      'date,value,group\n2023-01-01,3,A\n2023-01-01,4,A',
      /group A: Row 3: found the date 2023-01-01 again/,
    ],
    ['no column of values', 'date,seen\n2023-01-01,3', /found the columns date, seen; expected one named value/],
    ['nothing below the header', 'date,value\n', /found no rows below the header/],
    ['nothing at all', '', /found no header row/],
  ])('refuses %s and says where', async (_what, text, message) => {
    await expect(spcCommand(file(text), {})).rejects.toThrow(message)
  })

  it.each([
    [{ improvement: 'up' }, /--improvement: found "up"; expected increase or decrease or neutral/],
    [{ target: 'x' }, /--target: found "x"; expected a number/],
    [{ baseline: 'soon' }, /--baseline: found "soon"; expected a number of points/],
    [{ rebase: ['soon'] }, /--rebase: found "soon"; expected a date/],
    [{ profile: 'excel' }, /--profile: found "excel"/],
  ])('refuses the option %o', async (options, message) => {
    await expect(spcCommand(file(two), options)).rejects.toThrow(message)
  })
})
