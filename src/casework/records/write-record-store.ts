/** A record is written in a case, by somebody who may, in a shape that its kind knows: a new one, or the next version. */
import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Database } from '../../store/schema.ts'
import type { Attachment } from '../documents/attachment.ts'
import { hashOfValue } from '../canonical.ts'
import { storedCase } from '../case-store.ts'
import { doCommand, Overtaken } from '../command-store.ts'
import type { Working } from '../desk-store.ts'
import { leaveToAct } from '../grants.ts'
import { matterOf } from '../matter-store.ts'
import type { Done, Refused } from '../model.ts'
import { postJournals } from '../money/ledger-store.ts'
import { noSuchCase, overtaken, refuse } from '../refused.ts'
import { aboutOf } from './about-store.ts'
import { recordKinds } from './kinds.ts'
import { audienceFor, instantAfter, isDay, mayFollow, misfit, notItsWriter } from './next-version.ts'
import type { About, Asked, RecordKindRule, StoredRecord, WriteRecord } from './record.ts'
import { addRecord, wasPublic } from './record-store.ts'

/** A file that comes with a record, and is kept with it or not at all. */
export interface WithFile {
  readonly attachment: Attachment
  keep(tx: Transaction<Database>): Promise<void>
}

/** Writes a record. Under a `key` it may be sent again: the answer stays the same. */
export async function writeRecord(
  working: Working,
  asked: WriteRecord,
  key?: string,
  file?: WithFile,
): Promise<Done<StoredRecord>> {
  const command = { action: 'write-record', subject: asked.caseId, body: asked, key }
  return doCommand<StoredRecord>(working, command, async () => {
    const stored = await storedCase(working, asked.caseId)
    if (stored === null) return noSuchCase(asked.caseId)
    const rule = recordKinds.get(asked.kind)
    if (rule === undefined) return noSuchKind(asked.kind)
    const about = holding(await aboutOf(working, stored), file)
    const { compiled, case: found } = about
    const writers = rule.writers(compiled, found.state.route)
    if (!writers.includes(asked.by)) return notItsWriter(rule, writers, asked.by)
    const leave = async (codes: readonly string[]) =>
      leaveToAct(working.actor, asked.by, await matterOf(working, compiled.regime, codes))
    const refused = await leave(found.organisations)
    const others = refused ? (rule.alsoFor?.(about, asked.body) ?? []) : []
    if (refused && (others.length === 0 || (await leave(others)))) return refused
    const parsed = rule.sent.safeParse(asked.body)
    const open = rule.judges !== undefined && (await wasPublic(working.store, about, asked.follows?.id))
    const fitted = fit(about, rule, asked, open, parsed.success ? parsed.data : undefined)
    if ('words' in fitted) return fitted
    if (!parsed.success) return misfit(rule, rule.sent, parsed.error, asked.body)
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
      knownAt: instantAfter([stored.knownAt], working.clock.now()),
    }
    const journals = (await rule.posts?.(about, body, fitted, record.id)) ?? []
    return async tx => {
      // Written meanwhile, an event or a record may be what forbids this one.
      const publishes = rule.publishes?.(body) === true
      if (!(await addRecord(tx, stored, record, publishes))) throw new Overtaken(overtaken)
      await file?.keep(tx)
      await postJournals(tx, about, record, journals)
      return { value: record, detail: { record: record.id, version: record.version, kind: record.kind } }
    }
  })
}

function holding(about: About, file: WithFile | undefined): About {
  if (file === undefined) return about
  const { attachment } = file
  return { ...about, attachment: async hash => (hash === attachment.sha256 ? attachment : about.attachment(hash)) }
}

/**
 * What is asked beside the body, or why it does not fit the case.
 * @param open Whether a version of it was public, of a kind of which only some judge: then one that does not is for the public again.
 * @param sent Its body; left out where that cannot be read.
 */
function fit(about: About, rule: RecordKindRule, asked: WriteRecord, open: boolean, sent?: unknown): Asked | Refused {
  const { case: found } = about
  const { on, organisation = null, follows, by: role } = asked
  const before =
    follows === undefined ? null : about.records.find(one => one.id === follows.id && one.kind === rule.kind)
  const goesBy = sent === undefined ? undefined : rule.goesBy?.(about, sent)
  const subject = about.records.find(({ id }) => id === goesBy)
  const adverse = rule.adverse === true || (sent !== undefined && rule.judges?.(about, sent, role) === true)
  const followed = open ? { audience: 'public' as const } : (before ?? subject ?? null)
  const audience = audienceFor(rule, asked.audience, followed, adverse)
  const restsOn = sent === undefined ? [] : (rule.restsOn?.(about, sent) ?? [])
  const wrongDay = outOfTime(about, on, goesBy === undefined ? restsOn : [goesBy, ...restsOn])
  if (wrongDay) return wrongDay
  if (organisation !== null && !found.organisations.includes(organisation))
    return refuse(
      'no-such-organisation',
      `Found the organisation "${organisation}"; expected one of the case: ${found.organisations.join(', ')}.`,
    )
  if (typeof audience !== 'string') return audience
  if (before === undefined)
    return refuse('no-such-record', `There is no such record "${follows?.id}" in this case. Read the case again.`)
  const revision = before && follows ? mayFollow(about.actor, rule, before, follows.version) : null
  return revision ?? { role, on, organisation: before?.organisation ?? organisation, audience, before }
}

/** Why a record is not of a day: it lies ahead, or before the case was opened or what it rests on (by ids). */
function outOfTime({ case: found, records, today }: About, on: string, restsOn: readonly string[]): Refused | null {
  const since = records
    // Of what only a few know, not even the day is told.
    .filter(({ id, audience }) => restsOn.includes(id) && audience !== 'restricted')
    .map(({ kind, effective }) => ({ day: effective, why: `the day of the ${titleOf(kind)} that it goes by` }))
    .reduce((last, one) => (one.day > last.day ? one : last), { day: found.opened, why: 'when the case was opened' })
  return isDay(on) && on >= since.day && on <= today
    ? null
    : refuse(
        'bad-request',
        `Found the day "${on}"; expected one from ${since.day}, ${since.why}, to ${today}, which is today.`,
      )
}

function titleOf(kind: string): string {
  return recordKinds.get(kind)?.title.toLowerCase() ?? kind
}

function noSuchKind(kind: string): Refused {
  return refuse('bad-request', `Found the kind "${kind}"; expected one of ${[...recordKinds.keys()].join(', ')}.`)
}
