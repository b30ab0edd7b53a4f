/** The parts of a month’s return: who reports, which months, the plan pre-filled, what is due, and the way to the public. */
import { z } from 'zod'
import { askedOf } from '../casework/asked-of-organisation.ts'
import { countingEvents } from '../casework/counting.ts'
import { holds, matterIn } from '../casework/grants.ts'
import type { Actor } from '../casework/model.ts'
import { checkOf, planCheckKind } from '../casework/records/plan-check.ts'
import { planKind } from '../casework/records/plan.ts'
import { planBody } from '../casework/plan/plan-schema.ts'
import { monthlyAssessmentKind } from '../casework/records/monthly-assessment.ts'
import { comparedWith, publishedMonths } from '../casework/records/plan-versions.ts'
import { publicationKind } from '../casework/records/published.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { kindSchema } from './api/record-schemas.ts'
import type { CaseRecords } from './case-records.ts'
import { writableJson } from './case-sections.ts'
import { roleTitle } from './event-words.ts'
import { monthSteps } from './month-steps.ts'
import { draftOf, monthsFrom } from './plan-form.ts'
import { planSchema } from './plan-schema.ts'
import { planChanges, type SeenPlan } from './plan-view.ts'

export const stepSchema = z.object({
  step: z.enum(['written', 'sent', 'checked', 'published']),
  title: z.string(),
  state: z.enum(['done', 'now', 'to-come']),
  says: z.string(),
  link: z
    .object({ href: z.string(), text: z.string() })
    .nullable()
    .meta({ description: 'Where the reader may do it, where it is theirs to do now.' }),
})
export const dueSchema = z.object({
  title: z.string(),
  says: z.string(),
  due: z.string().nullable(),
  overdue: z.boolean(),
  href: z.string(),
})
const changeSchema = planSchema.shape.diff.unwrap().pick({ words: true, told: true })
export const monthPlanSchema = z.object({
  version: z.int().nullable().meta({ description: 'The latest version that reports the month; null for none.' }),
  changed: changeSchema
    .extend({ since: z.string(), prefilled: z.boolean() })
    .nullable()
    .meta({ description: 'What changed since the month before; pre-filled where no version reports the month yet.' }),
  update: z
    .object({
      follows: z.object({ id: z.uuid(), version: z.int(), month: z.string() }),
      roles: kindSchema.shape.roles,
      actions: planBody.shape.goals.element.shape.actions.meta({ description: 'Of which something is asked.' }),
      others: z.int().meta({ description: 'Actions that stay as they were unless somebody changes them.' }),
      prompts: z.array(
        z.object({
          of: z.enum(['goal', 'action', 'milestone']),
          id: z.string(),
          title: z.string(),
          question: z.string(),
        }),
      ),
    })
    .nullable()
    .meta({ description: 'The update to be written; null where it is not the reader’s, or the month is reported.' }),
})

/** Roles in which the reader reports on months. */
export function ourRoles({ reading, reader }: CaseRecords): readonly string[] {
  if (reading.asKnownAt !== null) return []
  const writers = monthlyAssessmentKind.writers(reading.compiled, reading.found.state.route)
  return reader.roles.filter(role => writers.includes(role))
}

/** The organisations of the case for which somebody reports in these roles: of an area, one acts for its own alone. */
export function ourOrganisations(
  { reading: { found, compiled, today } }: CaseRecords,
  roles: readonly string[],
  { grants }: Actor,
  snapshot: Snapshot,
): readonly string[] {
  return found.organisations.filter(code =>
    roles.some(role => holds(grants, role, matterIn(snapshot, compiled.regime, [code], today))),
  )
}

/** Months that may be reported, and the one that is next. */
export function monthsOf({ seen, versions }: SeenPlan): { readonly all: readonly string[]; readonly default: string } {
  const { found, today } = seen.reading
  const last = versions.at(-1)?.record.body
  const draft = last && draftOf(last, today)
  return {
    all: draft?.months ?? monthsFrom(found.opened.slice(0, 7), today),
    default: draft?.plan.month ?? today.slice(0, 7),
  }
}

/** The plan of a month: what was written of it, or what is pre-filled and asked. */
export function monthPlan({ seen, versions }: SeenPlan, month: string): z.infer<typeof monthPlanSchema> {
  const reported = versions.findLast(({ record }) => record.body.month === month)
  if (reported) {
    const before = comparedWith(versions, reported)
    const changed = before && {
      ...short(planChanges(before.record.body, reported.record.body)),
      since: before.record.body.month,
      prefilled: false,
    }
    return { version: reported.record.version, changed, update: null }
  }
  const last = versions.at(-1)?.record
  if (last === undefined || last.body.month > month) return { version: null, changed: null, update: null }
  const { plan, prompts } = draftOf(last.body, seen.reading.today)
  const changed = { ...short(planChanges(last.body, { ...plan, month })), since: last.body.month, prefilled: true }
  const roles = writableJson(seen).find(({ kind }) => kind === planKind.kind)?.roles
  if (roles === undefined) return { version: null, changed, update: null }
  const all = plan.goals.flatMap(({ actions }) => actions)
  const asked = new Set(prompts.map(({ of, id }) => `${of}.${id}`))
  const actions = all.filter(
    ({ id, milestones }) => asked.has(`action.${id}`) || milestones.some(one => asked.has(`milestone.${one.id}`)),
  )
  return {
    version: null,
    changed,
    update: {
      follows: { id: last.id, version: last.version, month: last.body.month },
      roles,
      actions,
      others: all.length - actions.length,
      prompts: [...prompts],
    },
  }
}

function short({ words, told }: ReturnType<typeof planChanges>): z.infer<typeof changeSchema> {
  return { words, told }
}

/** The way of the month’s update to the public, with a link to each step that is the reader’s now. */
export function stepsOf({ seen, versions }: SeenPlan, month: string): z.infer<typeof stepSchema>[] {
  const { reading, reader, records } = seen
  const { found, compiled } = reading
  const latest = versions.findLast(({ record }) => record.body.month === month) ?? null
  const route = found.state.route
  const titled = (roles: readonly string[]) => roles.map(role => roleTitle(compiled.regime, role))
  const writable = new Set(writableJson(seen).map(({ kind }) => kind))
  const notOwn = latest !== null && latest.record.actor !== reader.key
  const here = `/cases/${found.id}`
  const checked =
    latest !== null &&
    checkOf(
      records.map(one => one.latest),
      latest.record,
    ) !== null
  const links = {
    written: writable.has(planKind.kind)
      ? { href: `${here}/plan/update`, text: 'Write it, or change the whole plan' }
      : null,
    sent: null,
    checked:
      notOwn && !checked && writable.has(planCheckKind.kind)
        ? { href: `${here}/records/${planCheckKind.kind}#write`, text: 'Check it' }
        : null,
    published:
      notOwn && writable.has(publicationKind.kind)
        ? { href: `${here}/records/${publicationKind.kind}?body.of=${latest.record.id}#write`, text: 'Publish it' }
        : null,
  }
  return monthSteps({
    month,
    version: latest && { number: latest.record.version, stage: latest.stage, publishedOn: latest.publishedOn },
    writers: titled(planKind.writers(compiled, route)),
    checkers: titled(planCheckKind.writers(compiled, route)),
    checkAsked: compiled.regime.plan?.['checked-by'] !== undefined,
    isExercise: found.recordKind === 'exercise',
  }).map(one => ({ ...one, link: one.state === 'now' ? links[one.step] : null }))
}

/** What is due by those who report, what is overdue first. */
export function dueByUs(
  { seen, versions }: SeenPlan,
  roles: readonly string[],
  organisations: readonly string[],
): z.infer<typeof dueSchema>[] {
  const { found, compiled, kept, today } = seen.reading
  const records = seen.records.map(({ latest }) => latest)
  const planMonths = publishedMonths(versions)
  const events = countingEvents(seen.reading.events)
  return askedOf({ found, compiled, organisations, roles, deadlines: kept, events, records, planMonths, today }).map(
    ({ title, says, due, overdue, at, filled }) => {
      const query = new URLSearchParams(filled).toString()
      return { title, says, due, overdue, href: `/cases/${found.id}${at && `/${at}`}${query && `?${query}`}` }
    },
  )
}
