/** Runs of a league table within which nobody can be told apart from the first, so that order there says nothing. */

export interface Contestant {
  readonly name: string
  readonly rank: number | null
  readonly likelyRank: readonly [number, number] | null
}

export interface LeagueBand<T> {
  readonly members: readonly T[]
  /** True when the order within has meaning: a single member, or members without a likely range. */
  readonly separable: boolean
}

/**
 * Walks down the table by place and begins a band where an organisation's likely places no longer overlap those of the
 * band's first. Within a band the order is alphabetical; the unplaced come last, in a band of their own.
 */
export function leagueBands<T extends Contestant>(contestants: readonly T[]): readonly LeagueBand<T>[] {
  const placed = contestants.filter(one => one.rank !== null).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  const bands: T[][] = []
  let reach = Number.NEGATIVE_INFINITY
  for (const one of placed) {
    const best = one.likelyRank?.[0] ?? one.rank ?? 0
    const worst = one.likelyRank?.[1] ?? one.rank ?? 0
    const current = bands.at(-1)
    if (current && best <= reach) current.push(one)
    else {
      bands.push([one])
      reach = worst
    }
  }
  const unplaced = contestants.filter(one => one.rank === null)
  if (unplaced.length > 0) bands.push([...unplaced])
  return bands.map(band => ({
    members: band.toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB')),
    separable: band.length === 1,
  }))
}
