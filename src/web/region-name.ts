/** Regions by the names that the evidence gives them, and by what stands in an address for each. */
import type { Snapshot } from '../evidence/snapshot.ts'

/** Regions of the organisations that are known, in alphabetical order. */
export function regionsOf({ organisations }: Pick<Snapshot, 'organisations'>): readonly string[] {
  const all = new Set([...organisations.values()].flatMap(({ region }) => region ?? []))
  return [...all].toSorted((a, b) => a.localeCompare(b, 'en-GB'))
}

/** `North East and Yorkshire` → `north-east-and-yorkshire`. */
export function slugOf(region: string): string {
  return region
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
