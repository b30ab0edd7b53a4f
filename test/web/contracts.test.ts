/** Contracts on pages and in the API: written by forms, signed, claimed under, paid by a run; and what the public sees of them. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ContractJson } from '../../src/web/contract-view.ts'
import { admit, type CaseworkSite, caseworkSite, openedCase, publish, send } from './casework-site.ts'

let site: CaseworkSite
let id = ''
const common = { on: '2014-06-02', reason: 'As agreed.' }
const write = async (as: string, kind: string, fields: Readonly<Record<string, string>>) => {
  const filled = { ...common, key: randomUUID(), ...fields }
  const answer = await site.post(`/cases/${id}/records/${kind}`, as, filled)
  return { status: answer.status, text: await answer.text() }
}
const contracts = async (as?: string) =>
  ((await (await site.ask(`/cases/${id}/contracts.json`, as)).json()) as { contracts: ContractJson[] }).contracts

const contract = {
  by: 'oversight-analyst',
  'body.title': 'Pilotage',
  'body.kind': 'other',
  'body.line': 'pilots',
  'body.scope': 'Brings the ship into harbour.',
  'body.parties': 'pilot\nmaster |',
  'body.from': '2014-05-01',
  'body.until': '2014-12-31',
  'body.days-cap': '20',
  'body.rates': 'Pilot | 65000',
  'body.results': '',
  'body.ceiling-pence': '1000000',
}

beforeAll(async () => {
  site = await caseworkSite()
  id = await openedCase(site)
  await admit(site, id)
  await publish(site, id)
  const body = { line: 'pilots', payer: 'master', pence: 5_000_000, exceed: null }
  await send(site, 'fay-finance', `/cases/${id}/records`, { kind: 'budget', body, by: 'finance-approver', ...common })
}, 60_000)
afterAll(() => site?.close())

it('a form writes a contract, a thing of several parts on each line; a rate in pounds comes back with what was filled in', async () => {
  const wrong = await write('analyst', 'contract', { ...contract, 'body.rates': 'Pilot | £650' })
  expect(wrong.status).toBe(400)
  expect(wrong.text).toContain('65000 pence')
  expect(wrong.text).toContain('Pilot | £650')
  expect((await write('analyst', 'contract', contract)).status).toBe(303)
  const [one] = await contracts('analyst')
  expect(one).toMatchObject({
    title: 'Pilotage',
    state: 'to-be-signed',
    payer: 'master',
    next: expect.stringContaining('sign version 1'),
  })
  expect(one?.terms).toContainEqual('Paid by the day: Pilot £650. At most 20 days.')
})

it('is signed, claimed under and checked on its page; each step says whose turn it is', async () => {
  const of = (await contracts('analyst'))[0]?.id ?? ''
  const signature = { 'body.contract': of, 'body.version': '1' }
  expect((await write('pia-pilot', 'signature', { by: 'pilot', ...signature })).status).toBe(303)
  expect((await write('max-master', 'signature', { by: 'master', ...signature })).status).toBe(303)
  const period = { 'body.from': '2014-06-02', 'body.until': '2014-06-02', 'body.says': 'On the bridge.' }
  const claim = { by: 'pilot', 'body.contract': of, 'body.days': 'Pilot | 0.5', ...period }
  expect((await write('pia-pilot', 'claim', { ...claim, 'body.days': 'Pilot | -1' })).status).toBe(400)
  expect((await write('pia-pilot', 'claim', claim)).status).toBe(303)
  const [claimed] = await contracts('analyst')
  expect(claimed).toMatchObject({ state: 'in-force', claims: [{ claimedPence: 32_500, allowedPence: null }] })
  expect(claimed?.next).toContain('check the claim from 2 June 2014')
  const check = { 'body.claim': claimed?.claims[0]?.id ?? '', 'body.less': '', 'body.says': 'Seen.' }
  expect((await write('analyst', 'claim-check', { by: 'oversight-analyst', ...check })).status).toBe(303)
  const [allowed] = await contracts('analyst')
  expect(allowed?.money).toEqual({
    leftPence: 967_500,
    costPence: 32_500,
    owedPence: 32_500,
    heldPence: 0,
    paidPence: 0,
  })
  expect(allowed?.days).toEqual({ cap: 20, claimed: 0.5, left: 19.5 })
  expect((await contracts('pia-pilot'))[0]?.days).toEqual({ cap: 20, claimed: 0.5, left: 19.5 })
  const page = await site.text(`/cases/${id}/contracts`, 'analyst')
  expect(page).toContain('pay £325.')
  expect(page).toContain('<dt>Days claimed</dt><dd>0.5 of 20</dd>')
  expect(page).toContain('<dt>Days left</dt><dd>19.5</dd>')
  // Unless somebody chooses otherwise, whoever sees what is paid sees that it was.
  const form = await site.text(`/cases/${id}/records/payment`, 'fay-finance')
  expect(form).toMatch(/name="audience" type="radio" value="" checked/)
  expect(form.match(/name="audience"[^>]* checked/g)).toHaveLength(1)
  expect(page).toContain('2 June 2014 to 2 June 2014')
})

it('a run pays what is owed, once; without leave it pays nothing', async () => {
  const run = { payer: 'master', ...common }
  expect((await site.ask('/api/v1/pay-runs', undefined, { method: 'POST' })).status).toBe(415)
  const none = (await (await send(site, 'analyst', '/pay-runs', run)).json()) as object
  expect(none).toEqual({ payments: [], paidPence: 0 })
  const paid = (await (await send(site, 'fay-finance', '/pay-runs', run)).json()) as object
  expect(paid).toMatchObject({ paidPence: 32_500, payments: [{ pence: 32_500, refused: null }] })
  const again = (await (await send(site, 'fay-finance', '/pay-runs', run)).json()) as object
  expect(again).toEqual({ payments: [], paidPence: 0 })
  expect((await contracts('analyst'))[0]?.money).toMatchObject({ owedPence: 0, paidPence: 32_500 })
})

it('stands in the list of all contracts, as page, JSON and CSV; the public sees none that is not public', async () => {
  expect(await site.text('/contracts?state=in-force', 'pia-pilot')).toContain('Pilotage')
  expect(await site.text('/contracts?state=ended', 'pia-pilot')).not.toContain('Pilotage')
  expect((await site.ask('/contracts?state=lost', 'pia-pilot')).status).toBe(400)
  expect(await site.text('/contracts.csv', 'pia-pilot')).toMatch(/in-force,2014-12-31,master,967500,32500,0,0,32500/)
  expect(await contracts()).toEqual([])
  expect(await site.text('/contracts')).not.toContain('Pilotage')
  expect((await site.ask(`/cases/${id}/partners`)).status).toBe(404)
  expect(await site.text(`/cases/${id}/partners`, 'analyst')).toContain('publish no test of who may be a partner')
})

it('tells the public nothing of how a contract stands where its signatures are not public', async () => {
  const open = { ...contract, audience: 'public', 'body.title': 'Open pilotage' }
  expect((await write('analyst', 'contract', open)).status).toBe(303)
  const find = async (as?: string) => (await contracts(as)).find(({ title }) => title === 'Open pilotage')
  const of = (await find('analyst'))?.id ?? ''
  const signature = { audience: 'case', 'body.contract': of, 'body.version': '1' }
  expect((await write('pia-pilot', 'signature', { by: 'pilot', ...signature })).status).toBe(303)
  expect((await write('max-master', 'signature', { by: 'master', ...signature })).status).toBe(303)
  expect(await find('analyst')).toMatchObject({ state: 'in-force', next: expect.any(String) })
  expect(await find()).toMatchObject({ state: null, begun: null, next: null, money: null })
  for (const page of [`/cases/${id}/contracts`, `/cases/${id}/contracts?as-known-at=2014-06-03`, '/contracts']) {
    const read = await site.text(page)
    expect(read).toContain('How it stands is not public')
    expect(read).not.toMatch(/has still to sign|<td>To be signed|<strong>To be signed|sign version 1/)
    expect(read).toMatch(/for those who work on the case|not told of the past/)
  }
  expect(await site.text('/contracts.csv')).toMatch(/for those who work on the case/)
})

const publicOne = {
  ...contract,
  audience: 'public',
  'body.title': 'Guarded pilotage',
  'body.support': 'partner-help',
  'body.parties': 'partner | X03\noffice |',
  'body.unmatched': 'It has helped here before.',
  'body.results': 'gone | 10 | costs | 12 | | | | It leaves within a year',
  'body.guardrail-metric': 'OF0013',
  'body.guardrail-is': 'at-least',
  'body.guardrail-value': '75',
}
const find = async (as?: string) => (await contracts(as)).find(({ title }) => title === 'Guarded pilotage')

it('calls the metric of a guardrail and the partner by their names; its id is folded away, and in the JSON', async () => {
  expect((await write('analyst', 'contract', publicOne)).status).toBe(303)
  const title = 'A&E patients admitted, transferred or discharged within 4 hours'
  const one = await find()
  expect(one?.terms).toContainEqual(
    `No result is paid where the partner’s own performance fell: “${title}” at Coldharbour NHS Foundation Trust has to be at least 75.`,
  )
  expect(one?.guardrail).toMatchObject({ organisation: 'X03', metric: 'OF0013', title })
  const page = await site.text(`/cases/${id}/contracts`)
  const now = one?.guardrail?.now
  expect(page).toContain(
    now ? `The partner’s own figure: ${now.shown} in ${now.period}` : 'The partner’s own figure: none is known',
  )
  expect(page).toContain('“A&amp;E patients admitted, transferred or discharged within 4 hours”')
  expect(page.match(/OF0013/g)).toHaveLength(1)
  expect(page).toMatch(/<summary>The metric of the guardrail.*<\/summary>.*has the id <span class="mono">OF0013</)
})

it('tells the public no result as standing that was taken back: a reversal is for whom that was', async () => {
  const body = { by: 'oversight-analyst', 'body.contract': (await find())?.id ?? '', audience: 'public' }
  for (const [as, by] of [
    ['pat-partner', 'partner'],
    ['ida-office', 'office'],
  ] as const)
    expect((await write(as, 'signature', { ...body, by, 'body.version': '1' })).status).toBe(303)
  expect((await write('analyst', 'guardrail-check', body)).status).toBe(303)
  expect((await write('analyst', 'result', { ...body, 'body.term': 'gone', 'body.says': 'Seen.' })).status).toBe(303)
  const [result] = (await find())?.results ?? []
  expect(result).toMatchObject({ outcome: 'not-met' })
  const taken = { by: 'oversight-analyst', 'body.of': result?.id ?? '' }
  const hidden = await write('analyst', 'reversal', { ...taken, audience: 'case' })
  expect(hidden.status).toBe(400)
  expect(hidden.text).toContain('The result is for the audience &quot;public&quot;, and so is its reversal')
  expect((await find())?.results).toHaveLength(1)
  expect((await write('analyst', 'reversal', { ...taken, audience: 'public' })).status).toBe(303)
  for (const as of [undefined, 'analyst']) expect((await find(as))?.results).toEqual([])
  expect(await site.text(`/cases/${id}/contracts`)).not.toContain('not reached')
})
