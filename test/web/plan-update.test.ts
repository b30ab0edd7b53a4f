/** Writing a plan without JavaScript: the monthly update, a file with its preview, and what is refused with nothing written. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planWorkbook } from '../../src/casework/plan/plan-file.ts'
import { planCsv } from '../casework/plan/plan-csv.ts'
import type { Plan } from '../../src/casework/plan/plan-schema.ts'
import { json } from './casework-site.ts'
import { type PlannedCase, planFor, plannedCase } from './planned-case.ts'

let planned: PlannedCase
const about = { recordKind: 'fictional', organisation: 'X02' } as const
const common = { on: '2025-08-05', by: 'crew', reason: 'For July.' }
const at = (rest = '') => `/cases/${planned.id}/plan${rest}`
const fileOf = (content: string | Uint8Array, name = 'plan.csv') =>
  new File([typeof content === 'string' ? content : new Uint8Array(content)], name)
const send = (fields: Readonly<Record<string, string | File>>, as: string | undefined = 'cleo-crew') =>
  planned.post(at('/update'), as, fields)
const kept = async () =>
  (await json(planned.site.ask(`/api/v1${at()}`, 'carl-crew'))) as unknown as {
    record: string
    plan: Plan | null
    versions: readonly { version: number }[]
  }
const actionIn = async (id: string) =>
  (await kept()).plan?.goals.flatMap(({ actions }) => actions).find(one => one.id === id)
const hiddenIn = (page: string, name: string) =>
  (new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

beforeAll(async () => {
  planned = await plannedCase()
}, 60_000)
afterAll(() => planned?.site.close())

describe('the first version', () => {
  it('is for whoever keeps the plan, who is given a table to fill in', async () => {
    expect((await planned.site.ask(at('/update'))).status).toBe(403)
    expect((await planned.site.ask(at('/update'), 'pia-pilot')).status).toBe(403)
    expect(await planned.text(at('/update'), 'cleo-crew')).toContain('First version of the plan')
    expect(await planned.text(at('.csv'), 'cleo-crew')).toContain('fictional,X02,2025-08,action,goal-1,action-1')
    expect((await planned.site.ask(at('.csv'), 'pia-pilot')).status).toBe(404)
  })

  it.each([
    ['another trust’s code', planCsv(planFor('2025-07'), { ...about, organisation: 'X01' }), /X01.*X02/s],
    ['a renamed column', planCsv(planFor('2025-07'), about).replace('row_kind', 'rowtype'), /rowtype/],
    ['a page', '<html><script>alert(1)</script></html>', /a web page/],
    ['nothing', '', /no bytes/],
    [
      'faults in two rows',
      planCsv(planFor('2025-07'), about).replace('Chief Nurse', 'Dr Who').replace('2025-03-31', '2025-13-31'),
      /Dr Who.*What to do|2025-13-31/s,
    ],
  ])('from a file with %s is refused with line and column, and nothing is written', async (_, content, words) => {
    const answer = await send({ step: 'file', month: '2025-07', file: fileOf(content) })
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toMatch(words)
    expect(page).toContain('nothing was written')
    expect(page).not.toContain('<script>')
    expect((await kept()).versions).toEqual([])
  })

  it('from no file, from one of 10,000 rows or one too large is refused in words', async () => {
    expect((await send({ step: 'file', month: '2025-07' })).status).toBe(400)
    const rows = `${planCsv(planFor('2025-07'), about)}${'fictional,X02,2025-07,goal,g,,,T\r\n'.repeat(10_000)}`
    expect(await (await send({ step: 'file', month: '2025-07', file: fileOf(rows) })).text()).toContain('more than')
    const large = await send({ step: 'file', month: '2025-07', file: fileOf('x'.repeat(2_050_000)) })
    expect([large.status, (await large.text()).includes('Nothing was written')]).toEqual([413, true])
  })

  it('is shown before it is written, and written once agreed to', async () => {
    const page = await (
      await send({
        step: 'file',
        month: '2025-07',
        file: fileOf(await planWorkbook(planFor('2025-07'), about), 'p.xlsx'),
      })
    ).text()
    expect(page).toContain('What the file would change')
    expect(page).toContain('No figures of &quot;x-deficit&quot; are held here')
    expect((await kept()).versions).toEqual([])
    const plan = hiddenIn(page, 'plan')
    expect((await send({ step: 'confirm', plan: 'nonsense', ...common })).status).toBe(400)
    const done = await send({ step: 'confirm', plan, key: 'a', ...common })
    expect([done.status, done.headers.get('location')]).toEqual([303, `${at()}?recorded=1#outcome`])
    expect((await send({ step: 'confirm', plan, key: 'a', ...common })).headers.get('location')).toBe(
      `${at()}?recorded=1#outcome`,
    )
    expect((await kept()).plan).toEqual(planFor('2025-07'))
  })
})

describe('the monthly update', () => {
  it('begins with last month’s promises, what the dates tell, and the questions that they raise', async () => {
    const page = await planned.text(at('/update'), 'carl-crew')
    expect(page).toContain('<option value="2025-08" selected>August 2025</option>')
    expect(page).toMatch(/Is it done, and on which day\?/)
    expect(page).toMatch(/name="status\.streaming"[\s\S]*?<option value="late" selected>/)
    expect(page).toContain('Reached on: Desk staffed seven days a week')
  })

  it('takes what was changed and leaves the rest', async () => {
    const { record } = await kept()
    const done = await send(
      {
        step: 'changes',
        follows: record,
        version: '1',
        month: '2025-08',
        'status.streaming': 'done',
        'completed.streaming': '2025-08-01',
        'progress.streaming': 'Open.\r\nAt last.',
        'reached.desk-staffed': '2025-08-01',
        ...common,
      },
      'carl-crew',
    )
    expect(done.headers.get('location')).toBe(`${at()}?recorded=2#outcome`)
    expect(await actionIn('streaming')).toMatchObject({
      status: 'done',
      completed: '2025-08-01',
      progress: 'Open.\nAt last.',
      milestones: [{ id: 'desk-built' }, { id: 'desk-staffed', completed: '2025-08-01' }],
    })
    expect(await actionIn('frailty')).toMatchObject({ status: 'on-track', due: '2025-09-30' })
    expect(await planned.text(`${at()}?recorded=2`, 'carl-crew')).toContain('Version 2 is saved.')
  })

  it('refused, comes again with every fault and what was filled in', async () => {
    const { record } = await kept()
    const answer = await send({
      step: 'changes',
      follows: record,
      version: '2',
      month: '2025-08',
      'status.beds': 'done',
      'progress.beds': 'Kept <b>words</b>.',
      'completed.frailty': '1999-01-01',
      ...common,
    })
    const page = await answer.text()
    expect(answer.status).toBe(400)
    expect(page).toContain('goals.0.actions.1.completed')
    expect(page).toContain('goals.0.actions.2.completed')
    expect(page).toContain('Kept &lt;b&gt;words&lt;/b&gt;.')
    expect((await kept()).versions).toHaveLength(2)
  })

  it('where another has written meanwhile, undoes nothing of theirs and keeps what was filled in', async () => {
    const { record } = await kept()
    const untouched = { 'status.streaming': 'late', 'progress.streaming': 'The desk is built; staff are being hired.' }
    const answer = await send({
      step: 'changes',
      follows: record,
      version: '1',
      month: '2025-08',
      ...untouched,
      'progress.beds': 'Wards begin at ten.',
      ...common,
    })
    const page = await answer.text()
    expect(answer.status).toBe(412)
    expect(page).toContain('Wards begin at ten.')
    expect(page).toMatch(/name="status\.streaming"[\s\S]*?<option value="done" selected>/)
    expect(page).toContain('At last.')
  })

  it('is refused to others, and from other sites', async () => {
    const { record } = await kept()
    const fields = { step: 'changes', follows: record, version: '2', month: '2025-08', 'progress.beds': 'x', ...common }
    expect((await send(fields, 'pia-pilot')).status).toBe(403)
    expect((await planned.post(at('/update'), undefined, fields)).status).toBe(403)
    const body = new URLSearchParams(fields)
    const elsewhere = { method: 'POST', body, headers: { origin: 'https://evil.example' } }
    expect((await planned.site.ask(at('/update'), 'cleo-crew', elsewhere)).status).toBe(403)
  })

  it('of 500 actions is one form that can be sent', { timeout: 60_000 }, async () => {
    const { record, plan } = await kept()
    if (plan === null) throw new Error('There is a plan.')
    const [goal] = plan.goals
    const one = goal?.actions.at(-1)
    if (!goal || !one) throw new Error('The plan has actions.')
    const many = Array.from({ length: 500 }, (_, index) => ({ ...one, id: `n${index}`, title: `Number ${index}` }))
    const large = { ...plan, goals: [{ ...goal, actions: many }] }
    expect((await planned.write('cleo-crew', 'crew', 'plan', large, { id: record, version: 2 })).status).toBe(201)
    const fields = Object.fromEntries(
      many.flatMap(({ id }) => [
        [`status.${id}`, 'on-track'],
        [`progress.${id}`, `Word of ${id}`],
        [`completed.${id}`, ''],
        [`revised.${id}`, ''],
      ]),
    )
    const done = await send({ step: 'changes', follows: record, version: '3', month: '2025-08', ...fields, ...common })
    expect(done.headers.get('location')).toBe(`${at()}?recorded=4#outcome`)
    expect((await actionIn('n499'))?.progress).toBe('Word of n499')
  })
})
