/** Requests for tests: what is not told is one return to the regional team, asked once. */
import type { Ask } from '../../../src/casework/burden/ask.ts'
import type { Request } from '../../../src/casework/burden/request.ts'
import { dayFromIso } from '../../../src/regimes/day.ts'

export const request: Request = {
  kind: 'return',
  asker: 'Regional team',
  basis: 'letter',
  reference: 'Letter of 1 January',
  what: 'Waits over 62 days, by tumour site',
  subjects: ['cancer waits'],
  hours: 2.5,
  asked: '2014-01-06',
  due: '2014-01-20',
  cadence: 'once',
  until: null,
  answered: null,
  answer: null,
  metric: null,
  case: null,
}

let made = 0

/** Something asked; days as ISO dates. */
export function ask({
  asked = '2014-01-06',
  due,
  until,
  answered,
  ...more
}: Partial<Request> & { readonly id?: string; readonly organisation?: string }): Ask {
  return {
    ...request,
    to: null,
    id: `r${++made}`,
    organisation: 'XA01',
    ...more,
    asked: dayFromIso(asked),
    due: dayFromIso(due ?? asked),
    until: until ? dayFromIso(until) : null,
    answered: answered ? dayFromIso(answered) : null,
  }
}
