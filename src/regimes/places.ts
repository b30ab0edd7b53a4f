/**
 * Places and the queue for them. A cap is never exceeded; an expected number only by a recorded decision with its reason;
 * an observed count, or none, binds nobody. Pure: it says who would get a place, and puts nobody anywhere.
 */
import type { Capacity } from './entry-schema.ts'

export interface Candidate {
  readonly code: string
  /** The numbers by which candidates are ordered, first one first, the highest in front; null where not known. */
  readonly order: readonly (number | null)[]
  /** It came by a way on which it is considered by judgement: with no place free, somebody has to choose. */
  readonly considered?: boolean
}

type WhenFull = NonNullable<Capacity['when-full']>[number]

/** A recorded decision about one candidate for whom there was no place. */
export interface PlaceDecision {
  readonly code: string
  readonly option: WhenFull['id']
  readonly reason: string
}

export interface Place {
  readonly code: string
  /** Place in the order of all candidates, from 1. */
  readonly position: number
  readonly reasons: readonly string[]
}

export interface Allocation {
  readonly places: {
    /** Null where there is no number. */
    readonly number: number | null
    readonly kind: Capacity['kind']
    readonly taken: number
    /** Before anybody here is admitted; null where no number binds. */
    readonly free: number | null
  }
  readonly admitted: readonly Place[]
  /** In order. */
  readonly waiting: readonly Place[]
  /** Who is first to get the next place that falls free. */
  readonly next: string | null
  /** Codes of the provisional list, where the regime has one before the final. */
  readonly provisional: readonly string[] | null
  /** Candidates on whom somebody has to decide before anything happens, and between what. */
  readonly choiceNeeded: readonly { readonly code: string; readonly options: readonly WhenFull[] }[]
}

/**
 * Shares out the places that are free, in order. `taken` counts the places held already; decisions without a reason are
 * not followed. O(n log n).
 */
export function allocate(
  capacity: Capacity,
  candidates: readonly Candidate[],
  taken: number,
  { decisions = [] }: { readonly decisions?: readonly PlaceDecision[] } = {},
): Allocation {
  const number = capacity.kind === 'cap' || capacity.kind === 'expected' ? capacity.places : null
  const free = number === null ? null : Math.max(0, number - taken)
  const options = (capacity['when-full'] ?? []).filter(({ id }) => id !== 'exceed' || capacity.kind !== 'cap')
  const admitted: Place[] = []
  const waiting: Place[] = []
  const choiceNeeded: { code: string; options: readonly WhenFull[] }[] = []
  let left = free ?? Infinity
  for (const { candidate, position, ties } of rank(candidates)) {
    const { code, considered = false } = candidate
    const place = (reason: string): Place => ({ code, position, reasons: [reason, ...ties] })
    if (left > 0) {
      left--
      admitted.push(place(number === null ? 'No number of places binds.' : `A place is free: ${free} of ${number}.`))
      continue
    }
    const full = `No place is left: ${numberWords(capacity)}, ${taken} taken before and ${admitted.length} given to others.`
    const decision = decisions.find(one => one.code === code && one.reason.trim() !== '')
    if (decision?.option === 'exceed' && capacity.kind === 'expected')
      admitted.push(place(`Above the expected number, by a recorded decision: ${decision.reason}`))
    else if (decision && decision.option !== 'exceed')
      waiting.push(place(`${full} ${decided[decision.option]}: ${decision.reason}`))
    else {
      waiting.push(place(`${full}${considered ? ' Considered whatever the places, so somebody has to choose.' : ''}`))
      if (considered) choiceNeeded.push({ code, options })
    }
  }
  const provisional = capacity.provisional?.places ?? null
  return {
    places: { number: capacity.places, kind: capacity.kind, taken, free },
    admitted,
    waiting,
    next: waiting[0]?.code ?? null,
    provisional: provisional === null ? null : admitted.slice(0, provisional).map(one => one.code),
    choiceNeeded,
  }
}

const decided: Readonly<Record<Exclude<WhenFull['id'], 'exceed'>, string>> = {
  'exit-another': 'By a recorded decision it waits until another has left',
  'wait-with-protection': 'By a recorded decision it waits, protected meanwhile',
  wait: 'By a recorded decision it waits',
}

/** How many places there are, in words that keep their kind. */
export function numberWords({ places, kind }: Pick<Capacity, 'places' | 'kind'>): string {
  if (places === null || kind === 'none') return 'no number of places'
  return {
    cap: `at most ${places} places`,
    expected: `about ${places} places expected`,
    observed: `${places} were counted`,
  }[kind]
}

/** Candidates in order: highest first by each number in turn, unknown after known, then by code; ties are said. */
export function rank(
  candidates: readonly Candidate[],
): readonly { readonly candidate: Candidate; readonly position: number; readonly ties: readonly string[] }[] {
  const ordered = candidates.toSorted((a, b) => compareOrder(a, b) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
  return ordered.map((candidate, index) => {
    const tied = [ordered[index - 1], ordered[index + 1]].some(one => one && compareOrder(one, candidate) === 0)
    const unknown = candidate.order.some(value => value === null)
    return {
      candidate,
      position: index + 1,
      ties: [
        ...(unknown
          ? ['A number that orders the candidates is not known for it, so it stands behind those with one.']
          : []),
        ...(tied
          ? [
              candidate.order.length === 0
                ? 'The rules name no order, so the code alone puts it here.'
                : 'It ties with another, and the code alone put them in this order.',
            ]
          : []),
      ],
    }
  })
}

function compareOrder(a: Candidate, b: Candidate): number {
  for (let index = 0; index < Math.max(a.order.length, b.order.length); index++) {
    const [one, other] = [a.order[index] ?? null, b.order[index] ?? null]
    if (one === other) continue
    if (one === null) return 1
    if (other === null) return -1
    return other - one
  }
  return 0
}
