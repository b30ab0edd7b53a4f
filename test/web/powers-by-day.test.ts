/** The register of powers by day: what came with a stage stands from its first day to its last, also once a court has quashed it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CaseworkSite, caseworkSite, publishedCase, send } from './casework-site.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  site = await caseworkSite()
  id = await publishedCase(site)
  site.turn('2014-08-01T09:00:00.000Z')
}, 60_000)
afterAll(() => site?.close())

interface Listed {
  readonly comesWith: string
  readonly instrument: string | null
  readonly from: string
  readonly ended: string | null
  readonly withStage: readonly { readonly from: string; readonly ended: string | null }[]
  readonly inForce: boolean
}
const listed = async (on = '') => {
  const answer = await site.ask(`/powers.json${on && `?on=${on}`}`)
  return ((await answer.json()) as { powers: readonly Listed[] }).powers
}

it('what comes with a stage without any use of it says that the rules name no instrument', async () => {
  expect(await listed()).toMatchObject([{ comesWith: 'stage', from: '2014-06-02', ended: null, withStage: [] }])
  const page = await site.text('/powers')
  expect(page).toContain('comes with the stage; the rules name no instrument')
  expect(page).toContain('since 2 June 2014, while the stage lasts')
})

it('what is used in writing too stands once, with both its days', async () => {
  const body = { power: 'board-suspended', does: null, freedom: null, instrument: 'Order 7', place: null }
  const sent = { ...body, from: '2014-06-16', until: null, conditions: null, ended: null }
  const written = { kind: 'power-use', body: sent, on: '2014-07-01', by: 'office', reason: 'As ordered' }
  expect((await send(site, 'ida-office', `/cases/${id}/records`, written)).status).toBe(201)
  expect(await listed()).toMatchObject([
    { comesWith: 'use', instrument: 'Order 7', from: '2014-06-16', withStage: [{ from: '2014-06-02', ended: null }] },
  ])
  for (const [day, times] of [
    ['2014-06-01', 0],
    ['2014-06-02', 1],
    ['2014-06-16', 1],
  ] as const)
    expect([day, (await listed(day)).length]).toEqual([day, times])
  expect(await site.text('/powers')).toContain('it came with the stage since 2 June 2014, while the stage lasts')
})

it('a decision that is quashed had its powers until that day, and after it has none', async () => {
  const { sequence } = (await (await site.ask(`/api/v1/cases/${id}`)).json()) as { readonly sequence: number }
  const event = { kind: 'quashed', of: '2', part: '', clock: '', court: 'High Court', reference: '[2014] EWHC 1' }
  const form = { ...event, on: '2014-07-20', by: 'office', reason: 'So the court.', key: 'form-1' }
  const answer = await site.post(`/cases/${id}/events`, 'ida-office', { ...form, expected: String(sequence) })
  expect(answer.status).toBe(303)
  const standing = async (day: string) => (await listed(day)).map(({ withStage }) => withStage)
  const stage = [{ from: '2014-06-02', ended: '2014-07-20' }]
  expect(await standing('2014-06-01')).toEqual([])
  expect(await standing('2014-06-10')).toEqual([stage])
  expect(await standing('2014-07-19')).toEqual([stage])
  expect(await standing('2014-07-20')).toEqual([])
  expect(await listed()).toMatchObject([{ inForce: false }])
  expect(await site.text('/powers')).toContain('from 2 June 2014 until 20 July 2014, when the stage was over')
})
