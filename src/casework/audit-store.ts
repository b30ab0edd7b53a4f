/** The audit: every command, done or refused, by whom and when. */
import type { Kysely } from 'kysely'
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
  await audit(db, audited, 'done', detail)
}

export async function auditRefused(db: Kysely<Database>, audited: Audited, { reason, words }: Refused): Promise<void> {
  await audit(db, audited, 'refused', { reason, words })
}

async function audit(
  db: Kysely<Database>,
  { actor, action, subject, at }: Audited,
  outcome: 'done' | 'refused',
  detail: unknown,
): Promise<void> {
  await db
    .insertInto('audit_entry')
    .values({ at, actor: actor.key, action, subject, outcome, detail: JSON.stringify(detail) })
    .execute()
}
