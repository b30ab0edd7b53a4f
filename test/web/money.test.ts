/** Money on pages and in the API: who pays, what it cost, what is not public, and that it balances. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseMoneyModel } from '../../src/web/pages/case-money.ts'
import type { CaseModel } from '../../src/web/pages/case.ts'
import type { MoneyModel } from '../../src/web/pages/money.ts'
import type { ProgrammeMoneyModel } from '../../src/web/pages/programme-money.ts'
import type { ProgrammeModel } from '../../src/web/pages/programme.ts'
import { admit, type CaseworkSite, caseworkSite, json, openedCase, opening, publish, send } from './casework-site.ts'

let site: CaseworkSite
let id = ''
let budgetId = ''
const model = async <Model>(path: string, as?: string) => (await (await site.ask(path, as)).json()) as Model
const text = async (path: string, as?: string) => (await site.ask(path, as)).text()
const write = async (kind: string, body: object, more: object = {}, caseId = id): Promise<string> => {
  const asked = { kind, body, on: '2014-06-02', by: 'finance-approver', reason: 'As agreed.', ...more }
  const answer = await send(site, 'fay-finance', `/cases/${caseId}/records`, asked)
  const written = (await answer.json()) as { id: string; detail?: string }
  if (!answer.ok) throw new Error(written.detail)
  return written.id
}
const pilots = { line: 'pilots', payer: 'master' }
const cost = { supplier: 'Adviser', from: '2014-05-01', until: '2014-05-31', consultancy: true }

beforeAll(async () => {
  site = await caseworkSite()
  id = await openedCase(site)
  await admit(site, id)
  await publish(site, id)
  budgetId = await write('budget', { ...pilots, pence: 30_000_000, exceed: 'Two pilots were needed.' })
  await write('cost', { ...pilots, pence: 12_000_050, reference: 'INV-1', ...cost })
  await write(
    'cost',
    { ...pilots, pence: 5_000_000, reference: 'INV-2', ...cost, consultancy: false },
    { audience: 'case' },
  )
}, 60_000)
afterAll(() => site?.close())

describe('the money of a case', () => {
  it('is told whole to those with leave: lines, estimate, postings with their cause, and that it balances', async () => {
    const { money, summary } = await model<CaseMoneyModel>(`/cases/${id}/money.json`, 'fay-finance')
    expect(money.all).toMatchObject({
      budget: 30_000_000,
      actual: 17_000_050,
      consultancy: 12_000_050,
      left: 12_999_950,
    })
    expect(money.partial).toBe(false)
    expect(summary).toContain('The budget is £300,000, and it has cost £170,000.50, £120,000.50 of it for consultancy.')
    expect(money.journals.map(one => [one.kind, one.pence, one.record.kind])).toEqual([
      ['allocate', 30_000_000, 'budget'],
      ['accrue', 12_000_050, 'cost'],
      ['accrue', 5_000_000, 'cost'],
    ])
    expect(money.journals[0]?.record).toMatchObject({ id: budgetId, reason: 'As agreed.' })
    expect(money.estimates.at(-1)).toMatchObject({ low: 10_000_000, high: 25_000_000, against: 'within' })
    expect(money.trialBalance.sum).toBe(0)
    const page = await text(`/cases/${id}/money`, 'fay-finance')
    expect(page).toContain('£170,000.50')
    expect(page).toContain('Trial balance: £0, as it has to be')
    expect(page).toContain(`/cases/${id}#record-${budgetId}`)
  })

  it('is told to everybody as far as its records are public, and says that there is more', async () => {
    const { money } = await model<CaseMoneyModel>(`/cases/${id}/money.json`)
    expect(money.all).toMatchObject({ budget: 30_000_000, actual: 12_000_050, left: null, owed: null })
    expect(money.journals).toHaveLength(2)
    expect(money.says).toContain('At least £120,000.50 of what it has cost is public; the rest is not.')
    expect(money.estimates.at(-1)).toMatchObject({ against: null })
    expect(money.estimates.at(-1)?.words).toContain('Not all that it has cost is public')
    expect(money.trialBalance).toEqual({ accounts: [], sum: 0 })
    const page = await text(`/cases/${id}/money`)
    expect(page).not.toContain('170,000')
    expect(page).toContain('at least £120,000.50')
    expect(page).not.toContain('Stands at')
    const { sentences } = await model<CaseModel>(`/cases/${id}.json`)
    expect(sentences.find(({ about }) => about === 'money')?.words).toMatch(
      /^At least £120,000\.50 of what support has cost is public; the rest is not\. Of that, £120,000\.50 is for consultancy\. What is public was borne by .*: £120,000\.50\.$/,
    )
    const csv = await text(`/cases/${id}/money.csv`)
    expect(csv.trim().split('\r\n').length).toBe(1 + 2 + 5 - 1)
  })

  it('is told as it was known before', async () => {
    const then =
      (await model<CaseMoneyModel>(`/cases/${id}/money.json`, 'fay-finance')).money.journals[1]?.knownAt ?? ''
    const { money } = await model<CaseMoneyModel>(`/cases/${id}/money.json?as-known-at=${then}`, 'fay-finance')
    expect(money.all).toMatchObject({ budget: 30_000_000, actual: 12_000_050 })
    expect(money.journals).toHaveLength(2)
  })

  it('is the same in the API; nobody learns of a case that is not for them', async () => {
    const api = await model<CaseMoneyModel['money']>(`/api/v1/cases/${id}/money`)
    expect(api).toMatchObject((await model<CaseMoneyModel>(`/cases/${id}/money.json`)).money)
    const other = await openedCase(site, { ...opening, organisations: ['X04'] })
    expect((await site.ask(`/cases/${other}/money`)).status).toBe(404)
    expect((await site.ask(`/api/v1/cases/${other}/money`)).status).toBe(404)
  })
})

describe('the money of a programme and of the sector', () => {
  it('sums what the reader sees, and has no cost per exit before one has lasted', async () => {
    const money = await model<ProgrammeMoneyModel>('/programmes/harbour-watch/money.json', 'fay-finance')
    expect(money.all).toMatchObject({ budget: 30_000_000, actual: 17_000_050, consultancy: 12_000_050 })
    expect(money.cases.find(one => one.case === id)?.spend.actual).toBe(17_000_050)
    expect(money.perExit).toMatchObject({ left: 0, lasted: 0, pence: null })
    expect(money.perExit.words).toContain('no cost per exit that lasted')
    const open = await model<ProgrammeMoneyModel>('/programmes/harbour-watch/money.json')
    expect(money.caps).toMatchObject([{ line: 'pilots', is: 'budget', cap: 20_000_000, given: 30_000_000 }])
    expect(open).toMatchObject({ partial: true, all: { actual: 12_000_050, left: null } })
    expect(open.cases.map(one => one.case)).toEqual([id])
    expect(await text('/programmes/harbour-watch/money')).toContain('not public')
    expect((await site.ask('/programmes/nowhere/money')).status).toBe(404)
  })

  it('shows every regime, with a trial balance of nothing, on the page and in the API', async () => {
    for (const as of [undefined, 'fay-finance']) {
      const money = await model<MoneyModel>('/money.json', as)
      expect(money.trialBalance.sum).toBe(0)
      const given = money.trialBalance.accounts.find(({ account }) => account === 'authority')?.pence
      expect(given).toBe(as === undefined ? undefined : -30_000_000)
      expect(money.regimes.map(one => one.id)).toEqual(['harbour-watch'])
      const { all, trialBalance, regimes } = money
      expect(await json(await site.ask('/api/v1/money', as))).toMatchObject({ all, trialBalance, regimes })
    }
    expect(await text('/money', 'fay-finance')).toContain('Trial balance: £0')
    expect((await text('/money.csv')).split('\r\n')[0]).toContain('pence_per_lasting_exit')
  })

  it('stands on the board, spend against budget', async () => {
    const { money } = await model<ProgrammeModel>('/programmes/harbour-watch.json', 'fay-finance')
    expect(money.all).toMatchObject({ budget: 30_000_000, actual: 17_000_050 })
    expect(await text('/programmes/harbour-watch')).toContain('/programmes/harbour-watch/money')
  })
})

it('holds consultancy against what was estimated for it, on the page and in JSON, as far as it is public', async () => {
  const estimates = async (as?: string) => (await model<CaseMoneyModel>(`/cases/${id}/money.json`, as)).money.estimates
  const estimated = { low: 100_000, high: 250_000, posts: 2, months: 12, basis: 'Like cases' }
  const estimate = (consultancy: number | null) =>
    write('estimate', { ...estimated, consultancy }, { audience: 'public' })
  await estimate(null)
  expect((await estimates('fay-finance')).at(-1)).toMatchObject({ consultancy: null, againstConsultancy: null })
  await estimate(150_000)
  expect((await estimates('fay-finance')).at(-1)).toMatchObject({ against: 'within', againstConsultancy: 'within' })
  expect((await estimates('fay-finance')).at(-1)?.words).toContain(
    'Of the estimate at most £150,000 was for consultancy; of the cost £120,000.50 is, within that.',
  )
  // That something else is not public hides how much more may be for consultancy.
  expect((await estimates()).at(-1)).toMatchObject({ against: null, againstConsultancy: null })
  expect((await estimates()).at(-1)?.words).toContain('was for consultancy; not all of the cost is public')
  await estimate(100_000)
  expect((await estimates('fay-finance')).at(-1)).toMatchObject({ against: 'within', againstConsultancy: 'above' })
  const said =
    'Of the estimate at most £100,000 was for consultancy; of the cost £120,000.50 is, £20,000.50 above that.'
  expect((await estimates('fay-finance')).at(-1)?.words).toContain(said)
  expect(await text(`/cases/${id}/money`, 'fay-finance')).toContain(said)
  expect((await estimates()).at(-1)).toMatchObject({ against: null, againstConsultancy: 'above' })
  expect((await estimates()).at(-1)?.words).toContain('of the cost at least £120,000.50 is, £20,000.50 above that.')
})

it('says what share of its deficit the organisation pays itself, or that evidence is missing', async () => {
  const own = { line: 'advisers', payer: 'crew' }
  await write('budget', { ...own, pence: 100_000_00, exceed: null })
  await write('cost', { ...own, pence: 50_000_00, reference: 'ADV-1', ...cost })
  const deficit = async () => (await model<CaseMoneyModel>(`/cases/${id}/money.json`, 'fay-finance')).money.deficit
  expect(await deficit()).toMatchObject({ support: 50_000_00, figures: null, share: null })
  expect((await deficit())?.words).toContain('evidence missing')
  const figures = { year: '2013/14', turnover: 200_000_000_00, 'in-plan': true, document: 'Accounts, page 4' }
  await write('finance-figures', { ...figures, result: -400_000_00 })
  // Its support was for May 2014, which is in another year.
  expect(await deficit()).toMatchObject({ support: 50_000_00, inYear: 0, share: null, assessed: null })
  expect((await deficit())?.words).toContain('None of that was for days of 2013/14')
  const turn = { ...cost, from: '2014-03-02', until: '2014-05-01' }
  await write('cost', { ...own, pence: 12_200_00, reference: 'ADV-2', ...turn })
  expect(await deficit()).toMatchObject({ support: 62_200_00, inYear: 6_000_00, share: 0.015 })
  await write('finance-figures', { ...figures, year: '2014/15', result: -400_000_00 })
  expect(await deficit()).toMatchObject({
    inYear: 56_200_00,
    share: 0.1405,
    assessed: null,
    figures: { year: '2014/15' },
  })
  const words = 'Of that, £56,200 was for days of 2014/15: 14.1% of the deficit of that year, £400,000.'
  expect((await deficit())?.words).toContain(words)
  expect((await deficit())?.words).toContain('are not known for that year')
  expect(await text(`/cases/${id}/money`, 'fay-finance')).toContain('14.1% of the deficit of that year')
  await expect(write('finance-figures', { ...figures, year: 'last year', result: -1 })).rejects.toThrow(
    'expected a financial year',
  )
  // Whoever is not told of all the money is told no share of it.
  const { money } = await model<CaseMoneyModel>(`/cases/${id}/money.json`)
  expect([money.partial, money.deficit]).toEqual([true, null])
})

it('a form takes pence, and says of pounds what they are in pence', async () => {
  const form = new URLSearchParams({
    on: '2014-06-02',
    by: 'finance-approver',
    reason: 'More',
    'body.line': pilots.line,
    'body.payer': pilots.payer,
    'body.exceed': 'One more',
    'body.pence': '£1,234.56',
  })
  const asked = { method: 'POST', body: form, headers: { origin: 'http://localhost:4000' } }
  const refused = await site.ask(`/cases/${id}/records/budget`, 'fay-finance', asked)
  expect(await refused.text()).toContain('if pounds were meant, they are 123456 pence')
  form.set('body.pence', '100')
  const done = await site.ask(`/cases/${id}/records/budget`, 'fay-finance', asked)
  expect(done.status).toBe(303)
  expect(await text(`/cases/${id}/records/budget`, 'fay-finance')).toContain('£300,000')
})
