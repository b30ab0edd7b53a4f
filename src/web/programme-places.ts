/** Places as slots: who holds each, since when, how far from the way out, what is due next and of whom. */
import { answerCriteria, type Known, monthsBetween } from '../casework/answers.ts'
import { exitProgress } from '../casework/exit-progress.ts'
import type { ProgrammeCase } from '../casework/programme-store.ts'
import { dayFromIso } from '../regimes/day.ts'
import type { Capacity } from '../regimes/entry-schema.ts'
import { numberWords } from '../regimes/places.ts'
import type { NextDeadline } from './cases.ts'
import { stateTitle } from './event-words.ts'
import type { BoardJson, PlaceJson } from './programme-schema.ts'

/** How many places there are, taken and free; a cap or an expected number binds, an observed count does not. */
export function placesOf(capacity: Pick<Capacity, 'places' | 'kind'>, taken: number): BoardJson['places'] {
  const { places: number, kind } = capacity
  const binding = kind === 'cap' || kind === 'expected' ? number : null
  return {
    number,
    kind,
    words: `${numberWords(capacity)}; ${taken} taken`,
    taken,
    free: binding === null ? null : Math.max(0, binding - taken),
    above: binding === null ? 0 : Math.max(0, taken - binding),
  }
}

const nobody: PlaceJson = {
  status: 'free',
  case: null,
  organisations: [],
  since: null,
  months: null,
  stageTitle: null,
  exit: null,
  next: null,
  exceed: null,
}
export const freePlace: PlaceJson = nobody
/** Held by somebody of whom the public has not been told. */
export const hiddenPlace: PlaceJson = { ...nobody, status: 'not-public' }

export interface ShownTo {
  readonly name: (code: string) => string
  /** What is overdue or due next, by case, of what the reader may know. */
  readonly next: ReadonlyMap<string, NextDeadline>
  readonly today: string
  /** What the test of exit is worked out on; null for whoever is not shown it, since not all of that is public. */
  readonly known: Known | null
}

export function heldPlace(one: ProgrammeCase, { name, next, today, known }: ShownTo): PlaceJson {
  const { found, compiled, marks } = one
  const { entered } = found.state
  return {
    status: 'held',
    case: found.id,
    organisations: found.organisations.map(code => ({ code, name: name(code) })),
    since: found.entered,
    months: entered === null ? null : monthsBetween(entered, dayFromIso(today)),
    stageTitle: stateTitle(compiled.regime, 'main', found.stage),
    exit: known && exitOf(one, today, known),
    next: next.get(found.id) ?? null,
    exceed: marks.findLast(({ exceed }) => exceed !== null)?.exceed ?? null,
  }
}

function exitOf({ found, compiled, records }: ProgrammeCase, today: string, known: Known): PlaceJson['exit'] {
  const id = compiled.regime.exit.criterion
  const asked = id === undefined ? [] : [{ id, by: 'all' as const }]
  const answered = answerCriteria(compiled, found.state, asked, dayFromIso(today), known)
  const progress = exitProgress(compiled, answered, records)
  if (progress === null) return null
  const open = progress.organisations.flatMap(({ leaves }) => leaves.filter(({ outcome }) => outcome !== 'met'))
  const own = progress.own.flatMap(({ body }) => (body.outcome === 'met' ? [] : [body.title]))
  return { met: progress.met, of: progress.of, open: [...new Set([...open.map(({ sentence }) => sentence), ...own])] }
}
