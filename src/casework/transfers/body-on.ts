/** With which body something rests on a day, after all transfers between oversight bodies until then. Pure. */

/** What may pass from one body to another. */
export const transferred = ['powers', 'contracts', 'duties', 'appointments'] as const
export type Transferred = (typeof transferred)[number]

export interface Transfer {
  /** Bodies by the short names that rules give them. */
  readonly from: string
  readonly to: string
  /** First day (ISO) on which it rests with the other body. */
  readonly on: string
  readonly what: readonly Transferred[]
  readonly instrument: string
}

/**
 * The body with which something of a body rests on a day (ISO): transfers are followed in the order of their days. The body
 * itself where nothing of it has passed.
 */
export function bodyOn(transfers: readonly Transfer[], body: string, day: string, what: Transferred): string {
  return passesOf(transfers, body, day, what).at(-1)?.to ?? body
}

/** The transfers by which something of a body has passed until a day, one after the other. */
export function passesOf(
  transfers: readonly Transfer[],
  body: string,
  day: string,
  what: Transferred,
): readonly Transfer[] {
  const until = transfers
    .filter(one => one.on <= day && one.what.includes(what))
    .toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)))
  const passes: Transfer[] = []
  for (const one of until) if (one.from === (passes.at(-1)?.to ?? body)) passes.push(one)
  return passes
}
