/**
 * The organisations nearest to one by their means before entry. Each metric's difference is divided by the metric's spread (standard
 * deviation, n − 1) among all that could be compared, so that minutes and percentages weigh the same; the distance is the root
 * mean square over the metrics that both have, so that one with more metrics is not farther for it.
 */

/** An organisation with its mean of each metric, in one order for all; null where too little is held. */
export interface Placed {
  readonly code: string
  readonly means: readonly (number | null)[]
}

export interface Near extends Placed {
  readonly distance: number
  /** How many metrics the distance rests on. */
  readonly metrics: number
}

/** Spread of each metric; null where fewer than three have it or all are alike, and then it tells nobody apart. */
export function spreadsOf(all: readonly Placed[], metrics: number): readonly (number | null)[] {
  return Array.from({ length: metrics }, (_, metric) => {
    const values = all.flatMap(({ means }) => means[metric] ?? [])
    if (values.length < 3) return null
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
    // A spread that is nothing but rounding is none, whatever the unit.
    return spread > 1e-12 * Math.max(...values.map(Math.abs)) ? spread : null
  })
}

/** How far another lies from one, in spreads; Infinity where they have no metric in common. */
export function distanceOf(
  one: Placed,
  other: Placed,
  spreads: readonly (number | null)[],
): Pick<Near, 'distance' | 'metrics'> {
  let squares = 0
  let metrics = 0
  spreads.forEach((spread, i) => {
    const [a, b] = [one.means[i] ?? null, other.means[i] ?? null]
    if (spread === null || a === null || b === null) return
    squares += ((b - a) / spread) ** 2
    metrics++
  })
  return { distance: metrics === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(squares / metrics), metrics }
}

/**
 * Sorts candidates by distance, ties by code. Whoever shares fewer than half of the metrics that tell organisations apart has too
 * little evidence. O(candidates × metrics).
 */
export function nearest(one: Placed, candidates: readonly Placed[]) {
  const spreads = spreadsOf([one, ...candidates], one.means.length)
  const telling = spreads.filter((spread, i) => spread !== null && (one.means[i] ?? null) !== null).length
  const fewest = Math.max(1, Math.ceil(telling / 2))
  const near: Near[] = []
  const tooLittle: string[] = []
  for (const candidate of candidates) {
    const found = { ...candidate, ...distanceOf(one, candidate, spreads) }
    if (found.metrics < fewest) tooLittle.push(candidate.code)
    else near.push(found)
  }
  near.sort((a, b) => a.distance - b.distance || (a.code < b.code ? -1 : 1))
  return { near, tooLittle: tooLittle.sort() }
}
