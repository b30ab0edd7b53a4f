import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateSample } from '../../sample/generate.ts'
import { fictionalHistory } from '../../sample/placements.ts'
import { promisedOutcomes } from '../../sample/regime-evidence.ts'
import type { Outcome } from '../../src/assessment/criterion.ts'
import { listFrameworks, loadFramework } from '../../src/assessment/framework-file.ts'
import { readSnapshot } from '../../src/evidence/read-files.ts'
import type { Snapshot } from '../../src/evidence/snapshot.ts'
import { entryTest } from '../../src/regimes/entry.ts'
import { askedPeriod, latestPeriod } from '../../src/regimes/entry-period.ts'
import type { Sources } from '../../src/regimes/gather-evidence.ts'
import { readHistory } from '../../src/regimes/history-file.ts'
import { loadRegime } from '../../src/regimes/regime-file.ts'
import { loadShelf } from '../../src/regimes/shelf-file.ts'

const promises = promisedOutcomes()

describe('the sample, tried at the door of each regime in its own years', () => {
  let folder: string
  let snapshot: Snapshot
  let sources: Sources

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sample-'))
    const { files } = await generateSample(folder)
    const read = await readSnapshot(
      files.map(file => file.path),
      { today: '2026-09-30' },
    )
    for (const { fileName, rowsQuarantined, recordKind } of read.reports)
      expect([fileName, rowsQuarantined, recordKind]).toEqual([fileName, 0, 'fictional'])
    snapshot = read.snapshot
    const frameworks = await Promise.all(
      (await listFrameworks()).map(async ({ id }) => [id, await loadFramework(id)] as const),
    )
    const { placements } = readHistory(fictionalHistory(), 'the sample')
    sources = { frameworks: new Map(frameworks), placements }
  }, 120_000)
  afterAll(() => rm(folder, { recursive: true }))

  const tryPromise = async ({ regime: id, version, period: asked }: (typeof promises)[number]) => {
    const loaded = await loadRegime(id, version)
    const period = asked === undefined ? latestPeriod(loaded.regime, snapshot, sources.frameworks) : askedPeriod(asked)
    if (!period) throw new Error(`no period for ${id}`)
    return entryTest(loaded, snapshot, period, sources)
  }

  it.each(promises)('$regime $version $period has the outcomes that are promised', async promised => {
    const { organisations } = await tryPromise(promised)
    const inScope = organisations.filter(one => one.inScope)
    for (const [outcome, least] of Object.entries(promised['at-least'])) {
      const found = inScope.filter(one => one.outcome === (outcome as Outcome)).length
      expect(found, outcome).toBeGreaterThanOrEqual(least ?? 0)
    }
    const waiting = organisations.filter(one => one.place === 'waiting').length
    expect(waiting).toBeGreaterThanOrEqual(promised.waiting ?? 0)
  })

  it('lets most of those qualify who were put in', async () => {
    let held = 0
    let met = 0
    for (const promised of promises.filter(one => one.period !== undefined && one['at-least'].met !== undefined)) {
      const { organisations } = await tryPromise(promised)
      const inside = organisations.filter(one => one.inScope && one.holdsPlace === 'in')
      held += inside.length
      met += inside.filter(one => one.outcome === 'met').length
    }
    expect(held).toBeGreaterThan(50)
    expect(met / held).toBeGreaterThan(0.8)
  })
})

describe('the promises', () => {
  it('leave no regime out', async () => {
    const ids = (await loadShelf()).map(({ id }) => id)
    expect(new Set(promises.map(one => one.regime))).toEqual(new Set(ids))
  })
})
