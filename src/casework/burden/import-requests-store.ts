/** A ledger of requests is taken into the register: all of it in one transaction, or nothing. */
import { randomUUID } from 'node:crypto'
import { hashOfValue } from '../canonical.ts'
import { doCommand, Overtaken } from '../command-store.ts'
import { today, type Working } from '../desk-store.ts'
import type { Done, Refused } from '../model.ts'
import { instantAfter } from '../records/next-version.ts'
import { refuse } from '../refused.ts'
import { leaveToWrite } from '../registers/register-eyes.ts'
import { aboutRegister } from '../registers/write-register-store.ts'
import { countEntries, holdEntries, insertEntry, placeOf } from '../registers/register-store.ts'
import { entriesOf, type RegisterAbout, type RegisterEntry } from '../registers/register.ts'
import { askOf } from './ask.ts'
import { type Flag, flagsOf } from './burden.ts'
import { latestPublished } from './burden-store.ts'
import { type ImportPlan, planImport } from './ledger-import.ts'
import type { RequestRow } from './request-rows.ts'
import { type Request, requestRegister } from './request.ts'

export interface ImportRequests {
  readonly fileName: string
  readonly requests: readonly RequestRow[]
  /** Everyday function, or role of the organisation, in which they are written. */
  readonly by: string
  readonly reason: string
}

export interface ImportedRequests {
  readonly written: number
  /** Requests known before that were answered since. */
  readonly answered: number
  readonly repeats: ImportPlan['repeats']
  /** Requests of the file that may not need to be asked, each with the row of the other where that is in the file too. */
  readonly flagged: readonly {
    readonly row: number
    readonly flags: readonly (Flag & { readonly otherRow: number | null })[]
  }[]
}

/** Takes a ledger that was read before. Refuses the whole of it where one of its organisations is not the actor's. */
export async function importRequests(
  working: Working,
  asked: ImportRequests,
  key?: string,
): Promise<Done<ImportedRequests>> {
  const command = { action: 'import-requests', subject: asked.fileName, body: asked, key }
  return doCommand<ImportedRequests>(working, command, async () => {
    const { by: role, reason, requests } = asked
    const codes = new Set(requests.map(({ organisation }) => organisation))
    const extent = new Map<string, number>()
    for (const organisation of codes)
      extent.set(organisation, await countEntries(working.store.db, { regime: null, organisation }))
    const about = await aboutAll(working, role, codes)
    if ('words' in about) return about
    const known = [...about.values()].flatMap(({ entries }) => entriesOf(entries, requestRegister))
    const plan = planImport(requests, known)
    for (const { organisation, body, row, follows } of plan.write) {
      const one = { ...(about.get(organisation) as RegisterAbout), before: follows }
      const why = await requestRegister.refuse?.(one, body)
      if (why) return { ...why, words: `${asked.fileName}, row ${row}: ${why.words}` }
    }
    const entries = entriesToWrite(working, plan, known, { role, reason })
    const value: ImportedRequests = {
      written: plan.write.filter(({ follows }) => follows === null).length,
      answered: plan.write.filter(({ follows }) => follows !== null).length,
      repeats: plan.repeats,
      flagged: await flagged(working, plan, known, entries),
    }
    return async tx => {
      // Written meanwhile, an entry may be what a row repeats. Locked in one order, so that two imports never wait for each other.
      for (const organisation of [...about.keys()].toSorted())
        if ((await holdEntries(tx, { regime: null, organisation })) !== extent.get(organisation))
          throw new Overtaken(overtaken)
      for (const entry of entries) await insertEntry(tx, entry)
      const detail = { file: asked.fileName, written: value.written, answered: value.answered }
      return { value, detail }
    }
  })
}

const overtaken = refuse('stale', 'Somebody else has just written requests. Send the file again.')

/** What is known of each organisation of the file; refused where one is not there, or is not the actor's. */
async function aboutAll(
  working: Working,
  role: string,
  codes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, RegisterAbout> | Refused> {
  const about = new Map<string, RegisterAbout>()
  const known = (await working.snapshot()).organisations
  for (const organisation of codes) {
    if (!known.has(organisation))
      return refuse(
        'no-such-organisation',
        `There is no organisation "${organisation}" here. Look its code up in the list.`,
      )
    const belongs = { regime: null, organisation }
    const refused = leaveToWrite(working.actor, role, requestRegister, null, await placeOf(working, belongs))
    if (refused) return refused
    const asked = { on: today(working), role, before: null }
    about.set(organisation, await aboutRegister(working, requestRegister, belongs, asked))
  }
  return about
}

function entriesToWrite(
  { store, actor, clock }: Working,
  { write }: ImportPlan,
  known: readonly RegisterEntry[],
  { role, reason }: { readonly role: string; readonly reason: string },
): readonly RegisterEntry<Request>[] {
  let knownAt = instantAfter(
    known.map(one => one.knownAt),
    clock.now(),
  )
  return write.map(({ organisation, body, follows }) => {
    const entry: RegisterEntry<Request> = {
      id: follows?.id ?? randomUUID(),
      version: (follows?.version ?? 0) + 1,
      register: requestRegister.register,
      regime: null,
      organisation,
      recordKind: store.recordKind === 'fictional' ? 'fictional' : 'exercise',
      audience: follows?.audience ?? requestRegister.audiences[0],
      body,
      hash: hashOfValue(body),
      actor: actor.key,
      role,
      reason,
      effective: clock.now().slice(0, 10),
      knownAt,
    }
    // One after another, so that they stay in the order of the file.
    knownAt = instantAfter([knownAt], knownAt)
    return entry
  })
}

async function flagged(
  working: Working,
  { write }: ImportPlan,
  known: readonly RegisterEntry<Request>[],
  entries: readonly RegisterEntry<Request>[],
): Promise<ImportedRequests['flagged']> {
  const latest = new Map([...known, ...entries].map(one => [one.id, one]))
  const flags = flagsOf([...latest.values()].map(askOf), latestPublished(await working.snapshot()))
  const rowOf = new Map(write.map(({ row }, index) => [entries[index]?.id, row]))
  return write.flatMap(({ row }, index) => {
    const found = flags.get(entries[index]?.id ?? '') ?? []
    const told = found.map(flag => ({ ...flag, otherRow: 'other' in flag ? (rowOf.get(flag.other) ?? null) : null }))
    return told.length === 0 ? [] : [{ row, flags: told }]
  })
}
