/**
 * A walk-through is data: one whole case, step by step, as each of the people involved plays it in the browser. The player
 * (player.ts) does what a script says, through the pages and their forms; the document (document.ts) tells it in prose.
 *
 * Scripts are `docs/walkthroughs/<name>.yaml`. In them:
 * - `{name}` in a path, and `@name` as the value of a field, stand for the id of what an earlier step made and called
 *   `name`: a case that was opened, a record that was written (a plan too), or an event (`event:7`, its place in the case).
 * - `{case}` in a path is the case of the step: the one that was opened last, unless the step says which with `case`.
 * - Everything is the text that a person reads or the value that a form sends; nothing here knows how a page is built.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { readDocument } from '../../../src/documents/yaml-document.ts'

export const walkthroughs = resolve(import.meta.dirname, '../../../docs/walkthroughs')

const day = z.iso.date()
const words = z.string().trim().min(1)
/** What a later step may call it by. */
const name = z.string().regex(/^[a-z][a-z0-9-]*$/)
const reason = words.meta({ description: 'As it is filled in: everybody who may see the act may read it.' })

/** Opens a case, on the day of the step. Refused, it makes none. */
const open = z.strictObject({
  regime: z.string(),
  route: z.string().optional(),
  /** Codes of organisations of the sample. */
  organisations: z.array(z.string()).min(1),
  reason,
  exceed: words.optional(),
})

/** Records an event of the rules, on the day of the step unless `on` says another. */
const event = z.strictObject({
  event: z.string(),
  /** Role, where whoever acts holds more than one that may. */
  by: z.string().optional(),
  on: day.optional(),
  issued: day.optional(),
  received: day.optional(),
  exceed: words.optional(),
  reason,
})

/** Moves a clock: extends it (by `length`, with the `reference` that grants it), suspends it or resumes it. */
const clock = z.strictObject({
  do: z.enum(['extend', 'suspend', 'resume']),
  clock: z.string(),
  length: z.int().optional(),
  reference: words.optional(),
  reason,
})

/** Gives support that the rules know, for a subject. */
const support = z.strictObject({ support: z.string(), subject: z.string(), by: z.string().optional(), reason })

/** Corrects an event, by the name of its step: it never happened, or, with `instead`, happened on another day. */
const correct = z.strictObject({ event: name, instead: day.optional(), reason })

/** Writes down that a court has quashed an event, by the name of its step: all of it, or the `part` that is said in words. */
const quash = z.strictObject({
  event: name,
  court: words,
  reference: words,
  part: words.optional(),
  by: z.string().optional(),
  reason,
})

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])

/**
 * Writes a record. `body` has the fields of the kind by their names: a choice by its value, yes or no as true or false, lines
 * as a list; what is left out stays as the form has it.
 */
const write = z.strictObject({
  kind: z.string(),
  body: z.record(z.string(), value),
  /** Name of the record that this answers (for the kind `reply`; the same as `to: "@name"` in the body). */
  answers: name.optional(),
  /** Name of the record whose next version it is. */
  follows: name.optional(),
  by: z.string().optional(),
  on: day.optional(),
  organisation: z.string().optional(),
  audience: z.enum(['public', 'case', 'restricted']).optional(),
  reason,
})

/** Takes the case to other rules, after its preview. `preview` has texts that stand in it. */
const migrate = z.strictObject({
  to: z.string(),
  route: z.string().optional(),
  exceed: words.optional(),
  preview: z.array(words).default([]),
  reason,
})

/**
 * Writes a version of the plan: from a `file` beside the script (CSV, in the columns of the plan; `month` as 2026-03), or as
 * the monthly `update`: fields of the form by their names, such as `status.a1`, `progress.a1`, `completed.a1`, `revised.a1`
 * and `reached.m1`.
 */
const plan = z
  .strictObject({
    file: z.string().optional(),
    update: z.record(z.string(), z.string()).optional(),
    month: z.string().optional(),
    by: z.string().optional(),
    reason,
  })
  .refine(({ file, update }) => (file === undefined) !== (update === undefined), 'either file or update')

/** Looks at a page: texts that stand on it and texts that do not, as a person reads them. `status` where it is not 200. */
const see = z.strictObject({
  path: z.string().startsWith('/'),
  expect: z.array(words).default([]),
  not: z.array(words).default([]),
  status: z.int().optional(),
})

const acts = { open, event, clock, support, correct, quash, write, migrate, plan, see } as const
export type ActName = keyof typeof acts
export const actNames = Object.keys(acts) as readonly ActName[]

const step = z
  .strictObject({
    on: day.meta({ description: 'The day on the product’s clock. Steps are in the order of their days.' }),
    as: z.string().meta({ description: 'A key of sample/cast.yaml, or `public`.' }),
    says: words.meta({ description: 'What this person does and why: the prose of the document, in plain words.' }),
    /** What later steps call what this one makes. */
    name: name.optional(),
    /** Name of the case, where it is not the one that was opened last. */
    case: name.optional(),
    open: open.optional(),
    event: event.optional(),
    clock: clock.optional(),
    support: support.optional(),
    correct: correct.optional(),
    quash: quash.optional(),
    write: write.optional(),
    migrate: migrate.optional(),
    plan: plan.optional(),
    see: see.optional(),
    /** The act is refused, in words that hold this text. */
    refused: words.optional(),
    /** Texts that stand on the page that the act leads to. */
    shows: z.array(words).default([]),
    /** File of a screenshot, without its ending: of the page that the step ends on, at 1280 and at 375 pixels. */
    shot: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .optional(),
    /** Text or heading that the screenshot begins at; the top of the page where left out. */
    'shot-at': words.optional(),
  })
  .refine(one => actNames.filter(act => one[act] !== undefined).length === 1, `exactly one of ${actNames.join(', ')}`)

const scriptSchema = z.strictObject({
  title: words,
  regimes: z.array(z.string()).min(1),
  /** What happens in it, in a few sentences. */
  says: words,
  /** The first day on the product's clock. */
  clock: day,
  steps: z.array(step).min(1),
})

export type Script = z.infer<typeof scriptSchema> & {
  /** The name of the file, and of the document. */
  readonly name: string
}
export type ScriptStep = z.infer<typeof step>

/** Names of all scripts, in the order of the alphabet. */
export function scriptNames(): readonly string[] {
  return readdirSync(walkthroughs)
    .filter(file => file.endsWith('.yaml'))
    .map(file => file.slice(0, -'.yaml'.length))
    .toSorted()
}

/** Reads a script. Throws DocumentFault for what the schema does not allow, and Error where days run back. */
export function readScript(scriptName: string): Script {
  const file = `docs/walkthroughs/${scriptName}.yaml`
  const text = readFileSync(join(walkthroughs, `${scriptName}.yaml`), 'utf8')
  const { value: script } = readDocument<z.infer<typeof scriptSchema>>(text, file, scriptSchema)
  let before = script.clock
  for (const { on, says } of script.steps) {
    if (on < before) throw new Error(`${file}: "${says.slice(0, 60)}" is on ${on}, after a step on ${before}.`)
    before = on
  }
  return { ...script, name: scriptName }
}
