/**
 * A season as pairs of waves: sin(2πjt/period) and cos(2πjt/period) for j = 1…pairs. One pair draws a single yearly swing,
 * two allow a second peak; more pairs than a quarter of the period follow noise. Terms are `sin1`, `cos1`, `sin2`, …
 */
export function harmonics(times: readonly number[], period: number, pairs: number): Record<string, number[]> {
  if (!(period > 0) || !Number.isInteger(pairs) || pairs < 1 || pairs >= period / 2)
    throw new RangeError(
      `Found ${pairs} pairs of waves for a period of ${period}; expected a period above 0 and fewer pairs than half of it.`,
    )
  return Object.fromEntries(
    Array.from({ length: pairs }, (_, j) => 2 * Math.PI * (j + 1)).flatMap((turn, j) => [
      [`sin${j + 1}`, times.map(t => Math.sin((turn * t) / period))],
      [`cos${j + 1}`, times.map(t => Math.cos((turn * t) / period))],
    ]),
  )
}
