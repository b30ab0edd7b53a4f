/** Pages about regimes: what the history does not know is said, never filled in; real and fictional never in one table. */
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadHistory } from '../../src/regimes/history-file.ts'
import type { App } from '../../src/web/app.ts'
import type { HistoryOrganisationModel } from '../../src/web/pages/history-organisation.ts'
import type { RegimeCompareModel } from '../../src/web/pages/regime-compare.ts'
import type { RegimeHistoryModel } from '../../src/web/pages/regime-history.ts'
import type { RegimeModel } from '../../src/web/pages/regime.ts'
import type { RegimesModel } from '../../src/web/pages/regimes.ts'
import { kinOf } from '../../src/web/kin.ts'
import { barOf } from '../../src/web/regime-stays.ts'
import { home, site } from './site.ts'

let app: App
beforeAll(async () => {
  app = await site()
})

const text = async (path: string) => (await app.request(`${home}${path}`)).text()
const json = async <Model>(path: string) => JSON.parse(await text(path)) as Model
const rows = async (path: string) =>
  parse(await text(path), { columns: true }) as readonly Readonly<Record<string, string>>[]
const readable = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')

describe('a date that no source gives', () => {
  it('says what it was inferred from, on page, in JSON and in CSV', async () => {
    const { stays } = await json<RegimeHistoryModel>('/history.json')
    const inferred = stays.filter(({ placement: one }) => one.entered?.inferred || one.left?.inferred)
    expect(inferred.length).toBeGreaterThan(4)
    const page = readable(await text('/history'))
    const table = new Map((await rows('/history.csv')).map(row => [row['id'], row]))
    for (const { placement: one } of inferred)
      for (const [end, words, column] of [
        [one.entered, one.enteredWords, 'entered'],
        [one.left, one.leftWords, 'left'],
      ] as const) {
        if (!end?.inferred) continue
        expect(end.inferred).toMatch(/^inferred from /)
        expect(words).toContain(end.inferred)
        expect(page).toContain(words)
        expect(table.get(one.id)?.[`${column}_inferred`]).toBe(end.inferred)
        expect(table.get(one.id)?.[`${column}_words`]).toBe(words)
      }
  })

  it('says so on the pages of its regime and of its organisation too', async () => {
    const { stays } = await json<RegimeHistoryModel>('/history.json')
    const one = stays.find(({ placement }) => placement.left?.inferred && placement.code)?.placement
    for (const path of [`/regimes/${one?.regime}`, `/history/${one?.code}`]) {
      expect(readable(await text(path))).toContain(one?.left?.inferred)
      expect(await text(`${path}.json`)).toContain(one?.left?.inferred)
      expect(await text(`${path}.csv`)).toContain(one?.left?.inferred)
    }
  })
})

describe('a stay without an end', () => {
  it('says that it is not known, and accrues no months', async () => {
    const { stays } = await json<RegimeHistoryModel>('/history.json')
    const open = stays.filter(({ placement }) => placement.left === null)
    expect(open.length).toBeGreaterThan(30)
    for (const { placement, stay } of open) {
      expect(placement.leftWords).toMatch(/^(left, date not found|end not known)/)
      expect(placement.months).toBeNull()
      expect(stay).toBe('not known')
    }
    for (const row of await rows('/history.csv')) if (row['left'] === '') expect(row['months_at_most']).toBe('')
  })

  it('is drawn as possible at most, never to the edge of the axis as if it went on', async () => {
    for (const one of await loadHistory()) {
      const bar = barOf(one)
      expect(bar.goesOn).toBe(false)
      if (one.left === null && one.outBy === null) expect(bar.may.to).toBeNull()
      if (one.left === null && one.lastKnownIn === null && bar.sure) expect(bar.sure[0]).toBe(bar.sure[1])
    }
  })

  it('is never called current', async () => {
    const page = readable(await text('/history'))
    expect(page.replaceAll('not “still in”', '')).not.toMatch(/still in\b|currently/i)
  })
})

describe('/regimes', () => {
  it('lists what ships on the axis and in the table, and no example from elsewhere', async () => {
    const { regimes } = await json<RegimesModel>('/regimes.json')
    const page = readable(await text('/regimes'))
    expect(regimes.length).toBeGreaterThanOrEqual(16)
    for (const one of regimes) {
      expect(page).toContain(one.title)
      expect(one.standing).not.toBe('example')
    }
    expect(regimes.find(one => one.id === 'proportionate-2015')?.forceWords).toMatch(/^never in force/)
  })
})

describe('/regimes/:id', () => {
  it('can be read for every regime in every version', async () => {
    const { regimes } = await json<RegimesModel>('/regimes.json')
    for (const { id, versions } of regimes)
      for (const { version } of versions) {
        const answer = await app.request(`${home}/regimes/${id}?version=${version}`)
        expect(answer.status, `${id} ${version}`).toBe(200)
        const html = await answer.text()
        expect(html).not.toMatch(/\bundefined\b|\[object |\bNaN\b|>null</)
        // Every citation leads to a source of the page.
        for (const [, source] of html.matchAll(/href="#(source-[^"]+)"/g)) expect(html).toContain(`id="${source}"`)
      }
  })

  it('tells the rules of the version asked for', async () => {
    const clocks = async (version: string) =>
      (await json<RegimeModel>(`/regimes/trust-special-administration.json?version=${version}`)).rules.clocks.map(
        one => one.rule,
      )
    expect((await clocks('2009')).join()).toContain('45 working days')
    expect((await clocks('2014')).join()).toContain('65 working days')
  })

  it('says whose the test of exit is', async () => {
    const whose = async (id: string) => (await json<RegimeModel>(`/regimes/${id}.json`)).rules.exit.whose
    expect(await whose('provider-improvement-programme-2025')).toContain('ours')
    expect(await whose('special-measures-2013')).toContain('as the sources')
  })

  it('counts who was in, with the number behind the median, and claims no effect', async () => {
    const { members } = await json<RegimeModel>('/regimes/special-measures-2014.json')
    expect(members.stays).toHaveLength(members.entries)
    expect(members.dated + members.leftDateNotFound + members.endNotKnown).toBe(members.entries)
    expect(members.median?.of).toBeLessThanOrEqual(members.dated)
    expect(members.says.join(' ')).toContain('not evidence of what the regime caused')
  })

  it('says that nobody is known to have been in, which is not that nobody was', async () => {
    const { members } = await json<RegimeModel>('/regimes/proportionate-2015.json')
    expect(members.says.join(' ')).toContain('Nobody is known to have been in it')
  })
})

it('real and fictional stays never stand in one table', async () => {
  for (const path of ['/history', '/regimes/special-measures-2014', '/history/RXC']) {
    const kinds = new Set((await rows(`${path}.csv`)).map(row => row['record_kind']))
    expect([...kinds]).toEqual(['real'])
    expect(await text(path)).not.toContain('data-record-kind="fictional"')
  }
  const { stays } = await json<{ regimes: { stays: { placement: { recordKind: string } }[] } }>(
    '/organisations/X02.json',
  ).then(model => model.regimes)
  for (const one of stays) expect(one.placement.recordKind).toBe('fictional')
})

describe('/history/:code', () => {
  it('numbers what came back and names what ran at the same time', async () => {
    const { stays } = await json<RegimeHistoryModel>('/history.json')
    const again = stays.find(one => one.time === 2 && one.placement.code)?.placement
    expect(readable(await text(`/history/${again?.code}`))).toContain('2nd stay under this name')
    const overlapping = stays.find(one => one.overlaps.length > 0 && one.placement.code)
    const own = await json<HistoryOrganisationModel>(`/history/${overlapping?.placement.code}.json`)
    expect(own.stays.flatMap(one => one.overlaps.map(({ id }) => id))).toContain(overlapping?.placement.id)
    expect(readable(await text(`/history/${overlapping?.placement.code}`))).toMatch(/at the same time in: /i)
  })

  it('asks a fictional store nothing about real organisations', async () => {
    const { organisation } = await json<HistoryOrganisationModel>('/history/RXC.json')
    expect(organisation).toMatchObject({ here: false, successionsKnown: false, predecessors: [] })
  })
})

describe('/regimes/compare', () => {
  it('tells two versions apart clause by clause', async () => {
    const found = await json<RegimeCompareModel>(
      '/regimes/compare.json?a=trust-special-administration@2012&b=trust-special-administration@2014',
    )
    const clocks = found.sections.find(one => one.section === 'clocks')
    const lengths = clocks?.changed.flatMap(one => one.fields.filter(({ field }) => field === 'length'))
    expect(lengths).toContainEqual({ field: 'length', a: '45 working days', b: '65 working days' })
  })

  it('asks which, where one or both are left out, and finds a regime the same as itself', async () => {
    expect(await text('/regimes/compare?a=special-measures-2013')).toContain('Choose two regimes')
    const same = '/regimes/compare.json?a=special-measures-2013&b=special-measures-2013'
    expect(await json<RegimeCompareModel>(same)).toMatchObject({
      summary: expect.stringContaining('the same version of the same regime'),
      sections: [],
    })
  })

  it('names who recommends where that depends on the way in', async () => {
    const { glance } = await json<RegimeCompareModel>(
      '/regimes/compare.json?a=special-measures-2013&b=provider-improvement-programme-2025',
    )
    const who = glance.find(one => one.question === 'Who recommends entry?')
    expect(who?.a).toBe('It depends on the way in: National review of mortality; Care Quality Commission')
    expect(glance.find(one => one.question === 'When was it in force?')?.b).toBe('since 26 June 2025, no end known')
  })

  it('shows titles for ids, and words for the keys of the file', async () => {
    const path = '/regimes/compare?a=special-measures-2014&b=acute-care-collaboration-vanguards-2015'
    const html = readable(await text(path))
    expect(html).not.toMatch(/when-full|months-after| › /)
    expect(html).toContain('Check after exit, 1: months after')
    expect(html).toMatch(/First regime .* Second regime/)
  })
})

it('kin is linked only where there is a page, and what is known with its date is told once', () => {
  const of = (predecessor: string, date: string | null, kind: 'merger' | 'succession') => ({
    predecessor,
    successor: 'NEW',
    date,
    kind,
    source: { import: 0, row: 1 },
  })
  const organisation = {
    predecessors: [of('OLD', '2000-04-01', 'merger'), of('OLD', null, 'succession')],
    successors: [],
  }
  expect(kinOf({ organisations: new Map() }, organisation, 'predecessor')).toEqual([
    { code: 'OLD', name: 'OLD', here: false, date: '2000-04-01', kind: 'Merger' },
  ])
})

it('regimes are found by title', async () => {
  expect(await json('/search.json?q=special+administration')).toMatchObject({
    regimes: [{ id: 'trust-special-administration' }],
  })
})
