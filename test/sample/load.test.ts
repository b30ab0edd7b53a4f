import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadSample } from '../../sample/load.ts'
import { dataVersion, history, listImports, loadSnapshot } from '../../src/evidence/evidence-store.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { expectCases, expectNoNames, expectSound } from './played-cases.ts'

const folders: string[] = []
const newStore = async (): Promise<{ store: Store; directory: string }> => {
  const directory = await mkdtemp(join(tmpdir(), 'sample-store-'))
  folders.push(directory)
  return { store: await openStore({ directory, recordKind: 'fictional' }), directory }
}
afterAll(() => Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true }))))

describe('the sample, loaded into the embedded store', () => {
  let store: Store
  let directory: string
  let cpuSeconds: number
  const heard: [number, number][] = []

  beforeAll(async () => {
    ;({ store, directory } = await newStore())
    const before = process.cpuUsage()
    expect(await loadSample(store, { directory, progress: (done, total) => heard.push([done, total]) })).toBe('loaded')
    const { user, system } = process.cpuUsage(before)
    cpuSeconds = (user + system) / 1e6
  }, 180_000)
  afterAll(() => store.close())

  it('takes under 30 seconds of one processor, generation and cases included', () => {
    expect(cpuSeconds).toBeLessThan(30)
  })

  it('tells how far it is, to the end', () => {
    expect(heard.at(-1)?.[0]).toBe(heard.at(-1)?.[1])
    expect(heard.length).toBeGreaterThan(100)
  })

  it('sets no row aside', async () => {
    for (const one of await listImports(store)) expect(one.report.rowsQuarantined, one.fileName).toBe(0)
  })

  it('does nothing when it is loaded already', async () => {
    const before = await dataVersion(store)
    expect(await loadSample(store, { directory })).toBe('unchanged')
    expect(await dataVersion(store)).toBe(before)
  })

  it('has cases of every regime, finished and open, of one organisation and of several', () => expectCases(store))
  it('holds the names of its cast in one place', () => expectNoNames(store))
  it('has cases that fold to what is stored', () => expectSound(store))

  it('refuses to mix with a sample of another seed', async () => {
    await expect(loadSample(store, { directory, seed: 'another' })).rejects.toThrow('another seed')
  })

  it('shows the figures of the re-issued file as they were known before and after', async () => {
    const values = async (asKnownAt: string) =>
      (await loadSnapshot(store, { asKnownAt, metrics: ['OF0013'] })).values('OF0013', '2025-26-Q3')
    const [before, after] = [await values('2026-03-31'), await values('2026-04-30')]
    const corrected = [...after].filter(([code, { value }]) => before.get(code)?.value !== value)
    expect(corrected).toHaveLength(5)
    const [code] = corrected[0] as (typeof corrected)[number]
    expect(await history(store, { organisation: code, metric: 'OF0013', period: '2025-26-Q3' })).toHaveLength(2)
  })

  it('knows in 2006 nobody who came later, and of those who were there, not that they would close', async () => {
    const { organisations } = await loadSnapshot(store, { asKnownAt: '2006-01-01' })
    expect(organisations.get('ZP-001')).toMatchObject({ opened: '2002-04-01', closed: null })
    expect(organisations.has('ZI-01')).toBe(false)
    const now = (await loadSnapshot(store, { metrics: [] })).organisations
    expect(now.get('ZP-001')?.closed).toBe('2006-09-30')
    const authorised = [...organisations.values()].filter(
      ({ code, legalForm }) => legalForm === 'nhs-trust' && now.get(code)?.legalForm === 'foundation-trust',
    )
    expect(authorised.length).toBeGreaterThan(50)
    expect(now.get('ZA-133')?.predecessors.map(one => one.predecessor)).toEqual(['ZA-201', 'ZA-202'])
  })
})

describe('a load that was stopped', () => {
  it('goes on where it stopped', async () => {
    const { store, directory } = await newStore()
    try {
      const stopped = loadSample(store, {
        directory,
        years: 1,
        progress: done => {
          if (done === 30) throw new Error('stopped')
        },
      })
      await expect(stopped).rejects.toThrow('stopped')
      expect(await listImports(store)).toHaveLength(30)
      expect(await loadSample(store, { directory, years: 1 })).toBe('loaded')
      expect(await loadSample(store, { directory, years: 1 })).toBe('unchanged')
    } finally {
      await store.close()
    }
  }, 120_000)
})
