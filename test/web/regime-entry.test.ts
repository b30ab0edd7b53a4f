/** The pages that test entry and exit: calculated and never decided, down to the rows, in every form. */
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { listFrameworks, loadFramework } from '../../src/assessment/framework-file.ts'
import type { Finding } from '../../src/evidence/model.ts'
import { buildSnapshot } from '../../src/evidence/snapshot.ts'
import { readHistory } from '../../src/regimes/history-file.ts'
import { type App, createApp } from '../../src/web/app.ts'
import { home } from './site.ts'
import { shelf } from './shelf.ts'
import { smallSector } from './small-sector.ts'

const programme = 'provider-improvement-programme-2025'
const heading = 'Calculated, not decided: nobody placed this organisation here'

/** Stays of the small sector: one regime that conflicts with another which ran at the same time. */
const history = `
history: small
title: A small history
about: Made for tests.
record-kind: fictional
compiled: 2026-01-01
names:
  special: { title: Special measures, began: 2014-05-01, is: [{ regime: special-measures-2014 }] }
  vanguard: { title: A vanguard, began: 2015-09-01, is: [{ regime: acute-care-collaboration-vanguards-2015 }] }
  programme: { title: The programme, began: 2025-06-26, is: [{ regime: ${programme} }] }
ways-out: { better: after it got better }
sources: { made: { publisher: The tests, kind: publisher, what: Made up } }
placements:
  - { id: a, name: special, organisation: Coldharbour, code: X-03, entered: { date: 2015-01-10 }, left: { date: 2016-03-01, how: better }, sources: [made] }
  - { id: b, name: vanguard, organisation: Coldharbour, code: X-03, entered: { date: 2015-09-25 }, left: { date: 2017-03-31 }, sources: [made] }
  - { id: c, name: programme, organisation: Brackenfield, code: X-02, entered: { date: 2025-07-01 }, left: { state: end-not-known, last-known-in: 2026-01-01 }, sources: [made] }
`

let app: App
beforeAll(async () => {
  const { evidence, framework } = await smallSector()
  const said = (organisation: string, kind: string, value: string, row: number): Finding => ({
    organisation,
    kind,
    value,
    from: '2025-12-01',
    until: null,
    period: null,
    author: 'The region',
    document: 'Letter',
    statement: '',
    source: { import: 0, row },
  })
  const codes = Array.from({ length: 12 }, (_, i) => `X${String(i + 1).padStart(2, '0')}`)
  const findings = [
    ...codes.map((code, i) => said(code, 'capability-rating', i < 9 ? 'red' : 'green', 10 + i)),
    ...codes.slice(2).map((code, i) => said(code, 'catastrophic-failure', 'no', 30 + i)),
  ]
  // Codes of fictional organisations have a hyphen, which the small sector does without.
  const placements = readHistory(history, 'small history').placements.map(one => ({
    ...one,
    organisation: one.organisation?.replace('-', '') ?? null,
  }))
  const loaded = await listFrameworks()
  const shipped = await Promise.all(loaded.map(({ id }) => loadFramework(id)))
  app = await createApp({
    evidence: {
      ...evidence,
      async snapshot(asKnownAt) {
        const snapshot = await evidence.snapshot(asKnownAt)
        const { recordKind, imports } = snapshot
        const more = { observations: [], organisations: [], successions: [], findings }
        return buildSnapshot([...snapshot.batches, more], { recordKind, asKnownAt, imports })
      },
    },
    frameworks: shipped.map(one => (one.framework === framework.framework ? framework : one)),
    shelf: { ...(await shelf()), placements },
  })
})

const get = async (path: string) => app.request(`${home}${path}`)
const text = async (path: string) => (await get(path)).text()
// What a page says as JSON is checked against its schema; tests look at a few fields.
const json = async (path: string) => JSON.parse(await text(path))
const rows = async (path: string) => parse(await text(path), { columns: true }) as Record<string, string>[]

describe.each([`/regimes/${programme}/entry`, '/organisations/X04/regimes', `/organisations/X04/regimes/${programme}`])(
  '%s',
  path => {
    it('is headed as calculated, stays out of search engines, and says so in every form', async () => {
      const answer = await get(path)
      expect(answer.headers.get('x-robots-tag')).toBe('noindex')
      expect(await answer.text()).toContain(`<h1 class="nhsuk-heading-l">${heading}</h1>`)
      expect((await json(`${path}.json`)).heading).toBe(heading)
    })
  },
)

describe('candidates and waiting list', () => {
  it('says in one sentence how many meet the test, how many are open and how many would get a place', async () => {
    const { summary, counts } = await json(`/regimes/${programme}/entry.json`)
    expect(summary).toContain(`Of 12 organisations ${counts.met} meet`)
    expect(summary).toContain(`${counts.admitted} would get a place and ${counts.waiting} would wait.`)
    expect(counts.met + counts.notMet + counts.needsJudgement + counts.evidenceMissing).toBe(counts.tested)
  })

  it('shows places with their kind, those taken, and whoever is in already apart', async () => {
    const { places, organisations } = await json(`/regimes/${programme}/entry.json`)
    expect(places).toMatchObject({ number: 15, kind: 'expected', taken: 1, takenNotKnown: 0, free: 14 })
    const member = organisations.find((one: { code: string }) => one.code === 'X02')
    expect(member).toMatchObject({ holdsPlace: 'in', place: 'none' })
    expect(await text(`/regimes/${programme}/entry`)).toContain('Recorded as in already')
  })

  it('has a row of CSV for every organisation, with the leaf that settles it and the status', async () => {
    const found = await rows(`/regimes/${programme}/entry.csv`)
    expect(found).toHaveLength(12)
    for (const row of found) {
      expect(row).toMatchObject({ record_kind: 'fictional', status: 'calculated, not decided' })
      expect(row['deciding_leaf']).not.toBe('')
    }
    const admitted = found.filter(row => row['place'] === 'admitted').map(row => Number(row['position']))
    expect(admitted.toSorted((a, b) => a - b)).toEqual(admitted.map((_, i) => i + 1))
  })

  it('counts what is missing, and never takes it for met or not met', async () => {
    const { open, organisations } = await json(`/regimes/${programme}/entry.json`)
    const judgement = open.find((one: { name: string }) => one.name === 'catastrophic-failure')
    const waiting = organisations.filter((one: { outcome: string }) => one.outcome === 'needs-judgement')
    expect(judgement).toMatchObject({ kind: 'judgement', judge: 'NHS England', settles: waiting.length })
  })

  it('tests another period and another version when asked, and says when the rules did not hold then', async () => {
    const { tested } = await json(`/regimes/${programme}/entry.json?of=2025-04`)
    expect(tested).toMatchObject({ basis: 'asked', outside: true, period: { id: '2025-04' } })
    expect(tested.says).toContain('as if its rules')
    const older = await json('/regimes/system-oversight-2021/entry.json?version=2021&of=2021-09-30')
    expect(older.tested).toMatchObject({ version: '2021', outside: false })
  })

  it('takes the rules in force in the period, unless another version is asked for', async () => {
    const tested = async (query: string) =>
      (await json(`/regimes/system-oversight-2021/entry.json?of=2021-09-30${query}`)).tested
    expect(await tested('')).toMatchObject({ version: '2021', outside: false })
    expect(await tested('&version=2022')).toMatchObject({ version: '2022', outside: true })
    const one = await json('/organisations/X04/regimes/system-oversight-2021.json?of=2021-09-30')
    expect(one.tested.version).toBe('2021')
  })

  it('refuses a day that no calendar has', async () => {
    expect((await get('/regimes/system-oversight-2021/entry?of=2022-02-30')).status).toBe(400)
  })

  it('writes dates as people do', async () => {
    const { notes } = await json('/regimes/keogh-reviews-2013/entry.json?of=2020-05')
    expect(notes[0]).toContain('held from 1 February 2013 to 16 July 2013; May 2020 lies outside')
  })

  it('says of an order that compares organisations that neighbours in it may not differ', async () => {
    expect((await json('/regimes/turnaround-2016/entry.json')).orderIsRelative).toBe(true)
    expect((await json(`/regimes/${programme}/entry.json`)).orderIsRelative).toBe(false)
  })

  it('tests rules at their own time where nothing is loaded that they ask for', async () => {
    const { tested, organisations } = await json('/regimes/special-measures-2013/entry.json')
    expect(tested.basis).toBe('own-time')
    for (const one of organisations) expect(['needs-judgement', 'evidence-missing']).toContain(one.outcome)
  })

  it('shows for how long somebody has stood in the worst tenth and how far they fell, as relative', async () => {
    const { standings, evidence } = await json('/regimes/system-oversight-2021/entry.json')
    const [first] = standings
    expect(first.measures).toEqual(['position', 'drop', 'worst-decile-run'])
    const runs = first.rows.map((row: { run: number }) => row.run)
    expect(runs).toEqual(runs.toSorted((a: number, b: number) => b - a))
    const html = await text('/regimes/system-oversight-2021/entry')
    expect(html).toContain('A tenth of them are always in the worst tenth')
    const [row] = await rows('/regimes/system-oversight-2021/entry.csv')
    for (const { name } of evidence) expect(row).toHaveProperty(name)
    expect(row).toHaveProperty('ae_worst_tenth_run_at_least')
  })

  it('estimates the cost before anybody starts, with its basis', async () => {
    const { estimate } = await json('/regimes/turnaround-2016/entry.json')
    expect(estimate.beforeEntry).toBe(true)
    expect(estimate.perCase.basis).not.toBe('')
    expect(await text('/regimes/turnaround-2016/entry')).toContain('What it would cost, estimated before starting')
  })
})

describe('would it qualify anywhere', () => {
  it('has every regime once, with an outcome and the period it was tested for', async () => {
    const { regimes } = await json('/organisations/X04/regimes.json')
    const { regimes: shipped } = await shelf()
    expect(regimes.map((one: { regime: string }) => one.regime)).toEqual(shipped.map(one => one.id))
    expect(await rows('/organisations/X04/regimes.csv')).toHaveLength(shipped.length)
  })

  it('says out of scope of a regime that is not for it, with the reason', async () => {
    const { regimes } = await json('/organisations/X04/regimes.json')
    const gate = regimes.find((one: { regime: string }) => one.regime === 'foundation-trust-gate-2013')
    expect(gate.outcome).toBe('out-of-scope')
    expect(gate.deciding[0]).toContain('legal form')
  })

  it('shows recorded stays that ran at once, with what the files say of their conflict', async () => {
    const { overlaps } = await json('/organisations/X03/regimes.json')
    expect(overlaps).toHaveLength(1)
    expect(overlaps[0]).toMatchObject({ certain: true })
    expect(overlaps[0].conflict).not.toBeNull()
  })
})

describe('one organisation under one regime', () => {
  it('has the whole tree of entry: clause, source, values, and rows that the site can show', async () => {
    const { entry } = await json(`/organisations/X04/regimes/${programme}.json`)
    expect(entry.criterion.children.length).toBe(entry.ways.length)
    const html = await text(`/organisations/X04/regimes/${programme}`)
    const links = [...html.matchAll(/href="(\/data\/(?:imports\/\d+\/rows\/\d+|observations\/[^"]+))"/g)]
    expect(links.length).toBeGreaterThan(0)
    for (const [, address] of links.slice(0, 6)) expect((await get(address as string)).status).toBe(200)
  })

  it('shows the gap to each leaf of the exit test, who decides, and who checks later', async () => {
    const { exit } = await json(`/organisations/X02/regimes/${programme}.json`)
    expect(exit.leaves).toHaveLength(5)
    for (const leaf of exit.leaves) expect(leaf).toMatchObject({ outcome: 'needs-judgement', now: 'not yet judged' })
    expect(exit.recommender).not.toBe(exit.decider)
    expect(exit.sustain.map((one: { monthsAfter: number }) => one.monthsAfter)).toEqual([12, 24, 36])
  })

  it('says how many left with their number, and never takes an unknown end for "still in" or for leaving', async () => {
    const { exit } = await json(`/organisations/X02/regimes/${programme}.json`)
    expect(exit.others.shareLeft).toEqual({ left: 0, of: 1 })
    const html = await text(`/organisations/X02/regimes/${programme}`)
    expect(html).toContain('not evidence that the regime caused')
    expect(html).toContain('The way out</h2>')
    expect(await text(`/organisations/X04/regimes/${programme}`)).toContain('The way out, if it were in')
  })

  it('tells of whom the regime is not why not', async () => {
    const { entry, summary } = await json('/organisations/X04/regimes/foundation-trust-gate-2013.json')
    expect(entry).toMatchObject({ inScope: false, criterion: null })
    expect(summary).toContain('is not for Dunmere')
  })
})

it.each([
  ['/regimes/zzz/entry', 404, 'There is no such regime'],
  ['/regimes/turnaround-2016/entry?version=1999', 404, 'There is no such version'],
  ['/regimes/turnaround-2016/entry?of=soon', 400, 'This is not a period'],
  ['/organisations/ZZZ/regimes', 404, 'We do not know this organisation'],
  ['/organisations/X04/regimes/zzz', 404, 'There is no such regime'],
])('%s is answered in words (%i)', async (path, status, title) => {
  const answer = await get(path)
  expect(answer.status).toBe(status)
  expect(await answer.text()).toContain(title)
})

it.each([`regimes/${programme}/entry.csv`, 'organisations/X03/regimes.csv'])('%s', async path => {
  await expect(await text(`/${path}`)).toMatchFileSnapshot(`../golden/web/${path.replaceAll('/', '-')}`)
})
