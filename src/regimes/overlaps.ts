/** One organisation in two regimes at once: known from the dates, or only possible by them. */
import type { PlacementRecord } from './history-model.ts'

export interface Overlap {
  readonly with: PlacementRecord
  /** Whether the dates leave no doubt; otherwise the two may overlap. */
  readonly certain: boolean
}

/** The stays of the same organisation in other regimes that overlap, or may overlap, with this one. */
export function overlapsOf(placement: PlacementRecord, history: readonly PlacementRecord[]): readonly Overlap[] {
  return history.flatMap(other => {
    const found = overlap(placement, other)
    return found === null ? [] : [{ with: other, certain: found === 'certain' }]
  })
}

/**
 * Whether two stays overlap; null where they do not, are of different organisations, are stays in one regime, or where
 * leaving one was entering the other.
 */
export function overlap(a: PlacementRecord, b: PlacementRecord): 'certain' | 'possible' | null {
  if (a.organisation === null || a.organisation !== b.organisation || a.name.id === b.name.id) return null
  if (a.into === b.regime || b.into === a.regime) return null
  const [surely, surelyToo] = [certainDays(a), certainDays(b)]
  if (surely && surelyToo && meet(surely, surelyToo)) return 'certain'
  return meet(possibleDays(a), possibleDays(b)) ? 'possible' : null
}

/** From a day until another, which is not among them. */
interface Days {
  readonly from: string
  readonly until: string
}

function meet(a: Days, b: Days): boolean {
  return a.from < b.until && b.from < a.until
}

/** Days on which it was in without doubt; null where there are none. */
function certainDays({ entered, left, lastKnownIn }: PlacementRecord): Days | null {
  const until = left?.earliest ?? (lastKnownIn && dayAfter(lastKnownIn.earliest))
  return entered && until && entered.latest < until ? { from: entered.latest, until } : null
}

/** Days outside which it was not in. Whoever leaves on a day is out on it. */
function possibleDays({ entered, notBefore, left, outBy }: PlacementRecord): Days {
  return { from: entered?.earliest ?? notBefore ?? '', until: left?.latest ?? outBy ?? '9999' }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}
