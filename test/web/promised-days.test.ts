/** What was promised in public cannot be unsaid by a later version: a day overwritten is put off, and what is dropped is told. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Action, Plan } from '../../src/casework/plan/plan-schema.ts'
import { planCsv } from '../casework/plan/plan-csv.ts'
import { json } from './casework-site.ts'
import { expectDone, type PlannedCase, planFor, plannedCase } from './planned-case.ts'

let planned: PlannedCase
const at = (rest = '') => `/cases/${planned.id}/plan${rest}`

/** As somebody overwrites a file: two late promises go to 2029, one of them with its milestone, and a third gets a new id. */
function overwritten(plan: Plan): Plan {
  const changed = ({ milestones, ...action }: Action): Action => ({
    ...action,
    ...(action.id === 'frailty' ? { id: 'frail-people', due: '2028-09-30' } : {}),
    ...(action.id === 'streaming' || action.id === 'beds'
      ? { due: '2029-01-31', revisedDue: null, status: 'on-track' as const }
      : {}),
    milestones: milestones.map(one => (one.id === 'desk-staffed' ? { ...one, due: '2028-12-31' } : one)),
  })
  return { ...plan, goals: plan.goals.map(goal => ({ ...goal, actions: goal.actions.map(changed) })) }
}

beforeAll(async () => {
  planned = await plannedCase()
  const first = (await (await planned.write('cleo-crew', 'crew', 'plan', planFor('2025-07'))).json()) as {
    id: string
    version: number
  }
  await planned.goPublic(1)
  planned.site.turn('2025-09-02T09:00:00.000Z')
  await expectDone(planned.write('cleo-crew', 'crew', 'plan', planFor('2025-08', overwritten), first))
  await planned.goPublic(2)
}, 60_000)
afterAll(() => planned?.site.close())

interface Told {
  plan: Plan
  state: {
    actions: (Row & { milestones: Row[] })[]
    counts: { actions: Record<string, number>; milestones: Record<string, number> }
  }
  diff: { slips: unknown[] }
  dropped: unknown[]
}
interface Row {
  id: string
  due: string
  revisedDue: string | null
  standing: string
  slippedDays: number
}
const told = async () => (await json(planned.site.ask(`/api/v1/cases/${planned.id}/plan`))) as unknown as Told

it('the public reads them late by the days first promised, and put off', async () => {
  const page = await planned.text(at())
  expect(page).toMatch(/<p class="lead">2 of 6 promised actions are late\.<\/p>/)
  expect(page).toContain('1 that was promised before was dropped before it was done.')
  expect(page).toMatch(/31 March 2025<br>now 31 January 2029<br>.{0,100}Slipped by 1,402 days/s)
  expect(page).toMatch(/Desk staffed seven days a week, by 31 March 2025, now 31 December 2028/)
  const { state, diff, dropped } = await told()
  const action = state.actions.find(({ id }) => id === 'streaming')
  expect(action).toMatchObject({ due: '2025-03-31', revisedDue: '2029-01-31', standing: 'late', slippedDays: 1402 })
  expect(action?.milestones[1]).toMatchObject({ due: '2025-03-31', revisedDue: '2028-12-31', standing: 'late' })
  expect(state.counts).toMatchObject({ actions: { late: 2, slipped: 2 }, milestones: { late: 1, slipped: 1 } })
  expect(diff.slips).toMatchObject([
    { id: 'streaming', before: '2025-03-31', after: '2029-01-31' },
    { id: 'beds', before: '2025-07-31', after: '2029-01-31' },
    { id: 'desk-staffed', before: '2025-03-31', after: '2028-12-31' },
  ])
  expect(dropped).toMatchObject([{ id: 'frailty', due: '2025-09-30', completed: null }])
})

it('the sentence of the case says so', async () => {
  expect(await planned.text(`/cases/${planned.id}`)).toContain(
    '2 of 6 promised actions are late by the plan published for August 2025; 2 have a later date than first promised, 1 was given up and 1 was dropped undone.',
  )
})

it('the plan as a table and the month’s update hold the days first promised, beside those of now', async () => {
  const table = await planned.text(at('.csv'))
  expect(table).toMatch(/action,emergency,streaming,.*,2025-03-31,on-track,2029-01-31,/)
  expect(table).toMatch(/milestone,emergency,streaming,desk-staffed,.*,2025-03-31,,2028-12-31,/)
  expect(await planned.text(at('/update'), 'cleo-crew')).toMatch(/promised for 31 March 2025/)
  expect(await planned.text(`/cases/${planned.id}/return?month=2025-08`, 'cleo-crew')).not.toContain(
    'first promised for',
  )
})

it('an old file that overwrites a day is understood, and what is shown before it is saved is what is kept', async () => {
  const last = JSON.stringify(planFor('2025-09', overwritten)).replaceAll('2029-01-31', '2030-01-31')
  const again = { ...(JSON.parse(last) as Plan), title: 'As in the old file' }
  const file = new File([planCsv(again, { recordKind: 'fictional', organisation: 'X02' })], 'plan.csv')
  const shown = await planned.post(at('/update'), 'cleo-crew', { step: 'file', month: '2025-09', file, version: '2' })
  const page = await shown.text()
  expect(shown.status).toBe(200)
  expect(page).toContain('As in the old file')
  expect(page).toMatch(/now promised for<\/td><td>31 January 2029<\/td><td>31 January 2030/)
  expect(page).not.toContain('first promised for')
})
