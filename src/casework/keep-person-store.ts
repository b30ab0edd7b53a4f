/**
 * A person is added to the restricted store, or their name, purpose or last day is corrected: the operator's act. The name goes into
 * the store of persons and nowhere else: the audit and the key for asking twice hold no more than a hash of it.
 */
import { dayOrNull } from '../regimes/day.ts'
import { doCommand, Overtaken } from './command-store.ts'
import { today } from './desk-store.ts'
import type { Done, Refused } from './model.ts'
import { isOperator, type OperatorDesk, type Person, tellsName } from './people-store.ts'
import { overtaken, refuse } from './refused.ts'

export interface KeepPerson extends Person {
  readonly reason: string
  /** Refused where a name is held under the key already (`new`), or none is (`held`); taken either way where left out. */
  readonly expected?: 'new' | 'held'
}

/** Refused where the key is another's than it says, or the name under it was erased. `id` makes it safe to ask twice. */
export function keepPerson(working: OperatorDesk, asked: KeepPerson, id?: string): Promise<Done<null>> {
  const { key, name, purpose, keepUntil, reason, expected } = asked
  const day = today(working)
  const unfit = unfitPerson(asked, day)
  // A key that is none may be the name itself, and the audit holds no names.
  const subject = unfitKey(asked) ? '(an unfit key)' : key
  return doCommand(working, { action: 'keep-person', subject, body: asked, key: id }, async () => {
    const { store, actor } = working
    if (!isOperator(actor, day))
      return refuse('not-granted', 'Keeping a name takes the function of operator. Ask whoever runs this store.')
    if (unfit) return unfit
    const before = await store.db.selectFrom('person').select('erased_at').where('key', '=', key).executeTakeFirst()
    if (before && before.erased_at !== null)
      return refuse('bad-request', `The name under "${key}" was erased. Take a new key.`)
    if (expected === 'new' && before)
      return refuse('bad-request', `A name is held under "${key}" already. Correct it, or take another key.`)
    if (expected === 'held' && !before)
      return refuse('bad-request', `No name is held under "${key}". Keep it first, or look the key up.`)
    return async tx => {
      const values = { name, purpose, keep_until: keepUntil }
      const { numInsertedOrUpdatedRows: written } = await tx
        .insertInto('person')
        .values({ key, ...values })
        .onConflict(conflict =>
          before
            ? conflict.column('key').doUpdateSet(values).where('person.erased_at', 'is', null)
            : conflict.column('key').doNothing(),
        )
        .executeTakeFirstOrThrow()
      // Kept or erased by somebody meanwhile: looked at anew, and refused in words.
      if (written === 0n) throw new Overtaken(overtaken)
      return { value: null, detail: { reason, keepUntil } }
    }
  })
}

/** Why it cannot be kept as it is sent, in words that do not tell the name; null where it can. */
function unfitPerson(asked: KeepPerson, day: string): Refused | null {
  const { name, purpose, keepUntil, reason } = asked
  const wrongKey = unfitKey(asked)
  if (wrongKey) return wrongKey
  const isDay = keepUntil === null || (dayOrNull(keepUntil) !== null && keepUntil >= day)
  if (!/[\p{L}\p{N}]{2}/u.test(name) || purpose.trim() === '' || !isDay)
    return refuse('bad-request', 'Expected a name, what it is kept for, and a last day that is to come.')
  return tellsName(reason, name) || tellsName(purpose, name)
    ? refuse('bad-request', 'The reason or the purpose holds a part of the name, and would outlive it. Say it without.')
    : null
}

/** Why a key may not stand for a person. One that tells the name would put the name into every record. */
function unfitKey({ key, name }: KeepPerson): Refused | null {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) || key.length > 100)
    return refuse('bad-request', 'Expected a key of small letters and digits, with hyphens between words.')
  return tellsName(key, name)
    ? refuse('bad-request', 'The key holds a part of the name; expected one that tells nobody who it is.')
    : null
}
