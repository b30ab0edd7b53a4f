/** What happens in the sample's cases, as cases.yaml tells it: read, checked, and put in the order of time. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readDocument } from '../src/documents/yaml-document.ts'
import { planSteps, samplePlan } from './plans.ts'

export const analyst = 'oversight-analyst'
const file = 'sample/cases.yaml'

const date = z.iso.date()
const step = z
  .strictObject({
    on: date,
    event: z.string().optional(),
    extend: z.strictObject({ clock: z.string(), by: z.int(), reference: z.string() }).optional(),
    support: z.strictObject({ kind: z.string(), for: z.string() }).optional(),
    /** Kind of a record. */
    write: z.string().optional(),
    by: z.string().default(analyst),
    /** Which of the cast does it, by key, where it may not be the first who holds the role. */
    who: z.string().optional(),
    issued: date.optional(),
    received: date.optional(),
    /** What was judged before an event. */
    found: z.record(z.string(), z.string()).default({}),
    /** What others call it: `@name` in a body. */
    as: z.string().optional(),
    /** Name of the record whose next version it is. */
    follows: z.string().optional(),
    organisation: z.string().optional(),
    audience: z.enum(['public', 'case', 'restricted']).optional(),
    body: z.record(z.string(), z.unknown()).default({}),
    why: z.string().optional(),
  })
  .refine(
    ({ event, extend, support, write }) =>
      [event, extend, support, write].filter(one => one !== undefined).length === 1,
    'one of event, extend, support and write',
  )
const sampleCase = z.strictObject({
  regime: z.string(),
  version: z.string().optional(),
  route: z.string().optional(),
  organisations: z.array(z.string()).min(1),
  about: z.string(),
  opened: date.optional(),
  plan: samplePlan.optional(),
  steps: z.array(step),
})
const casesSchema = z.strictObject({ 'unless-told': z.string(), cases: z.record(z.string(), sampleCase) })

/** One thing that somebody does in a case: an event, or a record that is written. */
export type Step = z.infer<typeof step>
/** A case as the file tells it. */
export type SampleCase = Omit<z.infer<typeof sampleCase>, 'plan'> & {
  readonly id: string
  /** The day of its first step, unless told. */
  readonly opened: string
}

/** A moment of a case: its opening, where `step` is null, or what is done in it next. */
export interface Moment {
  readonly case: SampleCase
  readonly step: Step | null
  /** Under which it is sent as a command, so that it happens once. */
  readonly key: string
  /** ISO instant at which it is recorded. */
  readonly at: string
  readonly why: string
}

export const keyPrefix = 'sample-case:'

/** The sample's cases, in the order of the file. */
export function sampleCases(): readonly SampleCase[] {
  return readCases().cases
}

/** Everything that happens in the sample's cases, in the order of time. */
export function sampleMoments(): readonly Moment[] {
  const { cases, unlessTold } = readCases()
  return cases
    .flatMap(one => [
      { case: one, step: null, key: keyOf(one, 0), at: instantOf(one.opened, 0), why: one.about },
      ...one.steps.map((step, index) => ({
        case: one,
        step,
        key: keyOf(one, index + 1),
        at: instantOf(dayOf(step), index + 1),
        why: step.why ?? unlessTold,
      })),
    ])
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

// Read once: while a sample unfolds it is asked for again and again.
let read: ReturnType<typeof readFile> | null = null

function readCases(): ReturnType<typeof readFile> {
  read ??= readFile()
  return read
}

function readFile(): { readonly cases: readonly SampleCase[]; readonly unlessTold: string } {
  const text = readFileSync(join(import.meta.dirname, 'cases.yaml'), 'utf8')
  const { value } = readDocument<z.infer<typeof casesSchema>>(text, file, casesSchema)
  const cases = Object.entries(value.cases).map(([id, { plan, ...one }]) => {
    const steps = plan === undefined ? one.steps : inOrder([...one.steps, ...planSteps(plan)])
    const opened = one.opened ?? steps[0]?.on
    if (opened === undefined) throw new Error(`${file}: "${id}" has neither a day on which it opened nor a step.`)
    steps.forEach((step, index) => {
      const before = index === 0 ? opened : dayOf(steps[index - 1] as Step)
      if (dayOf(step) < before)
        throw new Error(`${file}: "${id}" has a step on ${dayOf(step)} after one on ${before}. Put it in its place.`)
    })
    return { ...one, id, opened, steps }
  })
  return { cases, unlessTold: value['unless-told'] }
}

function inOrder(steps: readonly Step[]): Step[] {
  return steps.toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0))
}

/** The day on which a step can be recorded: when all of it has happened. */
function dayOf({ on, issued = '', received = '' }: Step): string {
  return [on, issued, received].sort().at(-1) as string
}

/** Each step of a case comes twenty seconds after the one before, from ten in the morning on. */
function instantOf(day: string, index: number): string {
  return new Date(Date.parse(`${day}T10:00:00Z`) + index * 20_000).toISOString()
}

function keyOf({ id }: Pick<SampleCase, 'id'>, index: number): string {
  return `${keyPrefix}${id}:${index}`
}
