/** The plan of a case on the web: what the public sees of it, what those who keep it see, and what nobody else ever reads. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json } from './casework-site.ts'
import { expectDone, type PlannedCase, planFor, plannedCase } from './planned-case.ts'

let planned: PlannedCase
let plan: { id: string; version: number }
const at = (rest = '') => `/cases/${planned.id}/plan${rest}`

beforeAll(async () => {
  planned = await plannedCase()
  const first = await planned.write('cleo-crew', 'crew', 'plan', planFor('2025-07'))
  plan = (await first.json()) as typeof plan
}, 60_000)
afterAll(() => planned?.site.close())

const worry = 'Nobody dares to tell the board of zinc-ochre-47.'

describe('before anything is published', () => {
  it('the public reads that nothing is, and that the update is late; the case’s own people read the plan and its state', async () => {
    const page = await planned.text(at())
    expect(page).toContain('No version of the plan is published yet.')
    expect(page).toMatch(/Update late.*Nothing was published for July 2025; it was due on 3 August 2025/s)
    expect(page).not.toContain('streaming desk')
    for (const ending of ['.csv', '.xlsx', '?version=1']) expect((await planned.site.ask(at(ending))).status).toBe(404)
    const own = await planned.text(at(), 'carl-crew')
    expect(own).toContain('Open a streaming desk at the front door')
    expect(own).toContain('Written, not yet checked')
    expect(own).toContain('/plan/update')
    expect(await planned.text(at(), 'pia-pilot')).toContain('/records/plan-check')
  })
})

describe('once versions are published', () => {
  beforeAll(async () => {
    await planned.goPublic(1)
    planned.site.turn('2025-09-02T09:00:00.000Z')
    const september = planFor('2025-08', last => ({
      ...last,
      goals: last.goals.map(goal => ({
        ...goal,
        actions: goal.actions.flatMap(action => {
          if (action.id === 'frailty') return []
          if (action.id === 'streaming') return [{ ...action, revisedDue: '2025-10-31', status: 'late' as const }]
          return [action]
        }),
      })),
    }))
    await expectDone(planned.write('cleo-crew', 'crew', 'plan', september, plan))
    await planned.goPublic(2)
    await expectDone(
      planned.write(
        'carl-crew',
        'crew',
        'plan',
        { ...september, title: 'A draft of carmine-9' },
        { ...plan, version: 2 },
      ),
    )
    await expectDone(planned.write('cleo-crew', 'crew', 'worry', { says: worry }))
  })

  it('the page tells what is late, slipped, missed and dropped, and what changed since last month', async () => {
    const page = await planned.text(at())
    expect(page).toMatch(/<p class="lead">2 of 5 promised actions are late\.<\/p>/)
    expect(page).toContain('What changed since July 2025')
    expect(page).toMatch(
      /Open a streaming desk at the front door: from 31 March 2025 to 31 October 2025, 214 days later/,
    )
    expect(page).toMatch(
      /Open a frailty unit \(Medical Director, due on 30 September 2025\), last in the plan for July 2025/,
    )
    expect(page).toMatch(/Slipped by 214 days/)
    expect(page).toMatch(/Missed/)
    expect(page).not.toContain('Update late')
    expect(page).toContain('The next update is due by 3 September 2025, from The organisation')
    expect(page).not.toContain('carmine-9')
  })

  it('each goal has its measure with a chart, figures behind it, what can be reached, and the standard', async () => {
    const page = await planned.text(at())
    expect(page).toMatch(/id="measure-emergency"/)
    expect(page).toMatch(/The standard is 95%: missed by [\d.]+ percentage points\./)
    expect(page).toMatch(
      /<th scope="row">July 2025<\/th><td class="num">[\d.]+%<\/td><td class="num">76%<\/td><td class="num">95%<\/td>/,
    )
    expect(page).toContain('No figures of &quot;x-deficit&quot; are held here')
    expect(page).toMatch(/Balance alarm: finance improves/)
  })

  it('the page of the public as it was when somebody last looked at it', async () => {
    const page = (await planned.text(at()))
      .replaceAll(planned.id, 'CASE')
      .replace(/<figure[\s\S]*?<\/figure>/g, '<figure></figure>')
    await expect(page).toMatchFileSnapshot('../golden/web/cases-CASE-plan.html')
  })

  it('says late from the day after the update was due, and not before', async () => {
    planned.site.turn('2025-10-03T09:00:00.000Z')
    expect(await planned.text(at())).not.toContain('Update late')
    planned.site.turn('2025-10-04T09:00:00.000Z')
    expect(await planned.text(at())).toContain('Nothing was published for September 2025; it was due on 3 October 2025')
    planned.site.turn('2025-09-02T09:00:00.000Z')
  })

  it('every version is kept: the public chooses among those published, its people among all', async () => {
    expect(await planned.text(at('?version=1'))).toContain('Open a frailty unit')
    expect((await planned.site.ask(at('?version=3'))).status).toBe(404)
    expect(await planned.text(at('?version=3'), 'carl-crew')).toContain('A draft of carmine-9')
    expect((await planned.site.ask(at('?version=x'))).status).toBe(404)
    expect(await planned.text(at('?as-known-at=2025-08-01'))).toContain('No version of the plan is published yet.')
  })

  it('is JSON with body, state and changes, the same at the API, and a table of every row', async () => {
    const model = (await (await planned.site.ask(at('.json'))).json()) as { plan: object }
    const answer = await planned.site.ask(`/api/v1/cases/${planned.id}/plan`)
    expect(answer.headers.get('etag')).toBe('"2"')
    expect(await answer.json()).toEqual(model.plan)
    expect(model.plan).toMatchObject({
      shown: { version: 2, stage: 'published', check: null },
      plan: { month: '2025-08' },
      state: { counts: { actions: { late: 2, missed: 1 } } },
      diff: { since: { version: 1 }, slips: [{ id: 'streaming', days: 214 }] },
      dropped: [{ id: 'frailty' }],
      versions: [{ version: 1 }, { version: 2 }],
    })
    const csv = await (await planned.site.ask(at('.csv'))).arrayBuffer()
    expect([...new Uint8Array(csv).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(new TextDecoder().decode(csv)).toMatch(
      /^record_kind,organisation,month,row_kind,.*\r\nfictional,X02,2025-08,plan,/,
    )
    const workbook = await planned.site.ask(at('.xlsx'))
    expect(workbook.headers.get('content-disposition')).toContain('fictional-plan-X02-2025-08.xlsx')
    expect(new TextDecoder().decode((await workbook.arrayBuffer()).slice(0, 2))).toBe('PK')
  })

  it('the API document describes it', async () => {
    const { paths } = (await (await planned.site.ask('/api/v1/openapi.json')).json()) as { paths: object }
    expect(Object.keys(paths)).toContain('/api/v1/cases/{id}/plan')
  })

  it('a private worry is on no page, in no file and in no feed, but for its writer and those who oversee or decide', async () => {
    const everywhere = ['', '.json', '.csv']
    const places = [
      ...everywhere.map(ending => `/cases/${planned.id}${ending}`),
      ...everywhere.map(ending => at(ending)),
      at('.xlsx'),
      `/cases/${planned.id}/records/worry`,
      `/cases/${planned.id}/records/worry.json`,
      `/cases/${planned.id}/records/reply.json`,
      ...everywhere.flatMap(ending => [`/cases${ending}`, `/changes${ending}`, `/duties${ending}`]),
      '/changes.atom',
      '/duties.ics',
      '/organisations/X02',
      '/organisations/X02/regimes',
      '/api/snapshot',
      ...['', '/events', '/deadlines', '/records', '/records?kind=worry', '/plan', '/around', '/kinds'].map(
        part => `/api/v1/cases/${planned.id}${part}`,
      ),
    ]
    for (const reader of [undefined, 'pia-pilot', 'pat-publisher', 'analyst', 'carl-crew'])
      for (const place of places) {
        const answer = await planned.site.ask(place, reader)
        expect([place, reader, answer.status < 500]).toEqual([place, reader, true])
        expect([place, reader, (await answer.text()).includes('zinc-ochre')]).toEqual([place, reader, false])
      }
    for (const reader of ['cleo-crew', 'ida-office', 'max-master', 'auditor'])
      expect([
        reader,
        (await planned.text(`/cases/${planned.id}/records/worry`, reader)).includes('zinc-ochre'),
      ]).toEqual([reader, true])
    const { records } = (await json(
      planned.site.ask(`/api/v1/cases/${planned.id}/records`, 'ida-office'),
    )) as unknown as { records: { kind: string }[] }
    expect(records.map(({ kind }) => kind)).toContain('worry')
  })

  it('HTML in every text is text', async () => {
    const evil = '<img src=x onerror=alert(1)>'
    const hostile = planFor('2025-09', all => ({
      ...all,
      title: evil,
      goals: all.goals.map(goal => ({
        ...goal,
        title: evil,
        outcome: evil,
        measure: goal.measure && { ...goal.measure, metric: evil, unit: evil },
        actions: goal.actions.map(one => ({
          ...one,
          title: evil,
          owner: evil,
          progress: evil,
          evidence: [evil],
          milestones: one.milestones.map(step => ({ ...step, title: evil })),
        })),
      })),
    }))
    await expectDone(planned.write('cleo-crew', 'crew', 'plan', hostile, { ...plan, version: 3 }))
    for (const place of [at(), at('/update'), `/cases/${planned.id}`, `/cases/${planned.id}/records/plan`]) {
      const page = await planned.text(place, 'carl-crew')
      expect(page).toContain('&lt;img src=x')
      expect(page).not.toContain('<img src=x')
    }
  })
})
