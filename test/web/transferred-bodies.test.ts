/** Where a body of the rules has passed its powers, duties or contracts on, every view that names it says with whom they rest now. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withActor } from '../../src/casework/desk-store.ts'
import { addPeople, findActor } from '../../src/casework/people-store.ts'
import { writeEntry } from '../../src/casework/registers/write-register-store.ts'
import type { OneCaseJson } from '../../src/web/api/case-schemas.ts'
import type { CaseModel } from '../../src/web/pages/case.ts'
import { type CaseworkSite, caseworkSite, opening, publishedCase, send } from './casework-site.ts'

let site: CaseworkSite
let id: string

async function passes(what: object, to = 'north-lookout') {
  const none = { powers: false, contracts: false, duties: false, appointments: false, confirmed: false }
  const body = { from: 'office', to, on: '2014-07-01', instrument: 'Order 9', says: null, ...none, ...what }
  const first = await enter('analyst', 'oversight-analyst', body)
  if (!first.done) return first
  const follows = { id: first.value.id, version: first.value.version }
  return enter('pat-publisher', 'publisher', { ...body, confirmed: true }, { follows })
}

async function enter(as: string, by: string, body: object, more: object = {}) {
  const actor = await findActor(site.desk.store, as)
  if (actor === null) throw new Error(`Nobody is called ${as}.`)
  const asked = { register: 'oversight-transfer', body, by, on: '2014-07-01', reason: 'It is so', ...more }
  return withActor(site.desk, actor, working => writeEntry(working, asked))
}

async function write(as: string, by: string, kind: string, body: object): Promise<void> {
  const sent = { kind, body, on: '2014-06-02', by, reason: 'As agreed', audience: 'public' }
  const answer = await send(site, as, `/cases/${id}/records`, sent)
  if (answer.status !== 201) throw new Error(await answer.text())
}

beforeAll(async () => {
  site = await caseworkSite()
  const grants = (to: string) => [
    { function: to, organisation: null, region: null, regime: null, from: '2014-01-01', until: null },
  ]
  const kept = { name: 'Somebody', purpose: 'Made for tests.', keepUntil: null }
  await addPeople(site.desk.store, [
    { key: 'nell-north', ...kept, grants: grants('north-lookout') },
    { key: 'pat-publisher', ...kept, grants: grants('publisher') },
  ])
  id = await publishedCase(site)
  const undertaking = {
    form: 'direction',
    text: 'Mend the lamp',
    basis: 'Direction 3',
    due: '2014-06-30',
    owner: 'crew',
  }
  const open = { compliance: 'open', evidence: null, decided: null }
  await write('ida-office', 'office', 'undertaking', { ...undertaking, ...open })
  const budget = { line: 'pilots', payer: 'master', pence: 5_000_000, exceed: null }
  await write('fay-finance', 'finance-approver', 'budget', budget)
  const contract = {
    by: 'oversight-analyst',
    on: '2014-06-02',
    reason: 'As agreed',
    audience: 'public',
    key: 'contract-1',
    'body.title': 'Pilotage',
    'body.kind': 'other',
    'body.line': 'pilots',
    'body.scope': 'Brings the ship into harbour.',
    'body.parties': 'pilot\noffice |\nmaster |',
    'body.from': '2014-05-01',
    'body.until': '2014-12-31',
    'body.days-cap': '20',
    'body.rates': 'Pilot | 65000',
    'body.results': '',
    'body.ceiling-pence': '1300000',
  }
  expect((await site.post(`/cases/${id}/records/contract`, 'analyst', contract)).status).toBe(303)
  site.turn('2014-07-02T09:00:00.000Z')
}, 60_000)
afterAll(() => site?.close())

const model = async <Model>(path: string, as?: string) => (await (await site.ask(path, as)).json()) as Model
const now = 'Harbour Office (now North lookout)'

it('before anything passes, everything rests with whom the rules name', async () => {
  for (const path of ['/powers', '/undertakings', '/duties', '/contracts', `/cases/${id}`, `/cases/${id}/contracts`])
    expect([path, (await site.text(path, 'ida-office')).includes('(now ')]).toEqual([path, false])
})

describe('once it has passed', () => {
  beforeAll(async () => {
    expect(await passes({ powers: true, duties: true, contracts: true })).toMatchObject({ done: true })
  })

  it('powers, from that day on', async () => {
    expect(await site.text('/powers')).toContain(now)
    const by = async (on: string) =>
      (await model<{ powers: readonly object[] }>(`/powers.json?on=${on}`)).powers.map(one => ({ ...one }))
    expect(await by('2014-06-30')).toMatchObject([{ byTitle: 'Harbour Office', byNow: null }])
    expect(await by('2014-07-01')).toMatchObject([{ byTitle: 'Harbour Office', byNow: 'North lookout' }])
  })

  it('undertakings, duties and contracts', async () => {
    expect(await site.text('/undertakings')).toContain(`to: ${now}`)
    expect(await site.text('/duties')).toContain(`to: ${now}`)
    expect(await site.text(`/cases/${id}/contracts`)).toContain(now)
    const { contracts } = await model<{ contracts: readonly object[] }>(`/contracts.json`)
    expect(contracts).toMatchObject([
      { parties: [{ role: 'pilot', now: null }, { role: 'office', now: 'North lookout' }, { role: 'master' }] },
    ])
  })

  it('and on the page of a case its duties, powers, acts and what they say of who decides', async () => {
    const { case: found, allowed, deadlines } = await model<CaseModel>(`/cases/${id}.json`)
    expect(found.powers).toMatchObject([{ by: 'office', byNow: 'North lookout' }])
    expect(found.duties).toContainEqual(expect.objectContaining({ owner: 'office', ownerNow: 'North lookout' }))
    expect(deadlines).toMatchObject([{ owner: 'pilot', ownerNow: null }])
    expect(allowed.flatMap(({ by }) => by)).toContainEqual({ role: 'master', title: 'Harbour master', now: null })
    expect(await site.text(`/cases/${id}`)).toContain(`is for ${now} to decide`)
    expect(await model<OneCaseJson>(`/api/v1/cases/${id}`)).toMatchObject({ powers: [{ byNow: 'North lookout' }] })
    const { organisations: _, ...rest } = opening
    const other = await send(site, 'analyst', '/cases', { ...rest, organisations: ['X03'] })
    const { case: fresh } = (await other.json()) as { readonly case: OneCaseJson }
    const page = await site.text(`/cases/${fresh.id}`, 'nell-north')
    expect(page).toContain(`Admitted at once</strong>, by ${now}`)
    // Its successor acts in the role that the rules name.
    expect(page).toContain('Record: Admitted at once')
    const order = { form: 'direction', text: 'Oil the lamp', basis: 'Direction 4', due: '2014-07-30', owner: 'crew' }
    await write('nell-north', 'office', 'undertaking', { ...order, compliance: 'open', evidence: null, decided: null })
  })

  it('what happened before is told as the act of whoever it was then', async () => {
    const { events } = await model<CaseModel>(`/cases/${id}.json`)
    expect(events[1]).toMatchObject({ name: 'admitted-at-once', roleTitle: 'Harbour Office' })
  })
})

it('refuses a body that no rules name, and offers those that they do', async () => {
  expect(await passes({ appointments: true }, 'north-lokout')).toMatchObject({
    done: false,
    refused: {
      words: expect.stringContaining(
        'Found "north-lokout", which no rules here name as an oversight body; expected one of',
      ),
    },
  })
  const form = await site.text('/registers/oversight-transfer', 'analyst')
  expect(form).toContain('<option value="office"')
  expect(form).toContain('<option value="north-lookout"')
})
