/** Whether a plan holds together: its shape, and what no shape can say. Pure; every fault says where and what to do. */
import { schemaFaults } from '../../documents/schema-faults.ts'
import type { Words } from '../../documents/yaml-document.ts'
import { type Action, type Goal, type Plan, planBody, planLimits } from './plan-schema.ts'

export interface PlanFault {
  /** The way to it: `['goals', 0, 'actions', 3, 'due']`. */
  readonly path: readonly (string | number)[]
  readonly words: Words
}

/** What a plan may speak of. */
export interface PlanBounds {
  /** First and last day that a date in it may have, both included (ISO). */
  readonly from: string
  readonly to: string
  /** Codes of the organisations of its case, of which an action may be; null for any. */
  readonly organisations: readonly string[] | null
}

export const widestBounds: PlanBounds = { from: '2000-01-01', to: '2099-12-31', organisations: null }

export type PlanReading =
  | { readonly plan: Plan; readonly faults: readonly [] }
  | { readonly plan: null; readonly faults: readonly PlanFault[] }

/** The plan that a value holds, or everything that is wrong with it. */
export function readPlan(value: unknown, bounds: PlanBounds = widestBounds): PlanReading {
  const parsed = planBody.safeParse(value)
  const faults = parsed.success
    ? crossFaults(parsed.data, bounds)
    : schemaFaults(parsed.error, planBody, value).map(({ path, words }) => ({
        path: path as (string | number)[],
        words,
      }))
  return parsed.success && faults.length === 0 ? { plan: parsed.data, faults: [] } : { plan: null, faults }
}

type Found = PlanFault[]
type Path = PlanFault['path']

function crossFaults(plan: Plan, bounds: PlanBounds): readonly PlanFault[] {
  const found: Found = []
  const within = withinOf(bounds, found)
  const once = {
    goal: onlyOnce('goal', found),
    action: onlyOnce('action', found),
    milestone: onlyOnce('milestone', found),
  }
  within(plan.month, ['month'])
  plan.goals.forEach((goal, g) => {
    once.goal(goal.id, ['goals', g, 'id'])
    checkTrajectory(goal, ['goals', g], found, within)
    goal.actions.forEach((action, a) => {
      const path = ['goals', g, 'actions', a]
      once.action(action.id, [...path, 'id'])
      checkAction(action, path, found, within)
      checkOrganisation(action, path, found, bounds)
      action.milestones.forEach((milestone, m) => {
        const at = [...path, 'milestones', m]
        once.milestone(milestone.id, [...at, 'id'])
        within(milestone.due, [...at, 'due'])
        if (milestone.revisedDue !== undefined) within(milestone.revisedDue, [...at, 'revisedDue'])
        if (milestone.completed !== null) within(milestone.completed, [...at, 'completed'])
      })
    })
  })
  const actions = plan.goals.flatMap(goal => goal.actions)
  tooMany(actions.length, 'actions', found)
  tooMany(
    actions.reduce((sum, { milestones }) => sum + milestones.length, 0),
    'milestones',
    found,
  )
  return found
}

function tooMany(count: number, what: 'actions' | 'milestones', found: Found): void {
  if (count <= planLimits[what]) return
  const words = {
    found: `${count} ${what} in all`,
    expected: `at most ${planLimits[what]}`,
    todo: 'Leave out or join some.',
  }
  found.push({ path: ['goals'], words })
}

/** An id leads from one month to the next, so it may stand for one thing only. */
function onlyOnce(what: string, found: Found): (id: string, path: Path) => void {
  const seen = new Set<string>()
  return (id, path) => {
    if (!seen.has(id)) seen.add(id)
    else
      found.push({
        path,
        words: {
          found: `the ${what} "${id}" a second time`,
          expected: `one ${what} of that id in the whole plan`,
          todo: 'Give the newer one an id that has not been used.',
        },
      })
  }
}

function withinOf({ from, to }: PlanBounds, found: Found): (date: string, path: Path) => void {
  return (date, path) => {
    // A month is within where any day of it is.
    const length = date.length
    if (date >= from.slice(0, length) && date <= to.slice(0, length)) return
    const words = {
      found: `"${date}"`,
      expected: `a time from ${from} to ${to}`,
      todo: 'Correct the year, if it is that.',
    }
    found.push({ path, words })
  }
}

type Within = ReturnType<typeof withinOf>

function checkTrajectory({ trajectory, measure }: Goal, path: Path, found: Found, within: Within): void {
  if (measure === null && trajectory.length > 0)
    found.push({
      path: [...path, 'trajectory', 0, 'value'],
      words: {
        found: 'a trajectory without a measure',
        expected: 'a goal that says what it measures',
        todo: 'Name the metric, or take the trajectory out.',
      },
    })
  trajectory.forEach(({ month }, at) => {
    const before = trajectory[at - 1]?.month
    within(month, [...path, 'trajectory', at, 'month'])
    if (before !== undefined && before >= month)
      found.push({
        path: [...path, 'trajectory', at, 'month'],
        words: {
          found: `"${month}" after "${before}"`,
          expected: 'each month once, in order',
          todo: 'Put the months in order.',
        },
      })
  })
}

function checkOrganisation({ organisation }: Action, path: Path, found: Found, { organisations }: PlanBounds): void {
  if (organisation === undefined || organisations === null || organisations.includes(organisation)) return
  found.push({
    path: [...path, 'organisation'],
    words: {
      found: `"${organisation}", which is not in this case`,
      expected: organisations.length === 1 ? `${organisations[0]}, or nothing` : `one of ${organisations.join(', ')}`,
      todo: 'Correct the code, or leave it empty where the action is of all organisations of the case.',
    },
  })
}

// An address, or a form of address, is of a person.
const personal = /@|^(mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|baroness)\b\.?\s/i

function checkAction(action: Action, path: Path, found: Found, within: Within): void {
  const { owner, starts, due, status, revisedDue, completed } = action
  const fault = (field: string, words: Words) => found.push({ path: [...path, field], words })
  const after = (field: string, date: string) => {
    if (date >= starts) return
    fault(field, {
      found: `"${date}", before it starts`,
      expected: `a day from ${starts} on`,
      todo: 'Correct one of the two days.',
    })
  }
  for (const field of ['starts', 'due', 'revisedDue', 'completed'] as const) {
    const date = action[field]
    if (date !== null) within(date, [...path, field])
  }
  // What was put off may begin after the day first promised.
  if (revisedDue === null) after('due', due)
  else after('revisedDue', revisedDue)
  if (completed !== null) after('completed', completed)
  if (status === 'done' && completed === null)
    fault('completed', {
      found: 'nothing, though the status is done',
      expected: 'the day it was completed',
      todo: 'Give the day, or another status.',
    })
  if (status !== 'done' && completed !== null)
    fault('status', {
      found: `"${status}", though it was completed on ${completed}`,
      expected: 'the status done',
      todo: 'Set the status to done, or take the day out.',
    })
  if (personal.test(owner))
    fault('owner', {
      found: `"${owner}"`,
      expected: 'a role or post, such as Chief Nurse',
      todo: 'Name the post: who holds it, the register of people knows.',
    })
}
