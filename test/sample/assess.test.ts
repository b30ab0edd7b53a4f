import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateSample } from '../../sample/generate.ts'
import { assess } from '../../src/assessment/assess.ts'
import { loadScoresFramework } from '../../src/assessment/framework-file.ts'
import type { Assessment } from '../../src/assessment/model.ts'
import { readSnapshot } from '../../src/evidence/read-files.ts'
import type { ImportReport } from '../../src/evidence/model.ts'

describe('the sample, assessed', () => {
  let folder: string
  let result: Assessment
  let reports: readonly ImportReport[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sample-'))
    const { files } = await generateSample(folder, { years: 1 })
    const latest = files.map(file => file.path).filter(path => /organisations|q1-26-27/.test(path))
    const read = await readSnapshot(latest, { today: '2026-09-30' })
    reports = read.reports
    result = assess(await loadScoresFramework('nof-2025-26'), read.snapshot, '2026-27-Q1')
  }, 60_000)
  afterAll(() => rm(folder, { recursive: true }))

  it('is read without a row set aside and without a warning about its columns', () => {
    for (const report of reports) {
      expect(report.rowsQuarantined, report.fileName).toBe(0)
      expect(
        report.issues.filter(issue => issue.column === 'Record_kind'),
        report.fileName,
      ).toEqual([])
      expect(report.recordKind).toBe('fictional')
    }
  })

  it('places every trust, each score computed from values or taken as published where the framework says so', () => {
    expect(result.organisations).toHaveLength(205)
    const taken = new Set(['OF1035', 'OF1067', 'x-shmi-band-score', 'x-inpatient-survey-score'])
    for (const organisation of result.organisations) {
      expect(organisation.segment, organisation.code).not.toBeNull()
      for (const [metric, { basis }] of organisation.metrics) {
        expect(
          taken.has(metric) ? ['published', 'not-scored'] : ['computed', 'not-scored'],
          `${organisation.code} ${metric}`,
        ).toContain(basis)
      }
    }
  })

  it('computes its own cuts over the whole sector, and uses all segments', () => {
    expect(result.cuts?.basis).toBe('quartiles-computed')
    expect(result.cuts?.over).toBe(205)
    expect(new Set(result.organisations.map(one => one.segment))).toEqual(new Set([1, 2, 3, 4, 5]))
  })

  it('keeps more than one acute trust in six in segment 3 by the financial override alone', () => {
    const acute = result.organisations.filter(one => one.peerGroup === 'acute')
    expect(acute.filter(one => one.overrideMoved).length / acute.length).toBeGreaterThan(1 / 6)
  })
})
