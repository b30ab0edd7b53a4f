/** The published files themselves: counted and compared by hand once, so that a changed reader is noticed. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSnapshot } from '../../src/evidence/read-files.ts'
import { shared, sharedFile } from '../shared.ts'
import { reading, refusal, file } from './reading.ts'

describe.skipIf(!shared)('Published files (beside the checkout, or where TURNAROUND_SHARED says)', () => {
  const data = (...parts: string[]) => sharedFile('data', ...parts)

  it.each([
    {
      path: ['nof', 'nhs-oversight-framework-mental-health-and-community-trust-data-q2-25-26.csv'],
      source: 'nof-trust-data',
      rows: 4502,
      observations: 4502,
      organisations: 61,
    },
    {
      path: ['nof', 'league-table-format-sample.csv'],
      source: 'nof-league-table',
      rows: 6,
      observations: 48,
      organisations: 6,
    },
    { path: ['ae', 'nhs-england-ae-may-2026.csv'], source: 'ae-monthly', rows: 192, organisations: 192 },
    { path: ['ae', 'ae_all_types_provider_monthly.csv'], source: 'ae-monthly', rows: 4556, organisations: 207 },
    {
      path: ['ae', 'ae_type1_provider_monthly_2016-04_2026-05.csv'],
      source: 'ae-tidy',
      rows: 15668,
      observations: 47004,
    },
    { path: ['cancer', 'cancer_monthly_2015-06_2020-02.csv'], source: 'cancer', rows: 17821, observations: 53463 },
    {
      path: ['cancer', 'cancer_provider_monthly_2024-04_2025-07.csv'],
      source: 'cancer',
      rows: 6821,
      observations: 20463,
    },
    {
      path: ['ambulance', 'ambsys_provider_monthly_2017-08_2025-08.csv'],
      source: 'ambulance',
      rows: 1067,
      organisations: 11,
    },
    {
      path: ['staff-survey', 'nss2024_people_promise_themes_by_org.csv'],
      source: 'staff-survey',
      rows: 263,
      observations: 7890,
      organisations: 263,
    },
    { path: ['cqc', 'cqc_ratings_extracted.csv'], source: 'cqc-ratings', rows: 133, findings: 266 },
    { path: ['shmi', 'shmi-2011-october.csv'], source: 'shmi', rows: 147, observations: 588, organisations: 147 },
    { path: ['organisations', 'etr_2026.csv'], source: 'ods-etr', rows: 274, organisations: 274 },
    { path: ['organisations', 'all_org_changes_paths_2000_2018.csv'], source: 'organisation-changes', rows: 677 },
    { path: ['organisations', 'trust_lookup_uncomplicated_changes.csv'], source: 'organisation-successors', rows: 696 },
    {
      path: ['beds', 'Beds-Open-Overnight-Web_File-Q1-2025-26.xlsx'],
      source: 'kh03-beds',
      rows: 181,
      observations: 2715,
      organisations: 181,
    },
    {
      path: ['rtt', 'rtt_incomplete_provider_monthly_2024-08_2025-07.csv'],
      source: 'rtt-provider-monthly',
      rows: 1816,
      organisations: 151,
    },
  ])(
    '$path.1 is recognised as $source, read whole, and no row set aside',
    async ({ path, source, rows, ...counts }) => {
      const { report, issues } = await reading(data(...path))
      expect(report).toMatchObject({ source, recordKind: 'real', rowsRead: rows, rowsQuarantined: 0, ...counts })
      expect(issues('unknown-column')).toEqual([])
    },
  )

  it('A&E: one trust by hand, the national total left out, and its sums agree with the total that was printed', async () => {
    const { value, observations, organisations } = await reading(data('ae', 'nhs-england-ae-may-2026.csv'))
    expect(value('RXC', 'x-ae-type1-unbooked-attendances')).toMatchObject({
      text: '9759',
      period: { id: '2026-05', label: 'MSitAE-MAY-2026' },
      source: { row: 192 },
    })
    expect(value('RXC', 'x-ae-all-attendances')?.value).toBe(9759 + 0 + 2517 + 1948 + 0 + 1714)
    expect(value('RXC', 'x-ae-type1-within-4h')?.text).toBe(((1 - 4243 / (9759 + 1948)) * 100).toFixed(4))
    const total = (metric: string) =>
      observations.filter(one => one.metric === metric).reduce((sum, one) => sum + (one.value ?? 0), 0)
    expect(total('x-ae-type1-unbooked-attendances')).toBe(1466119)
    expect(total('x-other-emergency-admissions')).toBe(131447)
    expect(organisations.find(one => one.code === 'RXC')).toMatchObject({
      name: 'East Sussex Healthcare NHS Trust',
      region: 'South East',
      legalForm: 'nhs-trust',
    })
  })

  it('A&E: the tidied series and NHS England’s own file agree on type 1 waits', async () => {
    const [own, tidied] = [
      await reading(data('ae', 'nhs-england-ae-may-2026.csv')),
      await reading(data('ae', 'ae_type1_provider_monthly_2016-04_2026-05.csv')),
    ]
    const percent = tidied.value('RXC', 'x-ae-type1-within-4h', '2026-05')
    expect(Number(percent?.text)).toBeCloseTo(own.value('RXC', 'x-ae-type1-within-4h')?.value as number, 3)
  })

  it('KH03: the header in two rows is found by its content, below the notes', async () => {
    const { value } = await reading(data('beds', 'Beds-Open-Overnight-Web_File-Q1-2025-26.xlsx'))
    expect(value('R1H', 'x-beds-available-total')).toMatchObject({
      text: '2162.736263736264',
      period: { id: '2025-26-Q1', label: 'June 2025-26' },
      source: { row: 19 },
    })
    expect(value('R1H', 'x-beds-occupancy-total')?.value).toBeCloseTo(92.3174, 4)
    expect(value('R1H', 'x-beds-occupancy-learning-disabilities')?.status).toBe('not-applicable')
  })

  it('staff survey: unrounded scores of the year its name tells', async () => {
    const { value, organisations } = await reading(data('staff-survey', 'nss2024_people_promise_themes_by_org.csv'))
    expect(value('0AR', 'x-staff-survey-raising-concerns')).toMatchObject({
      text: '6.4898517594901639',
      period: { id: '2024' },
    })
    expect(new Set(organisations.map(one => one.type))).toEqual(
      new Set(['acute', 'mental-health-and-community', 'ambulance', 'icb', 'other']),
    )
  })

  it('ODS: names in title case, regions in words, dates of opening and closing', async () => {
    const { organisations } = await reading(data('organisations', 'etr_2026.csv'))
    expect(organisations.find(one => one.code === 'R1E')).toEqual({
      code: 'R1E',
      name: 'Staffordshire and Stoke on Trent Partnership NHS Trust',
      type: null,
      subtype: null,
      legalForm: 'nhs-trust',
      region: 'Midlands',
      opened: '2011-09-01',
      closed: '2018-05-31',
      authority: 3,
      source: { import: 0, row: expect.any(Number) },
    })
    expect(new Set(organisations.map(one => one.region))).toEqual(
      new Set([
        'London',
        'South West',
        'South East',
        'Midlands',
        'East',
        'North West',
        'North East and Yorkshire',
        null,
      ]),
    )
  })

  it('organisation changes: a path of three steps, each once', async () => {
    const { successions } = await reading(data('organisations', 'all_org_changes_paths_2000_2018.csv'))
    const steps = (from: string) =>
      successions
        .filter(one => one.predecessor === from)
        .map(({ successor, date, kind }) => ({ successor, date, kind }))
    expect(steps('0AF')).toEqual([{ successor: '0CE', date: '2012-10-01', kind: 'merger' }])
    expect(steps('0CE')).toEqual([{ successor: '0CY', date: '2014-10-01', kind: 'name-change' }])
    expect(steps('0CY')).toEqual([{ successor: 'YDDTR', date: '2016-04-01', kind: 'name-change' }])
    expect(
      successions
        .filter(one => one.predecessor === '12J')
        .map(one => one.successor)
        .sort(),
    ).toEqual(['13W', '14J'])
  })

  it('ambulance: indicators whose arithmetic confirms their meaning', async () => {
    const { value } = await reading(data('ambulance', 'ambsys_provider_monthly_2017-08_2025-08.csv'))
    expect(value('RX8', 'x-ambulance-category-2-mean', '2025-03')).toMatchObject({ text: '1693', unit: 'seconds' })
    const sum = ['conveyed-to-emergency-department', 'conveyed-elsewhere', 'see-and-treat'].reduce(
      (total, name) => total + (value('RX8', `x-ambulance-${name}`, '2025-03')?.value ?? 0),
      0,
    )
    expect(value('RX8', 'x-ambulance-face-to-face', '2025-03')?.value).toBe(sum)
  })

  it('several files make one snapshot; the same bytes twice are read once', async () => {
    const nof = data('nof', 'nhs-oversight-framework-mental-health-and-community-trust-data-q2-25-26.csv')
    const { snapshot, reports } = await readSnapshot([nof, data('organisations', 'etr_2026.csv'), nof], {
      today: '2026-11-22',
    })
    expect(reports).toHaveLength(2)
    expect(snapshot.periods('OF5002').map(one => one.id)).toEqual(['2025-26-Q1', '2025-26-Q2'])
    expect(snapshot.values('OF5002', '2025-26-Q1').size).toBe(61)
    expect(snapshot.organisations.get('RHA')).toMatchObject({
      type: 'mental-health-and-community',
      region: 'Midlands',
      opened: expect.any(String),
    })
    expect(snapshot.imports[0]).toMatchObject({
      fileName: expect.stringContaining('q2-25-26'),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      id: 0,
    })
  })

  it('a file cut anywhere inside a row is refused, or says that its end is doubtful', async () => {
    const bytes = readFileSync(
      data('nof', 'nhs-oversight-framework-mental-health-and-community-trust-data-q2-25-26.csv'),
    ).subarray(0, 60_000)
    for (const length of [59_000, 59_037, 59_071, 59_101]) {
      const path = file('cut.csv', bytes.subarray(0, length))
      const cells = bytes.subarray(0, length).toString('utf8').split('\n').at(-1)?.split(',').length as number
      if (cells < 17) expect((await refusal(path)).check).toBe('truncated')
      else expect((await reading(path)).issues('no-final-line-break')).toHaveLength(1)
    }
  })
})
