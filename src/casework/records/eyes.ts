/** Who sees a record, and who may write one: by its audience, by its kind, and by what somebody is in the case. Pure. */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { holds, type Matter, rolesHeld } from '../grants.ts'
import type { Actor, EverydayFunction } from '../model.ts'
import { recordKinds, staysPublic } from './kinds.ts'
import type { RecordKindRule, StoredRecord } from './record.ts'

const auditing: EverydayFunction = 'auditor'

/** Somebody who reads a case. */
export interface Reader {
  readonly key: string
  /** Whether they have leave in the case. */
  readonly inside: boolean
  /** Roles and functions in which they may act in it. */
  readonly roles: readonly string[]
  /** Whether they see everything and do nothing. */
  readonly auditor: boolean
}

/** The rules of the case that a record is in, and whether that is for the public. */
export interface Setting {
  readonly compiled: CompiledRegime
  readonly route: string | null
  readonly isPublic: boolean
  /** Versions that were published by themselves, as `id.version`. */
  readonly published: Pick<ReadonlySet<string>, 'has'>
}

/** An actor as a reader of a case. @param inside Whether a grant of theirs covers one of its organisations. */
export function readerOf(actor: Actor, matter: Matter, inside: boolean): Reader {
  return {
    key: actor.key,
    inside,
    roles: rolesHeld(actor, matter),
    auditor: holds(actor.grants, auditing, matter),
  }
}

/** Whether a reader may see a version of a record. */
export function seesRecord(reader: Reader, setting: Setting, record: StoredRecord): boolean {
  const { compiled, route, isPublic } = setting
  if (record.audience === 'public' || isPublished(setting, record)) return isPublic || reader.inside
  if (record.audience === 'case') return reader.inside
  const readers = recordKinds.get(record.kind)?.readers?.(compiled, route) ?? []
  return reader.auditor || reader.key === record.actor || readers.some(role => reader.roles.includes(role))
}

/**
 * Of records read over many cases, what somebody sees who has leave in the case of them, or has none: by their audience alone,
 * so that what is for single roles is left to the page of its case.
 * @param published Of each the latest version that is for the public, where a later one may not be: what there is without leave.
 */
export function seenAcross(
  inside: boolean,
  records: readonly StoredRecord[],
  published: readonly StoredRecord[] = [],
): readonly StoredRecord[] {
  return records.flatMap(one => {
    if (one.audience === 'public' || (inside && one.audience === 'case')) return [one]
    const before = published.find(({ id }) => id === one.id)
    return before === undefined ? [] : [before.version === one.version ? one : before]
  })
}

function isPublished({ published }: Setting, { id, version }: StoredRecord): boolean {
  return published.has(`${id}.${version}`)
}

/**
 * The versions of one record that a reader may see, oldest first as they are given. Where the latest is not for them, only
 * those that were published by themselves: what was taken back from an audience is not read from what it followed. Where the
 * latest may judge and wait to be published, those before it that were public stay so.
 */
export function seenVersions(
  reader: Reader,
  setting: Setting,
  versions: readonly StoredRecord[],
): readonly StoredRecord[] {
  const latest = versions.at(-1)
  if (latest === undefined) return []
  const all = seesRecord(reader, setting, latest) || staysPublic(latest.kind)
  return versions.filter(one => seesRecord(reader, setting, one) && (all || isPublished(setting, one)))
}

export interface WritableKind {
  readonly rule: RecordKindRule
  /** Roles and functions in which the reader may write it. */
  readonly roles: readonly string[]
}

/** Kinds that somebody may write in a case, each with the roles that they hold for it, in the order of the registry. */
export function writableKinds(
  { compiled, route }: Pick<Setting, 'compiled' | 'route'>,
  rolesOfTheirs: readonly string[],
): readonly WritableKind[] {
  return [...recordKinds.values()].flatMap(rule => {
    const writers = rule.writers(compiled, route)
    const roles = rolesOfTheirs.filter(role => writers.includes(role))
    return roles.length === 0 ? [] : [{ rule, roles }]
  })
}

/** Whether a reader who may write the kind may write the next version of a record of it. */
export function mayRevise(reader: Reader, { revised }: RecordKindRule, latest: StoredRecord): boolean {
  if (revised === 'never') return false
  return revised === 'by-its-writers' || latest.actor === reader.key
}

/** Whether a record is a reader's to answer: their role does, and they did not write it. */
export function mayAnswer(
  reader: Reader,
  { compiled, route }: Pick<Setting, 'compiled' | 'route'>,
  { answeredBy }: RecordKindRule,
  { actor }: StoredRecord,
): boolean {
  return actor !== reader.key && (answeredBy?.(compiled, route) ?? []).some(role => reader.roles.includes(role))
}
