/**
 * What happens in the sample's cases, read, checked, and put in the order of time: cases.yaml tells their courses, stages.yaml
 * short ones that stand in the stages where no other does, the files in steps/ what else is done in them, one for each matter.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readDocument } from '../src/documents/yaml-document.ts'
import { planSteps, samplePlan } from './plans.ts'
import { kindOf, reasonFor } from './reasons.ts'

export const analyst = 'oversight-analyst'
const file = 'sample/cases.yaml'
const shortFile = 'sample/stages.yaml'

const date = z.iso.date()
const step = z
  .strictObject({
    on: date,
    event: z.string().optional(),
    extend: z.strictObject({ clock: z.string(), by: z.int(), reference: z.string() }).optional(),
    support: z.strictObject({ kind: z.string(), for: z.string() }).optional(),
    /** The decision that is quashed, as `@name`. */
    quash: z
      .strictObject({ of: z.string(), court: z.string(), reference: z.string(), part: z.string().optional() })
      .optional(),
    /** Kind of a record. */
    write: z.string().optional(),
    /** Name of a register: of the case's regime, of `organisation` or the case's first, or of the sector. */
    register: z.string().optional(),
    /** A file of text that is attached. */
    attach: z.strictObject({ name: z.string(), title: z.string(), lines: z.array(z.string()) }).optional(),
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
    /** How often it is done; `#` in its name and body is the number of each. */
    times: z.int().min(1).default(1),
    /** For what reason it is refused, where it is told since it is. */
    refused: z.string().optional(),
  })
  .refine(
    ({ event, extend, support, quash, write, register, attach }) =>
      [event, extend, support, quash, write, register, attach].filter(one => one !== undefined).length === 1,
    'one of event, extend, support, quash, write, register and attach',
  )
const beginning = z.strictObject({
  like: z.string(),
  until: date,
  later: z.int().default(0),
  without: z.array(z.string()).default([]),
})
const sampleCase = z.strictObject({
  regime: z.string(),
  version: z.string().optional(),
  route: z.string().optional(),
  organisations: z.array(z.string()).min(1),
  about: z.string(),
  opened: date.optional(),
  /** It begins as a case of cases.yaml does, up to a day of that and so many days later, without some events or kinds of record. */
  begins: beginning.optional(),
  plan: samplePlan.optional(),
  steps: z.array(step).default([]),
})
const casesSchema = z.strictObject({ cases: z.record(z.string(), sampleCase) })
const stepsSchema = z.record(z.string(), z.array(step))

/** One thing that somebody does in a case: an event, or a record that is written. */
export type Step = z.infer<typeof step>
/** A case as the file tells it. */
export type SampleCase = Omit<z.infer<typeof sampleCase>, 'plan' | 'begins'> & {
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
  return readCases()
}

/** Everything that happens in the sample's cases, in the order of time. */
export function sampleMoments(): readonly Moment[] {
  return readCases()
    .flatMap(one => [
      { case: one, step: null, key: keyOf(one, 0), at: instantOf(one.opened, 0), why: one.about },
      ...one.steps.map((step, index) => ({
        case: one,
        step,
        key: keyOf(one, index + 1),
        at: instantOf(dayOf(step), index + 1),
        why: step.why ?? reasonFor(kindOf(step)),
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

function readFile(): readonly SampleCase[] {
  const long = readTold(file)
  const short = readTold(shortFile)
  const matters = readMatters()
  for (const id of matters.flatMap(([, one]) => Object.keys(one)))
    if (long[id] === undefined) throw new Error(`sample/steps tells of "${id}", which ${file} does not.`)
  for (const id of Object.keys(short)) if (long[id] !== undefined) throw new Error(`Both files tell of "${id}".`)
  return Object.entries({ ...long, ...short }).map(([id, { plan, begins, ...one }]) => {
    const told = [
      [file, begins === undefined ? [] : begunLike(long, begins)] as const,
      [long[id] === undefined ? shortFile : file, one.steps] as const,
      ...matters.map(([name, all]) => [name, all[id] ?? []] as const),
    ]
    for (const [name, list] of told) expectOrder(list, `${name}: "${id}"`)
    const steps = inOrder([...told.flatMap(([, list]) => list), ...(plan === undefined ? [] : planSteps(plan))])
    const opened = one.opened ?? steps[0]?.on
    if (opened === undefined) throw new Error(`${file}: "${id}" has neither a day on which it opened nor a step.`)
    if (steps[0] !== undefined && dayOf(steps[0]) < opened)
      throw new Error(`${file}: "${id}" has a step on ${dayOf(steps[0])}, before it opened on ${opened}.`)
    return { ...one, id, opened, steps: steps.flatMap(repeated) }
  })
}

type ToldCases = z.infer<typeof casesSchema>['cases']

function readTold(name: string): ToldCases {
  const text = readFileSync(join(import.meta.dirname, '..', name), 'utf8')
  return readDocument<z.infer<typeof casesSchema>>(text, name, casesSchema).value.cases
}

/** The steps of another case up to a day, each of their days so many days later. Where replies are left out, none was given. */
function begunLike(told: ToldCases, { like, until, later, without }: z.infer<typeof beginning>): readonly Step[] {
  const first = told[like]?.steps.filter(one => dayOf(one) <= until && !without.includes(one.event ?? kindOf(one)))
  if (first === undefined || first.length === 0)
    throw new Error(`${shortFile}: ${file} has no case "${like}" with a step until ${until}.`)
  const moved = (day: string) => new Date(Date.parse(day) + later * 86_400_000).toISOString().slice(0, 10)
  const silent = without.includes('reply')
  const steps = JSON.parse(JSON.stringify(first).replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, moved)) as Step[]
  return steps.map(one =>
    silent && one.write === 'notice' ? { ...one, body: { ...one.body, 'none-given': true } } : one,
  )
}

/** The files in steps/, by their names, each with steps by the id of their case. */
function readMatters(): readonly (readonly [string, z.infer<typeof stepsSchema>])[] {
  const folder = join(import.meta.dirname, 'steps')
  const names = readdirSync(folder).toSorted()
  return names.map(name => {
    const text = readFileSync(join(folder, name), 'utf8')
    return [name, readDocument<z.infer<typeof stepsSchema>>(text, `sample/steps/${name}`, stepsSchema).value]
  })
}

function expectOrder(steps: readonly Step[], where: string): void {
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1]
    if (before !== undefined && dayOf(step) < dayOf(before))
      throw new Error(`${where} has a step on ${dayOf(step)} after one on ${dayOf(before)}. Put it in its place.`)
  }
}

function repeated(step: Step): readonly Step[] {
  const { times, as, body } = step
  if (times === 1) return [step]
  return Array.from({ length: times }, (_, index) => {
    const numbered = (text: string) => text.replaceAll('#', `${index + 1}`)
    return {
      ...step,
      ...(as && { as: numbered(as) }),
      body: JSON.parse(numbered(JSON.stringify(body))) as Step['body'],
    }
  })
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
