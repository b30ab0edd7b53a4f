/** The small watch with all that comes before entry: an estimate, a check of accuracy, a recommendation; and a diagnostic. */
import type { Desk } from '../../../src/casework/desk-store.ts'
import type { Actor, Case, Done } from '../../../src/casework/model.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import type { Audience, StoredRecord } from '../../../src/casework/records/record.ts'
import { writeRecord } from '../../../src/casework/records/write-record-store.ts'
import { cited, clock, type Parts } from '../../regimes/engine/harness.ts'
import { analyst, as, done, grant, watch } from '../core/desk.ts'

export const publisher: Actor = { key: 'p-publisher', grants: [grant('publisher')] }
export const surgeon: Actor = { key: 'p-surgeon', grants: [grant('surgeon')] }

/** Entry is by recommendation, after an estimate and a check of ten working days. */
export const careful: Parts = {
  ...watch,
  roles: {
    ...(watch['roles'] as Parts),
    surgeon: { title: 'Surgeon', kind: 'appointed', 'appointed-by': 'master', ...cited },
    pilot: { title: 'Pilot', kind: 'appointed', 'appointed-by': 'master', 'accountable-to': 'master', ...cited },
  },
  entry: {
    recommender: 'lookout',
    decider: 'master',
    automatic: false,
    ways: { trouble: { title: 'In trouble', criterion: 'entry', event: 'admitted', ...cited } },
    'accuracy-check': { clock: 'accuracy', ...cited },
    ...cited,
  },
  exit: { recommender: 'lookout', decider: 'master', criterion: 'exit', events: ['left'], ...cited },
  strands: {
    accuracy: {
      title: 'Check',
      while: ['outside'],
      first: 'not-sent',
      ...cited,
      states: {
        'not-sent': { title: 'Not sent', on: { sent: { to: 'checking', by: 'lookout' } }, ...cited },
        checking: {
          title: 'Checking',
          on: { checked: { to: 'checked', by: 'crew' }, closed: { to: 'checked' } },
          ...cited,
        },
        checked: { title: 'Checked', ...cited },
      },
    },
  },
  clocks: {
    ...(watch['clocks'] as Parts),
    accuracy: clock({
      owner: 'crew',
      starts: 'sent',
      ends: ['checked', 'closed'],
      length: '10 working days',
      counted: 'day-after',
      calendar: 'england',
    }),
  },
  subjects: {
    hull: { title: 'The hull', 'in-scope': true, ...cited },
    sails: { title: 'The sails', 'in-scope': true, ...cited },
    weather: { title: 'The weather', 'in-scope': false, 'refer-to': 'lookout', ...cited },
  },
  support: {
    caulking: {
      title: 'Caulking',
      'given-by': 'lookout',
      improves: ['hull'],
      'paid-by': 'master',
      during: 'in-the-regime',
      ...cited,
    },
    rescue: {
      title: 'Rescue',
      'given-by': 'lookout',
      improves: ['hull'],
      'paid-by': 'master',
      'by-exception': true,
      during: 'in-the-regime',
      ...cited,
    },
  },
  diagnostic: { title: 'Survey', by: 'surgeon', event: 'published', ...cited },
  'self-assessment': {
    title: 'The crew on itself',
    by: 'crew',
    'rated-by': 'lookout',
    finding: 'seaworthy',
    fields: { sailing: { title: 'Sailing', ...cited }, cooking: { title: 'Cooking', ...cited } },
    ...cited,
  },
  money: { lines: {}, estimate: { 'before-entry': true }, ...cited },
}

export async function openedCarefully(desk: Desk, code = 'XA01'): Promise<Case> {
  const asked = { regime: 'small-watch', organisations: [code], on: '2014-01-06', reason: 'Signals' }
  return done(await openCase(as(desk, analyst), asked))
}

interface Writing {
  readonly on?: string
  readonly by?: string
  readonly key?: string
  readonly audience?: Audience
  readonly organisation?: string
  readonly follows?: { readonly id: string; readonly version: number }
}

/** Writes a record as somebody, in their first role where no other is given. */
export function write(
  desk: Desk,
  actor: Actor,
  caseId: string,
  kind: string,
  body: unknown,
  { on, by, key, ...more }: Writing = {},
): Promise<Done<StoredRecord>> {
  const day = on ?? desk.clock.now().slice(0, 10)
  const role = by ?? actor.grants[0]?.function ?? 'nobody'
  return writeRecord(as(desk, actor), { caseId, kind, body, on: day, by: role, reason: 'As agreed', ...more }, key)
}

export const estimate = { low: 100_000, high: 200_000, consultancy: null, posts: 1.5, months: 12, basis: 'Like cases' }
export const recommendation = { on: 'entry', way: 'trouble', advice: 'yes', says: 'It takes in water.' }
export const trouble = {
  finding: 'trouble',
  value: 'yes',
  statement: 'Seen from the mast',
  document: null,
  until: null,
}
