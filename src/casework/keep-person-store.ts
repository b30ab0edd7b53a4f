/**
 * A person is added to the restricted store, or their name, purpose or last day is corrected: the operator's act. The name goes into
 * the store of persons and nowhere else: the audit and the key for asking twice hold no more than a hash of it.
 */
import { doCommand } from './command-store.ts'
import { today, type Working } from './desk-store.ts'
import type { Done } from './model.ts'
import { isOperator, type Person } from './people-store.ts'
import { refuse } from './refused.ts'

export interface KeepPerson extends Person {
  readonly reason: string
}

/** Refused where the key is another's than it says, or the name under it was erased. `id` makes it safe to ask twice. */
export function keepPerson(working: Working, asked: KeepPerson, id?: string): Promise<Done<null>> {
  const { key, name, purpose, keepUntil, reason } = asked
  return doCommand(working, { action: 'keep-person', subject: key, body: asked, key: id }, async () => {
    const { store, actor } = working
    if (!isOperator(actor, today(working)))
      return refuse('not-granted', 'Keeping a name takes the function of operator. Ask whoever runs this store.')
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) || key.length > 100)
      return refuse('bad-request', 'Expected a key of small letters and digits, with hyphens between words.')
    // A key that tells the name would put the name into every record.
    if (wordsOf(name).some(word => key.split('-').includes(word)))
      return refuse('bad-request', 'The key holds a part of the name; expected one that tells nobody who it is.')
    if (wordsOf(name).length === 0 || purpose.trim() === '' || (keepUntil !== null && keepUntil < today(working)))
      return refuse('bad-request', 'Expected a name, what it is kept for, and a last day that is to come.')
    const erased = await store.db
      .selectFrom('person')
      .select('key')
      .where('key', '=', key)
      .where('erased_at', 'is not', null)
      .executeTakeFirst()
    if (erased) return refuse('bad-request', `The name under "${key}" was erased. Take a new key.`)
    return async tx => {
      const values = { name, purpose, keep_until: keepUntil }
      await tx
        .insertInto('person')
        .values({ key, ...values })
        .onConflict(conflict => conflict.column('key').doUpdateSet(values))
        .execute()
      return { value: null, detail: { reason, keepUntil } }
    }
  })
}

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word.length > 1)
}
