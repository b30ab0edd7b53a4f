import { describe, expect, it } from 'vitest'
import { proposer } from '../../src/evidence/propose-organisation.ts'
import { file, nof, reading } from './reading.ts'

const codes = Array.from({ length: 12 }, (_, at) => `ZA-${`${at}`.padStart(3, '0')}`)
const sound = { code: 'ZA-900', value: '50' }
const quarters = ['Q1 2023/24', 'Q2 2023/24', 'Q3 2023/24', 'Q4 2023/24', 'Q1 2024/25', 'Q2 2024/25', 'Q3 2024/25']
const tidy = (rows: readonly (readonly string[])[]) =>
  `organisation,metric,period,value,unit\n${rows.map(row => row.join(',')).join('\n')}\n`
const spread = (value: (at: number) => string, unit: string, metric = 'x-m') =>
  codes.map((code, at) => [code, metric, '2024-06', value(at), unit])

describe('Checks of a whole file', () => {
  it.each([
    {
      check: 'percent-or-proportion',
      severity: 'warning',
      what: 'one proportion among percentages',
      text: tidy([...spread(at => `${62 + at * 2}`, '%'), ['ZA-900', 'x-m', '2024-06', '0.77', '%']]),
      row: 14,
    },
    {
      check: 'percent-or-proportion',
      severity: 'warning',
      what: 'a period in proportions',
      text: tidy([
        ...spread(at => `${62 + at * 2}`, '%'),
        ...codes.map((code, at) => [code, 'x-m', '2024-07', `0.${62 + at * 2}`, '%']),
      ]),
      row: 14,
    },
    {
      check: 'thousands-or-millions',
      severity: 'warning',
      what: '£000 among £m across organisations',
      text: tidy([...spread(at => `${10 + at * 3}.5`, '£m'), ['ZA-900', 'x-m', '2024-06', '21500', '£m']]),
      row: 14,
    },
    {
      check: 'thousands-or-millions',
      severity: 'warning',
      what: '£000 after £m at one organisation',
      text: tidy([
        ['ZA-001', 'x-m', '2024-06', '12.1', '£m'],
        ['ZA-001', 'x-m', '2024-07', '12400', '£m'],
      ]),
      row: 3,
    },
    {
      check: 'frozen-series',
      severity: 'warning',
      what: 'a series frozen at one value while others move',
      text: nof(
        quarters.flatMap((quarter, q) =>
          codes
            .slice(0, 4)
            .map((code, at) => ({ quarter, code, date: quarter, value: at === 0 ? '66.0' : `${50 + q + at}` })),
        ),
      ),
      row: 2,
    },
    {
      check: 'duplicate-row',
      severity: 'note',
      what: 'the same row twice',
      text: tidy([
        ['ZA-001', 'x-m', '2024-06', '5', '%'],
        ['ZA-001', 'x-m', '2024-06', '5', '%'],
      ]),
      row: 3,
    },
    {
      check: 'duplicate-row',
      severity: 'quarantined',
      what: 'two rows that contradict each other',
      text: tidy([
        ['ZA-001', 'x-m', '2024-06', '5', '%'],
        ['ZA-001', 'x-m', '2024-06', '6', '%'],
        ['ZA-002', 'x-m', '2024-06', '6', '%'],
      ]),
      row: 3,
    },
    {
      check: 'impossible-value',
      severity: 'quarantined',
      what: 'a percentage above 100',
      text: nof([{ value: '101' }, sound]),
      row: 2,
    },
    {
      check: 'impossible-value',
      severity: 'quarantined',
      what: 'a score of 5',
      text: nof([{ metric: 'OF1023', unit: 'score', value: '5' }, sound]),
      row: 2,
    },
    {
      check: 'impossible-value',
      severity: 'quarantined',
      what: 'a segment between two',
      text: nof([{ metric: 'OF5000', unit: 'segment', value: '2.5' }, sound]),
      row: 2,
    },
    {
      check: 'unreadable-number',
      severity: 'quarantined',
      what: 'a number beyond any figure',
      text: nof([{ value: '1e400' }, sound]),
      row: 2,
    },
    {
      check: 'unknown-type',
      severity: 'warning',
      what: 'a type of trust nobody has described',
      text: nof([{ value: '50', type: 'Specialist trust' }]),
      row: 2,
    },
    {
      check: 'impossible-value',
      severity: 'quarantined',
      what: 'a rank of 0',
      text: nof([{ value: '50', rank: '0' }, sound]),
      row: 2,
    },
    {
      check: 'impossible-value',
      severity: 'quarantined',
      what: 'more within the standard than in all',
      text: 'period,standard,org_code,total,within_standard,performance\n2024-04-01,62-day Combined,RJ1,10,11,1\n2024-04-01,62-day Combined,RJ2,10,9,0.9\n',
      row: 2,
    },
    {
      check: 'future-period',
      severity: 'quarantined',
      what: 'a quarter that has not begun',
      text: nof([{ quarter: 'Q1 2031/32', value: '50' }, sound]),
      row: 2,
    },
    {
      check: 'unreadable-number',
      severity: 'quarantined',
      what: 'a word for a number',
      text: nof([{ value: 'lots' }, sound]),
      row: 2,
    },
    {
      check: 'unreadable-period',
      severity: 'quarantined',
      what: 'no such quarter',
      text: nof([{ quarter: 'Q7 2025/26', value: '50' }, sound]),
      row: 2,
    },
    {
      check: 'unreadable-organisation',
      severity: 'quarantined',
      what: 'a name where a code belongs',
      text: nof([{ code: 'Leeds Teaching', value: '50' }, { value: '50' }]),
      row: 2,
    },
    {
      check: 'row-length',
      severity: 'quarantined',
      what: 'a row with a cell too few',
      text: nof([{ value: '50' }, { value: '51', code: 'ZA-002' }]).replace(/,,,,$/m, ''),
      row: 2,
    },
    {
      check: 'unknown-column',
      severity: 'warning',
      what: 'a column nobody has described',
      text: 'organisation,metric,period,value,unit,mood\nRJ1,x-m,2024-06,5,%,good\n',
      row: null,
    },
    {
      check: 'encoding',
      severity: 'note',
      what: 'text that is not UTF-8',
      text: Buffer.from(
        'organisation,metric,period,value,unit,name\nRJ1,x-m,2024-06,5,\u00a3m,Bront\u00eb Hospital\n',
        'latin1',
      ),
      row: null,
    },
    {
      check: 'no-final-line-break',
      severity: 'note',
      what: 'a last row that may have been cut',
      text: tidy([['RJ1', 'x-m', '2024-06', '5', '%']]).trimEnd(),
      row: null,
    },
  ])('$what: $check', async ({ check, severity, text, row }) => {
    const { issues, report } = await reading(file('check.csv', text))
    expect(issues(check)).toMatchObject([{ severity, row, file: 'check.csv' }])
    for (const { found, expected, todo } of report.issues)
      for (const words of [found, expected, todo]) expect(words.length).toBeGreaterThan(3)
  })

  it.each([
    {
      what: 'small percentages among larger ones',
      text: tidy([...spread(at => `${at * 0.7 + 0.2}`.slice(0, 4), '%'), ['ZA-900', 'x-m', '2024-06', '0.01', '%']]),
    },
    { what: 'amounts of a small and a large trust', text: tidy(spread(at => `${(at + 1) ** 3}`, '£m')) },
    {
      what: 'one annual figure shown in each quarter',
      text: nof(
        quarters.flatMap((quarter, q) =>
          codes.slice(0, 4).map((code, at) => ({
            quarter,
            code,
            metric: 'OF0061',
            unit: 'out of 10',
            date: at === 0 ? '2023' : quarter,
            value: at === 0 ? '6.19' : `${5 + q / 10}`,
          })),
        ),
      ),
    },
    {
      what: 'a segment that stays',
      text: nof(
        quarters.flatMap((quarter, q) =>
          codes.slice(0, 4).map((code, at) => ({
            quarter,
            code,
            metric: 'OF5003',
            unit: 'segment',
            date: quarter,
            value: at === 0 ? '3' : `${1 + (q % 2)}`,
          })),
        ),
      ),
    },
  ])('leaves alone $what', async ({ text }) => {
    const { report } = await reading(file('fine.csv', text))
    expect(report.issues).toEqual([])
  })

  it('tells of £000 beside £m that say so as two units, not as a slip', async () => {
    const text = tidy([...spread(at => `${20 + at}`, '£m'), ['ZA-900', 'x-m', '2024-06', '25000', '£000']])
    const { report } = await reading(file('units.csv', text))
    expect(report.issues.map(issue => issue.check)).toEqual(['two-units'])
  })

  it('sets both contradicting rows aside and loads the rest', async () => {
    const { report, observations } = await reading(
      file(
        'conflict.csv',
        tidy([
          ['ZA-001', 'x-m', '2024-06', '5', '%'],
          ['ZA-002', 'x-m', '2024-06', '7', '%'],
          ['ZA-001', 'x-m', '2024-06', '6', '%'],
        ]),
      ),
    )
    expect(observations.map(one => one.organisation)).toEqual(['ZA-002'])
    expect(report).toMatchObject({ rowsRead: 3, rowsQuarantined: 2, observations: 1 })
  })

  it('tells a thing that recurs once, with its count', async () => {
    const { issues } = await reading(
      file('many.csv', nof(codes.map(code => ({ code, value: 'lots' })).concat([{ code: 'ZA-900', value: '5' }]))),
    )
    expect(issues('unreadable-number')).toMatchObject([{ row: 2, column: 'Value', found: '"lots"', count: 12 }])
  })

  it('proposes whose name stands where a code should, and takes it for nobody’s', async () => {
    const propose = proposer([
      ['RW3', 'Manchester University NHS Foundation Trust'],
      ['R0A', 'MANCHESTER UNIVERSITY NHS TRUST'],
      ['RDY', "St. Mary's & Dorset Healthcare NHS Foundation Trust"],
    ])
    const text = tidy([
      ['Manchester University NHS FT', 'x-m', '2024-06', '5', '%'],
      ['Manchester University NHS Foundation Trust', 'x-m', '2024-06', '5', '%'],
      ['ST MARYS AND DORSET HEALTHCARE NHS TRUST', 'x-m', '2024-06', '5', '%'],
      ['RJ1', 'x-m', '2024-06', '5', '%'],
    ])
    const { issues, observations } = await reading(file('names.csv', text), { propose })
    expect(issues('unreadable-organisation')).toMatchObject([
      { row: 2, todo: 'Give the code that the ODS list has for it.' },
      {
        row: 3,
        found: '"Manchester University NHS Foundation Trust"',
        todo: expect.stringContaining('It may be R0A or RW3'),
      },
      { row: 4, todo: expect.stringContaining('It may be RDY') },
    ])
    expect(observations.map(one => one.organisation)).toEqual(['RJ1'])
  })

  it('shows nothing of a file that could steer a terminal', async () => {
    const { issues } = await reading(file('steer.csv', nof([{ value: '\u001b[31m5' }, sound])))
    expect(issues('unreadable-number')).toMatchObject([{ found: '"\ufffd[31m5"' }])
  })

  it('warns of organisations no list has, and loads them', async () => {
    const path = file(
      'strange.csv',
      nof([
        { code: 'ZA-001', value: '5' },
        { code: 'ZA-777', value: '5' },
      ]),
    )
    const { issues, observations } = await reading(path, { knownOrganisations: new Set(['ZA-001']) })
    expect(issues('unknown-organisation')).toMatchObject([{ severity: 'warning', row: 3, found: 'ZA-777', count: 1 }])
    expect(observations).toHaveLength(2)
  })
})
