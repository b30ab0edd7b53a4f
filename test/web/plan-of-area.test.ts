/** The plan that several organisations share: whose each action is, how each of them stands, and what each of them owes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planCsv } from '../casework/plan/plan-csv.ts'
import type { Plan } from '../../src/casework/plan/plan-schema.ts'
import { json } from './casework-site.ts'
import { expectDone, type PlannedCase, planFor, plannedCase } from './planned-case.ts'

let planned: PlannedCase
const at = (rest = '') => `/cases/${planned.id}/plan${rest}`
const of: Readonly<Record<string, string>> = { streaming: 'X02', beds: 'X01' }
const shared = (month: string) =>
  planFor(month, plan => ({
    ...plan,
    goals: plan.goals.map(goal => ({
      ...goal,
      actions: goal.actions.map(one => ({ ...one, ...(of[one.id] ? { organisation: of[one.id] } : {}) })),
    })),
  }))
const kept = async (query = '') => (await json(planned.site.ask(`/api/v1${at(query)}`, 'cleo-crew'))) as unknown as Kept
interface Kept {
  readonly record: string
  readonly plan: Plan
  readonly state: { readonly actions: readonly { readonly id: string; readonly organisation: string | null }[] }
  readonly organisations: readonly {
    readonly organisation: string | null
    readonly counts: { readonly actions: Readonly<Record<string, number>> }
  }[]
}

beforeAll(async () => {
  planned = await plannedCase(['X02', 'X01'])
}, 60_000)
afterAll(() => planned?.site.close())

describe('a plan that several organisations share', () => {
  it('is refused as a file and as a record where an action is of an organisation outside the case', async () => {
    const csv = planCsv(shared('2025-07'), { recordKind: 'fictional', organisation: 'X02' }).replace(',X01,', ',X03,')
    const answer = await planned.post(at('/update'), 'cleo-crew', {
      step: 'file',
      month: '2025-07',
      file: new File([csv], 'plan.csv'),
    })
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toMatch(/action_organisation.*X03&quot;, which is not in this case.*one of X02, X01/s)
    const wrong = JSON.parse(JSON.stringify(shared('2025-07')).replace('"X01"', '"X03"')) as Plan
    const refused = await planned.write('cleo-crew', 'crew', 'plan', wrong)
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('goals.0.actions.1.organisation')
  })

  it('says of each organisation how many actions are late and slipped, and of all together', async () => {
    await expectDone(planned.write('cleo-crew', 'crew', 'plan', shared('2025-07')))
    await planned.goPublic(1)
    const page = await planned.text(at())
    expect(page).toContain('Promised actions by organisation, each counted once')
    const { organisations } = await kept()
    expect(organisations.map(({ organisation, counts: { actions } }) => [organisation, actions['all']])).toEqual([
      ['X02', 1],
      ['X01', 1],
      [null, 4],
    ])
    expect(organisations[1]?.counts.actions).toMatchObject({ late: 1, slipped: 1 })
  })

  it('is shown of one organisation alone, with what is of all of them; others are refused', async () => {
    const page = await planned.text(at('?organisation=X01'))
    expect(page).toContain('Discharge before noon')
    expect(page).toContain('Open a frailty unit')
    expect(page).toContain('all organisations</span>')
    expect(page).not.toContain('Open a streaming desk at the front door')
    expect((await kept('?organisation=X01')).state.actions.map(({ id }) => id)).not.toContain('streaming')
    expect((await kept('?organisation=X01')).plan).toEqual((await kept()).plan)
    expect((await planned.site.ask(at('?organisation=X03'))).status).toBe(404)
  })

  it('is updated with whose each action is', async () => {
    const form = await planned.text(at('/update'), 'cleo-crew')
    expect(form).toMatch(/name="organisation\.beds"[\s\S]*?<option value="X01" selected>/)
    expect(form).toMatch(/name="organisation\.frailty"[\s\S]*?<option value="" selected>All of them/)
    const { record } = await kept()
    const done = await planned.post(at('/update'), 'cleo-crew', {
      step: 'changes',
      follows: record,
      version: '1',
      month: '2025-08',
      'organisation.beds': '',
      'organisation.frailty': 'X01',
      on: '2025-08-05',
      by: 'crew',
      reason: 'For August.',
    })
    expect(done.status).toBe(303)
    const actions = new Map((await kept()).plan.goals.flatMap(goal => goal.actions.map(one => [one.id, one])))
    expect(['streaming', 'beds', 'frailty'].map(id => actions.get(id)?.organisation)).toEqual(['X02', undefined, 'X01'])
    expect(actions.get('beds')).not.toHaveProperty('organisation')
    expect(await planned.text(at('?version=2'), 'cleo-crew')).toMatch(/of the organisation[\s\S]*all of them/)
  })
})

describe('what is owed in a case of several organisations', () => {
  it('by the organisation is owed by each of them, on the page of the case and in the calendar', async () => {
    expect(await planned.text(`/cases/${planned.id}`)).toContain('each of the 2 organisations')
    const calendar = await planned.text('/duties?span=three-months&regime=harbour-watch')
    for (const name of ['Brackenfield', 'Ashdown Vale'])
      expect(calendar).toContain(`${name} NHS Foundation Trust: Harbour Watch`)
  })
})
