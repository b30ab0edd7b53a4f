/** What a case has to do with the regime's places, in a sentence that keeps their kind. */
import type { Capacity } from '../regimes/entry-schema.ts'
import { numberWords } from '../regimes/places.ts'
import type { Ruled } from './case-view.ts'

/** Null where the regime counts no places. */
export function placesInWords({ found, compiled: { regime } }: Ruled): string | null {
  const { places, kind } = regime.capacity
  if (places === null || kind === 'none') return null
  const holds = { before: 'It holds no place yet', in: 'It holds a place', after: 'Its place is free again' }[
    found.phase
  ]
  return `${holds}; ${numberInWords(regime.capacity)}.`
}

/** How many places a regime has, as a clause: a number that was observed is how many were in it, and no number that it has. */
export function numberInWords(capacity: Pick<Capacity, 'places' | 'kind'>): string {
  return `${capacity.kind === 'observed' ? 'of those in the regime,' : 'the regime has'} ${numberWords(capacity)}`
}
