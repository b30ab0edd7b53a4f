/**
 * `turnaround person`: names in the restricted store, for operators, on the store itself. Exit 0 done, 1 refused, 2 bad usage.
 * A name is read from a file or standard input, so that no history of commands keeps it, and is printed nowhere.
 */
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { keepPerson } from '../casework/keep-person-store.ts'
import { today } from '../casework/desk-store.ts'
import type { Done } from '../casework/model.ts'
import { refuse } from '../casework/refused.ts'
import {
  erasePerson,
  findActor,
  isOperator,
  namesOutOfDate,
  type OperatorDesk,
  type Person,
} from '../casework/people-store.ts'
import { hasEmbedded } from '../store/embedded.ts'
import { openStore } from '../store/open-store.ts'
import { print, say, textTable, UsageError } from './output.ts'
import { clockLeft } from './serve-clock.ts'

export interface OperatorOptions {
  readonly directory?: string
  readonly database?: string
  readonly as: string
}

export interface PersonOptions extends OperatorOptions {
  readonly reason: string
  readonly key?: string
}

export interface KeepOptions extends PersonOptions {
  readonly nameFile: string
  readonly purpose: string
  readonly keepUntil?: string
}

/** Keeps the name of somebody new, or corrects what is held. */
export async function personKeep(key: string, options: KeepOptions, expected: 'new' | 'held'): Promise<number> {
  const { nameFile, purpose, keepUntil = null, reason } = options
  const name = (nameFile === '-' ? await text(process.stdin) : await readFile(nameFile, 'utf8')).trim()
  if (/[\r\n]/.test(name)) throw new UsageError('--name-file: found several lines; expected the name and nothing else.')
  mustBeKey(key)
  const until = keepUntil === null ? 'with no last day' : `until ${keepUntil}`
  const words = `The name under ${key} is ${expected === 'new' ? 'kept' : 'corrected, and kept'} ${until}.`
  const asked = { key, name, purpose, keepUntil, reason, expected }
  return asOperator(
    options,
    () => words,
    desk => keepPerson(desk, asked, options.key),
  )
}

/** Erases a name. */
export function personErase(key: string, options: PersonOptions): Promise<number> {
  mustBeKey(key)
  const asked = { key, reason: options.reason }
  const words = `The name under ${key} is erased. The key, and what was done under it, stay.`
  return asOperator(
    options,
    () => words,
    desk => erasePerson(desk, asked, options.key),
  )
}

/** Tells under which keys a name is held whose last day is over: the operator erases it, or says until when it is needed. */
export function personDue(options: OperatorOptions): Promise<number> {
  return asOperator(options, due, async desk => {
    const { store, actor } = desk
    const day = today(desk)
    if (isOperator(actor, day)) return { done: true, value: await namesOutOfDate(store, day) }
    const words = 'Names that are out of date are for operators to look up. Ask whoever runs this store.'
    return { done: false, refused: refuse('not-granted', words) }
  })
}

function due(persons: readonly Person[]): string {
  if (persons.length === 0) return 'No name is held whose last day is over.'
  return textTable(
    [
      { title: 'Key', cell: ({ key }) => key },
      { title: 'Kept for', cell: ({ purpose }) => purpose },
      { title: 'Until', cell: ({ keepUntil }) => keepUntil ?? '' },
    ],
    persons,
  )
}

/** A key that is none may be the name itself, which no audit may hold. */
function mustBeKey(key: string): void {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key))
    throw new UsageError(
      'KEY: expected small letters and digits with hyphens between words, which tell nobody who it is.',
    )
}

/** Does something on the store as the person named, and tells what came of it. */
async function asOperator<Value>(
  { directory = '.turnaround/live', database, as }: OperatorOptions,
  words: (value: Value) => string,
  work: (desk: OperatorDesk) => Promise<Done<Value>>,
): Promise<number> {
  if (database === undefined && !hasEmbedded(directory))
    throw new UsageError(`There is no store in ${directory}. Say with --directory where it is.`)
  const store = await openStore(database === undefined ? { directory } : { database })
  try {
    const actor = await findActor(store, as)
    if (actor === null)
      throw new UsageError(`--as: found "${as}"; expected the key of somebody with leave to act. Look it up.`)
    const done = await work({ store, actor, clock: await clockLeft(store) })
    if (done.done) print(words(done.value))
    else say(done.refused.words)
    return done.done ? 0 : 1
  } finally {
    await store.close()
  }
}
