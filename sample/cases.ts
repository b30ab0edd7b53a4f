/**
 * The sample's cases, from cases.yaml: what happened in each, recorded through the same commands as any case, on each event's
 * own day and by the member of the cast who holds the role. A case that is there already is left as it is.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Desk, withActor } from '../src/casework/desk-store.ts'
import { holds, type Matter } from '../src/casework/grants.ts'
import { findingBody } from '../src/casework/judgements.ts'
import { type Actor, type AskedEvent, type Done } from '../src/casework/model.ts'
import { openCase } from '../src/casework/open-case-store.ts'
import { actorFrom, type CastMember } from '../src/casework/people-store.ts'
import { recordEvent } from '../src/casework/record-event-store.ts'
import { readDocument } from '../src/documents/yaml-document.ts'
import { leavesOf } from '../src/regimes/criterion-tree.ts'
import type { Regime } from '../src/regimes/regime.ts'
import type { ShelvedVersion } from '../src/regimes/shelf-file.ts'
import type { Store } from '../src/store/open-store.ts'

const analyst = 'oversight-analyst'
const prefix = 'sample-case:'

const date = z.iso.date()
const happening = z.strictObject({
  on: date,
  event: z.string().optional(),
  extend: z.strictObject({ clock: z.string(), by: z.int(), reference: z.string() }).optional(),
  support: z.strictObject({ kind: z.string(), for: z.string() }).optional(),
  by: z.string().default(analyst),
  issued: date.optional(),
  received: date.optional(),
  found: z.record(z.string(), z.string()).default({}),
  why: z.string().optional(),
})
const sampleCase = z.strictObject({
  regime: z.string(),
  version: z.string().optional(),
  route: z.string().optional(),
  organisations: z.array(z.string()).min(1),
  about: z.string(),
  opened: date.optional(),
  events: z.array(happening),
})
const casesSchema = z.strictObject({ 'unless-told': z.string(), cases: z.record(z.string(), sampleCase) })
type Happening = z.infer<typeof happening>
/** A case as the file tells it. */
export type SampleCase = z.infer<typeof sampleCase> & {
  readonly id: string
  /** The day of its first event, unless told. */
  readonly opened: string
  readonly unlessTold: string
}

/** Everything that happens in the sample's cases, in the order of the file. */
export function sampleCases(): readonly SampleCase[] {
  const path = join(import.meta.dirname, 'cases.yaml')
  const text = readFileSync(path, 'utf8')
  const { value } = readDocument<z.infer<typeof casesSchema>>(text, 'sample/cases.yaml', casesSchema)
  return Object.entries(value.cases).map(([id, one]) => {
    const opened = one.opened ?? one.events[0]?.on
    if (opened === undefined)
      throw new Error(`sample/cases.yaml: "${id}" has neither a day on which it opened nor an event.`)
    return { ...one, id, opened, unlessTold: value['unless-told'] }
  })
}

interface PlayOptions {
  /** Last day (ISO) that is played; all of them, if not given. */
  readonly until?: string
  readonly progress?: (done: number, total: number) => void
}

/** Opens and plays whatever is not there yet. Throws where a command is refused: the file is then wrong. */
export async function playCases(desk: Desk, cast: readonly CastMember[], options: PlayOptions = {}): Promise<void> {
  if (desk.store.recordKind !== 'fictional') throw new Error("The sample's cases are for a fictional store only.")
  const { until = '9999-12-31', progress } = options
  const played = await keysOf(desk.store)
  const { organisations: known } = await desk.snapshot()
  const regionOf = (code: string) => known.get(code)?.region ?? null
  const cases = sampleCases().map(one => ({ ...one, events: one.events.filter(event => dayOf(event) <= until) }))
  for (const [index, one] of cases.entries()) {
    progress?.(index, cases.length)
    if (one.opened > until || played.has(keyOf(one, one.events.length))) continue
    const { organisations } = one
    await playCase(desk, one, (regime, role, day) => holder(cast, role, { regime, organisations, regionOf, day }))
  }
  progress?.(cases.length, cases.length)
}

/** The day on which an event can be recorded: when all of it has happened. */
function dayOf({ on, issued = '', received = '' }: Happening): string {
  return [on, issued, received].sort().at(-1) as string
}

type Whose = (regime: Regime, role: string, day: string) => Actor

async function playCase(desk: Desk, one: SampleCase, whose: Whose): Promise<void> {
  const { regime: id, version, route, organisations, about: reason, opened: on, events } = one
  const shelved = desk.regimes.find(regime => regime.id === id)
  if (shelved === undefined) throw new Error(`sample/cases.yaml: there is no regime "${id}".`)
  const asked = { regime: id, organisations, on, reason, ...(version && { version }), ...(route && { route }) }
  const { id: caseId, version: pinned } = await mustDo(one, 0, key =>
    withActor(deskOn(desk, on, 0), whose(shelved.latest.regime, analyst, on), working => openCase(working, asked, key)),
  )
  const { regime } = shelved.byVersion.get(pinned) as ShelvedVersion
  for (const [index, happening] of events.entries()) {
    const day = dayOf(happening)
    const then = deskOn(desk, day, index + 1)
    const why = happening.why ?? one.unlessTold
    await recordFindings(
      then,
      { key: keyOf(one, index + 1), caseId, on: happening.on, why },
      foundBefore(happening, regime, role => whose(regime, role, day)),
    )
    const recorded = { caseId, expected: index + 1, event: askedEvent(happening), reason: why }
    await mustDo(one, index + 1, key =>
      withActor(then, whose(regime, happening.by, day), working => recordEvent(working, recorded, key)),
    )
  }
}

/** The desk on a day in the past: each event of a case a minute after the one before. */
function deskOn(desk: Desk, day: string, index: number): Desk {
  return { ...desk, clock: { now: () => `${day}T10:${String(index).padStart(2, '0')}:00.000Z` } }
}

async function mustDo<Value>(
  one: SampleCase,
  index: number,
  command: (key: string) => Promise<Done<Value>>,
): Promise<Value> {
  const key = keyOf(one, index)
  const outcome = await command(key)
  if (!outcome.done) throw new Error(`sample/cases.yaml, ${key}: ${outcome.refused.reason}. ${outcome.refused.words}`)
  return outcome.value
}

function askedEvent({ on, by, event, extend, support, issued, received }: Happening): AskedEvent {
  if (extend) return { kind: 'extend', clock: extend.clock, length: extend.by, reference: extend.reference, on, by }
  if (support) return { kind: 'support', support: support.kind, subject: support.for, on, by }
  return { kind: 'event', event: event ?? '', on, by, ...(issued && { issued }), ...(received && { received }) }
}

/** The first of the cast who may act in a role. */
function holder(cast: readonly CastMember[], role: string, matter: Matter): Actor {
  const found = cast.find(({ grants }) => holds(grants, role, matter))
  if (found === undefined)
    throw new Error(
      `sample/cast.yaml: nobody may act as ${role} for ${matter.organisations.join(', ')} in ${matter.regime.regime}.`,
    )
  return actorFrom(found)
}

/** Who says it: the role whose judgement it is, or the analyst for what is no judgement. */
function judgeOf({ criteria }: Regime, finding: string): string {
  const leaves = Object.values(criteria).flatMap(({ of }) => leavesOf(of))
  return leaves.flatMap(leaf => ('judgement' in leaf && leaf.finding === finding ? [leaf.by] : []))[0] ?? analyst
}

interface Found {
  readonly finding: string
  readonly value: string
  readonly role: string
  readonly actor: Actor
}

function foundBefore({ found }: Happening, regime: Regime, holderOf: (role: string) => Actor): readonly Found[] {
  return Object.entries(found).map(([finding, value]) => {
    const role = judgeOf(regime, finding)
    return { finding, value, role, actor: holderOf(role) }
  })
}

/** Writes what was judged before an event as records; once, however often it is played. */
async function recordFindings(
  { store, clock }: Desk,
  about: { readonly key: string; readonly caseId: string; readonly on: string; readonly why: string },
  findings: readonly Found[],
): Promise<void> {
  if (findings.length === 0) return
  const { key, caseId, on, why } = about
  const rows = findings.map(({ finding, value, role, actor }) => ({
    id: uuidOf(`${caseId} ${key} ${finding}`),
    version: 1,
    kind: 'finding',
    case_id: caseId,
    organisation: null,
    record_kind: store.recordKind,
    audience: 'case' as const,
    body: JSON.stringify(findingBody.parse({ finding, value, statement: why, document: null, until: null })),
    actor: actor.key,
    role,
    reason: why,
    effective: on,
    known_at: clock.now(),
  }))
  await store.db
    .insertInto('record')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** The key under which an event of a case is sent; 0 for its opening. */
function keyOf({ id }: SampleCase, index: number): string {
  return `${prefix}${id}:${index}`
}

async function keysOf({ db }: Store): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('idempotency').select('key').where('key', 'like', `${prefix}%`).execute()
  return new Set(rows.map(({ key }) => key))
}

/** A name-based UUID (RFC 9562, version 8): the same for the same text. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
