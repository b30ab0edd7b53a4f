/** The HTTP status of a refused command, by its reason: who may not, what is not there, what stands in the way, what is wrong. */
import type { Refused } from '../../casework/model.ts'

type Status = 400 | 401 | 403 | 404 | 409 | 412 | 422

const statuses: Readonly<Record<Refused['reason'], Status>> = {
  'bad-request': 400,
  'not-signed-in': 401,
  'not-granted': 403,
  'own-recommendation': 403,
  'own-act': 403,
  'own-claim': 403,
  'wrong-role': 403,
  'no-such-case': 404,
  'no-such-event': 404,
  'no-such-record': 404,
  // The case is in a state in which this cannot be: another event first, another place, another version.
  'not-allowed-here': 409,
  'too-often': 409,
  'clock-not-running': 409,
  'case-ended': 409,
  'other-version': 409,
  'no-place': 409,
  'no-recommendation': 409,
  'recommendation-lapsed': 409,
  'accuracy-check-open': 409,
  'no-estimate': 409,
  'diagnostic-first': 409,
  'no-escalation-paper': 409,
  'no-exit-package': 409,
  'not-told': 409,
  'not-checked': 409,
  'already-open': 409,
  'already-paid': 409,
  'over-cap': 409,
  'over-budget': 409,
  'not-in-force': 409,
  quashed: 409,
  'later-events-forbid': 409,
  'key-used-otherwise': 409,
  stale: 412,
  'preview-lapsed': 412,
  // Read and understood, and it cannot be done.
  'criterion-not-met': 422,
  'criterion-not-known': 422,
  'in-the-past': 422,
  'in-the-future': 422,
  'before-in-force': 422,
  'no-longer-in-force': 422,
  'unknown-route': 422,
  'unknown-clock': 422,
  'cannot-extend': 422,
  'cannot-suspend': 422,
  'unknown-support': 422,
  'beyond-power': 422,
  'no-such-regime': 422,
  'no-such-organisation': 422,
}

export function statusOf({ reason }: Pick<Refused, 'reason'>): Status {
  return statuses[reason]
}

const titles: Readonly<Record<Status, string>> = {
  400: 'This cannot be read',
  401: 'Sign in first',
  403: 'This is not yours to do',
  404: 'There is no such thing',
  409: 'The case does not allow this now',
  412: 'The case has moved on',
  422: 'This cannot be done',
}

export function titleOf(refused: Pick<Refused, 'reason'>): string {
  return titles[statusOf(refused)]
}
