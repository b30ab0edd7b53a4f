/** What a case has to do with the regime's places, in a sentence that keeps their kind. */
import { numberWords } from '../regimes/places.ts'
import type { Ruled } from './case-view.ts'

/** Null where the regime counts no places. */
export function placesInWords({ found, compiled: { regime } }: Ruled): string | null {
  const { places, kind } = regime.capacity
  if (places === null || kind === 'none') return null
  const holds = { before: 'It holds no place yet', in: 'It holds a place', after: 'Its place is free again' }[
    found.phase
  ]
  return `${holds}; the regime has ${numberWords(regime.capacity)}.`
}
