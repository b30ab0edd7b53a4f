/** What changed: the page and the feed, told to everybody alike, with corrections, late records, and hostile text. */
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChangesModel } from '../../src/web/pages/changes.ts'
import {
  type CaseworkSite,
  caseworkSite,
  home,
  openedCase,
  opening,
  publish,
  publishedCase,
  send,
} from './casework-site.ts'

const hostile = 'Not <script>alert(1)</script> & "so" ]]> &amp; ends\u000b\u0001\ufffe.'

let site: CaseworkSite
let id: string
let candidate: string
beforeAll(async () => {
  site = await caseworkSite()
  candidate = await openedCase(site, { ...opening, organisations: ['X04'], reason: 'A candidate.' })
  id = await publishedCase(site)
  const act = (as: string, sequence: number, event: object, reason: string) =>
    send(site, as, `/cases/${id}/events`, { event, reason }, { 'if-match': `"${sequence}"` })
  site.turn('2014-06-05T10:00:00.000Z')
  const published = { kind: 'event', event: 'draft-published', on: '2014-06-03', by: 'pilot' }
  await act('pia-pilot', 2, published, hostile)
  site.turn('2014-06-06T10:00:00.000Z')
  const right = { sequence: 3, instead: { ...published, on: '2014-06-04' }, reason: 'The wrong day was written.' }
  await send(site, 'pia-pilot', `/cases/${id}/corrections`, right, { 'if-match': '"3"' })
  site.turn('2014-06-09T10:00:00.000Z')
  const never = { sequence: 4, instead: null, reason: 'It was a draft of the draft.' }
  await send(site, 'pia-pilot', `/cases/${id}/corrections`, never, { 'if-match': '"4"' })
}, 60_000)
afterAll(() => site?.close())

const model = async (path: string, as?: string) => (await (await site.ask(path, as)).json()) as ChangesModel

/** Ids are made anew with each store: numbered in the order in which they come. What cannot be seen is made visible. */
function settled(made: string): string {
  const ids = new Map<string, string>()
  const number = (one: string) => ids.get(one) ?? (ids.set(one, `ID-${ids.size + 1}`), ids.get(one) as string)
  return made
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, number)
    .replaceAll(/(?!\n)\p{Cc}|\p{Cn}/gu, '\ufffd')
}

/** Elements by path, with their texts and attributes, as an independent parser of XML 1.0 reads them. Throws on a fault. */
function parsed(xml: string): { path: string; text: string; attributes: Record<string, string> }[] {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const found: { path: string; text: string; attributes: Record<string, string> }[] = []
  const open: typeof found = []
  parser.on('error', fault => {
    throw fault
  })
  parser.on('opentag', ({ name, attributes }) => {
    const one = { path: [...open.map(({ path }) => path.split('/').at(-1)), name].join('/'), text: '', attributes }
    found.push(one)
    open.push(one)
  })
  parser.on('text', some => {
    const one = open.at(-1)
    if (one) one.text += some
  })
  parser.on('closetag', () => open.pop())
  parser.write(xml).close()
  return found
}
const feedOf = async (path = '/changes.atom') => parsed(await site.text(path))
const texts = (feed: ReturnType<typeof parsed>, path: string) =>
  feed.filter(one => one.path === path).map(one => one.text)

describe('the page', () => {
  it('tells the newest first, by the day on which it was recorded', async () => {
    const page = await site.text('/changes')
    const days = [...page.matchAll(/<h2[^>]*><time datetime="([\d-]+)"/g)].map(([, day]) => day)
    expect(days).toEqual(['2014-06-09', '2014-06-06', '2014-06-05', '2014-06-02'])
    expect(settled(/<main[\s\S]*<\/main>/.exec(page)?.[0] ?? '')).toMatch(/^<main/)
    await expect(`${settled(/<main[\s\S]*<\/main>/.exec(page)?.[0] ?? '')}\n`).toMatchFileSnapshot(
      '../golden/web/changes.html',
    )
  })

  it('says a late record late', async () => {
    const { changes } = await model('/changes.json')
    const published = changes.find(({ title }) => title === 'Draft published')
    expect(published?.words).toContain('Recorded on 5 June 2014, took effect on 3 June 2014.')
  })

  it('keeps what was wrong beside the corrections of it', async () => {
    const { changes } = await model('/changes.json')
    expect(changes.map(({ title, kind, corrected }) => [title, kind, corrected !== null])).toEqual([
      ['Correction: “Draft published”, said of 4 June 2014, never happened', 'correction', false],
      ['Correction: “Draft published” was on 4 June 2014, not on 3 June 2014', 'correction', true],
      ['Draft published', 'event', true],
      ['Admitted at once', 'event', false],
      ['The case was opened', 'event', false],
    ])
  })

  it('is the same for everybody: of candidates nothing, also for those who work on them', async () => {
    expect((await site.ask(`/cases/${candidate}`, 'analyst')).status).toBe(200)
    const [mine, theirs] = [await model('/changes.json', 'analyst'), await model('/changes.json')]
    expect(mine).toEqual(theirs)
    expect(JSON.stringify(theirs)).not.toMatch(new RegExp(`${candidate}|ida-office|Name of`))
  })

  it('names no person, and shows hostile words as words', async () => {
    const page = await site.text('/changes')
    expect(page).toContain('Not &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot;')
    expect(page).not.toMatch(/ida-office|pia-pilot|Name of|<script/)
  })

  it('leads to the case, its feed and back', async () => {
    const page = await site.text('/changes?organisation=x02')
    expect(page).toContain(`href="/cases/${id}#event-2"`)
    expect(page).toContain(
      '<link rel="alternate" type="application/atom+xml" title="What changed" href="/changes.atom?organisation=X02">',
    )
    expect(await site.text(`/cases/${id}`)).toContain('href="/changes?organisation=X02&amp;regime=harbour-watch"')
    expect(await site.text('/organisations/X02')).toContain('href="/changes?organisation=X02"')
  })

  it('chooses by regime, organisation and region, and goes on from a cursor', async () => {
    const count = async (query: string) => (await model(`/changes.json?${query}`)).changes.length
    expect(await count('organisation=X02&region=Midlands&regime=harbour-watch')).toBe(5)
    expect(await count('organisation=X01')).toBe(0)
    expect(await count('region=London')).toBe(0)
    expect(await count(`before=2014-06-05T10:00:00.000Z_${id}_3`)).toBe(2)
  })

  it.each([
    ['region=Nowhere', 400, 'There is no such region'],
    ['regime=none', 404, 'There is no such regime'],
    ['organisation=%3Cb%3E', 400, 'There is no such organisation'],
    ['before=yesterday', 400, 'This cursor is not ours'],
    ['before=9999-99-99T99:99:99.999Z_00000000-0000-0000-0000-000000000000_1', 400, 'This cursor is not ours'],
  ])('%s is refused in words, on the page and in the feed', async (query, status, title) => {
    for (const path of ['/changes', '/changes.atom']) {
      const answer = await site.ask(`${path}?${query}`)
      expect([path, answer.status]).toEqual([path, status])
      expect(await answer.text()).toContain(title)
    }
  })
})

describe('the feed', () => {
  it('is Atom that a parser of XML reads, marked as fictional in each title', async () => {
    const answer = await site.ask('/changes.atom')
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const xml = await answer.text()
    const feed = parsed(xml)
    expect(feed[0]).toMatchObject({ path: 'feed', attributes: { xmlns: 'http://www.w3.org/2005/Atom' } })
    expect(texts(feed, 'feed/author/name')).toEqual(['Turnaround'])
    for (const title of [...texts(feed, 'feed/title'), ...texts(feed, 'feed/entry/title')])
      expect(title).toMatch(/^Fictional: /)
    await expect(settled(xml)).toMatchFileSnapshot('../golden/web/changes.atom')
  })

  it('has what RFC 4287 asks of a feed and of each entry, once', async () => {
    const feed = await feedOf()
    for (const one of ['id', 'title', 'updated']) {
      expect(texts(feed, `feed/${one}`)).toHaveLength(1)
      expect(texts(feed, `feed/entry/${one}`)).toHaveLength(5)
    }
    const ids = [...texts(feed, 'feed/id'), ...texts(feed, 'feed/entry/id')]
    expect(new Set(ids).size).toBe(6)
    for (const one of ids)
      expect(one).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    const links = feed.filter(({ path }) => path === 'feed/link').map(({ attributes }) => attributes)
    expect(links).toContainEqual({ rel: 'self', type: 'application/atom+xml', href: `${home}/changes.atom` })
    expect(texts(feed, 'feed/updated')).toEqual(['2014-06-09T10:00:00.000Z'])
  })

  it('gives words back exactly as they were written, but for what XML cannot say', async () => {
    const contents = texts(await feedOf(), 'feed/entry/content')
    expect(contents.filter(one => one.includes('Not <script>'))).toEqual([
      expect.stringContaining('Not <script>alert(1)</script> & "so" ]]> &amp; ends\ufffd\ufffd\ufffd.'),
    ])
  })

  it('keeps the names of its entries, whatever is asked for and whatever is corrected', async () => {
    const ids = async (query: string) => texts(await feedOf(`/changes.atom${query}`), 'feed/entry/id')
    expect(await ids('?organisation=X02')).toEqual(await ids(''))
    expect(texts(await feedOf('/changes.atom?organisation=X02'), 'feed/id')).not.toEqual(
      texts(await feedOf(), 'feed/id'),
    )
    const feed = await feedOf()
    const [, , published] = texts(feed, 'feed/entry/title')
    const [, , updated] = texts(feed, 'feed/entry/updated')
    expect(published).toMatch(/Draft published \(corrected since\)$/)
    expect(updated).toBe('2014-06-06T10:00:00.000Z')
  })

  it('is sent once: by its tag it is known again until something happens', async () => {
    const first = await site.ask('/changes.atom')
    expect(first.headers.get('last-modified')).toBe('Mon, 09 Jun 2014 10:00:00 GMT')
    const tag = first.headers.get('etag') ?? ''
    const again = await site.ask('/changes.atom', undefined, { headers: { 'if-none-match': tag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const other = await site.ask('/changes.atom?organisation=X01', undefined, { headers: { 'if-none-match': tag } })
    expect(other.status).toBe(200)
  })

  it('is whole also where there is nothing to tell', async () => {
    const feed = await feedOf('/changes.atom?organisation=X01')
    expect(texts(feed, 'feed/entry/id')).toEqual([])
    expect(texts(feed, 'feed/updated')).toHaveLength(1)
  })
})

it('tells nothing more of a record that was taken back from the public', async () => {
  const other = await caseworkSite()
  try {
    const taken = await openedCase(other)
    await publish(other, taken)
    const body = { low: 100_000, high: 200_000, consultancy: null, posts: 1, months: 6, basis: 'Said too much.' }
    const common = { on: '2014-06-02', by: 'oversight-analyst', body }
    const first = { ...common, kind: 'estimate', audience: 'public', reason: 'It is in its papers.' }
    const { id: record } = (await (await send(other, 'analyst', `/cases/${taken}/records`, first)).json()) as {
      id: string
    }
    const told = async () => (await (await other.ask('/changes.json')).text()).includes(record)
    expect(await told()).toBe(true)
    expect(await (await other.ask('/changes.atom')).text()).toContain('Said too much.')
    const back = { ...common, audience: 'case', reason: 'It is not for everybody.' }
    const path = `/cases/${taken}/records/${record}`
    expect((await send(other, 'analyst', path, back, { 'if-match': '"1"' })).status).toBe(201)
    expect(await told()).toBe(false)
    expect(await (await other.ask('/changes.atom')).text()).not.toMatch(/It is in its papers|Said too much/)
  } finally {
    await other.close()
  }
}, 60_000)

it('exercises show neither on the page nor in the feed, not even to those who play them', async () => {
  const real = await caseworkSite('real')
  try {
    await publishedCase(real)
    for (const as of [undefined, 'analyst']) {
      const shown = (await (await real.ask('/changes.json', as)).json()) as ChangesModel
      expect([shown.recordKind, shown.changes]).toEqual(['real', []])
      expect(await (await real.ask('/changes.atom', as)).text()).not.toContain('<entry>')
    }
  } finally {
    await real.close()
  }
}, 60_000)
