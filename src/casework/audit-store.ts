/** The audit: every command, done or refused, by whom and when. */
import type { Kysely, QueryCreator } from 'kysely'
import type { Database } from '../store/schema.ts'
import type { Actor, Refused } from './model.ts'

export interface Audited {
  readonly actor: Actor
  /** What was asked: `open-case`, `record-event`. */
  readonly action: string
  /** Of what: a case's id, for most. */
  readonly subject: string
  /** ISO instant. */
  readonly at: string
}

export async function auditDone(db: Kysely<Database>, audited: Audited, detail: unknown): Promise<void> {
  await auditing(db, audited, detail).execute()
}

/** The query that writes an entry: of what was done, or of why it was refused. */
export function auditing(
  db: QueryCreator<Database>,
  { actor, action, subject, at }: Audited,
  detail: unknown,
  refused: Refused | null = null,
) {
  const outcome = refused === null ? 'done' : 'refused'
  const said = refused === null ? detail : { reason: refused.reason, words: refused.words }
  const entry = { at, actor: actor.key, action, subject, outcome, detail: JSON.stringify(said) } as const
  return db.insertInto('audit_entry').values(entry)
}
