/** The acts of a walk-through as commands: which form each would be, and what is sent with it. */
import { join } from 'node:path'
import { allowedActs } from '../../src/casework/allowed-acts-store.ts'
import { allowedFor } from '../../src/casework/allowed-store.ts'
import { storedCase } from '../../src/casework/case-store.ts'
import { correctEvent } from '../../src/casework/correct-event-store.ts'
import type { Working } from '../../src/casework/desk-store.ts'
import { eventsOf } from '../../src/casework/event-store.ts'
import { rolesHeld } from '../../src/casework/grants.ts'
import { matterOf } from '../../src/casework/matter-store.ts'
import { migrateCase, previewMigration } from '../../src/casework/migrate-store.ts'
import type { AskedEvent, Case, Done } from '../../src/casework/model.ts'
import { openCase } from '../../src/casework/open-case-store.ts'
import { readPlanFile } from '../../src/casework/plan/plan-file.ts'
import { rulesOf } from '../../src/casework/policy-store.ts'
import { quashTellers } from '../../src/casework/quashings.ts'
import { recordEvent } from '../../src/casework/record-event-store.ts'
import { writableKinds } from '../../src/casework/records/eyes.ts'
import { recordKinds } from '../../src/casework/records/kinds.ts'
import { answersForNeighbour } from '../../src/casework/records/neighbours-store.ts'
import { planBounds, planOf } from '../../src/casework/records/plan.ts'
import { readRecords } from '../../src/casework/records/record-store.ts'
import { writeRecord } from '../../src/casework/records/write-record-store.ts'
import { draftOf, filledPlan } from '../../src/web/plan-form.ts'
import { bodyOf, filledOf } from '../../src/web/record-fields.ts'
import { type ScriptStep, walkthroughs } from '../browser/walkthroughs/script.ts'

/** A step about to be done. */
export interface Scene {
  readonly working: Working
  readonly step: ScriptStep
  /** Id of the case that the step is in; empty where none is open. */
  readonly caseId: string
  idOf(name: string): string
}

/** What came of a step: the id of what was made, or the words of a refusal. */
export type Made = { readonly id: string; readonly words?: never } | { readonly words: string; readonly id?: never }
type Asked<Name extends keyof ScriptStep> = NonNullable<ScriptStep[Name]>

/** Does what a step says; null where it only looks. Throws Error where the form that it needs would not be offered. */
export async function act(scene: Scene): Promise<Made | null> {
  const { step } = scene
  if (step.open) return open(scene, step.open)
  if (step.event) return happen(scene, step.event)
  if (step.clock) return move(scene, step.clock)
  if (step.support) return support(scene, step.support)
  if (step.correct) return correct(scene, step.correct)
  if (step.quash) return quash(scene, step.quash)
  if (step.write) return write(scene, step.write)
  if (step.migrate) return migrate(scene, step.migrate)
  if (step.plan) return plan(scene, step.plan)
  // The names in the path of a page that is looked at have to be known; `case` is the case of the step.
  for (const [, name] of step.see?.path.matchAll(/\{([a-z0-9-]+)\}/g) ?? [])
    if (name !== undefined && name !== 'case') scene.idOf(name)
  return null
}

async function open({ working, step }: Scene, { regime, route, organisations, reason, exceed }: Asked<'open'>) {
  const asked = { regime, organisations, on: step.on, reason, ...given({ route, exceed }) }
  return madeOf(await openCase(working, asked), ({ id }) => id)
}

async function happen(scene: Scene, { event, by, on, issued, received, exceed, reason }: Asked<'event'>) {
  const offered = (await allowedFor(scene.working, await caseOf(scene))).filter(({ as }) => as.length > 0)
  const roles = offered.find(one => one.event === event)?.as
  if (roles === undefined)
    throw new Error(
      `No form of "${event}" is offered; there are ${offered.map(one => one.event).join(', ') || 'none'}.`,
    )
  const asked = {
    kind: 'event',
    event,
    on: on ?? scene.step.on,
    by: oneOf(roles, by),
    ...given({ issued, received }),
  } as const
  return record(scene, asked, reason, exceed)
}

async function move(scene: Scene, { do: kind, clock, length = 0, reference = '', reason }: Asked<'clock'>) {
  const { clocks } = await allowedActs(scene.working, await caseOf(scene))
  const found = clocks.find(one => one.mine && one.kind === kind && one.clock === clock)
  if (found === undefined) throw new Error(`No form to ${kind} "${clock}" is offered.`)
  const common = { clock, on: scene.step.on, by: found.by }
  return record(scene, kind === 'extend' ? { kind, length, reference, ...common } : { kind, ...common }, reason)
}

async function support(scene: Scene, { support: given, subject, by, reason }: Asked<'support'>) {
  const acts = await allowedActs(scene.working, await caseOf(scene))
  const found = acts.support.find(one => one.support === given && one.as.length > 0)
  if (!found?.subjects.some(one => one.subject === subject))
    throw new Error(`No form of the support "${given}" for "${subject}" is offered.`)
  return record(scene, { kind: 'support', support: given, subject, on: scene.step.on, by: oneOf(found.as, by) }, reason)
}

async function record(scene: Scene, event: AskedEvent, reason: string, exceed?: string): Promise<Made> {
  const { id: caseId, sequence: expected } = await caseOf(scene)
  const done = await recordEvent(scene.working, { caseId, expected, event, reason, ...given({ exceed }) })
  return madeOf(done, one => `event:${one.event.sequence}`)
}

async function correct(scene: Scene, { event, instead: on, reason }: Asked<'correct'>): Promise<Made> {
  const { id: caseId, sequence: expected } = await caseOf(scene)
  const sequence = Number(scene.idOf(event).replace('event:', ''))
  const wrong = (await eventsOf(scene.working, caseId)).find(one => one.sequence === sequence)
  if (wrong?.kind !== 'event') throw new Error(`Step "${event}" recorded no event that could be corrected.`)
  const instead = on === undefined ? null : ({ kind: 'event', event: wrong.name, on, by: wrong.role ?? '' } as const)
  const done = await correctEvent(scene.working, { caseId, expected, sequence, instead, reason })
  return madeOf(done, one => `event:${one.event.sequence}`)
}

async function quash(scene: Scene, { event, by, reason, part, ...judgement }: Asked<'quash'>): Promise<Made> {
  const { found, compiled, held } = await heldIn(scene)
  const roles = quashTellers(compiled, found.state.route).filter(role => held.includes(role))
  if (roles.length === 0) throw new Error('No form to write down that a decision was quashed is offered.')
  const of = Number(scene.idOf(event).replace('event:', ''))
  const told = { kind: 'quashed', of, part: part ?? null, clocks: [], on: scene.step.on, by: oneOf(roles, by) } as const
  return record(scene, { ...told, ...judgement }, reason)
}

async function write(scene: Scene, asked: Asked<'write'>): Promise<Made> {
  const { kind, body, answers, follows, by, on, organisation, audience, reason } = asked
  const { working, idOf } = scene
  const rule = recordKinds.get(kind)
  if (rule === undefined) throw new Error(`There is no kind of record called "${kind}".`)
  const { id: caseId } = await caseOf(scene)
  const told = { ...(answers === undefined ? {} : { to: `@${answers}` }), ...body }
  const filled = Object.entries(told).map(([name, value]) => [
    `body.${name}`,
    typeof value === 'string' && value.startsWith('@') ? idOf(value.slice(1)) : textOf(value),
  ])
  const before = follows === undefined ? null : await latestOf(scene, idOf(follows))
  const unknown = Object.keys(told).filter(name => !Object.hasOwn((rule.sent as { shape?: object }).shape ?? {}, name))
  if (unknown.length > 0) throw new Error(`The form of "${kind}" has no field ${unknown.join(', ')}.`)
  const done = await writeRecord(working, {
    caseId,
    kind,
    body: bodyOf(rule, { ...(before ? filledOf(rule, before.body) : {}), ...Object.fromEntries(filled) }),
    on: on ?? scene.step.on,
    by: await writerOf(scene, kind, by, answers),
    reason,
    ...given({ organisation, audience }),
    ...(before ? { follows: { id: before.id, version: before.version } } : {}),
  })
  return madeOf(done, ({ id }) => id)
}

async function migrate(scene: Scene, { to, route, exceed, reason }: Asked<'migrate'>): Promise<Made> {
  const { id: caseId, sequence: expected } = await caseOf(scene)
  const asked = { caseId, to, on: scene.step.on, ...given({ route }) }
  const preview = await previewMigration(scene.working, asked)
  if (!preview.done) return { words: preview.refused.words }
  const { hash: previewed } = preview.value
  const done = await migrateCase(scene.working, { ...asked, expected, previewed, reason, ...given({ exceed }) })
  return madeOf(done, one => `event:${one.event.sequence}`)
}

async function plan(scene: Scene, { file, update = {}, month, by, reason }: Asked<'plan'>): Promise<Made> {
  const { working, step } = scene
  const { id: caseId, recordKind, organisations, opened } = await caseOf(scene)
  const last = planOf(await readRecords(working.store, caseId))
  const written = async () => {
    if (file !== undefined) {
      const about = { recordKind, organisation: organisations[0] ?? '', month: month ?? step.on.slice(0, 7) }
      return readPlanFile(join(walkthroughs, file), file, about, planBounds({ opened, organisations }, step.on))
    }
    if (last === null) throw new Error('There is no plan yet that could be updated.')
    return filledPlan(draftOf(last.body, step.on).plan, { ...update, ...given({ month }) })
  }
  const done = await writeRecord(working, {
    caseId,
    kind: 'plan',
    body: await written(),
    on: step.on,
    by: await writerOf(scene, 'plan', by),
    reason,
    ...(last === null ? {} : { follows: { id: last.id, version: last.version } }),
  })
  return madeOf(done, ({ id }) => id)
}

async function caseOf({ working, caseId }: Scene): Promise<Case> {
  const stored = await storedCase(working, caseId)
  if (stored === null) throw new Error('The step is in no case.')
  return stored.case
}

/** The role in which somebody writes: as told, else the first that the form would offer. */
async function writerOf(scene: Scene, kind: string, by: string | undefined, answers?: string): Promise<string> {
  const { found, compiled, held } = await heldIn(scene)
  const { route } = found.state
  const own = writableKinds({ compiled, route }, held).find(({ rule }) => rule.kind === kind)?.roles ?? []
  const answered = answers === undefined ? null : await latestOf(scene, scene.idOf(answers))
  const asNeighbour = answered === null ? [] : await answersForNeighbour(scene.working, compiled, route, answered)
  const roles = [...new Set([...own, ...asNeighbour])]
  if (roles.length === 0) throw new Error(`No form of "${kind}" is offered.`)
  return oneOf(roles, by)
}

/** The case of a step, its rules, and the roles that whoever acts holds in it. */
async function heldIn(scene: Scene) {
  const { working } = scene
  const found = await caseOf(scene)
  const compiled = await rulesOf(working, found)
  const held = rolesHeld(working.actor, await matterOf(working, compiled.regime, found.organisations))
  return { found, compiled, held }
}

function oneOf(roles: readonly string[], by: string | undefined): string {
  if (by !== undefined && !roles.includes(by))
    throw new Error(`The form is for ${roles.join(', ')}; the script says ${by}.`)
  return by ?? (roles[0] as string)
}

async function latestOf(scene: Scene, id: string) {
  const found = (await readRecords(scene.working.store, scene.caseId)).find(one => one.id === id)
  if (found === undefined) throw new Error('What the record follows is not there.')
  return found
}

function madeOf<Value>(done: Done<Value>, idOf: (value: Value) => string): Made {
  return done.done ? { id: idOf(done.value) } : { words: done.refused.words }
}

function textOf(value: Asked<'write'>['body'][string]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? value.join('\n') : String(value)
}

/** What is not undefined. */
function given<Fields extends Readonly<Record<string, string | undefined>>>(fields: Fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: NonNullable<Fields[Name]>
  }
}
