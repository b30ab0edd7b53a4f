/** Leave to act: whoever holds a grant whose function is a role of the regime, or an everyday function, may act in it. Pure. */
import type { Snapshot } from '../evidence/snapshot.ts'
import type { Regime } from '../regimes/regime.ts'
import { successorsOf } from '../regimes/successors.ts'
import { type Actor, everydayFunctions, type Grant, publicActor, type Refused } from './model.ts'
import { notSignedIn, refuse } from './refused.ts'

/** What somebody would act in. */
export interface Matter {
  readonly regime: Pick<Regime, 'regime' | 'title' | 'roles'>
  readonly organisations: readonly string[]
  /** Region of an organisation by its code. */
  readonly regionOf: (code: string) => string | null
  /** Codes of those that an organisation has passed to by the day; none where left out. */
  readonly passedTo?: (code: string) => readonly string[]
  /** Whether a function is that of the body with which the powers of a role rest by the day; of none where left out. */
  readonly succeeds?: (held: string, role: string) => boolean
  /** The product's day (ISO). */
  readonly day: string
}

/** Everyday functions that record events; an auditor reads everything and does nothing. */
export const recording: readonly string[] = everydayFunctions.filter(one => one !== 'auditor')

/** A matter with the regions and successors of its organisations by a day (ISO); without them where no snapshot is given. */
export function matterIn(
  snapshot: Snapshot | null,
  regime: Matter['regime'],
  organisations: readonly string[],
  day: string,
): Matter {
  return {
    regime,
    organisations,
    regionOf: code => snapshot?.organisations.get(code)?.region ?? null,
    passedTo: code => (snapshot ? successorsOf(snapshot, code, day) : []),
    day,
  }
}

/** Why an actor may not act in a role; null where they may. */
export function leaveToAct(actor: Actor, role: string, matter: Matter): Refused | null {
  if (actor.key === publicActor.key) return notSignedIn
  const { roles, title } = matter.regime
  if (!Object.hasOwn(roles, role) && !recording.includes(role))
    return refuse(
      'bad-request',
      `Found the role "${role}"; expected one of ${title} (${Object.keys(roles).join(', ')}) or an everyday function (${recording.join(', ')}).`,
    )
  if (holds(actor.grants, role, matter)) return null
  const name = roles[role]?.title ?? role
  return refuse(
    'not-granted',
    `You hold no grant on ${matter.day} to act as "${name}" (${role}) for ${matter.organisations.join(', ')} in ${title}. Ask for one, or leave it to whoever holds one.`,
  )
}

/** Roles and functions in which an actor may act, those of the regime first. */
export function rolesHeld({ grants }: Actor, matter: Matter): readonly string[] {
  return [...Object.keys(matter.regime.roles), ...recording].filter(role => holds(grants, role, matter))
}

/**
 * Whether grants of a function cover a matter. An organisation or its partner speaks for itself, so that one of the case is
 * enough, and for those that have passed to it; everybody else needs leave for each of them. A body to which the powers of another
 * have passed may act in the role of that one.
 */
export function holds(grants: readonly Grant[], role: string, matter: Matter): boolean {
  const { regime, organisations, regionOf, passedTo, succeeds, day } = matter
  const valid = grants.filter(
    one =>
      (one.function === role || succeeds?.(one.function, role) === true) &&
      (one.regime === null || one.regime === regime.regime) &&
      one.from <= day &&
      (one.until === null || day <= one.until),
  )
  const covered = (code: string) =>
    valid.some(
      ({ organisation, region }) =>
        (organisation === null || organisation === code) && (region === null || region === regionOf(code)),
    )
  const kind = regime.roles[role]?.kind
  if (kind !== 'organisation' && kind !== 'partner') return organisations.every(covered)
  return organisations.some(code => covered(code) || passedTo?.(code).some(covered))
}
