/** What reversals took back. Pure. */
import type { StoredRecord } from './record.ts'

/** Records that were taken back, by their ids. */
export function reversedIn(records: readonly Pick<StoredRecord, 'kind' | 'body'>[]): ReadonlySet<string> {
  return new Set(
    records.flatMap(({ kind, body }) => (kind === 'reversal' ? [(body as { readonly of: string }).of] : [])),
  )
}
