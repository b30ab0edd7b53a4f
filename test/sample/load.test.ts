import { cp } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { playCases } from '../../sample/cases.ts'
import { sampleCast } from '../../sample/cast.ts'
import { loadEvidence, loadSample } from '../../sample/load.ts'
import { sampleDesk } from '../../sample/sample-desk.ts'
import { defaultSeed } from '../../sample/sector.ts'
import { unfoldSample } from '../../sample/unfold.ts'
import { readConsistency } from '../../src/casework/consistency/consistency-store.ts'
import { withActor } from '../../src/casework/desk-store.ts'
import { publicActor } from '../../src/casework/model.ts'
import { actorFrom, type CastMember } from '../../src/casework/people-store.ts'
import { recordEvent } from '../../src/casework/record-event-store.ts'
import { simulatedClock, standingStill } from '../../src/casework/product-clock.ts'
import { dataVersion, history, listImports, loadSnapshot } from '../../src/evidence/evidence-store.ts'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { awaiting, type Office, officesOf } from '../../src/web/offices.ts'
import { processorTime } from '../processor-time.ts'
import { embedded, newFolder } from '../store/databases.ts'
import { namesIn, partsOf } from './names-said.ts'
import { expectNoNamesExported, expectNoNamesStored } from './names-kept.ts'
import { kept, serveThrough } from './names-served.ts'
import {
  expectCases,
  expectCosts,
  expectMoney,
  expectRecords,
  expectSound,
  expectStages,
  playedSoFar,
} from './played-cases.ts'

/** A copy of a store's directory, while nobody has it open. */
async function copied(directory: string): Promise<string> {
  const copy = await newFolder()
  await cp(directory, copy, { recursive: true })
  return copy
}
const opened = (directory: string) => openStore({ directory, recordKind: 'fictional' })

const soak = process.env.TURNAROUND_SOAK === '1'
const castNames = sampleCast().map(({ name }) => name)

describe('the sample, loaded into the embedded store', () => {
  let store: Store
  let directory: string
  const cpuSeconds: number[] = []
  /** Copies as they stood at the start of 2026: for days to go by, for a visitor to act, and for a server. */
  let unfolding: string
  let visited: string
  let served: string
  let stoppedAfter: number
  const heard: [number, number][] = []
  const spent = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    const before = processorTime()
    try {
      return await work()
    } finally {
      cpuSeconds.push((processorTime() - before) / 1000)
    }
  }
  const progress = (done: number, total: number) => heard.push([done, total])

  beforeAll(async () => {
    const place = await embedded.newPlace('fictional')
    if (!('directory' in place)) throw new Error('An embedded store was expected.')
    ;({ directory } = place)
    store = await openStore(place)
    const stopping = (done: number) => {
      if (done === 30) throw new Error('stopped')
    }
    const load = spent(() => loadEvidence(store, { directory, progress: stopping }))
    await expect(load).rejects.toThrow('stopped')
    stoppedAfter = (await listImports(store)).length
    expect(await spent(() => loadEvidence(store, { directory, progress }))).toBe('loaded')
    await store.close()
    unfolding = await copied(directory)
    const early = await opened(unfolding)
    expect(await loadSample(early, { directory: unfolding, until: '2026-01-01' })).toBe('loaded')
    await early.close()
    visited = await copied(unfolding)
    served = await copied(unfolding)
    store = await opened(directory)
    expect(await spent(() => loadSample(store, { directory, progress }))).toBe('loaded')
  }, 300_000)
  afterAll(() => store?.close())

  it('takes under 30 seconds of one processor for the evidence, generation included, and under 25 for the cases', () => {
    const [stopped = Number.NaN, rest = Number.NaN, cases] = cpuSeconds
    expect(stopped + rest).toBeLessThan(30)
    expect(cases).toBeLessThan(25)
  })

  it('holds a pair that was decided differently on the same results, found by the report', async () => {
    const desk = await sampleDesk(store, defaultSeed)
    const asked = { regime: 'provider-improvement-programme-2025', recordKind: 'fictional' } as const
    const { shown } = await readConsistency({ ...desk, actor: { key: 'nobody', grants: [] } }, asked, async () => true)
    const pairs = shown.map(({ one, other }) => [
      ...one.organisations,
      one.decided,
      ...other.organisations,
      other.decided,
    ])
    expect(pairs).toContainEqual(['ZA-097', 'admitted', 'ZA-021', 'refused'])
    const reasonsFor = (...codes: readonly string[]) =>
      shown.find(({ one, other }) => codes.every(code => [...one.organisations, ...other.organisations].includes(code)))
        ?.reasons
    expect(reasonsFor('ZA-097', 'ZA-021')).toEqual([])
    expect(reasonsFor('ZA-030', 'ZA-021')).toEqual([expect.stringContaining('new since May')])
    expect(shown.every(({ one, other }) => one.results['normal-route'] === other.results['normal-route'])).toBe(true)
  })

  it('goes on where it was stopped, and loads no file twice', async () => {
    expect(stoppedAfter).toBe(30)
    const files = (await listImports(store)).map(one => one.fileName)
    expect(files.length).toBeGreaterThan(100)
    expect(new Set(files).size).toBe(files.length)
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
  it('has a case in every stage of every regime in which one can stay', () => expectStages(store))
  it('has every record that its cases tell of', () => expectRecords(store))
  it('has contracts in every state, and refuses what is over a cap', () => expectMoney(store))
  it('tells what support has cost, whole or in part, beside a deficit and for each exit that lasted', () =>
    expectCosts(store))

  it.each([
    ['2026-11-23', 43],
    ['2026-12-31', 5],
  ])('has a decision that awaits the Secretary of State on %s, with %d days left', async (day, daysLeft) => {
    const desk = { ...(await sampleDesk(store, defaultSeed)), clock: { now: () => `${day}T12:00:00.000Z` } }
    const office = officesOf(desk.regimes).find(({ role }) => role === 'secretary-of-state') as Office
    const decisions = await awaiting({ desk, actor: publicActor }, office)
    expect(decisions.filter(one => (one.daysLeft ?? 0) > 0)).toMatchObject([
      { organisations: ['ZA-113'], due: '2027-01-05', daysLeft, mine: false },
    ])
  })
  it('holds the names of its cast in one place', () => expectNoNamesStored(store, castNames))
  it('gives them away in no export', () => expectNoNamesExported(store, castNames), 240_000)
  it('has cases that fold to what is stored', () => expectSound(store))
  it('freezes no baseline on a file that came after it', async () => {
    const files = `select r.known_at < (f->>'knownAt')::timestamptz as later, count(*) from record r,
      jsonb_array_elements(r.body->'files') f where r.kind = 'baseline' group by 1`
    expect((await store.readRows(files)).map(([later]) => later)).toEqual([false])
  })

  it('unfolds day by day, over a restart and by leaps, to where one is that is loaded at the end', async () => {
    const slow = await opened(unfolding)
    try {
      expect(await loadSample(slow, { directory: unfolding })).toBe('unchanged')
      const desk = await sampleDesk(slow, defaultSeed)
      for (const until of ['2026-01-05', '2026-01-06', '2026-01-20', '2026-02-28'])
        expect((await playCases(desk, sampleCast(), { until })) ?? '').toMatch(/^2026-\d{2}-\d{2}T10:/)
      const refused: string[] = []
      const unfold = unfoldSample({ directory: unfolding, onRefused: words => refused.push(words) })
      for (const day of ['2026-03-01', '2026-03-02', '2026-06-15', '2026-12-31']) {
        const clock = { now: () => `${day}T12:00:00.000Z` }
        await unfold({ ...desk, clock }, AbortSignal.timeout(120_000))
      }
      expect(refused).toEqual([])
      expect(await playedSoFar(slow)).toEqual(await playedSoFar(store))
    } finally {
      await slow.close()
    }
  }, 240_000)

  it('goes on where a visitor has done otherwise, and says what was left out', async () => {
    const there = await opened(visited)
    try {
      const desk = await sampleDesk(there, defaultSeed)
      await playCases(desk, sampleCast(), { until: '2026-01-21' })
      const { id, sequence } = await there.db
        .selectFrom('case_file')
        .select(['id', 'sequence'])
        .where('regime', '=', 'provider-improvement-programme-2025')
        .where(sql<boolean>`'ZA-097' = any(organisations)`)
        .executeTakeFirstOrThrow()
      const decider = actorFrom(sampleCast().find(({ key }) => key === 'national-decider') as CastMember)
      const asked = { kind: 'event', event: 'not-entered', on: '2026-01-21', by: 'nhs-england' } as const
      const done = await withActor({ ...desk, clock: { now: () => '2026-01-21T15:00:00.000Z' } }, decider, working =>
        recordEvent(working, { caseId: id, expected: sequence, event: asked, reason: 'Decided otherwise.' }),
      )
      expect(done.done).toBe(true)
      const leftOut: string[] = []
      const onRefused = (words: string) => leftOut.push(words)
      const troubles: Error[] = []
      // Deadlines run out meanwhile, each after what was done before its day.
      const clock = simulatedClock('2026-02-06', standingStill, () => performance.now())
      const before = unfoldSample({ directory: visited, onRefused })
      const jobs = startJobs({ ...desk, clock }, { before, onError: error => troubles.push(error) })
      await jobs.settle()
      await jobs.stop()
      expect(troubles).toEqual([])
      expect(leftOut.length).toBeGreaterThan(0)
      for (const words of leftOut) expect(words).toContain('overdue-now')
      const entered = await there.db.selectFrom('case_file').select('id').where('entered', '=', '2026-02-02').execute()
      expect(entered).toHaveLength(1)
    } finally {
      await there.close()
    }
  }, 120_000)

  const [days, last, speed] = soak ? ['a year', '2026-12-31', '20d/s'] : ['days', '2026-01-15', '10d/s']
  it(`is served through ${days}, and no log says who anybody is, whatever was asked, refused or failed`, async () => {
    const { logs, statuses } = await serveThrough(served, '2026-01-01', last, speed)
    // Otherwise there would be little to look at.
    expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 303, 400, 404, 405, 500]))
    for (const words of ['is kept until', 'The page', 'violates check constraint', 'Work behind the pages failed'])
      expect(logs).toContain(words)
    const names = [...castNames, ...Object.values(kept)]
    expect(await namesIn(logs, partsOf(names))).toEqual([])
    const after = await opened(served)
    await expectNoNamesStored(after, names).finally(() => after.close())
  }, 600_000)

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
