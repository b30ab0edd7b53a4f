/** The league table: range before place, ties as ties, no order where there is none. */
import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/web/app.ts'
import { leagueBands } from '../../src/web/league-bands.ts'
import type { LeagueModel } from '../../src/web/pages/league.ts'
import { home, site } from './site.ts'

let app: App
beforeAll(async () => {
  app = await site()
})

const league = async (query = '') => (await (await app.request(`${home}/league.json${query}`)).json()) as LeagueModel
const names = (model: LeagueModel) => model.bands.flatMap(band => band.rows.map(row => row.name))

describe('the league page', () => {
  it('shows one peer group at a time and offers the others as links', async () => {
    expect((await league()).peerGroup.id).toBe('acute')
    expect((await league('?group=ambulance')).shown).toBe(2)
    const html = await (await app.request(`${home}/league?group=ambulance`)).text()
    expect(html).toContain('href="/league?group=acute"')
    expect(html).toMatch(/group=ambulance" aria-current="page"/)
  })

  it('is alphabetical within what cannot be told apart, until the reader sorts', async () => {
    for (const band of (await league()).bands) {
      const listed = band.rows.map(row => row.name)
      expect(listed).toEqual(listed.toSorted((a, b) => a.localeCompare(b, 'en-GB')))
    }
    const scores = (await league('?sort=score')).bands[0]?.rows.map(row => row.averageScore ?? 9) ?? []
    expect(scores).toEqual(scores.toSorted((a, b) => a - b))
    const down = (await league('?sort=score&order=down')).bands[0]?.rows.map(row => row.averageScore ?? 9) ?? []
    expect(down).toEqual(scores.toReversed())
    const html = await (await app.request(`${home}/league?sort=score`)).text()
    expect(html).toContain('aria-sort="ascending"')
    expect(html).toContain('href="/league?sort=score&amp;order=down"')
  })

  it('filters by region and type without making new places', async () => {
    const all = new Map((await league()).bands.flatMap(band => band.rows.map(row => [row.code, row.rank] as const)))
    const some = await league('?region=Midlands')
    expect(names(some)).toHaveLength(2)
    for (const row of some.bands.flatMap(band => band.rows)) expect(row.rank).toBe(all.get(row.code))
    expect((await league('?type=Large')).bands.flatMap(band => band.rows).every(row => row.subtype === 'Large')).toBe(
      true,
    )
    expect(await (await app.request(`${home}/league?region=London&type=Large&group=ambulance`)).text()).toContain(
      'No organisation fits these filters',
    )
  })

  it('puts the likely places before the place, in the table and in the file, and never one without the other', async () => {
    const html = await (await app.request(`${home}/league`)).text()
    expect(html.indexOf('Likely places')).toBeLessThan(html.indexOf('>Place<'))
    const rows = parse(await (await app.request(`${home}/league.csv`)).text(), { columns: true }) as Record<
      string,
      string
    >[]
    const columns = Object.keys(rows[0] ?? {})
    expect(columns.indexOf('likely_rank_from')).toBeLessThan(columns.indexOf('rank'))
    for (const row of rows) if (row['rank'] !== '') expect(row['likely_rank_from']).not.toBe('')
  })

  it('says that the lines between segments are relative', async () => {
    expect((await league()).relative).toMatch(/relative/)
    expect(await (await app.request(`${home}/league`)).text()).toMatch(/relative/)
  })
})

describe('leagueBands', () => {
  const contestant = fc.record({
    name: fc.string({ minLength: 1, maxLength: 8 }),
    rank: fc.option(fc.integer({ min: 1, max: 60 })),
    spread: fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })),
  })

  it('keeps everybody once, bands in order of place, and everybody in a band overlaps its first', () => {
    fc.assert(
      fc.property(fc.array(contestant, { maxLength: 40 }), drawn => {
        const all = drawn.map(({ name, rank, spread: [a, b] }, i) => ({
          i,
          name,
          rank,
          likelyRank: rank === null ? null : ([Math.max(1, rank - a), rank + b] as const),
        }))
        const bands = leagueBands(all)
        expect(bands.flatMap(band => band.members.map(one => one.i)).sort((a, b) => a - b)).toEqual(
          all.map(one => one.i),
        )
        const placed = bands.filter(band => band.members[0]?.rank !== null)
        for (const [n, band] of placed.entries()) {
          const ranks = band.members.map(one => one.rank as number)
          const next = placed[n + 1]
          if (next)
            expect(Math.max(...ranks)).toBeLessThanOrEqual(Math.min(...next.members.map(one => one.rank as number)))
        }
      }),
    )
  })
})
