/** What the two databases do differently; everything else is PostgreSQL's own protocol through one driver. */
import type { Pool, PoolClient } from 'pg'

export interface Backend {
  readonly pool: Pool
  /** Takes rows in COPY text format into a table, in one statement. */
  copy(client: PoolClient, table: string, columns: readonly string[], lines: string): Promise<void>
  /** See Store.claim. */
  claim(key: number): Promise<Claim | null>
  /** See Store.publishAddress. */
  publishAddress(address: string): void
  close(): Promise<void>
}

/** Something only one live process holds; it falls free when its holder dies. */
export interface Claim {
  release(): Promise<void>
}
