/** What records of cases and entries of registers share when a version is written: what fits, and why it may not be. Pure. */
import { dayOrNull } from '../../regimes/day.ts'
import { faultsInWords, schemaFaults } from '../../documents/schema-faults.ts'
import type { z } from 'zod'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import type { Audience, RecordKindRule } from './record.ts'

/** What a kind and a register say alike. */
export interface VersionRule {
  readonly title: string
  readonly says: string
  readonly audiences: readonly [Audience, ...Audience[]]
  readonly adverse?: true
  readonly revised: RecordKindRule['revised']
}

/** Why whoever saw a version may not write the next one; null where they may. */
export function mayFollow(
  actor: { readonly key: string },
  { revised, title }: VersionRule,
  before: { readonly actor: string; readonly version: number },
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

/**
 * For whom it is: as asked, else as the version before it or the record that it goes by, else the first; or why that cannot be.
 * @param adverse Whether this version judges the organisation, where not each of its kind does.
 */
export function audienceFor(
  { audiences, title, ...rule }: VersionRule,
  asked: Audience | undefined,
  before: { readonly audience: Audience } | null,
  adverse: boolean = rule.adverse === true,
): Audience | Refused {
  // A next version stays with whom the last one was for, unless it says otherwise; of what is adverse each is published anew.
  const closed = audiences.find(one => one !== 'public') ?? audiences[0]
  const audience = asked ?? (adverse ? closed : (before?.audience ?? audiences[0]))
  if (!(adverse && audience === 'public') && audiences.includes(audience)) return audience
  if (adverse && audience === 'public')
    return refuse(
      'own-act',
      `${title} judges the organisation, and whoever writes it does not make it public. Write it for the case; tell the organisation by a notice; then a publisher publishes it.`,
    )
  return refuse(
    'bad-request',
    `Found the audience "${audience}"; ${title.toLowerCase()} may be for ${audiences.join(' or ')}.`,
  )
}

/** Why a body does not fit its schema, field by field. */
export function misfit({ title }: VersionRule, schema: z.ZodType, error: z.ZodError, body: unknown): Refused {
  const words = faultsInWords(schemaFaults(error, schema, body), 'The record')
  return refuse('bad-request', `${title} cannot be read. ${words}`)
}

export function notItsWriter({ title, says }: VersionRule, writers: readonly string[], role: string): Refused {
  const whose = writers.length === 0 ? 'nobody here' : writers.join(' or ')
  return refuse('wrong-role', `${title} (${says}) is for ${whose} to write; found ${role}.`)
}

/** The present instant (ISO), or one just after the latest of those given, whatever the clock does: what was written last can always be told. */
export function instantAfter(instants: readonly string[], now: string): string {
  const latest = instants.reduce((last, one) => (one > last ? one : last), '')
  const present = new Date(now).toISOString()
  return present > latest ? present : new Date(Date.parse(latest) + 1).toISOString()
}

export function isDay(text: string): boolean {
  return dayOrNull(text) !== null
}
