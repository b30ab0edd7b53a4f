/** League places: within a peer group by adjusted segment, then by the rounded average; ties share the best place. */

export interface Contender {
  readonly peerGroup: string
  readonly segment: number | null
  readonly score: number | null
}

export interface Placing {
  readonly rank: number | null
  readonly tied: boolean
}

/** A place for each contender; none for one whose segment or score is unknown. */
export function leaguePlaces(contenders: readonly Contender[]): Placing[] {
  const placings: Placing[] = contenders.map(() => ({ rank: null, tied: false }))
  const placed = contenders.flatMap((one, index) =>
    one.segment === null || one.score === null ? [] : [{ ...one, segment: one.segment, score: one.score, index }],
  )
  for (const group of Map.groupBy(placed, one => one.peerGroup).values()) {
    group.sort((a, b) => a.segment - b.segment || a.score - b.score)
    let rank = 0
    group.forEach((one, position) => {
      const before = group[position - 1]
      const after = group[position + 1]
      const same = (other: typeof one | undefined) => other?.segment === one.segment && other.score === one.score
      if (!same(before)) rank = position + 1
      placings[one.index] = { rank, tied: same(before) || same(after) }
    })
  }
  return placings
}
