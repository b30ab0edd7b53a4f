/** Refusals, in words that say what was found, what was expected and what to do. */
import type { Refusal } from '../regimes/model.ts'
import type { Done, Refused } from './model.ts'

export function refuse(reason: Refused['reason'], words: string, allowed: readonly string[] = []): Refused {
  return { reason, words, allowed }
}

export function refusedBy({ reason, words, allowed }: Refusal): Refused {
  return { reason, words, allowed }
}

export function notDone(refused: Refused): Done<never> {
  return { done: false, refused }
}

export const notSignedIn = refuse(
  'not-signed-in',
  'Whoever is not signed in may read what is public, and do nothing. Sign in first.',
)

export const noSuchCase = (id: string) =>
  refuse('no-such-case', `There is no case "${id}". Look it up in the list of cases.`)

export const alreadyOpen = (other: { readonly id: string; opened: string; title: string; code: string }) =>
  refuse(
    'already-open',
    `${other.code} has a case in ${other.title} already: case ${other.id}, opened on ${other.opened}, has not ended. Go on with that one, or bring it to its end first.`,
  )

export const stale = (found: number, expected: number) =>
  refuse(
    'stale',
    `The case has ${found} events, and you had seen ${expected}: somebody has acted meanwhile. Read it again, and decide again.`,
  )

/** An event may not be put in its place, for what comes after it. */
export const laterForbids = (later: { sequence: number; name: string; effective: string }, why: string) =>
  refuse(
    'later-events-forbid',
    `Event ${later.sequence}, "${later.name}" on ${later.effective}, would no longer hold: ${why} Correct that one first, from the last backwards.`,
  )

export const overtaken = refuse('stale', 'Somebody else has just acted in the case. Read it again, and decide again.')
