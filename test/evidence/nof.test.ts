import { describe, expect, it } from 'vitest'
import { file, nof, nofHeader, reading, refusal } from './reading.ts'

describe('NHS Oversight Framework trust data', () => {
  it('keeps each value exactly as printed, with its row, its quarter and the time it measures', async () => {
    const { value, report } = await reading(
      file(
        'a.csv',
        nof([
          { value: '9.03', rank: '33.0' },
          { metric: 'OF1023', value: '1.0', unit: 'score' },
        ]),
      ),
    )
    expect(report).toMatchObject({
      source: 'nof-trust-data',
      schemaVersion: 'with quarter',
      recordKind: 'fictional',
      observations: 2,
      rowsQuarantined: 0,
    })
    expect(value('ZA-001', 'OF0023')).toEqual({
      organisation: 'ZA-001',
      metric: 'OF0023',
      period: { id: '2025-26-Q1', label: 'Q1 2025/26', start: '2025-04-01', end: '2025-06-30' },
      measured: { id: '2025-06', label: 'Jun-25', start: '2025-06-01', end: '2025-06-30' },
      dimension: '',
      status: 'value',
      value: 9.03,
      text: '9.03',
      unit: '%',
      attributes: { domain: 'Access', subDomain: 'Elective', description: 'A metric', rank: '33' },
      source: { import: 0, row: 2 },
    })
    expect(value('ZA-001', 'OF1023')?.text).toBe('1.0')
  })

  it('has three trust types under their old and new names', async () => {
    const types = [
      'acute',
      'Acute trust',
      'non-acute hospital',
      'Mental health and community trust',
      'Ambulance',
      'Ambulance trust',
    ]
    const { organisations } = await reading(
      file('types.csv', nof(types.map((type, at) => ({ type, code: `ZA-00${at}`, value: '1' })))),
    )
    expect(organisations.map(one => one.type)).toEqual([
      'acute',
      'acute',
      'mental-health-and-community',
      'mental-health-and-community',
      'ambulance',
      'ambulance',
    ])
  })

  it('takes the quarter of the first release, which has no such column, from its summary rows', async () => {
    const withQuarter = nof([
      { value: '60', date: 'Jun-25' },
      { metric: 'OF5002', unit: 'score', date: 'Q2 2025/26', value: '2.1' },
    ])
    const text = withQuarter.replaceAll(/^(Quarter|Q1 2025\/26),/gm, '')
    const { value, report } = await reading(file('first.csv', text))
    expect(report.schemaVersion).toBe('first release (no quarter)')
    expect(value('ZA-001', 'OF0023')?.period).toMatchObject({ id: '2025-26-Q2', label: 'Q2 2025/26' })
    const bare = await reading(file('bare.csv', nof([{ value: '60' }]).replaceAll(/^(Quarter|Q1 2025\/26),/gm, '')))
    expect(bare.value('ZA-001', 'OF0023')?.period.id).toBe('2025-26-Q1')
    expect(bare.issues('period-assumed')).toHaveLength(1)
  })

  it('lets a date without dates of its own fall back to its quarter, keeping the words', async () => {
    const { value } = await reading(
      file(
        'latest.csv',
        nof([{ metric: 'OF1067', unit: 'score', date: 'Latest published if awarded post August 2023', value: '2' }]),
      ),
    )
    expect(value('ZA-001', 'OF1067')?.measured).toEqual({
      id: '2025-26-Q1',
      label: 'Latest published if awarded post August 2023',
      start: '2025-04-01',
      end: '2025-06-30',
    })
  })

  it('tells missing, suppressed and not applicable apart', async () => {
    const { observations, issues } = await reading(
      file('absent.csv', nof(['', '*', 'n/a', '5'].map((value, at) => ({ code: `ZA-00${at}`, value })))),
    )
    expect(observations.map(one => one.status)).toEqual(['missing', 'suppressed', 'not-applicable', 'value'])
    for (const status of ['missing', 'suppressed', 'not-applicable'])
      expect(issues(status)).toMatchObject([{ severity: 'note', count: 1 }])
  })

  it('keeps a metric in two units twice: the preferred as headline, the other beside it', async () => {
    const { value, observations, issues } = await reading(
      file(
        'units.csv',
        nof([
          { metric: 'OF0048', unit: 'count', value: '24' },
          { metric: 'OF0048', unit: 'ratio', value: '1.1' },
        ]),
      ),
    )
    expect(value('ZA-001', 'OF0048')).toMatchObject({ text: '1.1', unit: 'ratio' })
    expect(observations.find(one => one.unit === 'count')).toMatchObject({ dimension: 'unit=count', text: '24' })
    expect(issues('two-units')).toMatchObject([{ severity: 'warning', row: 2, column: 'OF0048' }])
  })

  it('loads a metric nobody has described, and says so', async () => {
    const { value, issues } = await reading(file('unknown.csv', nof([{ metric: 'OF0999', value: '5' }])))
    expect(value('ZA-001', 'OF0999')?.text).toBe('5')
    expect(issues('unknown-metric')).toMatchObject([{ severity: 'warning', column: 'OF0999' }])
  })

  it('is recognised by its header, whatever its name, case, spaces, mark and line ends', async () => {
    const odd = `\uFEFF${nof([{ value: '5' }], nofHeader.toUpperCase().replaceAll('_', ' '))}`.replaceAll('\n', '\r\n')
    const { report, value } = await reading(file('holiday-photos.csv', odd))
    expect(report.source).toBe('nof-trust-data')
    expect(report.issues).toEqual([])
    expect(value('ZA-001', 'OF0023')?.text).toBe('5')
  })

  it('is refused without a column it cannot do without, naming what stands there instead', async () => {
    const issue = await refusal(file('renamed.csv', nof([{ value: '5' }], nofHeader.replace('Value,', 'Figure,'))))
    expect(issue).toMatchObject({ check: 'missing-column', column: 'Value' })
    expect(issue.found).toContain('"Figure"')
  })

  it('says what a record is, and may not go into a store of another kind', async () => {
    const real = file('real.csv', nof([{ code: 'RJ1', value: '5' }]))
    const fictional = file('fictional.csv', nof([{ code: 'ZA-001', value: '5' }]))
    expect((await reading(real)).report.recordKind).toBe('real')
    expect(await refusal(real, { recordKind: 'fictional' })).toMatchObject({ check: 'other-sector' })
    expect(await refusal(fictional, { recordKind: 'real' })).toMatchObject({ check: 'other-sector' })
    expect(
      await refusal(
        file(
          'mixed.csv',
          nof([
            { code: 'RJ1', value: '5' },
            { code: 'ZA-001', value: '5' },
          ]),
        ),
      ),
    ).toMatchObject({ check: 'other-sector' })
    expect(
      await refusal(
        file(
          'posing.csv',
          nof([{ code: 'RJ1', value: '5' }], `${nofHeader},Record_kind`).replace(/,$/m, ',,fictional'),
        ),
      ),
    ).toMatchObject({ check: 'other-sector' })
  })
})

describe('The league table', () => {
  it('has ranges in words, which become two figures each', async () => {
    const text =
      'Quarter,Trust_code,Average_score,Likely_range_of_average_score,Segment,Trust_in_financial_deficit,Rank,Likely_range_of_rank\nQ4 2025/26,RY7,1.98,1.28 to 2.78,1.0,No,10.0,6 to 49\n'
    const { observations } = await reading(file('league.csv', text))
    expect(Object.fromEntries(observations.map(one => [one.metric, one.text]))).toEqual({
      'x-league-average-score': '1.98',
      'x-league-average-low': '1.28',
      'x-league-average-high': '2.78',
      'x-league-segment': '1',
      'x-league-deficit': '0',
      'x-league-rank': '10',
      'x-league-rank-low': '6',
      'x-league-rank-high': '49',
    })
  })
})

describe('Findings', () => {
  it('come from a tidy file, each with its author and document', async () => {
    const text =
      'Organisation code,Kind,Value,From,Until,Document,Author,Statement\nRJ1,capability-rating,low,01/10/2025,,Assessment,NHS England,Board stretched\nRJ1,Capability Rating,low,,,,X,\n'
    const { findings, issues } = await reading(file('findings.csv', text))
    expect(findings).toEqual([
      {
        organisation: 'RJ1',
        kind: 'capability-rating',
        value: 'low',
        from: '2025-10-01',
        until: null,
        period: null,
        author: 'NHS England',
        document: 'Assessment',
        statement: 'Board stretched',
        source: { import: 0, row: 2 },
      },
    ])
    expect(issues('unreadable-kind')).toMatchObject([{ severity: 'quarantined', row: 3, found: '"Capability Rating"' }])
  })
})
