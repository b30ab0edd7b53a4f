/** An entry is written in a register, by somebody who may, in a shape that the register knows: a new one, or the next version. */
import { randomUUID } from 'node:crypto'
import { hashOfValue } from '../canonical.ts'
import { eachCase, storedCase } from '../case-store.ts'
import { doCommand, Overtaken } from '../command-store.ts'
import { today, type Working } from '../desk-store.ts'
import { wasUnder } from '../ever-under-store.ts'
import type { RecordKind } from '../../evidence/model.ts'
import type { Case, Done, Refused } from '../model.ts'
import { findMember } from '../people-store.ts'
import { audienceFor, instantAfter, isDay, mayFollow, misfit, notItsWriter } from '../records/next-version.ts'
import { refuse } from '../refused.ts'
import { bodiesOn } from '../transfers/transfer-store.ts'
import { isRole, leaveToWrite } from './register-eyes.ts'
import { countEntries, holdEntries, insertEntry, placeOf, readEntry, readRegister, rulesOn } from './register-store.ts'
import type { RegisterAbout, RegisterEntry, RegisterRule, WriteEntry } from './register.ts'
import { registers } from './registers.ts'

/** Writes an entry. Under a `key` it may be sent again: the answer stays the same. */
export async function writeEntry(working: Working, asked: WriteEntry, key?: string): Promise<Done<RegisterEntry>> {
  const { register, regime, organisation } = asked
  const subject = [register, regime ?? organisation ?? ''].join(' ').trim()
  return doCommand<RegisterEntry>(working, { action: 'write-entry', subject, body: asked, key }, async () => {
    const rule = registers.get(register)
    if (rule === undefined) return noSuchRegister(register)
    const scoped = await scopedTo(working, rule, asked)
    if ('words' in scoped) return scoped
    const { belongs, before } = scoped
    const extent = await countEntries(working.store.db, belongs)
    const about = await aboutRegister(working, rule, belongs, { on: asked.on, role: asked.by, before })
    const place = await placeOf(working, belongs)
    const writers = rule.writers(about.regime)
    const own = rule.byTheOrganisation === true && place.organisationRoles.has(asked.by)
    if (!isRole(about.regime, place, asked.by) || !(writers.includes(asked.by) || own))
      return notItsWriter(rule, writers, asked.by)
    const refused = leaveToWrite(working.actor, asked.by, rule, about.regime, place)
    if (refused) return refused
    const audience = fit(about, rule, asked)
    if (typeof audience !== 'string') return audience
    const parsed = rule.body.safeParse(asked.body)
    if (!parsed.success) return misfit(rule, rule.body, parsed.error, asked.body)
    const why = await rule.refuse?.(about, parsed.data)
    if (why) return why
    const entry: RegisterEntry = {
      id: before?.id ?? randomUUID(),
      version: (before?.version ?? 0) + 1,
      register,
      ...belongs,
      recordKind: kindWritten(working),
      audience,
      body: parsed.data,
      hash: hashOfValue(parsed.data),
      actor: working.actor.key,
      role: asked.by,
      reason: asked.reason,
      effective: asked.on,
      knownAt: instantAfter(
        about.entries.map(({ knownAt }) => knownAt),
        working.clock.now(),
      ),
    }
    return async tx => {
      // Written meanwhile, an entry may be what forbids this one.
      if ((await holdEntries(tx, belongs)) !== extent) throw new Overtaken(overtakenIn(rule))
      await insertEntry(tx, entry)
      return { value: entry, detail: { record: entry.id, version: entry.version, register } }
    }
  })
}

/** What an entry is to be written on: entries of the register for the same regime or organisation, and those of others. */
export async function aboutRegister(
  working: Working,
  { register }: Pick<RegisterRule, 'register'>,
  belongs: Belongs,
  { on, role, before }: Pick<RegisterAbout, 'on' | 'role' | 'before'>,
): Promise<RegisterAbout> {
  const { regime, organisation } = belongs
  const of = { ...(regime === null ? {} : { regime }), ...(organisation === null ? {} : { organisation }) }
  return {
    regime: regime === null ? null : rulesOn(working, regime, today(working)),
    organisation,
    entries: await readRegister(working, register, of),
    before,
    actor: working.actor,
    role,
    on,
    today: today(working),
    snapshot: working.snapshot,
    bodies: bodiesOn(working.regimes),
    other: name => readRegister(working, name, of),
    wasUnder: async id => regime !== null && wasUnder(working, id, regime),
    caseOf: async id => (await storedCase(working, id))?.case ?? null,
    nameKept: async key => {
      const person = await findMember(working.store, key)
      return person && { until: person.keepUntil }
    },
    cases: () => (regime === null ? Promise.resolve([]) : casesOf(working, regime)),
  }
}

/** Under a sign-in for development nothing real is decided. */
function kindWritten({ store }: Working): RecordKind {
  return store.recordKind === 'fictional' ? 'fictional' : 'exercise'
}

async function casesOf(working: Working, regime: string): Promise<readonly Case[]> {
  const cases: Case[] = []
  for await (const found of eachCase(working, { regime, recordKind: kindWritten(working) })) cases.push(found)
  return cases
}

type Belongs = Pick<RegisterEntry, 'regime' | 'organisation'>

/** What an entry belongs to, with the version that it follows; or why it cannot. */
async function scopedTo(
  working: Working,
  { register, scope, title }: RegisterRule,
  { follows, regime, organisation }: WriteEntry,
): Promise<{ readonly belongs: Belongs; readonly before: RegisterEntry | null } | Refused> {
  if (follows !== undefined) {
    const before = await readEntry(working.store, follows.id)
    if (before?.register === register)
      return { belongs: { regime: before.regime, organisation: before.organisation }, before }
    return refuse('no-such-record', `There is no such entry "${follows.id}" in this register. Read the register again.`)
  }
  const found = [regime && `the regime ${regime}`, organisation && `the organisation ${organisation}`].filter(Boolean)
  const fits =
    (regime !== undefined) === (scope === 'regime') && (organisation !== undefined) === (scope === 'organisation')
  if (!fits)
    return refuse(
      'bad-request',
      `${title} belongs to ${scopeWords[scope]}; found ${found.join(' and ') || 'neither a regime nor an organisation'}.`,
    )
  if (regime !== undefined && rulesOn(working, regime, today(working)) === null)
    return refuse(
      'no-such-regime',
      `There is no regime "${regime}". The regimes are: ${working.regimes.map(({ id }) => id).join(', ')}.`,
    )
  if (organisation !== undefined && !(await working.snapshot()).organisations.has(organisation))
    return refuse(
      'no-such-organisation',
      `There is no organisation "${organisation}" here. Look its code up in the list.`,
    )
  return { belongs: { regime: regime ?? null, organisation: organisation ?? null }, before: null }
}

const scopeWords = {
  regime: 'one regime',
  organisation: 'one organisation',
  sector: 'the sector as a whole, and is asked for without regime and organisation',
} as const

/** For whom the entry is; or why it does not fit. */
function fit({ today: day, before, actor }: RegisterAbout, rule: RegisterRule, asked: WriteEntry) {
  if (!isDay(asked.on) || asked.on > day)
    return refuse('bad-request', `Found the day "${asked.on}"; expected one that exists, until ${day}, which is today.`)
  const revision = before && asked.follows ? mayFollow(actor, rule, before, asked.follows.version) : null
  return revision ?? audienceFor(rule, asked.audience, before)
}

function noSuchRegister(name: string): Refused {
  return refuse('bad-request', `Found the register "${name}"; expected one of ${[...registers.keys()].join(', ')}.`)
}

function overtakenIn({ title }: RegisterRule): Refused {
  return refuse('stale', `${title}: somebody else has just written in the register. Read it again, and decide again.`)
}
