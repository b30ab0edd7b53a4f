/** Decisions for tests: what is not told is an admission, in the North, on results that are met. */
import type { Decision } from '../../../src/casework/consistency/decision.ts'

let made = 0

export function decision(more: Partial<Decision> = {}): Decision {
  return {
    caseId: `c${++made}`,
    organisations: ['XA01'],
    region: 'North',
    version: '2010',
    matter: 'entry',
    decided: 'admitted',
    role: 'master',
    on: '2014-01-06',
    reason: 'As advised',
    results: { entry: 'met' },
    ...more,
  }
}
