declare module 'pg-copy-streams' {
  import type { Writable } from 'node:stream'
  import type { Submittable } from 'pg'
  /** A writable stream to be given to `client.query`; resolves with `finish` once the server has taken all rows. */
  export function from(sql: string): Writable & Submittable & { readonly rowCount: number }
}
