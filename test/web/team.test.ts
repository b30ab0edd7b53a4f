/** The team of a programme on its page: what a cut does to cases before it is made, for those with leave, and nobody's name. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withActor } from '../../src/casework/desk-store.ts'
import { findActor } from '../../src/casework/people-store.ts'
import type { RegisterEntry } from '../../src/casework/registers/register.ts'
import { registers } from '../../src/casework/registers/registers.ts'
import { writeEntry } from '../../src/casework/registers/write-register-store.ts'
import type { TeamModel } from '../../src/web/pages/programme-team.ts'
import { change, post } from '../casework/registers/entries.ts'
import { type CaseworkSite, caseworkSite, openedCase } from './casework-site.ts'

let site: CaseworkSite
let id: string
const path = '/programmes/harbour-watch/team'
const team = async (as?: string) => (await (await site.ask(`${path}.json`, as)).json()) as TeamModel

async function enter(as: string, by: string, register: string, body: unknown, more = {}): Promise<RegisterEntry> {
  const actor = await findActor(site.desk.store, as)
  if (actor === null) throw new Error(`Nobody is called ${as}.`)
  const asked = { register, body, on: '2014-06-02', by, reason: 'As agreed', regime: 'harbour-watch', ...more }
  const done = await withActor(site.desk, actor, working => writeEntry(working, asked))
  if (!done.done) throw new Error(done.refused.words)
  return done.value
}

beforeAll(async () => {
  site = await caseworkSite()
  id = await openedCase(site)
  const paid = { ...post, 'paid-by': 'office' }
  const first = await enter('ida-office', 'office', 'team-post', paid)
  await enter('ida-office', 'office', 'team-post', { ...paid, title: 'Adviser 2', 'board-experience': 'no' })
  const share = { post: first.id, case: id, 'wte-hundredths': 60, from: '2014-06-02', until: null }
  await enter('ida-office', 'office', 'team-allocation', share)
  const cut = { ...change, from: '2014-10-01', state: 'in-consultation', 'consultation-until': '2014-07-31' }
  const stated = { 'stated-from-hundredths': 5100, 'stated-to-hundredths': 3700, 'printed-percent': 27.8 }
  await enter('ida-office', 'office', 'team-change', { ...cut, ...stated }, { audience: 'public' })
}, 60_000)
afterAll(() => site?.close())

it('shows what a cut takes from which case before it is made, and what is not known of its cost', async () => {
  const { load, cases, changes } = await team('ida-office')
  expect(load).toMatchObject({ size: { posts: 2, wte: 200 }, given: 60, cases: 1, board: { percent: 50 } })
  expect(cases).toMatchObject([{ case: id, wte: 60, names: [expect.any(String)] }])
  expect(changes).toMatchObject([
    {
      state: 'in-consultation',
      percent: -50,
      stated: { cutPercent: 27.45, printed: 27.8, agrees: false },
      cases: [{ case: id, before: 60, lost: 60 }],
      after: { board: { percent: 0 } },
    },
  ])
  const page = await site.text(path, 'ida-office')
  expect(page).toContain('The consultation runs until')
  expect(page).toContain('printed as 27.8%')
  expect(page).toContain('at what cost: not known')
  expect(await site.text('/programmes/harbour-watch', 'ida-office')).toContain('2 whole-time equivalents')
})

it('shows the public what was made public, and no case', async () => {
  const { load, cases, posts, changes } = await team()
  expect([load, cases, posts]).toEqual([null, [], []])
  expect(changes).toMatchObject([
    { title: 'Fewer posts', cases: [], before: null, after: null, percent: null, ended: null },
  ])
  expect(await site.text(path)).not.toContain(id)
  expect(await site.text(path)).toMatch(/What the team is before and after[^.]*<strong>not public<\/strong>/)
  expect(await site.text('/programmes/harbour-watch')).not.toContain('whole-time equivalents; ')
})

it('says on the page of a case with whom what a body did rests now', async () => {
  const passed = {
    from: 'office',
    to: 'north-lookout',
    on: '2014-06-01',
    instrument: 'Order 7',
    says: null,
    powers: true,
    contracts: true,
    duties: false,
    appointments: false,
    confirmed: false,
  }
  const before = await site.text(`/cases/${id}`, 'ida-office')
  expect(before).not.toContain('Bodies that have been succeeded')
  const asked = {
    register: 'oversight-transfer',
    body: passed,
    on: '2014-06-02',
    by: 'oversight-analyst',
    reason: 'It is so',
  }
  const actor = await findActor(site.desk.store, 'analyst')
  if (actor === null) throw new Error('There is no analyst.')
  expect((await withActor(site.desk, actor, working => writeEntry(working, asked))).done).toBe(true)
  const page = await site.text(`/cases/${id}`, 'ida-office')
  expect(page).toMatch(/Powers, contracts of Harbour Office rest with\s*<strong>North lookout/)
  expect(page).toContain('Order 7')
})

it('names nobody on its page or in any register, in any format', async () => {
  for (const name of ['/programmes/harbour-watch/team', ...[...registers.keys()].map(one => `/registers/${one}`)])
    for (const address of ['', '.json', '.csv'].map(ending => `${name}${ending}`))
      for (const who of [undefined, 'ida-office', 'auditor']) {
        const text = await (await site.ask(address, who)).text()
        // The page tells its reader who they are signed in as, and nothing else does.
        const own = who !== undefined && address.endsWith(name) ? text.replaceAll(`Name of ${who}`, '') : text
        expect([address, own.includes('Name of ')]).toEqual([address, false])
      }
})
