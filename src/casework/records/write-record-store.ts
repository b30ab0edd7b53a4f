/** A record is written in a case, by somebody who may, in a shape that its kind knows: a new one, or the next version. */
import { randomUUID } from 'node:crypto'
import { type SchemaFault, schemaFaults } from '../../documents/schema-faults.ts'
import { hashOfValue } from '../canonical.ts'
import { storedCase, type StoredCase } from '../case-store.ts'
import { doCommand, Overtaken } from '../command-store.ts'
import type { Working } from '../desk-store.ts'
import { leaveToAct } from '../grants.ts'
import { matterOf } from '../matter-store.ts'
import type { Done, Refused } from '../model.ts'
import { postJournals } from '../money/ledger-store.ts'
import { noSuchCase, overtaken, refuse } from '../refused.ts'
import { aboutOf } from './about-store.ts'
import { recordKinds } from './kinds.ts'
import type { About, Asked, RecordKindRule, StoredRecord, WriteRecord } from './record.ts'
import { holdExtent, insertRecord, publishCase, readExtent } from './record-store.ts'

/** Writes a record. Under a `key` it may be sent again: the answer stays the same. */
export async function writeRecord(working: Working, asked: WriteRecord, key?: string): Promise<Done<StoredRecord>> {
  const command = { action: 'write-record', subject: asked.caseId, body: asked, key }
  return doCommand<StoredRecord>(working, command, async () => {
    const stored = await storedCase(working, asked.caseId)
    if (stored === null) return noSuchCase(asked.caseId)
    const rule = recordKinds.get(asked.kind)
    if (rule === undefined) return noSuchKind(asked.kind)
    const extent = await readExtent(working.store, asked.caseId)
    const about = await aboutOf(working, stored)
    const { compiled, case: found } = about
    const writers = rule.writers(compiled, found.state.route)
    if (!writers.includes(asked.by)) return notItsWriter(rule, writers, asked.by)
    const refused = leaveToAct(working.actor, asked.by, await matterOf(working, compiled.regime, found.organisations))
    if (refused) return refused
    const fitted = fit(about, rule, asked)
    if ('words' in fitted) return fitted
    const parsed = rule.sent.safeParse(asked.body)
    if (!parsed.success) return misfit(rule, schemaFaults(parsed.error, rule.sent, asked.body))
    const why = await rule.refuse?.(about, parsed.data, fitted)
    if (why) return why
    const body = rule.complete ? await rule.complete(about, parsed.data, fitted) : parsed.data
    const record: StoredRecord = {
      id: fitted.before?.id ?? randomUUID(),
      version: (fitted.before?.version ?? 0) + 1,
      kind: rule.kind,
      caseId: found.id,
      organisation: fitted.organisation,
      recordKind: found.recordKind,
      audience: fitted.audience,
      body,
      hash: hashOfValue(body),
      actor: working.actor.key,
      role: fitted.role,
      reason: asked.reason,
      effective: fitted.on,
      knownAt: instantAfter(about.records, stored, working.clock.now()),
    }
    const journals = (await rule.posts?.(about, body, fitted, record.id)) ?? []
    return async tx => {
      // Written meanwhile, an event or a record may be what forbids this one.
      const { events, records } = await holdExtent(tx, found.id)
      if (events !== found.sequence || records !== extent.records) throw new Overtaken(overtaken)
      await insertRecord(tx, record)
      await postJournals(tx, about, record, journals)
      if (rule.publishes?.(body)) await publishCase(tx, found.id, fitted.on)
      return { value: record, detail: { record: record.id, version: record.version, kind: record.kind } }
    }
  })
}

/**
 * The present instant, or one just after the latest record of the case: what was written last can always be told. Never one
 * before its latest event, whatever the clock does.
 */
function instantAfter(records: readonly StoredRecord[], event: StoredCase, now: string): string {
  const latest = records.reduce((last, { knownAt }) => (knownAt > last ? knownAt : last), '')
  const clock = new Date(now).toISOString()
  const present = clock > event.knownAt ? clock : event.knownAt
  return present > latest ? present : new Date(Date.parse(latest) + 1).toISOString()
}

/** What is asked beside the body, or why it does not fit the case. */
function fit(about: About, rule: RecordKindRule, asked: WriteRecord): Asked | Refused {
  const { case: found, today } = about
  const { on, organisation = null, follows, by: role } = asked
  const before =
    follows === undefined ? null : about.records.find(one => one.id === follows.id && one.kind === rule.kind)
  // A next version stays with whom the last one was for, unless it says otherwise.
  const audience = asked.audience ?? before?.audience ?? rule.audiences[0]
  if (!isDay(on) || on < found.opened || on > today)
    return refuse(
      'bad-request',
      `Found the day "${on}"; expected one from ${found.opened}, when the case was opened, to ${today}, which is today.`,
    )
  if (organisation !== null && !found.organisations.includes(organisation))
    return refuse(
      'no-such-organisation',
      `Found the organisation "${organisation}"; expected one of the case: ${found.organisations.join(', ')}.`,
    )
  if (!rule.audiences.includes(audience))
    return refuse(
      'bad-request',
      `Found the audience "${audience}"; ${rule.title.toLowerCase()} may be for ${rule.audiences.join(' or ')}.`,
    )
  if (before === undefined)
    return refuse('no-such-record', `There is no such record "${follows?.id}" in this case. Read the case again.`)
  const revision = before && follows ? mayRevise(about, rule, before, follows.version) : null
  return revision ?? { role, on, organisation: before?.organisation ?? organisation, audience, before }
}

function mayRevise(
  { actor }: About,
  { revised, title }: RecordKindRule,
  before: StoredRecord,
  seen: number,
): Refused | null {
  if (revised === 'never')
    return refuse('not-allowed-here', `${title}: what was said stays as it was said. Write a new one.`)
  if (revised === 'by-its-author' && before.actor !== actor.key)
    return refuse('not-granted', `${title}: only whoever wrote it writes its next version. Write one of your own.`)
  if (before.version === seen) return null
  return refuse(
    'stale',
    `The record is at version ${before.version}, and you had seen ${seen}: somebody has written meanwhile. Read it again.`,
  )
}

function misfit({ title }: RecordKindRule, faults: readonly SchemaFault[]): Refused {
  const words = faults.slice(0, mostFaults).map(({ path, words: { found, expected, todo } }) => {
    const at = path.length === 0 ? 'The record' : path.join('.')
    return `${at}: found ${found}; expected ${expected}.${todo === undefined ? '' : ` ${todo}`}`
  })
  return refuse('bad-request', `${title} cannot be read. ${words.join(' ')}`)
}

/** As many as somebody would read. */
const mostFaults = 20

function noSuchKind(kind: string): Refused {
  return refuse('bad-request', `Found the kind "${kind}"; expected one of ${[...recordKinds.keys()].join(', ')}.`)
}

function notItsWriter({ title, says }: RecordKindRule, writers: readonly string[], role: string): Refused {
  const whose = writers.length === 0 ? 'nobody in this case' : writers.join(' or ')
  return refuse('wrong-role', `${title} (${says}) is for ${whose} to write; found ${role}.`)
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true
}
