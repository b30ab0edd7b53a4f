/**
 * The improvement plans of the sample's cases, made from plans.yaml rather than written: a version a month, in which some actions
 * are done in time and some late, slip, or are dropped. The same plan is made each time.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Action, Goal, Plan } from '../src/casework/plan/plan-schema.ts'
import { readDocument } from '../src/documents/yaml-document.ts'
import { dayFromIso, isoFromDay, monthsLater } from '../src/regimes/day.ts'
import type { Step } from './case-file.ts'

/** What a plan of a case is made from. */
export const samplePlan = z.strictObject({
  /** Goals of plans.yaml. */
  goals: z.string().default('trust'),
  /** The first month that it reports, and how many there are. */
  from: z.string().regex(/^\d{4}-\d{2}$/),
  versions: z.int().min(1),
  actions: z.int().min(1),
  /** Day of the next month on which a version is written. */
  day: z.int().min(1).max(20),
  by: z.string(),
  /** Role that checks it, and who of the cast; nobody where left out. */
  'checked-by': z.string().optional(),
  checker: z.string().optional(),
})
export type SamplePlan = z.infer<typeof samplePlan>

const measure = z.strictObject({
  metric: z.string(),
  better: z.enum(['high', 'low']),
  standard: z.number(),
  unit: z.string(),
})
const material = z.strictObject({
  id: z.string(),
  title: z.string(),
  outcome: z.string(),
  /** Whose its actions are, where they are of one organisation of the case. */
  organisation: z.string().optional(),
  measure: measure.nullable(),
  reach: z.strictObject({ from: z.number(), 'by-month': z.number() }).nullable(),
  actions: z.array(z.tuple([z.string(), z.string()])),
})
type Material = z.infer<typeof material>
const plansSchema = z.record(z.string(), z.array(material))

// Of the versions of a plan, counted from 0: one in which the check finds something, and one whose publication comes late.
const questioned = 2
const heldUp = 4
// From which version on a dropped action is no longer named.
const droppedFrom = 4

/** The steps that write, check and publish a case's plan, in the order of time; its latest version waits for its check. */
export function planSteps(plan: SamplePlan): readonly Step[] {
  const goals = plansNamed(plan.goals)
  let written = 0
  return Array.from({ length: plan.versions }, (_, index) => index).flatMap(index => {
    const day = later(`${plan.from}-01`, index + 1, plan.day - 1)
    const draft = planAt(plan, goals, index)
    const write = (on: string, body: Plan): Step => {
      written += 1
      const why = `The plan as it stands for ${body.month}.`
      return step({
        on,
        by: plan.by,
        write: 'plan',
        as: 'plan',
        ...(written > 1 && { follows: 'plan' }),
        body: { ...body },
        why,
      })
    }
    const check = (on: string, verdict: string, says: string): readonly Step[] => {
      const { checker: who, 'checked-by': by } = plan
      if (by === undefined) return []
      const body = { version: `${written}`, verdict, says }
      return [step({ on, by, write: 'plan-check', body, ...(who && { who }) })]
    }
    const publish = (on: string): Step =>
      step({ on, by: 'publisher', write: 'publication', body: { of: '@plan', says: `The plan for ${draft.month}.` } })
    if (index + 1 === plan.versions) return [write(day, draft)]
    const agreed = (on: string) => check(on, 'agreed', 'Days and figures were held against minutes and rotas.')
    if (index !== questioned || plan['checked-by'] === undefined)
      return [write(day, draft), ...agreed(later(day, 0, 2)), publish(later(day, 0, index === heldUp ? 20 : 5))]
    return [
      write(day, draft),
      ...check(later(day, 0, 2), 'points', 'One action is reported as done and its document is missing.'),
      write(later(day, 0, 3), { ...draft, title: `${draft.title}, corrected` }),
      ...agreed(later(day, 0, 4)),
      publish(later(day, 0, 6)),
    ]
  })
}

/** The plan as its version of a month has it. */
function planAt(plan: SamplePlan, goals: readonly Material[], version: number): Plan {
  const month = later(`${plan.from}-01`, version, 0).slice(0, 7)
  const today = later(`${plan.from}-01`, version + 1, -1)
  const shares = goals.map((_, index) => Math.floor((plan.actions - index - 1) / goals.length) + 1)
  return {
    month,
    title: 'Plan for improvement',
    goals: goals.map(({ id, title, outcome, organisation, measure: held, reach, actions }, at): Goal => {
      const trajectory =
        reach === null
          ? []
          : Array.from({ length: 12 }, (_, ahead) => ({
              month: later(`${plan.from}-01`, ahead, 0).slice(0, 7),
              value: Math.round((reach.from + reach['by-month'] * ahead) * 10) / 10,
            }))
      const promised = actions.slice(0, shares[at])
      return {
        id,
        title,
        outcome,
        measure: held,
        trajectory,
        actions: promised.flatMap(([what, owner], index) => {
          const number = index * goals.length + at
          const dropped = fates[number % fates.length] === 'dropped' && version >= droppedFrom
          if (dropped) return []
          const action = actionAt(plan, `${id}-${index + 1}`, what, owner, number, today)
          return [{ ...action, ...(organisation !== undefined && { organisation }) }]
        }),
      }
    }),
  }
}

// What becomes of an action, by its number: most are done, some late, some slip, one in nine is dropped.
const fates = ['done', 'slips', 'done-late', 'done', 'late', 'done', 'dropped', 'done', 'stopped'] as const

function actionAt(plan: SamplePlan, id: string, title: string, owner: string, number: number, today: string): Action {
  const fate = fates[number % fates.length] as (typeof fates)[number]
  const starts = later(`${plan.from}-01`, 0, (number * 11) % 60)
  const due = later(starts, 1 + (number % 5), 14)
  const ends =
    { 'done-late': later(due, 1, 9), done: later(due, 0, -(number % 6)) }[fate as 'done' | 'done-late'] ?? null
  const completed = ends !== null && ends <= today ? ends : null
  const slipped = fate === 'slips' && later(due, 0, -10) <= today
  const half = later(starts, 0, Math.floor((dayFromIso(due) - dayFromIso(starts)) / 2))
  const status =
    completed !== null
      ? 'done'
      : fate === 'stopped' && due <= today
        ? 'stopped'
        : starts > today
          ? 'not-started'
          : due < today && !slipped
            ? 'late'
            : fate === 'done'
              ? 'on-track'
              : 'at-risk'
  return {
    id,
    title,
    owner,
    starts,
    due,
    status,
    revisedDue: slipped ? later(due, 2, 0) : null,
    completed,
    progress: progressOf[status],
    evidence: completed === null ? [] : ['Minutes of the board (fictional)'],
    milestones: [
      {
        id: `${id}-half`,
        title: 'Half of the way',
        due: half,
        completed: half <= today && fate !== 'late' ? half : null,
      },
    ],
  }
}

const progressOf: Readonly<Record<Action['status'], string>> = {
  'not-started': 'Begins later.',
  'on-track': 'Begun, and as promised so far.',
  'at-risk': 'Begun. Two posts that it needs are vacant.',
  late: 'Not done by the day promised; the reason is being looked at.',
  done: 'Done, and seen on the wards.',
  missed: 'Given up.',
  stopped: 'Stopped, since something better was found.',
}

function plansNamed(name: string): readonly Material[] {
  const text = readFileSync(join(import.meta.dirname, 'plans.yaml'), 'utf8')
  const { value } = readDocument<z.infer<typeof plansSchema>>(text, 'sample/plans.yaml', plansSchema)
  const found = value[name]
  if (found === undefined) throw new Error(`sample/plans.yaml has no goals "${name}".`)
  return found
}

function later(day: string, months: number, days: number): string {
  return isoFromDay(monthsLater(dayFromIso(day), months).day + days)
}

function step(told: Partial<Step> & Pick<Step, 'on' | 'by'>): Step {
  return { found: {}, body: {}, times: 1, ...told }
}
