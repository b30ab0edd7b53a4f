/** Who sees the entries of a register, and in which roles somebody may write them: by grants that cover what it belongs to. Pure. */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { recording } from '../grants.ts'
import { type Actor, type EverydayFunction, type Grant, publicActor, type Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import type { RegisterEntry, RegisterRule } from './register.ts'

const auditing: EverydayFunction = 'auditor'

/** What a register's entries belong to, and what is known of it. The whole sector where it is neither. */
export interface RegisterPlace {
  readonly regime: string | null
  readonly organisation: string | null
  /** Region of the organisation, and codes of those that it has passed to by the day. */
  readonly region: string | null
  readonly passedTo: readonly string[]
  /** Roles that speak for organisations, and those that are nobody's leave: everybody has them. */
  readonly organisationRoles: ReadonlySet<string>
  readonly publicRoles: ReadonlySet<string>
  /** The product's day (ISO). */
  readonly day: string
}

/** Functions in which an actor has leave in what a register belongs to. */
export function functionsIn({ grants }: Actor, place: RegisterPlace): readonly string[] {
  const held = grants.filter(one => covers(one, place) && !place.publicRoles.has(one.function))
  return [...new Set(held.map(one => one.function))]
}

/** A regime and the sector are reached by grants for the whole of them; an organisation by one for it, its region or all. */
function covers(grant: Grant, place: RegisterPlace): boolean {
  const { regime, organisation, region, passedTo, organisationRoles, day } = place
  if (grant.from > day || (grant.until !== null && grant.until < day)) return false
  if (organisation === null)
    return grant.organisation === null && grant.region === null && (grant.regime === null || grant.regime === regime)
  const own =
    grant.organisation === null ||
    grant.organisation === organisation ||
    (organisationRoles.has(grant.function) && passedTo.includes(grant.organisation))
  return own && (grant.region === null || grant.region === region)
}

/** Roles and functions in which an actor may write in a register. */
export function writingRoles(
  actor: Actor,
  rule: Pick<RegisterRule, 'writers' | 'byTheOrganisation'>,
  regime: CompiledRegime | null,
  place: RegisterPlace,
): readonly string[] {
  const writers = rule.writers(regime)
  const named = ({ function: role, organisation }: Grant) =>
    writers.includes(role) ||
    (rule.byTheOrganisation === true && organisation !== null && place.organisationRoles.has(role))
  const theirs = { key: actor.key, grants: actor.grants.filter(named) }
  return functionsIn(theirs, place).filter(role => role !== auditing)
}

/** Why an actor may not write in a role in a register; null where they may. */
export function leaveToWrite(
  actor: Actor,
  role: string,
  rule: Pick<RegisterRule, 'writers' | 'byTheOrganisation'>,
  regime: CompiledRegime | null,
  place: RegisterPlace,
): Refused | null {
  if (writingRoles(actor, rule, regime, place).includes(role)) return null
  const where = place.organisation ?? regime?.regime.title ?? 'the whole sector'
  const title = regime?.regime.roles[role]?.title ?? role
  return refuse(
    'not-granted',
    `You hold no grant on ${place.day} to act as "${title}" (${role}) for ${where}. Ask for one, or leave it to whoever holds one.`,
  )
}

/** Somebody who reads a register. */
export interface RegisterReader {
  readonly key: string
  /** Whether they have leave in what it belongs to. */
  readonly inside: boolean
  /** Whether they may write in it, or see everything and do nothing: then also what is restricted. */
  readonly trusted: boolean
}

export function registerReader(
  actor: Actor,
  rule: Pick<RegisterRule, 'writers' | 'byTheOrganisation'>,
  regime: CompiledRegime | null,
  place: RegisterPlace,
): RegisterReader {
  const held = actor.key === publicActor.key ? [] : functionsIn(actor, place)
  const writes = writingRoles(actor, rule, regime, place).length > 0
  return { key: actor.key, inside: held.length > 0, trusted: writes || held.includes(auditing) }
}

/** Whether a reader may see a version of an entry. Exercises are for those who take part. */
export function seesEntry({ key, inside, trusted }: RegisterReader, entry: RegisterEntry): boolean {
  if (entry.audience === 'public') return inside || entry.recordKind !== 'exercise'
  if (entry.audience === 'case') return inside
  return trusted || entry.actor === key
}

/** The versions of one entry that a reader may see, oldest first: none before the latest where that is not for them. */
export function seenEntryVersions(
  reader: RegisterReader,
  versions: readonly RegisterEntry[],
): readonly RegisterEntry[] {
  const latest = versions.at(-1)
  return latest && seesEntry(reader, latest) ? versions.filter(one => seesEntry(reader, one)) : []
}

/** Whether a role may be named at all: an everyday function that does something, or a role of the rules. */
export function isRole(regime: CompiledRegime | null, place: RegisterPlace, role: string): boolean {
  return (
    recording.includes(role) || place.organisationRoles.has(role) || Object.hasOwn(regime?.regime.roles ?? {}, role)
  )
}
