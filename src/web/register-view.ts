/** A register as one reader may see it, and what that reader may write in it: what pages and the API share. */
import type { z } from 'zod'
import { today, type Working, withActor } from '../casework/desk-store.ts'
import {
  type RegisterReader,
  registerReader,
  seenEntryVersions,
  seesEntry,
  writingRoles,
} from '../casework/registers/register-eyes.ts'
import { placeOf, readEntry, readRegisterHistory, rulesOn } from '../casework/registers/register-store.ts'
import type { RegisterEntry, RegisterRule } from '../casework/registers/register.ts'
import { registers } from '../casework/registers/registers.ts'
import { aboutRegister } from '../casework/registers/write-register-store.ts'
import type { RecordKind } from '../evidence/model.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { type Asking, kindShown } from './cases.ts'
import { roleTitle } from './event-words.ts'
import { echo, PageFault } from './fault.ts'
import { date, words } from './format.ts'
import { type Choices, wordsOf } from './record-fields.ts'
import type { EntryJson, registerSchema, threadedEntrySchema } from './register-schema.ts'

/** What of a register is asked for: left out, all that it belongs to. */
export interface RegisterAsked {
  readonly regime?: string
  readonly organisation?: string
  readonly asKnownAt: string | null
}

/** What belongs to one regime, one organisation or the sector, as a reader sees it. */
interface SeenPlace {
  readonly regime: CompiledRegime | null
  readonly reader: RegisterReader
  /** Roles and functions in which the reader may write here. */
  readonly roles: readonly string[]
  readonly choices: Choices
}

export interface SeenEntry extends SeenPlace {
  /** Oldest first; never none. */
  readonly versions: readonly RegisterEntry[]
  readonly latest: RegisterEntry
}

export interface SeenRegister {
  /** Of every entry: kinds are never mixed. */
  readonly recordKind: RecordKind
  readonly rule: RegisterRule
  readonly entries: readonly SeenEntry[]
  /** Whether there are more of which they may see no version. */
  readonly partial: boolean
  /** Where a new entry would stand: null where it is not said which regime or organisation, and for what was known before. */
  readonly here: SeenPlace | null
}

/** Reads of a register what somebody may see. */
export function seenRegister({ desk, actor }: Asking, rule: RegisterRule, asked: RegisterAsked): Promise<SeenRegister> {
  return withActor(desk, actor, async working => {
    const { asKnownAt, ...of } = asked
    const recordKind = kindShown(working)
    const all = await readRegisterHistory(desk, rule.register, { ...of, ...(asKnownAt === null ? {} : { asKnownAt }) })
    const history = all.filter(([first]) => first?.recordKind === recordKind)
    const places = new Map<string, Promise<SeenPlace>>()
    const placeFor = (belongs: Pick<RegisterEntry, 'regime' | 'organisation'>) => {
      const key = JSON.stringify([belongs.regime, belongs.organisation])
      const place = places.get(key) ?? seenPlace(working, rule, belongs)
      places.set(key, place)
      return place
    }
    const entries = await Promise.all(
      history.map(async thread => {
        const [{ regime, organisation }] = thread as [RegisterEntry]
        const place = await placeFor({ regime, organisation })
        const versions = seenEntryVersions(place.reader, thread)
        const latest = versions.at(-1)
        return latest === undefined ? [] : [{ ...place, versions, latest }]
      }),
    )
    const belongs = placeAsked(rule, asked)
    const here = belongs === null || asKnownAt !== null ? null : await placeFor(belongs)
    return { recordKind, rule, entries: entries.flat(), partial: entries.some(one => one.length === 0), here }
  })
}

/** Whether somebody may see the latest version of an entry of a register. */
export async function maySeeEntry(working: Working, rule: RegisterRule, id: string): Promise<boolean> {
  const entry = await readEntry(working.store, id)
  if (entry === null || entry.register !== rule.register || entry.recordKind !== kindShown(working)) return false
  const regime = entry.regime === null ? null : rulesOn(working, entry.regime, today(working))
  return seesEntry(registerReader(working.actor, rule, regime, await placeOf(working, entry)), entry)
}

/** Where a new entry would stand; null where the address does not say. */
function placeAsked(
  { scope }: RegisterRule,
  { regime, organisation }: RegisterAsked,
): Pick<RegisterEntry, 'regime' | 'organisation'> | null {
  if (scope === 'sector') return { regime: null, organisation: null }
  if (scope === 'regime') return regime === undefined ? null : { regime, organisation: null }
  return organisation === undefined ? null : { regime: null, organisation }
}

async function seenPlace(
  working: Working,
  rule: RegisterRule,
  belongs: Pick<RegisterEntry, 'regime' | 'organisation'>,
): Promise<SeenPlace> {
  const regime = belongs.regime === null ? null : rulesOn(working, belongs.regime, today(working))
  const place = await placeOf(working, belongs)
  const reader = registerReader(working.actor, rule, regime, place)
  const roles = writingRoles(working.actor, rule, regime, place)
  // Choices name what stands in other registers, for those with leave here.
  if (!rule.choices || !(reader.inside || reader.trusted)) return { regime, reader, roles, choices: {} }
  const about = await aboutRegister(working, rule, belongs, { on: today(working), role: roles[0] ?? '', before: null })
  return { regime, reader, roles, choices: await rule.choices(about) }
}

/** A version of an entry as its reader may see it. */
export function entryJson(rule: RegisterRule, { regime, reader, choices }: SeenPlace, entry: RegisterEntry): EntryJson {
  const { actor, role, body, ...rest } = entry
  const shapes = { sent: rule.body, body: rule.body }
  return {
    ...rest,
    title: rule.title,
    body,
    words: [...wordsOf(shapes, body, choices, () => null)],
    role,
    roleTitle: titleOfRole(regime, role),
    ...(reader.inside ? { actor } : {}),
  }
}

export function entryThread(rule: RegisterRule, seen: SeenEntry): z.infer<typeof threadedEntrySchema> {
  return {
    ...entryJson(rule, seen, seen.latest),
    before: seen.versions.slice(0, -1).map(one => entryJson(rule, seen, one)),
    mayRevise: mayRevise(rule, seen),
  }
}

/** Whether the reader may write the next version of an entry. */
export function mayRevise({ revised }: RegisterRule, { roles, reader, latest }: SeenEntry): boolean {
  if (roles.length === 0 || revised === 'never') return false
  return revised === 'by-its-writers' || latest.actor === reader.key
}

export function titleOfRole(regime: CompiledRegime | null, role: string): string {
  return regime === null ? words(role) : roleTitle(regime.regime, role)
}

/** `Post of the team of 3 March 2026`. */
export function entryShort(rule: RegisterRule, { effective }: Pick<RegisterEntry, 'effective'>): string {
  return `${rule.title} of ${date(effective)}`
}

export function registerJson({ register, title, says, scope }: RegisterRule): z.infer<typeof registerSchema> {
  return { register, title, says, scope }
}

/** Throws PageFault where there is no such register. */
export function registerOf(name: string): RegisterRule {
  const rule = registers.get(name)
  if (rule) return rule
  const known = [...registers.keys()].join(', ')
  throw new PageFault(404, 'There is no such register', `Found "${echo(name)}"; expected one of ${known}.`)
}

/** What of a register an address asks for. Throws PageFault where it names a regime that is not there. */
export function registerAsked(
  query: URLSearchParams,
  { desk }: Pick<Asking, 'desk'>,
  asKnownAt: string | null,
): RegisterAsked {
  const given = (name: string) => query.get(name)?.trim() || undefined
  const [regime, organisation] = [given('regime'), given('organisation')]
  if (regime !== undefined && !desk.regimes.some(({ id }) => id === regime))
    throw new PageFault(404, 'There is no such regime', `Found "${echo(regime)}"; see the list of regimes.`)
  return { ...(regime ? { regime } : {}), ...(organisation ? { organisation } : {}), asKnownAt }
}
