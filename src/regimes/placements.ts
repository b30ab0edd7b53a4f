/**
 * Placements: who was put into which regime, and out of it, as somebody published it. Dates are as precise as their
 * source; a placement whose end is not known is neither current nor over.
 */

/** The days on which something may have happened, first and last (ISO); both the same where the day is known. */
export interface DayRange {
  readonly earliest: string
  readonly latest: string
}

export interface Placement {
  /** Id of the regime. */
  readonly regime: string
  /** ODS code of the organisation as it then was; null where none was found. */
  readonly organisation: string | null
  /** When it entered; null where no source gives it, and then `notBefore` may say since when at the earliest. */
  readonly entered: DayRange | null
  readonly notBefore: string | null
  /** When it left; null where that is not known, which is not "still in". */
  readonly left: DayRange | null
  /** Of an end that is not dated: the day by which it was out at the latest. */
  readonly outBy: string | null
  /** Of an end that is not dated: the latest date at which a source still has it in. */
  readonly lastKnownIn: DayRange | null
  readonly sources: readonly { readonly publisher: string; readonly what: string }[]
}

export type Standing = 'in' | 'out' | 'unknown'

/** Whether a placement is open on a day (ISO). Whoever leaves on a day is out on it; a date that may straddle the day leaves it unknown. */
export function standingOn(placement: Placement, day: string): Standing {
  const { entered, notBefore, left, outBy, lastKnownIn } = placement
  const earliest = entered?.earliest ?? notBefore
  if (earliest !== null && earliest > day) return 'out'
  if ((left && left.latest <= day) || (outBy !== null && outBy <= day)) return 'out'
  if (!entered || entered.latest > day) return 'unknown'
  if (left) return left.earliest > day ? 'in' : 'unknown'
  return lastKnownIn && lastKnownIn.earliest >= day ? 'in' : 'unknown'
}

/** Whether an organisation is in a regime on a day, by all its placements there: in by any, else unknown by any. */
export function placedOn(placements: readonly Placement[], day: string): Standing {
  const standings = placements.map(one => standingOn(one, day))
  return standings.includes('in') ? 'in' : standings.includes('unknown') ? 'unknown' : 'out'
}

const indexes = new WeakMap<readonly Placement[], ReadonlyMap<string | null, readonly Placement[]>>()

/** The placements of one organisation, found by an index made once. */
export function placementsOf(placements: readonly Placement[], code: string): readonly Placement[] {
  let index = indexes.get(placements)
  if (!index) indexes.set(placements, (index = Map.groupBy(placements, one => one.organisation)))
  return index.get(code) ?? []
}
