/** What a case has to do with the places of its rules, as whole sentences, whatever kind of number these have. */
import { expect, it } from 'vitest'
import type { MigrationPreview } from '../../src/casework/migrate-store.ts'
import { placesInWords } from '../../src/web/case-places.ts'
import type { Ruled } from '../../src/web/case-view.ts'
import { placeInWords } from '../../src/web/migration-view.ts'
import { watch } from '../casework/core/desk.ts'
import { cited, compile } from '../regimes/engine/harness.ts'

const rules = (capacity: object) => compile({ ...watch, title: 'Harbour Watch', capacity: { ...capacity, ...cited } })
const after = (capacity: object) =>
  placesInWords({ found: { phase: 'after' }, compiled: rules(capacity) } as unknown as Ruled)
const taken = (capacity: object) => {
  const effects = [{ kind: 'place-taken' }]
  return placeInWords({ to: rules(capacity), migration: { effects } } as unknown as MigrationPreview)
}

it.each([
  [{ kind: 'cap', places: 3 }, 'the regime has at most 3 places.'],
  [{ kind: 'expected', places: 3 }, 'the regime has about 3 places expected.'],
  [{ kind: 'observed', places: 3 }, 'of those in the regime, 3 were counted.'],
])('of %o is said: %s', (capacity, words) => {
  expect(after(capacity)).toBe(`Its place is free again; ${words}`)
  expect(taken(capacity)).toBe(`It takes a place in Harbour Watch; ${words}`)
})

it('of a regime without a number nothing is said, but where a case takes a place in it', () => {
  expect(after({ kind: 'none', places: null })).toBeNull()
  expect(taken({ kind: 'none', places: null })).toBe(
    'It takes a place in Harbour Watch; the regime has no number of places.',
  )
})
