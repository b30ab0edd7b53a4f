/** Keys under which a command may be sent again: an answer given once is given again, and another body is refused. */
import type { QueryCreator } from 'kysely'
import type { Database } from '../store/schema.ts'
import type { Store } from '../store/open-store.ts'
import { hashOfValue } from './canonical.ts'
import type { Done } from './model.ts'
import { notDone, refuse } from './refused.ts'

export interface Keyed {
  readonly actor: string
  readonly key: string
  /** What was asked, hashed as a whole. */
  readonly body: unknown
}

/** The answer given before; null where the key is new. */
export async function answerBefore<Value>({ db }: Store, { actor, key, body }: Keyed): Promise<Done<Value> | null> {
  const found = await db
    .selectFrom('idempotency')
    .select(['body_hash', 'answer'])
    .where('actor', '=', actor)
    .where('key', '=', key)
    .executeTakeFirst()
  if (found === undefined) return null
  if (found.body_hash === hashOfValue(body)) return found.answer as Done<Value>
  const words = `The key "${key}" came before with another request; expected a new key for a new request. Nothing was done.`
  return notDone(refuse('key-used-otherwise', words))
}

/** Keeps an answer, in the transaction of what it tells. */
export async function keepAnswer(
  db: QueryCreator<Database>,
  { actor, key, body }: Keyed,
  answer: Done<unknown>,
  at: string,
): Promise<void> {
  await db
    .insertInto('idempotency')
    .values({
      actor,
      key,
      body_hash: hashOfValue(body),
      status: answer.done ? 200 : 409,
      answer: JSON.stringify(answer),
      at,
    })
    .execute()
}

/** Whether an error says that somebody else has just used the key. */
export function isKeyTaken(error: unknown): boolean {
  const { code, constraint } = error as { readonly code?: unknown; readonly constraint?: unknown }
  return code === '23505' && constraint === 'idempotency_pkey'
}
