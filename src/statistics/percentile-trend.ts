/**
 * How a position among peers (`percentile-position.ts`: 0 best, 1 worst) moves over periods, oldest first: the "dramatic
 * drop" and "sustained bottom decile" of the oversight framework of 2021, which gave no figures; the thresholds
 * are for the framework file. Positions of single periods are noisy: see `rank-probability.ts`.
 */

/** How much further down the last position is than the one before, in shares of the peers; null where either is unknown. */
export function positionDrop(positions: readonly (number | null)[]): number | null {
  const now = positions.at(-1) ?? null
  const before = positions.at(-2) ?? null
  return now === null || before === null ? null : now - before
}

/**
 * Periods in a row, up to and with the last, at or beyond a position: 0.9 is the worst tenth. An unknown position ends the
 * run, since what is missing never counts as met.
 */
export function worstRun(positions: readonly (number | null)[], from = 0.9): number {
  let run = 0
  while (run < positions.length && (positions[positions.length - 1 - run] ?? -1) >= from) run++
  return run
}
