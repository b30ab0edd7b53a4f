/**
 * Persons and what they may do. Names stand here and nowhere else: events, records and logs hold keys. A name is kept for a
 * purpose and until a day, and can be erased; the key stays, so that what was done remains whole.
 */
import type { Selectable } from 'kysely'
import type { Database } from '../store/schema.ts'
import type { Store } from '../store/open-store.ts'
import { doCommand } from './command-store.ts'
import { today, type Working } from './desk-store.ts'
import type { Actor, Done, Grant } from './model.ts'
import { refuse } from './refused.ts'

export interface Person {
  readonly key: string
  readonly name: string
  /** What the name is kept for. */
  readonly purpose: string
  /** Last day (ISO) on which it is needed; null where nobody has set one. */
  readonly keepUntil: string | null
}

/** A person with what they may do. */
export interface CastMember extends Person {
  readonly grants: readonly Grant[]
}

const erased = '(name erased)'

/** What an operator works with: no rules and no evidence. */
export type OperatorDesk = Pick<Working, 'store' | 'actor' | 'clock'>

/** Adds persons with their grants, all or none; those whose key is there already are left as they are. */
export async function addPeople(store: Store, people: readonly CastMember[]): Promise<void> {
  if (people.length === 0) return
  await store.db.transaction().execute(async tx => {
    const added = await tx
      .insertInto('person')
      .values(people.map(({ key, name, purpose, keepUntil }) => ({ key, name, purpose, keep_until: keepUntil })))
      .onConflict(conflict => conflict.doNothing())
      .returning('key')
      .execute()
    const fresh = new Set(added.map(({ key }) => key))
    const grants = people
      .filter(({ key }) => fresh.has(key))
      .flatMap(({ key, grants }) => grants.map(one => row(key, one)))
    if (grants.length > 0) await tx.insertInto('grant_given').values(grants).execute()
  })
}

/** The actor with a key; null where there is none, or their name was erased and they act no more. */
export async function findActor(store: Store, key: string): Promise<Actor | null> {
  const member = await findMember(store, key)
  return member && actorFrom(member)
}

/** The person with a key and their grants; null as for `findActor`. */
export async function findMember(store: Store, key: string): Promise<CastMember | null> {
  return (await readCast(store, key))[0] ?? null
}

/** A person as whatever is written down knows them: without a name. */
export function actorFrom({ key, grants }: CastMember): Actor {
  return { key, grants }
}

/** Everybody who may do something, in the order in which they were added. */
export async function listCast(store: Store): Promise<readonly CastMember[]> {
  return readCast(store)
}

/** Names that nobody needs any more: their last day is before this one (ISO). */
export async function namesOutOfDate(store: Store, day: string): Promise<readonly Person[]> {
  const rows = await store.db
    .selectFrom('person')
    .selectAll()
    .where('erased_at', 'is', null)
    .where('keep_until', '<', day)
    .orderBy('key')
    .execute()
  return rows.map(personOf)
}

/**
 * Erases a name: the operator's act, written in the audit by key. The key, the grants and what was done stay; nobody acts
 * under that key any more. `id` makes it safe to ask twice.
 */
export function erasePerson(
  working: OperatorDesk,
  asked: { readonly key: string; readonly reason: string },
  id?: string,
): Promise<Done<null>> {
  const { store, actor, clock } = working
  const { key, reason } = asked
  return doCommand(working, { action: 'erase-person', subject: key, body: asked, key: id }, async () => {
    if (!isOperator(actor, today(working)))
      return refuse('not-granted', 'Erasing a name takes the function of operator. Ask whoever runs this store.')
    const held = await findMember(store, key)
    if (held === null)
      return refuse(
        'bad-request',
        `Found the key "${key}"; expected that of a person whose name is held. Nothing was erased.`,
      )
    if (tellsName(reason, held.name))
      return refuse('bad-request', 'The reason holds a part of the name, and would outlive it. Say it without.')
    return async tx => {
      await tx.updateTable('person').set({ name: erased, erased_at: clock.now() }).where('key', '=', key).execute()
      return { value: null, detail: { reason } }
    }
  })
}

export function isOperator({ grants }: Actor, day: string): boolean {
  return grants.some(one => one.function === 'operator' && one.from <= day && (one.until === null || day <= one.until))
}

/** Whether a text holds a word of a name: what is written where names may not stand is refused then. */
export function tellsName(text: string, name: string): boolean {
  const words = new Set(wordsOf(text))
  return wordsOf(name).some(word => words.has(word))
}

/** Words of two letters and more, in small letters. */
function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word.length > 1)
}

async function readCast({ db }: Store, key?: string): Promise<readonly CastMember[]> {
  const people = await db
    .selectFrom('person')
    .selectAll()
    .where('erased_at', 'is', null)
    .$if(key !== undefined, query => query.where('key', '=', key as string))
    .execute()
  const given = await db
    .selectFrom('grant_given')
    .selectAll()
    .$if(key !== undefined, query => query.where('person', '=', key as string))
    .orderBy('id')
    .execute()
  const grants = Map.groupBy(given, ({ person }) => person)
  const first = (person: CastMember) => grants.get(person.key)?.[0]?.id ?? Number.POSITIVE_INFINITY
  return people
    .map(one => ({ ...personOf(one), grants: (grants.get(one.key) ?? []).map(grantOf) }))
    .sort((a, b) => first(a) - first(b) || (a.key < b.key ? -1 : 1))
}

function personOf({ key, name, purpose, keep_until }: Selectable<Database['person']>): Person {
  return { key, name, purpose, keepUntil: keep_until }
}

function grantOf({
  function: what,
  organisation,
  region,
  regime,
  starts,
  ends,
}: Selectable<Database['grant_given']>): Grant {
  return { function: what, organisation, region, regime, from: starts, until: ends }
}

function row(person: string, { function: what, organisation, region, regime, from, until }: Grant) {
  return { person, function: what, organisation, region, regime, starts: from, ends: until }
}
