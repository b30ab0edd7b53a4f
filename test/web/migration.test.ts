/** A case that goes to the revised rules: read first, by API and page, then agreed to by whoever decides; history stays. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MigrationJson } from '../../src/web/api/migration-schemas.ts'
import { admit, type CaseworkSite, caseworkSite, json, openedCase, opening, send } from './casework-site.ts'

let site: CaseworkSite
const old = { ...opening, on: '2014-03-03' }
beforeAll(async () => {
  site = await caseworkSite()
}, 60_000)
afterAll(() => site?.close())

const previewOf = async (id: string, as?: string) =>
  (await (await site.ask(`/api/v1/cases/${id}/migration?to=harbour-watch`, as)).json()) as MigrationJson

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
    expect(await site.text(`/cases/${id}/migrate`, 'ida-office')).toContain('Harbour Watch, version 2014')
    const asked = `/cases/${id}/migrate?to=harbour-watch&on=2014-06-02`
    const page = await site.text(asked, 'ida-office')
    for (const heading of ['Clocks that end', 'Duties that are kept', 'Duties that lapse', 'Duties that begin'])
      expect(page).toContain(heading)
    expect(await site.text(asked, 'pia-pilot')).not.toContain('Take the case to Harbour Watch<')
    expect((await site.ask(asked)).status).toBe(404)

    const fields = (html: string) =>
      Object.fromEntries(
        [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name, value]) => [
          name as string,
          value as string,
        ]),
      )
    const sent = { ...fields(page), reason: '' }
    const refused = await site.post(`/cases/${id}/migrate`, 'ida-office', sent)
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('What would come of it')
    const stale = await site.post(`/cases/${id}/migrate`, 'ida-office', {
      ...sent,
      on: '2014-06-01',
      reason: 'Revised.',
    })
    expect([stale.status, await stale.text()]).toEqual([412, expect.stringContaining('is not what you had read')])
    const done = await site.post(`/cases/${id}/migrate`, 'ida-office', {
      ...sent,
      key: 'again',
      reason: 'Revised rules.',
    })
    expect([done.status, done.headers.get('location')]).toEqual([303, `/cases/${id}?recorded=2#outcome`])
    expect(await site.text(`/cases/${id}`, 'ida-office')).toContain(
      'Went from version 2010 of the rules to version 2014',
    )
  })
})

it('answers a command on what happened before the move in the words of the rules of then', async () => {
  const help = 'title: Help from a strong organisation'
  const other = await caseworkSite('fictional', [[help, `${help}\n    until: "2010"`]])
  try {
    const id = await openedCase(other, old)
    expect((await admit(other, id)).status).toBe(201)
    const asked = { kind: 'support', support: 'partner-help', subject: 'leadership', on: '2014-06-02', by: 'office' }
    const act = (path: string, body: object, sequence: number) =>
      send(
        other,
        'ida-office',
        `/cases/${id}/${path}`,
        { reason: 'Asked for.', ...body },
        { 'if-match': `"${sequence}"` },
      )
    await act('events', { event: asked }, 2)
    other.turn('2014-06-05T09:00:00.000Z')
    const preview = await json(other.ask(`/api/v1/cases/${id}/migration?to=harbour-watch`, 'ida-office'))
    const { on, hash: previewed } = preview as unknown as MigrationJson
    expect((await act('migration', { to: 'harbour-watch', on, previewed }, 3)).status).toBe(201)
    const corrected = await act('corrections', { sequence: 3, instead: { ...asked, on: '2014-06-03' } }, 4)
    expect((await json(corrected)).event.words).toBe(
      'Event 3 corrected: Asked for support: Help from a strong organisation, for Leadership',
    )
  } finally {
    await other.close()
  }
}, 60_000)
