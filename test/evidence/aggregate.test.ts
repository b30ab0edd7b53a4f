import { describe, expect, it } from 'vitest'
import { shared, sharedFile } from '../shared.ts'
import { file, reading, zipOf } from './reading.ts'

const weeks = Array.from({ length: 105 }, (_, week) =>
  week === 104
    ? 'Gt 104 Weeks SUM 1'
    : `Gt ${`${week}`.padStart(2, '0')} To ${`${week + 1}`.padStart(2, '0')} Weeks SUM 1`,
)
const header = [
  'Period',
  'Provider Org Code',
  'Provider Org Name',
  'Commissioner Org Code',
  'RTT Part Type',
  'Treatment Function Code',
  ...weeks,
  'Total',
  'Total All',
].join(',')
const row = (code: string, part: string, treatment: string, waits: Record<number, number | string>, total: number) =>
  [
    'RTT-April-2026',
    code,
    `TRUST ${code}`,
    'X',
    part,
    treatment,
    ...weeks.map((_, week) => waits[week] ?? 0),
    '',
    total,
  ].join(',')

describe('The RTT extract is summed as its source description declares', () => {
  const rows = [
    row('ZA-001', 'Part_2', 'C_999', { 0: 10, 17: 5, 18: 4, 52: 3, 65: 2, 104: 1 }, 25),
    row('ZA-001', 'Part_2', 'C_999', { 3: 1 }, 1),
    row('ZA-001', 'Part_2', 'C_100', { 64: 7 }, 7),
    row('ZA-001', 'Part_2', 'C_999', { 60: 4 }, 4),
    row('ZA-001', 'Part_1A', 'C_999', { 2: 9 }, 9),
    row('ZA-002', 'Part_2', 'C_999', { 2: '*' }, 9),
    row('ZA-003', 'Part_2', 'C_999', { 2: 'x' }, 9),
  ]
  const path = file('rtt.zip', zipOf([{ name: 'rtt.csv', content: `${header}\n${rows.join('\n')}\n` }]))

  it('commissioners are summed away; incomplete pathways over all treatment functions are the headline', async () => {
    const { value } = await reading(path)
    expect(value('ZA-001', 'x-rtt-pathways')).toMatchObject({ text: '30', period: { id: '2026-04' } })
    expect(value('ZA-001', 'x-rtt-within-18-weeks-pathways')?.text).toBe('16')
    expect(value('ZA-001', 'x-rtt-over-52-weeks-pathways')?.text).toBe('10')
    expect(value('ZA-001', 'x-rtt-over-65-weeks-pathways')?.text).toBe('3')
    expect(value('ZA-001', 'x-rtt-within-18-weeks')?.text).toBe('53.3333')
  })

  it('each sum knows the ranges of rows that fed it', async () => {
    const { value } = await reading(path)
    expect(value('ZA-001', 'x-rtt-pathways')?.source).toEqual({
      import: 0,
      row: 2,
      ranges: [
        [2, 3],
        [5, 5],
      ],
    })
  })

  it('other parts and treatment functions stand under their dimension', async () => {
    const { observations } = await reading(path)
    const total = (dimension: string) =>
      observations.find(one => one.metric === 'x-rtt-pathways' && one.dimension === dimension)?.text
    expect(total('part=2;treatment-function=C_100')).toBe('7')
    expect(total('part=1A;treatment-function=C_999')).toBe('9')
  })

  it('a sum with a suppressed part is suppressed; a row that cannot be read is set aside', async () => {
    const { value, issues, report } = await reading(path)
    expect(value('ZA-002', 'x-rtt-pathways')).toMatchObject({ status: 'suppressed', value: null })
    expect(value('ZA-003', 'x-rtt-pathways')).toBeUndefined()
    expect(issues('unreadable-number')).toMatchObject([{ row: 8, found: '"x"' }])
    expect(report.rowsQuarantined).toBe(1)
  })

  it.skipIf(!shared)('the whole of April 2026: every row read, its parts no more than its whole', async () => {
    const { report, observations } = await reading(
      sharedFile('data', 'rtt', '20260430-RTT-April-2026-full-extract.csv.zip'),
    )
    expect(report).toMatchObject({
      source: 'rtt-full-extract',
      rowsRead: 180781,
      rowsQuarantined: 0,
      organisations: 529,
      periods: ['2026-04'],
    })
    const headline = observations.filter(one => one.metric === 'x-rtt-pathways' && one.dimension === '')
    const rows = headline.flatMap(one => one.source.ranges ?? []).reduce((sum, [from, to]) => sum + to - from + 1, 0)
    const everything = observations
      .filter(one => one.metric === 'x-rtt-pathways')
      .flatMap(one => one.source.ranges ?? [])
      .reduce((sum, [from, to]) => sum + to - from + 1, 0)
    expect(everything).toBe(180781)
    expect(rows).toBeLessThan(everything)
    expect(report.issues.filter(issue => issue.severity !== 'note')).toEqual([])
  })
})
