/** The month of a case: its return on one page, both views side by side, and what of it nobody else reads. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MonthsModel } from '../../src/web/pages/case-months.ts'
import type { ReturnModel } from '../../src/web/pages/case-return.ts'
import { publishVersion } from './casework-site.ts'
import { expectDone, type PlannedCase, planFor, plannedCase } from './planned-case.ts'

let planned: PlannedCase
const at = (rest: string) => `/cases/${planned.id}${rest}`
const model = async <Model>(path: string, as?: string) => (await (await planned.site.ask(path, as)).json()) as Model
const returned = (as: string, query = '') => model<ReturnModel>(at(`/return.json${query}`), as)

const worry = 'Nobody dares to tell the board of cobalt-31.'
const month = {
  'body.month': '2025-08',
  'body.plan': 'better',
  'body.leadership': 'same',
  'body.staff': 'worse',
  'body.quality': 'same',
  'body.money': 'not-known',
  'body.says': 'Two wards opened. <b>Few</b> nurses.',
  audience: 'case',
  on: '2025-09-02',
  by: 'crew',
  reason: 'The month’s return.',
  back: '2025-08',
}

beforeAll(async () => {
  planned = await plannedCase()
  await expectDone(planned.write('cleo-crew', 'crew', 'plan', planFor('2025-07')))
  await planned.goPublic(1)
  planned.site.turn('2025-09-02T09:00:00.000Z')
}, 60_000)
afterAll(() => planned?.site.close())

describe('the return', () => {
  it('is for whoever acts for the organisation and for the director, and for nobody else', async () => {
    for (const as of ['cleo-crew', 'pia-pilot']) expect((await planned.site.ask(at('/return'), as)).status).toBe(200)
    for (const as of [undefined, 'ida-office', 'pat-publisher', 'auditor', 'analyst'])
      expect((await planned.site.ask(at('/return'), as)).status).toBe(403)
    expect((await planned.site.ask(at('/return?month=2025-13'), 'cleo-crew')).status).toBe(400)
    const link = `/cases/${planned.id}/return"`
    expect(await planned.text(at(''), 'cleo-crew')).toContain(link)
    expect(await planned.text(at(''))).not.toContain(link)
  })

  it('begins with the next month, pre-filled by the plan’s own dates, and asks only of what they leave open', async () => {
    const { month: shown, plan, steps, as } = await returned('cleo-crew')
    expect([shown, as]).toEqual(['2025-08', ['The organisation']])
    expect(plan).toMatchObject({ version: null, changed: { since: '2025-07', prefilled: true } })
    expect(plan.update?.follows.version).toBe(1)
    expect(plan.update?.actions.length).toBeGreaterThan(0)
    expect(plan.update?.actions.map(({ status }) => status)).not.toContain('done')
    expect(steps.map(({ state }) => state)).toEqual(['now', 'to-come', 'to-come', 'to-come'])
    expect(steps[0]?.link?.href).toBe(at('/plan/update'))
    const director = await returned('pia-pilot')
    expect(director.plan.update).toBeNull()
    expect(director.steps[0]?.link).toBeNull()
  })

  it('says what the plan’s own measures say, and what is due by whom reports', async () => {
    const { measures, due } = await returned('cleo-crew')
    expect(measures.length).toBeGreaterThan(0)
    expect(measures[0]?.words.join(' ')).toMatch(/chance|too few figures|No figure/)
    expect(due.map(({ title }) => title)).toContain('Publish an update')
  })

  it('has one form for each part, each to be sent without a script', async () => {
    const page = await planned.text(at('/return'), 'cleo-crew')
    expect(
      page.match(/<form [^>]*method="post"[^>]*>/g)?.map(one => /action="[^"]*\/(\w[\w-]*)"/.exec(one)?.[1]),
    ).toEqual(expect.arrayContaining(['update', 'monthly-assessment', 'worry']))
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(one => one[1])
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('saves each part, comes back to itself, and refuses in words', async () => {
    const said = await planned.post(at('/records/monthly-assessment'), 'cleo-crew', month)
    expect(said.headers.get('location')).toBe(at('/return?month=2025-08&written=monthly-assessment#outcome'))
    const twice = await planned.post(at('/records/monthly-assessment'), 'cleo-crew', month)
    expect([twice.status, await twice.text()]).toEqual([400, expect.stringContaining('has said how 2025-08 went')])
    const { plan } = await returned('cleo-crew')
    const fields = {
      on: '2025-09-02',
      by: 'crew',
      reason: 'August.',
      month: '2025-08',
      step: 'changes',
      back: '2025-08',
    }
    const follows = { follows: plan.update?.follows.id ?? '', version: '1' }
    const first = plan.update?.actions[0]?.id ?? ''
    const saved = await planned.post(at('/plan/update'), 'cleo-crew', {
      ...fields,
      ...follows,
      [`progress.${first}`]: 'Half done.',
    })
    expect(saved.headers.get('location')).toBe(at('/return?month=2025-08&written=plan#outcome'))
    const after = await returned('cleo-crew', '?month=2025-08')
    expect(after.plan).toMatchObject({ version: 2, update: null, changed: { prefilled: false } })
    expect(after.plan.changed?.told).toContainEqual(expect.objectContaining({ after: 'Half done.' }))
    expect(after.assessment.form?.follows?.version).toBe(1)
    const page = await planned.text(at('/return?month=2025-08&written=plan'), 'cleo-crew')
    expect(page).toContain('It is written.')
    expect(page).not.toContain('<b>Few</b>')
  })

  it('goes from its writer to its checker, and to a publisher who wrote none of it', async () => {
    const now = async (as: string) => (await returned(as, '?month=2025-08')).steps.find(({ state }) => state === 'now')
    expect(await now('cleo-crew')).toMatchObject({ step: 'checked', link: null })
    expect((await now('pia-pilot'))?.link?.href).toBe(at('/records/plan-check#write'))
    await planned.goPublic(2)
    const { steps } = await returned('pia-pilot', '?month=2025-08')
    expect(steps.at(-1)).toMatchObject({ state: 'done', says: 'Everybody can read it since 2 September 2025.' })
  })
})

describe('both views of a month', () => {
  beforeAll(async () => {
    const director = {
      ...month,
      by: 'pilot',
      'body.staff': 'same',
      'body.says': 'Steady, by umber-8.',
      back: '',
    }
    const answer = await planned.post(at('/records/monthly-assessment'), 'pia-pilot', director)
    const [, record = ''] = /recorded=([^#&]+)/.exec(answer.headers.get('location') ?? '') ?? []
    await publishVersion(planned.site, planned.id, record)
  })

  it('stand side by side, and where they differ it is said in words', async () => {
    const { months, summary } = await model<MonthsModel>(at('/months.json'), 'carl-crew')
    expect(months.map(one => [one.month, one.differ])).toEqual([['2025-08', 1]])
    expect(months[0]?.fields.find(({ field }) => field === 'staff')).toEqual({
      field: 'staff',
      organisation: 'Worse',
      director: 'No change',
      differ: true,
    })
    expect(summary).toBe('1 month told, 1 by both sides. In 1 of these they differ.')
    expect(await planned.text(at('/months'), 'carl-crew')).toMatch(/differ\s*<\/strong>/)
    const csv = (await planned.text(at('/months.csv'), 'carl-crew')).split('\r\n')
    expect(csv[0]).toBe('record_kind,case,month,field,title,organisation_says,director_says,differ')
    expect(csv.slice(1).filter(row => row.endsWith(',differ'))).toEqual([expect.stringContaining(',staff,')])
  })

  it('show the public what is public only: no difference from what it cannot read', async () => {
    const { months } = await model<MonthsModel>(at('/months.json'))
    expect(months[0]).toMatchObject({ organisation: null, differ: null, director: { by: 'Pilot' } })
    const page = await planned.text(at('/months'))
    expect(page).toContain('Steady, by umber-8.')
    expect(page).not.toContain('Two wards opened')
  })
})

it('a worry is seen by its writer and by those who oversee or decide, and never by anybody else, in no format', async () => {
  const fields = { 'body.says': worry, on: '2025-09-02', by: 'pilot', reason: 'In private.', back: '2025-08' }
  const answer = await planned.post(at('/records/worry'), 'pia-pilot', fields)
  expect(answer.headers.get('location')).toContain('written=worry')
  expect(await planned.text(at('/return'), 'pia-pilot')).toContain(worry)
  expect(await planned.text(at(''), 'ida-office')).toContain(worry)
  const places = [
    '',
    '.json',
    '.csv',
    '/return',
    '/return.json',
    '/months',
    '/months.json',
    '/months.csv',
    '/plan',
    '/plan.json',
  ]
  for (const as of [undefined, 'cleo-crew', 'pat-publisher'])
    for (const path of places) expect(await planned.text(at(path), as), `${path} as ${as}`).not.toContain('cobalt-31')
  for (const path of ['/changes', '/changes.atom', '/organisations/X02', '/organisations/X02.json'])
    expect(await planned.text(path)).not.toContain('cobalt-31')
})
