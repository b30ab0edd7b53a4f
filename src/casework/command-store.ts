/**
 * A command: asked for by somebody, done whole or refused, and written in the audit either way. One transaction writes what it
 * does, its audit entry, and its answer under the key that it came with.
 */
import type { QueryCreator, Transaction } from 'kysely'
import type { Database } from '../store/schema.ts'
import { type Audited, auditing } from './audit-store.ts'
import type { Working } from './desk-store.ts'
import { answerBefore, isKeyTaken, keepAnswer, type Keyed } from './idempotency-store.ts'
import { type Done, publicActor, type Refused } from './model.ts'
import { isVisible, unfitText } from './plain-text.ts'
import { notDone, notSignedIn, refuse } from './refused.ts'

export interface Command {
  readonly action: string
  readonly subject: string
  /** What is asked, as it came. */
  readonly body: { readonly reason: string }
  readonly key: string | undefined
}

/** Writes what a command does; gives its value, with what the audit says of it. Refuses by throwing `Halted`. */
export type Write<Value> = (tx: Transaction<Database>) => Promise<{ readonly value: Value; readonly detail: unknown }>

/** Ends a transaction with a refusal: caught by `doCommand`, never seen outside it. */
export class Halted extends Error {
  readonly refused: Refused
  constructor(refused: Refused) {
    super(refused.words)
    this.name = 'Halted'
    this.refused = refused
  }
}

/** Ends one that was prepared on what has changed since: `doCommand` prepares it anew, and refuses where that goes on and on. */
export class Overtaken extends Halted {}

/** Times that a command is prepared: as many as act at once in one case, and more. */
const attempts = 100

/**
 * Does a command. `prepare` reads and decides, outside any transaction (the embedded database has one connection), and gives
 * why not, or what to write.
 */
export async function doCommand<Value>(
  { store, actor, clock }: Pick<Working, 'store' | 'actor' | 'clock'>,
  { action, subject, body, key }: Command,
  prepare: () => Promise<Refused | Write<Value>>,
): Promise<Done<Value>> {
  const audited: Audited = { actor, action, subject: clean(subject), at: clock.now() }
  const keyed: Keyed | null =
    key === undefined || actor.key === publicActor.key ? null : { actor: actor.key, key, body: { action, ...body } }
  // Before anything else, so that no refusal tells the public what there is.
  const wrong = actor.key === publicActor.key ? notSignedIn : unfit(body, key)
  const before = wrong === null && keyed ? await answerBefore<Value>(store, keyed) : null
  if (before) return before
  const write = (work: (tx: Transaction<Database>) => Promise<Done<Value>>): Promise<Done<Value>> =>
    store.db
      .transaction()
      .execute(work)
      .catch(async (error: unknown) => {
        // Sent twice at once: the other's answer counts, also where what it did now stands in the way of this one.
        const other = keyed && isKeyTaken(error) ? await answerBefore<Value>(store, keyed) : null
        if (other) return other
        throw error
      })
  const attempt = async (left: number): Promise<Done<Value>> => {
    const prepared = wrong ?? (await prepare())
    if (typeof prepared !== 'function') throw new Halted(prepared)
    try {
      return await write(async tx => {
        const { value, detail } = await prepared(tx)
        const done: Done<Value> = { done: true, value }
        await writeDown(tx, { audited, keyed }, done, detail)
        return done
      })
    } catch (error) {
      if (error instanceof Overtaken && left > 1) return attempt(left - 1)
      throw error
    }
  }
  try {
    return await attempt(attempts)
  } catch (error) {
    if (!(error instanceof Halted)) throw error
    const { refused } = error
    return write(async tx => {
      // Nobody knows what a key stands for that is none.
      await writeDown(tx, { audited, keyed: wrong === null ? keyed : null }, notDone(refused), null)
      return notDone(refused)
    })
  }
}

/** Writes the audit entry of a command, and its answer where it came under a key: one statement. */
async function writeDown(
  tx: Transaction<Database>,
  { audited, keyed }: { readonly audited: Audited; readonly keyed: Keyed | null },
  done: Done<unknown>,
  detail: unknown,
): Promise<void> {
  const audit = (db: QueryCreator<Database>) => auditing(db, audited, detail, done.done ? null : done.refused)
  if (keyed === null) await audit(tx).execute()
  else await keepAnswer(tx.with('audited', audit), keyed, done, audited.at)
}

/** What no command may hold: text that cannot be kept or shown as it is, no reason, or a key without end. */
function unfit(body: Command['body'], key: string | undefined): Refused | null {
  const wrong = unfitText([body, key])
  if (wrong !== null) return refuse('bad-request', wrong)
  if (!isVisible(body.reason) || body.reason.length > 10_000)
    return refuse(
      'bad-request',
      `Found a reason of ${isVisible(body.reason) ? body.reason.length : 0} characters that can be seen; expected 1 to 10,000. Say why.`,
    )
  if (key !== undefined && (key.trim() === '' || key.length > 200))
    return refuse('bad-request', `Found a key of ${key.length} characters; expected 1 to 200.`)
  return null
}

function clean(text: string): string {
  return text.replaceAll('\0', '').slice(0, 200)
}
