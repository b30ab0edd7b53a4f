/** A case that goes to the revised rules: read first, by API and page, then agreed to by whoever decides; history stays. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MigrationJson } from '../../src/web/api/migration-schemas.ts'
import { type CaseworkSite, caseworkSite, home, json, openedCase, opening, send } from './casework-site.ts'

let site: CaseworkSite
const old = { ...opening, on: '2014-03-03' }
beforeAll(async () => {
  site = await caseworkSite()
}, 60_000)
afterAll(() => site?.close())

const previewOf = async (id: string, as?: string) =>
  (await (await site.ask(`/api/v1/cases/${id}/migration?to=harbour-watch`, as)).json()) as MigrationJson
const text = async (path: string, as?: string) => (await site.ask(path, as)).text()
const post = (path: string, as: string, fields: Record<string, string>) =>
  site.ask(path, as, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: home, host: 'localhost:4000' },
  })

describe('another version of the rules', () => {
  it('by the API: previewed, agreed to under its hash, and told with the rest of what has happened', async () => {
    const id = await openedCase(site, old)
    const preview = await previewOf(id, 'ida-office')
    expect(preview).toMatchObject({
      sequence: 1,
      on: '2014-06-02',
      from: { version: '2010' },
      to: { regime: 'harbour-watch', version: '2014' },
      why: null,
    })
    const body = { to: 'harbour-watch', on: preview.on, reason: 'The rules were revised.', previewed: preview.hash }
    const migrate = (as: string | undefined, more = {}, match = '"1"') =>
      send(site, as, `/cases/${id}/migration`, { ...body, ...more }, { 'if-match': match })
    expect((await migrate(undefined)).status).toBe(401)
    expect((await migrate('pia-pilot')).status).toBe(403)
    expect((await json(migrate('ida-office', {}, '"2"'))).reason).toBe('stale')
    expect((await json(migrate('ida-office', { on: '2014-06-01' }))).reason).toBe('preview-lapsed')
    expect((await migrate('ida-office', { previewed: 'none' })).status).toBe(400)

    const done = await migrate('ida-office')
    expect(done.status).toBe(201)
    expect(await json(done)).toMatchObject({
      case: { version: '2014', sequence: 2 },
      event: { kind: 'migrated', words: 'Went from version 2010 of the rules to version 2014' },
    })
    expect((await json(site.ask(`/api/v1/cases/${id}/events`, 'ida-office'))).events).toMatchObject([
      { words: 'The case was opened' },
      { words: 'Went from version 2010 of the rules to version 2014', roleTitle: 'Harbour Office' },
    ])
    const again = await site.ask(`/api/v1/cases/${id}/migration?to=harbour-watch`, 'ida-office')
    expect([again.status, (await json(again)).detail]).toEqual([
      409,
      'The case runs on Harbour Watch, version 2014, already.',
    ])
    expect((await site.ask(`/api/v1/cases/${id}/migration`, 'ida-office')).status).toBe(400)
    expect((await site.ask(`/api/v1/cases/${id}/migration?to=harbour-watch`)).status).toBe(404)
  })

  it('on the page: where it could go, what would come of it in words, and a form for whoever decides', async () => {
    const id = await openedCase(site, { ...old, organisations: ['X03'] })
    expect(await text(`/cases/${id}/migrate`, 'ida-office')).toContain('Harbour Watch, version 2014')
    const asked = `/cases/${id}/migrate?to=harbour-watch&on=2014-06-02`
    const page = await text(asked, 'ida-office')
    for (const heading of ['Clocks that end', 'Duties that are kept', 'Duties that lapse', 'Duties that begin'])
      expect(page).toContain(heading)
    expect(await text(asked, 'pia-pilot')).not.toContain('Take the case to Harbour Watch<')
    expect((await site.ask(asked)).status).toBe(404)

    const fields = (html: string) =>
      Object.fromEntries(
        [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name, value]) => [
          name as string,
          value as string,
        ]),
      )
    const sent = { ...fields(page), reason: '' }
    const refused = await post(`/cases/${id}/migrate`, 'ida-office', sent)
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('What would come of it')
    const stale = await post(`/cases/${id}/migrate`, 'ida-office', { ...sent, on: '2014-06-01', reason: 'Revised.' })
    expect([stale.status, await stale.text()]).toEqual([412, expect.stringContaining('is not what you had read')])
    const done = await post(`/cases/${id}/migrate`, 'ida-office', { ...sent, key: 'again', reason: 'Revised rules.' })
    expect([done.status, done.headers.get('location')]).toEqual([303, `/cases/${id}?recorded=2#outcome`])
    expect(await text(`/cases/${id}`, 'ida-office')).toContain('Went from version 2010 of the rules to version 2014')
  })
})
