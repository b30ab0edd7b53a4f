/** With whom rests what a role of some rules did, after all transfers between oversight bodies until a day. Pure. */
import type { Regime } from '../../regimes/regime.ts'
import { type Bodies, oversees } from './bodies.ts'
import { passesOf, type Transfer, type Transferred } from './body-on.ts'

export interface Resting {
  readonly bodies: Bodies
  /** By the one name of each body. */
  readonly transfers: readonly Transfer[]
  /** The product's day (ISO). */
  readonly today: string
}

/** Something of a body has passed: the body as the rules name it, and how it passed last. */
export interface Passed {
  readonly title: string
  /** Title of the body with which it rests. */
  readonly now: string
  readonly last: Transfer
}

/** Of a role, and of each member of a joint one, what has passed by a day (ISO). */
export function passedOf(
  { bodies, transfers }: Resting,
  { roles }: Pick<Regime, 'roles'>,
  id: string,
  what: Transferred,
  day: string,
): readonly Passed[] {
  const role = roles[id]
  if (role === undefined || !oversees(role)) return []
  return bodies.inRole(id, role).flatMap(({ body, title }) => {
    const last = passesOf(transfers, body, day, what).at(-1)
    return last === undefined || last.to === body ? [] : [{ title, now: bodies.titleOf(last.to), last }]
  })
}

/**
 * With whom something of a role rests on a day (ISO), in words: "NHS England"; of a joint role "NHS England for Monitor". Null
 * where it rests with whom the rules name.
 */
export function nowOf(
  resting: Resting,
  regime: Pick<Regime, 'roles'>,
  id: string,
  what: Transferred,
  day: string = resting.today,
): string | null {
  const passed = passedOf(resting, regime, id, what, day)
  const whole = passed.find(({ title }) => title === regime.roles[id]?.title)
  if (whole) return whole.now
  const by = [...Map.groupBy(passed, ({ now }) => now)].map(
    ([now, some]) => `${now} for ${listed(some.map(({ title }) => title))}`,
  )
  return by.length === 0 ? null : by.join('; ')
}

/** A role with the body with which it rests now: "Monitor (now NHS England)". */
export function withNow(title: string, now: string | null): string {
  return now ? `${title} (now ${now})` : title
}

function listed(all: readonly string[]): string {
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}
