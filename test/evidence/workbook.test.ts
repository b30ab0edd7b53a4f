import { writeOds, writeXlsx } from 'hucre'
import { describe, expect, it } from 'vitest'
import { file, reading, refusal, zipOf } from './reading.ts'

const sheets = [
  { name: 'Notes', rows: [['Figures of our own'], ['Not for quotation']] },
  {
    name: 'Beds',
    rows: [
      ['Average daily beds'],
      [],
      ['', '', '', '', 'Available', '', '', 'Occupied', '', '% Occupied'],
      ['Year', 'Period End', 'Org Code', 'Org Name', 'Total ', 'Maternity', '', 'Total ', 'Maternity', 'Total '],
      ['2025-26', 'June', '', 'England', 900.5, 10, '', 800, 5, 0.888],
      ['2025-26', 'June', 'ZA-001', 'A TRUST', 900.5, 10, '', 800, '-', 0.888],
    ],
  },
]

describe('Workbooks', () => {
  it.each([
    ['xlsx', () => writeXlsx({ sheets })],
    ['ods', () => writeOds({ sheets })],
  ] as const)(
    'of the kind %s are read, the header found by its content in two rows below a title',
    async (kind, write) => {
      const { value, report, issues } = await reading(file(`beds.${kind}`, Buffer.from(await write())))
      expect(report).toMatchObject({ source: 'kh03-beds', rowsRead: 1, rowsQuarantined: 0 })
      expect(value('ZA-001', 'x-beds-available-total')).toMatchObject({
        text: '900.5',
        period: { id: '2025-26-Q1' },
        source: { row: 6 },
      })
      expect(value('ZA-001', 'x-beds-occupied-maternity')?.status).toBe('not-applicable')
      expect(value('ZA-001', 'x-beds-occupancy-total')).toMatchObject({ text: '88.8', unit: '%' })
      expect(issues('row-left-out')).toMatchObject([{ row: 5, count: 1 }])
      expect(issues('table-not-read')).toMatchObject([{ count: 1 }])
    },
  )

  it('in an archive are read too', async () => {
    const { report } = await reading(
      file('beds.zip', zipOf([{ name: 'beds.xlsx', content: Buffer.from(await writeXlsx({ sheets })) }])),
    )
    expect(report).toMatchObject({ source: 'kh03-beds', observations: 5 })
  })

  it('are refused when their name says another kind, or when they are cut short', async () => {
    const bytes = Buffer.from(await writeXlsx({ sheets }))
    expect(await refusal(file('beds.csv', bytes))).toMatchObject({
      check: 'not-what-its-name-says',
      found: 'an XLSX workbook',
    })
    expect(await refusal(file('cut.xlsx', bytes.subarray(0, bytes.length / 2)))).toMatchObject({ check: 'truncated' })
  })
})
