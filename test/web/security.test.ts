/** What the site refuses, and what it tells browsers to refuse. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/web/app.ts'
import { uploadLimit } from '../../src/web/pages/data.ts'
import { stylesheet } from '../../src/web/theme.ts'
import { home, site } from './site.ts'

let app: App
beforeAll(async () => {
  app = await site()
})

function upload(path: string, headers: Record<string, string> = {}, name = 'figures.csv'): Promise<Response> {
  const form = new FormData()
  form.append('file', new Blob(['a,b\n1,2\n']), name)
  return Promise.resolve(app.request(`${home}${path}`, { method: 'POST', body: form, headers }))
}

describe('every answer', () => {
  it.each(['/', '/league.json', '/league.csv', '/nowhere', '/assets/site.css'])(
    '%s carries a strict policy',
    async path => {
      const { headers } = await app.request(`${home}${path}`)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).not.toMatch(/unsafe|\*|http/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
    },
  )

  it.each(['/league', '/assets/site.css'])('%s has a tag, and is not sent again to who has it', async path => {
    const first = await app.request(`${home}${path}`)
    const tag = first.headers.get('etag') as string
    // What packs an answer on its way weakens the tag.
    for (const known of [tag, `W/${tag}`, `"another", W/${tag}`]) {
      const again = await app.request(`${home}${path}`, { headers: { 'if-none-match': known } })
      expect([known, again.status, await again.text()]).toEqual([known, 304, ''])
    }
    const other = await app.request(`${home}${path}`, { headers: { 'if-none-match': '"another"' } })
    expect(other.status).toBe(200)
  })

  it('is a fault in words where the address cannot be read', async () => {
    for (const path of ['/cases/%E0%A4%A', '/organisations/%FF'])
      expect([path, (await app.request(`${home}${path}`)).status]).toEqual([path, 400])
  })

  it('is refused for a host that is not ours', async () => {
    expect((await app.request('http://evil.example/league')).status).toBe(403)
    expect((await app.request(`${home}/league`, { headers: { host: 'evil.example:4000' } })).status).toBe(403)
    expect((await app.request('http://127.0.0.1:4000/league')).status).toBe(200)
  })
})

describe('sending files', () => {
  it('from our own page gives a report as a page, from a program as JSON', async () => {
    const page = await upload('/data/upload', { origin: home, host: 'localhost:4000' })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('figures.csv: loaded')
    const json = await upload('/api/imports', { 'x-turnaround-client': 'import' })
    expect(await json.json()).toMatchObject({
      recordKind: 'fictional',
      files: [{ outcome: 'loaded', report: { fileName: 'figures.csv' } }],
    })
  })

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that hides itself', { origin: 'null' }],
    ['an origin that is no address', { origin: 'somewhere' }],
    ['another port of this machine', { origin: 'http://localhost:9999', host: 'localhost:4000' }],
    ['another site, by the browser’s own word', { 'sec-fetch-site': 'cross-site' }],
  ])('from %s is refused', async (_, headers) => {
    for (const path of ['/data/upload', '/api/imports']) expect((await upload(path, headers)).status).toBe(403)
  })

  it('without a file, or too large, is answered in words', async () => {
    const empty = await app.request(`${home}/api/imports`, { method: 'POST', body: new FormData() })
    expect(await empty.json()).toMatchObject({ status: 400, title: 'No file was chosen' })
    const large = await app.request(`${home}/api/imports`, {
      method: 'POST',
      body: 'x',
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': String(uploadLimit + 1e6) },
    })
    expect(large.status).toBe(413)
    const other = await app.request(`${home}/api/imports`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    expect(other.status).toBe(415)
    const torn = await app.request(`${home}/api/imports`, {
      method: 'POST',
      body: 'x',
      headers: { 'content-type': 'multipart/form-data' },
    })
    expect(await torn.json()).toMatchObject({ status: 400, title: 'This is no form that we can read' })
  })

  it('keeps nothing of a path that a stranger put into a name', async () => {
    const seen: string[] = []
    app = await site(evidence => ({ load: (path, name) => (seen.push(path, name), evidence.load(path, name)) }))
    await upload('/api/imports', {}, '../../etc/passwd.csv')
    expect(seen[1]).toBe('passwd.csv')
    expect(seen[0]).not.toContain('..')
  })
})

describe('the stylesheet', () => {
  it('asks nothing of any other host and has none of the NHS identity', async () => {
    const css = await stylesheet()
    expect(css).not.toMatch(/https?:\/\/|@font-face|frutiger/i)
    expect(css).not.toContain('#005eb8')
  })
})
