import { parse } from 'csv-parse/sync'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { processorTime } from '../processor-time.ts'
import { generateSample, sampleFiles, type SampleManifest } from '../../sample/generate.ts'
import { measures } from '../../sample/measures.ts'

type Row = Record<string, string>

const files = sampleFiles()
const rowsOf = (part: string): Row[] =>
  files.filter(file => file.name.includes(part)).flatMap(file => parse(file.text, { columns: true }) as Row[])
const nof = rowsOf('-nof-').filter(row => row.Quarter === 'Q1 2026/27')
const numbers = (metric: string, rows = nof): Map<string, number> =>
  new Map(
    rows
      .filter(row => row.Metric_ID === metric && /^-?[\d.]+$/.test(row.Value ?? ''))
      .map(row => [row.Trust_code as string, Number(row.Value)]),
  )

describe('the sample, written to a folder', () => {
  const folders: string[] = []
  const write = async (options = {}): Promise<SampleManifest & { folder: string; took: number }> => {
    const folder = await mkdtemp(join(tmpdir(), 'sample-'))
    folders.push(folder)
    const start = processorTime()
    const manifest = await generateSample(folder, options)
    return { ...manifest, folder, took: processorTime() - start }
  }
  const digest = async (folder: string) => {
    const hash = createHash('sha256')
    for (const name of (await readdir(folder)).sort()) hash.update(name).update(await readFile(join(folder, name)))
    return hash.digest('hex')
  }
  afterAll(() => Promise.all(folders.map(folder => rm(folder, { recursive: true }))))

  it('is the same, byte for byte, from the same seed, and another from another', async () => {
    const [one, two, other] = [await write(), await write(), await write({ seed: 'another', years: 1 })]
    expect(await digest(one.folder)).toBe(await digest(two.folder))
    expect(await digest(one.folder)).not.toBe(await digest(other.folder))
    expect(one.took).toBeLessThan(10_000)
  })

  it('lists its files in the order in which they became known, and tells progress to the end', async () => {
    const heard: [number, number][] = []
    const { files: listed } = await write({
      years: 1,
      progress: (done: number, total: number) => heard.push([done, total]),
    })
    expect(listed.map(file => file.knownAt)).toEqual(listed.map(file => file.knownAt).toSorted())
    expect(heard).toHaveLength(listed.length)
    expect(heard.at(-1)).toEqual([listed.length, listed.length])
  })

  it('refuses years it does not have', () => {
    expect(() => sampleFiles('x', 4)).toThrow('1 to 3 whole years')
  })

  it('gives the same figures in a shorter sample as in the whole', () => {
    const whole = new Map(files.map(file => [file.name, file.text]))
    for (const file of sampleFiles(undefined, 1)) {
      if (!file.name.startsWith('fictional-findings')) expect(file.text, file.name).toBe(whole.get(file.name))
    }
  })
})

describe('every row', () => {
  it('carries the word fictional, and every row of a file has its columns', () => {
    for (const file of files) {
      const rows = parse(file.text, { columns: true }) as Row[]
      expect(rows.length, file.name).toBeGreaterThan(0)
      expect(
        rows.every(row => row.Record_kind === 'fictional'),
        file.name,
      ).toBe(true)
    }
  })

  it('keeps the whole within 150,000 rows', () => {
    expect(files.reduce((sum, file) => sum + file.text.split('\r\n').length - 2, 0)).toBeLessThan(150_000)
  })
})

describe('the oversight files', () => {
  it('cover 12 quarters to 2025-26 and the first of 2026-27', () => {
    const quarters = new Set(rowsOf('-nof-').map(row => row.Quarter))
    expect(quarters.size).toBe(13)
    expect([...quarters].at(0)).toBe('Q1 2023/24')
    expect([...quarters].at(-1)).toBe('Q1 2026/27')
  })

  it('hold raw values and the scores that are only ever published, never a computed score or segment', () => {
    const ids = new Set(nof.map(row => row.Metric_ID as string))
    expect([...ids].filter(id => !/^OF0\d{3}$/.test(id)).sort()).toEqual([
      'OF1035',
      'OF1067',
      'OF5004',
      'OF5007',
      'x-inpatient-survey-score',
      'x-shmi-band-score',
    ])
  })

  it('say of every trust and measure: a value, or that it is missing, suppressed or not applicable', () => {
    const trusts = Map.groupBy(
      nof.filter(row => row.Metric_ID === 'OF0082'),
      row => row.Trust_type as string,
    )
    const titles = {
      acute: 'Acute trust',
      'mental-health-and-community': 'Mental health and community trust',
      ambulance: 'Ambulance trust',
    }
    for (const measure of measures) {
      // Few trusts were inspected lately; the others have no row.
      if (measure.id === 'OF1067') continue
      const expected = measure.types.reduce((sum, type) => sum + (trusts.get(titles[type])?.length ?? 0), 0)
      const rows = nof.filter(row => row.Metric_ID === measure.id)
      expect(rows.length, measure.id).toBe(expected)
      expect(
        rows.filter(row => !/^(-?\d+(\.\d+)?|\*|n\/a|)$/.test(row.Value as string)),
        measure.id,
      ).toEqual([])
    }
  })

  it('miss a few values in a hundred, some of them suppressed', () => {
    const asked = nof.filter(row => row.Value !== 'n/a')
    const share = (value: string) => asked.filter(row => row.Value === value).length / asked.length
    expect(share('') + share('*')).toBeGreaterThan(0.01)
    expect(share('') + share('*')).toBeLessThan(0.04)
    expect(share('*')).toBeGreaterThan(0)
  })

  it('tie only at zero, at counts, and in bands', () => {
    for (const { id } of measures.filter(
      measure => measure.id.startsWith('OF0') && !['OF0020', 'OF0079', 'OF0081'].includes(measure.id),
    )) {
      const values = [...numbers(id).values()].filter(value => value !== 0 && value !== 100)
      // One pair in a quarter may meet at the last decimal.
      expect(new Set(values).size, id).toBeGreaterThanOrEqual(values.length - 1)
    }
  })

  it('put about three acute trusts in four under the financial override, and far fewer of the others', () => {
    const flagged = (type: string) => {
      const rows = nof.filter(row => row.Metric_ID === 'OF5004' && row.Trust_type === type)
      return rows.filter(row => row.Value === '1').length / rows.length
    }
    expect(flagged('Acute trust')).toBeGreaterThan(0.68)
    expect(flagged('Acute trust')).toBeLessThan(0.85)
    expect(flagged('Mental health and community trust')).toBeLessThan(0.5)
  })

  it('have about a dozen trusts in the programme', () => {
    const inside = nof.filter(row => row.Metric_ID === 'OF5007' && row.Value === '1').length
    expect(inside).toBeGreaterThanOrEqual(12)
    expect(inside).toBeLessThanOrEqual(15)
  })

  it('were issued again once, with five values corrected', () => {
    const again = files.find(file => file.name.endsWith('-v2.csv'))
    const first = files.find(file => file.name === again?.name.replace('-v2', ''))
    if (!again || !first) throw new Error('no re-issued file')
    const [before, after] = [first.text.split('\r\n'), again.text.split('\r\n')]
    expect(before.filter((line, i) => line !== after[i])).toHaveLength(5)
    expect(Date.parse(again.knownAt) - Date.parse(first.knownAt)).toBe(30 * 86_400_000)
  })
})

describe('the figures behave like figures', () => {
  const correlation = (a: Map<string, number>, b: Map<string, number>) => {
    const pairs = [...a].flatMap(([code, x]) => (b.has(code) ? [[x, b.get(code) as number] as const] : []))
    const mean = (of: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length
    const [mx, my] = [mean(0), mean(1)]
    const sum = (of: (x: number, y: number) => number) => pairs.reduce((total, [x, y]) => total + of(x - mx, y - my), 0)
    return sum((x, y) => x * y) / Math.sqrt(sum(x => x * x) * sum((_, y) => y * y))
  }

  it('good staff engagement goes with raising concerns, short waits with few long ones, sickness with poor engagement', () => {
    expect(correlation(numbers('OF0084'), numbers('OF0061'))).toBeGreaterThan(0.1)
    expect(correlation(numbers('OF0023'), numbers('OF0003'))).toBeLessThan(-0.3)
    expect(correlation(numbers('OF0084'), numbers('OF0082'))).toBeLessThan(-0.3)
  })

  it('a trust is this quarter much as it was last quarter', () => {
    const before = rowsOf('-nof-').filter(row => row.Quarter === 'Q4 2025/26')
    for (const id of ['OF0023', 'OF0013', 'OF0082', 'OF0025'])
      expect(correlation(numbers(id), numbers(id, before)), id).toBeGreaterThan(0.5)
  })

  it('A&E is worse each winter than each summer', () => {
    const months = Map.groupBy(rowsOf('-ae-'), row => row.period as string)
    const sum = (rows: Row[], column: string) => rows.reduce((total, row) => total + Number(row[column]), 0)
    const share = (month: string) => {
      const rows = months.get(month) ?? []
      return 1 - sum(rows, 'type1_over_4h') / sum(rows, 'type1_attendances')
    }
    expect(months.size).toBe(48)
    for (const year of [2022, 2023, 2024, 2025]) expect(share(`${year}-12`)).toBeLessThan(share(`${year}-07`) - 0.02)
  })

  it('long waits for planned care fall over the years', () => {
    const months = Map.groupBy(rowsOf('-rtt-'), row => row.period as string)
    const long = (month: string) =>
      (months.get(month) ?? []).reduce((sum, row) => sum + Number(row.total_52_plus_weeks), 0)
    expect(long('2026-06')).toBeLessThan(0.6 * long('2023-06'))
  })

  it('the quarterly value is the one its months add up to', () => {
    const june = new Map(
      rowsOf('-rtt-')
        .filter(row => row.period === '2026-06')
        .map(row => [row.provider_code as string, row]),
    )
    for (const [code, value] of numbers('OF0023')) {
      const row = june.get(code) as Row
      expect(value).toBeCloseTo((100 * Number(row.total_within_18_weeks)) / Number(row.total_incomplete_pathways), 5)
    }
  })

  it('yearly survey results repeat through the year', () => {
    const in2526 = rowsOf('-nof-').filter(
      row => row.Metric_ID === 'OF0084' && /Q[123] 2025/.test(row.Quarter as string),
    )
    for (const rows of Map.groupBy(in2526, row => row.Trust_code as string).values())
      expect(new Set(rows.map(row => row.Value)).size).toBe(1)
  })
})

describe('the findings', () => {
  const findings = rowsOf('fictional-findings-')
  it('rate the capability of every open trust each year, on all four ratings', () => {
    const ratings = findings.filter(row => row.Kind === 'capability-rating' && row.Period === '2025/26')
    expect(ratings).toHaveLength(205)
    expect(new Set(ratings.map(row => row.Value))).toEqual(new Set(['green', 'amber-green', 'amber-red', 'red']))
  })

  it('agree with the flags in the oversight files', () => {
    const said = new Map(
      findings
        .filter(row => row.Kind === 'deficit-or-support' && row.Period === 'Q1 2026/27')
        .map(row => [row.Organisation_code, row.Value === 'yes' ? '1' : '0']),
    )
    for (const row of nof.filter(one => one.Metric_ID === 'OF5004'))
      expect(said.get(row.Trust_code as string)).toBe(row.Value)
    const members = new Set(
      findings
        .filter(row => row.Kind === 'programme-member' && row.Period === 'Q1 2026/27')
        .map(row => row.Organisation_code),
    )
    for (const row of nof.filter(one => one.Metric_ID === 'OF5007'))
      expect(members.has(row.Trust_code as string)).toBe(row.Value === '1')
  })

  it('of every regime are signed by offices that say they are fictional, and are kinds with a value', () => {
    for (const row of rowsOf('-regime-evidence-findings-')) {
      expect(row.Author).toMatch(/ \(fictional\)$/)
      expect(row.Kind).toMatch(/^[a-z0-9-]+$/)
      expect(row.Value).not.toBe('')
    }
  })

  it('of the quarters are signed by offices', () => {
    expect(new Set(findings.map(row => row.Author?.split(',')[0]))).toEqual(
      new Set(['National oversight office (fictional)', 'Regional office', 'Inspectorate (fictional)']),
    )
  })
})
