/**
 * Plays the sample's cases: what happens in each is done through the same commands as in any case, at its own moment and by
 * the member of the cast who holds the role. What was done before is not done again.
 */
import { storedCase } from '../src/casework/case-store.ts'
import type { Desk } from '../src/casework/desk-store.ts'
import type { AskedEvent } from '../src/casework/model.ts'
import { openCase } from '../src/casework/open-case-store.ts'
import type { CastMember } from '../src/casework/people-store.ts'
import { recordEvent } from '../src/casework/record-event-store.ts'
import { attachFile } from '../src/casework/documents/attach-store.ts'
import { findingWriters } from '../src/casework/records/finding.ts'
import { recordKinds } from '../src/casework/records/kinds.ts'
import type { WriteRecord } from '../src/casework/records/record.ts'
import { writeRecord } from '../src/casework/records/write-record-store.ts'
import { registers } from '../src/casework/registers/registers.ts'
import { writeEntry } from '../src/casework/registers/write-register-store.ts'
import type { ShelvedVersion } from '../src/regimes/shelf-file.ts'
import { analyst, keyPrefix, type Moment, type SampleCase, sampleMoments, type Step } from './case-file.ts'
import { reasonFor } from './reasons.ts'
import { wholeBody } from './record-body.ts'
import { type Doing, type Made, perform, playedBefore, type Stage } from './stage.ts'

export interface PlayOptions {
  /** ISO instant to which is played; to the end, if not given. */
  readonly until?: string
  readonly progress?: (done: number, total: number) => void
  /**
   * Told where a command is refused, since somebody has done otherwise in the case: that is left out, and the case goes on.
   * Where not given, a refusal is thrown: the file is then wrong.
   */
  readonly onRefused?: (words: string) => void
  /** Ends the playing before the next step. */
  readonly signal?: AbortSignal
}

/** Plays what has not been played yet, in the order of time. Gives the instant of what comes next; null at the end. */
export async function playCases(
  desk: Desk,
  cast: readonly CastMember[],
  { until = '9999', progress, onRefused, signal }: PlayOptions = {},
): Promise<string | null> {
  if (desk.store.recordKind !== 'fictional') throw new Error("The sample's cases are for a fictional store only.")
  const moments = sampleMoments()
  const played = await playedBefore(desk.store)
  const { organisations: known } = await desk.snapshot()
  const regionOf = (code: string) => known.get(code)?.region ?? null
  const due = moments.filter(({ at, key }) => at <= until && !played.has(key))
  for (const [index, moment] of due.entries()) {
    if (signal?.aborted) break
    progress?.(index, due.length)
    await play({ desk, cast, regionOf, played, onRefused }, moment)
  }
  progress?.(due.length, due.length)
  return moments.find(({ at }) => at > until)?.at ?? null
}

/** A step in its case as that stands. */
interface Scene extends Doing {
  readonly step: Step
  readonly caseId: string
  readonly route: string | null
  readonly why: string
}

async function play(stage: Stage, moment: Moment): Promise<void> {
  const { case: one, step, key, at } = moment
  const desk: Desk = { ...stage.desk, clock: { now: () => at } }
  const day = at.slice(0, 10)
  if (step === null) return open({ ...stage, desk }, one, key, day)
  const caseId = stage.played.get(`${keyPrefix}${one.id}:0`)?.name
  const stored = caseId === undefined ? null : await storedCase(desk, caseId)
  // Its opening was refused: there is no case in which anything could happen.
  if (caseId === undefined || stored === null) return
  const { regime, version, state } = stored.case
  const { compiled } = shelved(desk, regime, version)
  const { who, refused } = step
  const { route } = state
  const scene = { ...stage, desk, case: one, step, caseId, compiled, route, day, who, refused, why: moment.why }
  for (const [finding, value] of Object.entries(step.found))
    await find({ ...scene, who: undefined, refused: undefined }, `${key}:${finding}`, finding, value)
  if (step.write !== undefined) return write(scene, key, step.write)
  if (step.register !== undefined) return enter(scene, key, step.register)
  return step.attach === undefined ? happen(scene, key) : attach(scene, key, step.attach)
}

function open(stage: Stage, one: SampleCase, key: string, day: string): Promise<void> {
  const { regime, version, route, organisations, opened: on, about: reason } = one
  const asked = { regime, organisations, on, reason, ...(version && { version }), ...(route && { route }) }
  const compiled = shelved(stage.desk, regime, version).compiled
  return perform(
    { ...stage, case: one, compiled, day, who: undefined },
    analyst,
    key,
    (working, once) => openCase(working, asked, once),
    ({ id }) => ({ name: id, version: 0 }),
  )
}

function happen(scene: Scene, key: string): Promise<void> {
  const { caseId, step, why: reason } = scene
  const event = askedEvent(scene)
  return perform(
    scene,
    step.by,
    key,
    async (working, once) => {
      const expected = (await storedCase(working, caseId))?.case.sequence ?? 0
      return recordEvent(working, { caseId, expected, event, reason }, once)
    },
    ({ event }) => ({ name: `event:${event.sequence}`, version: 0 }),
  )
}

function write(scene: Scene, key: string, kind: string): Promise<void> {
  const { caseId, step, why: reason } = scene
  const { on, by, organisation, audience, follows } = step
  const before = follows === undefined ? undefined : madeBefore(scene, follows)
  const asked: WriteRecord = {
    caseId,
    kind,
    on,
    by,
    reason,
    body: wholeBody(recordKinds.get(kind)?.sent, step.body, name => madeBefore(scene, name).name),
    ...(organisation && { organisation }),
    ...(audience && { audience }),
    ...(before && { follows: { id: before.name, version: before.version } }),
  }
  return performWrite(scene, asked, key)
}

/** Writes an entry in a register, of whatever that belongs to. */
function enter(scene: Scene, key: string, register: string): Promise<void> {
  const { case: one, step, why: reason } = scene
  const { on, by, audience, follows, organisation = one.organisations[0] } = step
  const rule = registers.get(register)
  const before = follows === undefined ? undefined : madeBefore(scene, follows)
  const asked = {
    register,
    on,
    by,
    reason,
    body: wholeBody(rule?.body, step.body, name => madeBefore(scene, name).name),
    ...(audience && { audience }),
    ...(before
      ? { follows: { id: before.name, version: before.version } }
      : {
          ...(rule?.scope === 'regime' && { regime: one.regime }),
          ...(rule?.scope === 'organisation' && organisation !== undefined && { organisation }),
        }),
  }
  return perform(
    scene,
    by,
    key,
    (working, once) => writeEntry(working, asked, once),
    ({ id, version }) => ({ name: id, version }),
  )
}

function attach(scene: Scene, key: string, { name, title, lines }: NonNullable<Step['attach']>): Promise<void> {
  const { caseId, step, why: reason } = scene
  const { on, by, audience } = step
  const content = new TextEncoder().encode(lines.map(line => `${line}\n`).join(''))
  const asked = { caseId, on, by, reason, name, title, content, ...(audience && { audience }) }
  return perform(
    scene,
    by,
    key,
    (working, once) => attachFile(working, asked, once),
    ({ id, version }) => ({ name: id, version }),
  )
}

/** What was judged or said before an event: by whom the rules leave it to, or the analyst where it is evidence. */
function find(scene: Scene, key: string, finding: string, value: string): Promise<void> {
  const { caseId, compiled, route, step } = scene
  const reason = step.why ?? reasonFor('finding')
  const by = findingWriters(compiled, route, finding)[0] ?? analyst
  const body = { finding, value, statement: reason, document: null, until: null }
  return performWrite(scene, { caseId, kind: 'finding', on: step.on, by, reason, body }, key)
}

function performWrite(scene: Scene, asked: WriteRecord, key: string): Promise<void> {
  return perform(
    scene,
    asked.by,
    key,
    (working, once) => writeRecord(working, asked, once),
    ({ id, version }) => ({ name: id, version }),
  )
}

function shelved({ regimes }: Desk, id: string, version: string | undefined): ShelvedVersion {
  const regime = regimes.find(one => one.id === id)
  const found = version === undefined ? regime?.latest : regime?.byVersion.get(version)
  if (found === undefined) throw new Error(`sample/cases.yaml: there is no regime "${id}" of version "${version}".`)
  return found
}

/** What was called so in the case before; a case itself is called `case:ID`. */
function madeBefore({ case: one, step, played }: Scene, name: string): Made {
  // Refused, since somebody has done otherwise: what refers to it is then refused too.
  const refused = { name, version: 0 }
  if (name.startsWith('case:')) return played.get(`${keyPrefix}${name.slice('case:'.length)}:0`) ?? refused
  const index = one.steps.slice(0, one.steps.indexOf(step)).findLastIndex(({ as }) => as === name)
  if (index < 0) throw new Error(`The sample: nothing in "${one.id}" is called "${name}".`)
  return played.get(`${keyPrefix}${one.id}:${index + 1}`) ?? refused
}

function askedEvent(scene: Scene): AskedEvent {
  const { on, by, event, extend, support, quash, issued, received } = scene.step
  if (extend) return { kind: 'extend', clock: extend.clock, length: extend.by, reference: extend.reference, on, by }
  if (support) return { kind: 'support', support: support.kind, subject: support.for, on, by }
  if (quash) {
    const { of, part = null, court, reference } = quash
    const sequence = Number(madeBefore(scene, of.slice(1)).name.slice('event:'.length))
    return { kind: 'quashed', of: sequence, part, clocks: [], court, reference, on, by }
  }
  return { kind: 'event', event: event ?? '', on, by, ...(issued && { issued }), ...(received && { received }) }
}
