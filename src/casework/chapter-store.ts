/** Chapters of a stored case: the rules and the standing that an event of it belongs to. */
import { isoFromDay } from '../regimes/day.ts'
import { policiesOf } from './acts.ts'
import { type Chapter, chapterNumbers, chaptersOf } from './chapters.ts'
import type { StoredCase } from './case-store.ts'
import type { Desk } from './desk-store.ts'
import { openedUnder, type StoredEvent } from './event-store.ts'
import { rulesBy, rulesOf } from './policy-store.ts'

/** Chapter of each event of a case, by its number, with those that follow; null for a case that never changed its rules. */
export interface Chapters {
  /** In their order. */
  readonly all: readonly Chapter[]
  of(sequence: number): Chapter
  after(sequence: number): Chapter
  /** The chapter in which something else than an event was written, at an instant (ISO). */
  at(knownAt: string): Chapter
}

/** The chapters that the events of a case make; null where it never changed its rules. */
export async function readChapters(desk: Desk, events: readonly StoredEvent[]): Promise<Chapters | null> {
  const chapters = await foldChapters(desk, events)
  if (chapters === null) return null
  const numbers = chapterNumbers(events)
  const moves = events.filter(({ kind }) => kind === 'migrated')
  const at = (chapter: number) => chapters[chapter] ?? (chapters.at(-1) as Chapter)
  const number = (sequence: number) => numbers.get(sequence) ?? chapters.length
  return {
    all: chapters,
    of: sequence => at(number(sequence)),
    after: sequence => at(number(sequence) + 1),
    at: knownAt => at(moves.filter(one => one.knownAt < knownAt).length),
  }
}

/** When something is to be written down: on a day (ISO), in place of an event or of none. */
export interface When {
  readonly on: string
  readonly corrects: number | null
}

/** The chapter in which an event would stand. */
export async function chapterAt(desk: Desk, stored: StoredCase, { on, corrects }: When): Promise<Chapter> {
  const { case: found } = stored
  const { state } = found
  const now = async () => ({ compiled: await rulesOf(desk, found), state })
  if (corrects === null && on >= isoFromDay(state.last)) return now()
  const events = await stored.events()
  const chapters = await foldChapters(desk, events)
  if (chapters === null) return now()
  const sequence = events.length + 1
  const written = { sequence, event: { kind: 'tick', on: 0 }, effective: on, corrects } as const
  return chapters[chapterNumbers([...events, written]).get(sequence) ?? 0] ?? now()
}

async function foldChapters(desk: Desk, events: readonly StoredEvent[]): Promise<readonly Chapter[] | null> {
  const acts = events.map(({ event }) => event)
  if (!acts.some(({ kind }) => kind === 'migrated')) return null
  return chaptersOf(await rulesBy(desk, openedUnder(events), policiesOf(acts)), events)
}
