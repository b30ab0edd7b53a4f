/** Published brackets that map a value straight to a score. Together they must cover every value exactly once. */
import type { Band } from './framework.ts'

/** Whether a value falls in a band; bounds not given are open. */
export function inBand(band: Band, value: number): boolean {
  return (
    (band['at-least'] === undefined || value >= band['at-least']) &&
    (band.above === undefined || value > band.above) &&
    (band['at-most'] === undefined || value <= band['at-most']) &&
    (band.below === undefined || value < band.below)
  )
}

/** The band in words: `at least -1 and below 0`. */
export function bandInWords(band: Band): string {
  const parts = []
  if (band['at-least'] !== undefined) parts.push(`at least ${band['at-least']}`)
  if (band.above !== undefined) parts.push(`above ${band.above}`)
  if (band['at-most'] !== undefined) parts.push(`at most ${band['at-most']}`)
  if (band.below !== undefined) parts.push(`below ${band.below}`)
  return parts.length > 0 ? parts.join(' and ') : 'any value'
}

export interface BandFault {
  /** Index of the band to look at. */
  readonly band: number
  readonly found: string
  readonly todo: string
}

/**
 * Values that no band covers, or that two cover. Bands are intervals, so it is enough to try each bound,
 * a value between each two neighbouring bounds, and one beyond each end.
 */
export function bandGaps(bands: readonly Band[]): BandFault[] {
  const bounds = [
    ...new Set(
      bands.flatMap(band => [band['at-least'], band.above, band['at-most'], band.below].filter(x => x !== undefined)),
    ),
  ].sort((a, b) => a - b)
  const probes: { value: number; words: string }[] = []
  const first = bounds[0]
  const last = bounds[bounds.length - 1]
  if (first === undefined || last === undefined)
    return bands.length === 1
      ? []
      : [{ band: 1, found: 'two bands without bounds', todo: 'Give each band its bounds.' }]
  probes.push({ value: first - 1, words: `values below ${first}` })
  bounds.forEach((bound, index) => {
    probes.push({ value: bound, words: `exactly ${bound}` })
    const next = bounds[index + 1]
    if (next !== undefined) probes.push({ value: (bound + next) / 2, words: `values between ${bound} and ${next}` })
  })
  probes.push({ value: last + 1, words: `values above ${last}` })
  const faults: BandFault[] = []
  for (const { value, words } of probes) {
    const covering = bands.flatMap((band, index) => (inBand(band, value) ? [index] : []))
    if (covering.length === 0) {
      faults.push({
        band: 0,
        found: `a gap: no band covers ${words}`,
        todo: 'Widen a band, or use "at-least"/"at-most" where a bound belongs to it.',
      })
    } else if (covering.length > 1) {
      faults.push({
        band: covering[1] ?? 0,
        found: `an overlap: bands ${covering.map(i => i + 1).join(' and ')} both cover ${words}`,
        todo: 'Use "above"/"below" where a bound belongs to the neighbour.',
      })
    }
  }
  return faults
}
