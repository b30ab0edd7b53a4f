/** Development sign-in: whom one may act as, on this machine only, and nothing of one actor shown to another. */
import { beforeAll, describe, expect, it } from 'vitest'
import { sampleCast } from '../../sample/cast.ts'
import type { CastMember } from '../../src/casework/people-store.ts'
import type { App } from '../../src/web/app.ts'
import type { People, SignIn } from '../../src/web/sign-in.ts'
import { home, site } from './site.ts'

const analyst = 'oversight-analyst'
const nameOf = (key: string) => sampleCast().find(one => one.key === key)?.name as string
const peopleOf = (cast: readonly CastMember[]): People => ({
  cast: async () => cast,
  member: async key => cast.find(one => one.key === key) ?? null,
})
const server = (signIn?: SignIn) => site(() => ({}), signIn)

let app: App
beforeAll(async () => {
  app = await server({ people: peopleOf(sampleCast()) })
})

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}, to = app) =>
  Promise.resolve(
    to.request(`${home}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: home, host: 'localhost:4000', ...headers },
    }),
  )
const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] as string
const signIn = async (person: string, to = app) => cookieOf(await post('/sign-in', { person }, {}, to))
const get = (path: string, cookie?: string, to = app) =>
  Promise.resolve(to.request(`${home}${path}`, { headers: cookie ? { cookie } : {} }))
const text = async (path: string, cookie?: string, to = app) => (await get(path, cookie, to)).text()

describe('the sign-in page', () => {
  it('lists everybody with what they may do and a button, and says that it is not for real use', async () => {
    const page = await text('/sign-in')
    expect(page).toContain('Development sign-in: not for real use')
    for (const { name, key } of sampleCast()) {
      expect(page).toContain(`Act as ${name}`)
      expect(page).toContain(`value="${key}"`)
    }
    expect(page).toContain('For London only')
    expect(page.match(/<form action="\/sign-in" method="post">/g)).toHaveLength(sampleCast().length)
  })

  it('says so where nobody may do anything yet', async () => {
    const empty = await server({ people: peopleOf([]) })
    expect(await text('/sign-in', undefined, empty)).toContain('nobody to act as')
  })

  it('is linked from every page where it is offered, and from none where it is not', async () => {
    expect(await text('/about')).toContain('href="/sign-in"')
    expect(await text('/about', undefined, await server())).not.toContain('href="/sign-in"')
  })
})

describe('acting as somebody', () => {
  it('goes on to where one wanted to go, with a cookie that no script reads and no other site sends', async () => {
    const response = await post('/sign-in', { person: analyst, next: '/league?group=acute' })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/league?group=acute'])
    const cookie = response.headers.get('set-cookie') as string
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    expect(cookie).not.toContain(nameOf(analyst).split(' ')[1])
  })

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', ''])(
    'does not go on to %s',
    async next => {
      expect((await post('/sign-in', { person: analyst, next })).headers.get('location')).toBe('/')
    },
  )

  it('shows on every page who one is, until one signs out', async () => {
    const cookie = await signIn(analyst)
    for (const path of ['/about', '/league', '/sign-in', '/nowhere'])
      expect(await text(path, cookie)).toContain(`Acting as <a href="/sign-in">${nameOf(analyst)}</a>`)
    const out = await post('/sign-out', {}, { cookie })
    expect([out.status, out.headers.get('set-cookie')]).toEqual([303, expect.stringContaining('Max-Age=0')])
  })

  it('keeps and tags nothing that was made for somebody', async () => {
    const cookie = await signIn(analyst)
    for (const path of ['/about', '/league.json', '/league.csv', '/nowhere', '/openapi.json']) {
      const { headers } = await get(path, cookie)
      expect([path, headers.get('cache-control'), headers.get('etag')]).toEqual([path, 'no-store', null])
    }
  })

  it('shows nothing of one actor to another, or to the public, however often pages are asked for', async () => {
    const [one, other] = [await signIn(analyst), await signIn('auditor')]
    for (const path of ['/', '/about', '/league']) {
      const asked = [one, undefined, other, undefined, one].map(cookie => text(path, cookie))
      const pages = await Promise.all(asked)
      const seen = pages.map(page => [analyst, 'auditor'].filter(key => page.includes(nameOf(key))))
      expect([path, ...seen]).toEqual([path, [analyst], [], ['auditor'], [], [analyst]])
    }
  })

  it('gives the public the same page as before, by its tag', async () => {
    const tag = (await get('/about')).headers.get('etag') as string
    await text('/about', await signIn(analyst))
    const again = await app.request(`${home}/about`, { headers: { 'if-none-match': tag } })
    expect([again.status, again.headers.get('vary')]).toEqual([304, 'Cookie'])
    const signedIn = await app.request(`${home}/about`, {
      headers: { 'if-none-match': tag, cookie: await signIn(analyst) },
    })
    expect(signedIn.status).toBe(200)
  })
})

describe('sign-in is refused', () => {
  it.each([
    ['for a key that nobody has', { person: 'nobody-at-all' }, {}, 400],
    ['without a key', {}, {}, 400],
    ['for a key with a null character', { person: 'a\0' }, {}, 400],
    ['by a form that cannot be read', {}, { 'content-type': 'multipart/form-data' }, 400],
    ['to a page of another site', { person: analyst }, { origin: 'https://evil.example' }, 403],
    ['to a page that hides its origin', { person: analyst }, { origin: 'null' }, 403],
    ['through a proxy', { person: analyst }, { 'x-forwarded-for': '192.0.2.1' }, 403],
  ])('%s', async (_, fields, headers, status) => {
    const response = await post('/sign-in', fields as Record<string, string>, headers as Record<string, string>)
    expect([response.status, response.headers.get('set-cookie')]).toEqual([status, null])
  })

  it('in words where the server does not offer it', async () => {
    const closed = await server({ refused: 'It listens on every address, and there is no password.' })
    expect(await text('/sign-in', undefined, closed)).toContain('there is no password')
    expect((await post('/sign-in', { person: analyst }, {}, closed)).status).toBe(403)
    expect((await get('/sign-in', undefined, await server())).status).toBe(403)
  })

  it('at an address that is not this machine, and a cookie counts for nothing there', async () => {
    const everywhere = await site(() => ({}), { people: peopleOf(sampleCast()) }, ['*'])
    const cookie = await signIn(analyst, everywhere)
    expect(await text('/about', cookie, everywhere)).toContain('Acting as')
    const at = (path: string) => everywhere.request(`http://oversight.example${path}`, { headers: { cookie } })
    expect((await at('/sign-in')).status).toBe(403)
    expect(await (await at('/about')).text()).not.toContain('Acting as')
  })
})

describe('a cookie', () => {
  const visitorWith = async (cookie: string, to = app) => (await text('/about', cookie, to)).includes('Acting as')

  it('that was changed, made up or made by another process is nobody’s', async () => {
    const cookie = await signIn(analyst)
    expect(await visitorWith(cookie)).toBe(true)
    expect(cookie).not.toContain(analyst)
    expect(await visitorWith(cookie.slice(0, -1))).toBe(false)
    expect(await visitorWith('turnaround-acting-as=auditor')).toBe(false)
    expect(await visitorWith(cookie, await server({ people: peopleOf(sampleCast()) }))).toBe(false)
  })

  it('from before a sign-out, or a sign-in as somebody else, is nobody’s; those of others stay', async () => {
    const [cookie, other] = [await signIn(analyst), await signIn(analyst)]
    const next = cookieOf(await post('/sign-in', { person: 'auditor' }, { cookie }))
    expect([await visitorWith(cookie), await visitorWith(next)]).toEqual([false, true])
    await post('/sign-out', {}, { cookie: next })
    expect([await visitorWith(next), await visitorWith(other)]).toEqual([false, true])
  })

  it('of somebody whose name was erased since is nobody’s', async () => {
    const cast = [...sampleCast()]
    const changing = await server({
      people: { cast: async () => cast, member: async key => cast.find(one => one.key === key) ?? null },
    })
    const cookie = await signIn(analyst, changing)
    expect(await visitorWith(cookie, changing)).toBe(true)
    cast.splice(0)
    expect(await visitorWith(cookie, changing)).toBe(false)
  })
})
