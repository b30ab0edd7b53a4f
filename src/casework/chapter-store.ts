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
  of(sequence: number): Chapter
  after(sequence: number): Chapter
}

/** The chapters that the events of a case make; null where it never changed its rules. */
export async function readChapters(desk: Desk, events: readonly StoredEvent[]): Promise<Chapters | null> {
  const chapters = await foldChapters(desk, events)
  if (chapters === null) return null
  const numbers = chapterNumbers(events)
  const at = (sequence: number, more: number) =>
    chapters[(numbers.get(sequence) ?? chapters.length) + more] ?? (chapters.at(-1) as Chapter)
  return { of: sequence => at(sequence, 0), after: sequence => at(sequence, 1) }
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
