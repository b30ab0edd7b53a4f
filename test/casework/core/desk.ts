/** A desk with a small regime of two places, fictional hospitals, people, and a clock that is set by hand. */
import { buildSnapshot } from '../../../src/evidence/snapshot.ts'
import type { Desk, Working } from '../../../src/casework/desk-store.ts'
import type { Actor, Case, Done, Grant, Refused } from '../../../src/casework/model.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import { recordEvent, type Recorded } from '../../../src/casework/record-event-store.ts'
import { writeRecord } from '../../../src/casework/records/write-record-store.ts'
import type { Calendar } from '../../../src/regimes/calendar.ts'
import { compileRegime } from '../../../src/regimes/compile.ts'
import { hashOf } from '../../../src/regimes/regime-file.ts'
import type { ShelvedRegime, ShelvedVersion } from '../../../src/regimes/shelf-file.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { calendars } from '../../regimes/clocks/calendars.ts'
import { cited, clock, type Parts, regimeOf, state } from '../../regimes/engine/harness.ts'

export const watch: Parts = {
  scope: { 'organisation-types': ['acute'], areas: true, says: 'All', ...cited },
  roles: {
    lookout: { title: 'Lookout', kind: 'body', ...cited },
    master: { title: 'Master', kind: 'office', ...cited },
    crew: { title: 'The organisation', kind: 'organisation', ...cited },
  },
  criteria: {
    entry: {
      title: 'In trouble',
      of: { judgement: 'Is it?', by: 'lookout', finding: 'trouble', equals: 'yes', ...cited },
    },
    exit: { title: 'Out of it', of: { judgement: 'Is it?', by: 'lookout', finding: 'well', equals: 'yes', ...cited } },
  },
  entry: {
    recommender: 'lookout',
    'recommending-events': ['recommended'],
    decider: 'master',
    automatic: false,
    ways: {},
    ...cited,
  },
  capacity: { places: 2, kind: 'cap', ...cited },
  exit: { recommender: 'lookout', decider: 'master', ...cited },
  stages: {
    first: 'outside',
    states: {
      outside: state('before', {
        recommended: { to: 'proposed', by: 'lookout' },
        admitted: { to: 'draft', by: 'master' },
        'admitted-on-evidence': { to: 'draft', if: 'entry', by: 'master' },
      }),
      proposed: state('before', { admitted: { to: 'draft', by: 'master' }, declined: { to: 'never', by: 'master' } }),
      never: state('after', undefined, { ends: 'not-entered' }),
      draft: state('in', { published: { to: 'comment', by: 'crew' } }),
      comment: state('in', { closes: { to: 'delivery' } }),
      delivery: state('in', {
        updated: { to: 'delivery' },
        left: { to: 'out', by: 'master' },
        'left-on-evidence': { to: 'out', if: 'exit', by: 'master' },
      }),
      out: state('after', undefined, { ends: 'success' }),
    },
  },
  clocks: {
    plan: clock({
      starts: ['admitted', 'admitted-on-evidence'],
      ends: 'published',
      length: '10 working days',
      calendar: 'england',
      extension: { by: 'master', instrument: 'An order', 'at-most-times': 2, ...cited },
    }),
    comments: clock({
      starts: 'published',
      ends: 'closes',
      fires: 'closes',
      is: 'period',
      length: '28 calendar days',
      counted: 'day-after',
    }),
    update: clock({
      starts: ['closes', 'updated'],
      ends: ['updated', 'left'],
      length: '1 months',
      counted: 'day-after',
    }),
  },
}

/** A successor with one place, which has a shorter time for plans, and takes cases of the watch over from the first draft on. */
export const guard: Parts = {
  regime: 'harbour-guard',
  title: 'Harbour Guard',
  roles: {
    warden: { title: 'Warden', kind: 'office', ...cited },
    lookout: { title: 'Lookout', kind: 'body', ...cited },
  },
  entry: { recommender: 'lookout', decider: 'warden', automatic: false, ways: {}, ...cited },
  capacity: { places: 1, kind: 'cap', ...cited },
  exit: { decider: 'warden', ...cited },
  stages: {
    first: 'guarded',
    states: {
      guarded: state('in', { planned: { to: 'calm' } }),
      calm: state('in', { freed: { to: 'free', by: 'warden' } }),
      free: state('after', undefined, { ends: 'success' }),
    },
  },
  clocks: { plan: clock({ owner: 'warden', starts: 'never', ends: 'planned', length: '20 calendar days' }) },
  relations: {
    'migrates-from': {
      'small-watch': {
        says: 'It takes over.',
        stages: { proposed: 'guarded', draft: 'guarded', comment: 'calm', delivery: 'calm' },
        ...cited,
      },
    },
  },
}

export function shelfOf(parts: Parts = watch, known: ReadonlyMap<string, Calendar> = calendars): ShelvedRegime {
  const regime = regimeOf(parts)
  const [version, hash] = ['2010', hashOf(regime, '2010')]
  const compiled = compileRegime({ regime, version, hash }, known)
  const latest: ShelvedVersion = { regime, version, hash, file: 'small-watch.yaml', compiled }
  const { regime: id, title, standing, capacity } = regime
  const about = {
    id,
    title,
    standing,
    capacity,
    versions: [version],
    inForce: { from: '2005-01-01', to: null },
    file: '',
  }
  return { ...about, byVersion: new Map([[version, latest]]), latest }
}

/** Hospitals XA01 to XA60. */
export const codes = Array.from({ length: 60 }, (_, index) => `XA${String(index + 1).padStart(2, '0')}`)

const about = { subtype: null, legalForm: null, opened: null, closed: null, authority: 3 }
const organisations = codes.map((code, row) => ({
  ...about,
  code,
  name: `Hospital ${code}`,
  type: 'acute',
  region: row < 30 ? 'North' : 'South',
  source: {
    import: 0,
    row,
  },
}))

const snapshot = buildSnapshot([{ observations: [], findings: [], organisations, successions: [] }], {
  recordKind: 'fictional',
  asKnownAt: null,
  imports: [],
})

export interface TestDesk extends Desk {
  /** Sets the product's clock to noon of a day (ISO). */
  turn(day: string): void
}

/** A desk on a store, on 1 February 2014. */
export function deskOn(store: Store, shelf: ShelvedRegime = shelfOf()): TestDesk {
  let now = '2014-02-01T12:00:00.000Z'
  return {
    store,
    clock: { now: () => now },
    regimes: [shelf],
    snapshot: async () => snapshot,
    sources: { frameworks: new Map(), placements: [] },
    turn: day => {
      now = `${day}T12:00:00.000Z`
    },
  }
}

export function grant(what: string, more: Partial<Grant> = {}): Grant {
  return { function: what, organisation: null, region: null, regime: null, from: '2000-01-01', until: null, ...more }
}

export const lookout: Actor = { key: 'p-lookout', grants: [grant('lookout')] }
export const master: Actor = { key: 'p-master', grants: [grant('master')] }
export const crew: Actor = { key: 'p-crew', grants: [grant('crew', { organisation: 'XA01' })] }
export const analyst: Actor = { key: 'p-analyst', grants: [grant('oversight-analyst')] }

export const as = (desk: Desk, actor: Actor): Working => ({ ...desk, actor })

/** A case whose entry the lookout has recommended on the day on which it was opened. */
export async function opened(desk: Desk, code = 'XA01', on = '2014-01-06', regime = 'small-watch'): Promise<Case> {
  const found = done(await openCase(as(desk, analyst), { regime, organisations: [code], on, reason: 'Signals' }))
  await recommended(desk, found.id, on)
  return found
}

export async function recommended(desk: Desk, caseId: string, on = '2014-01-06'): Promise<void> {
  const body = { on: 'entry', way: null, advice: 'yes', says: 'It needs help.' }
  const asked = { caseId, kind: 'recommendation', body, on, by: 'lookout', reason: 'As agreed' }
  done(await writeRecord(as(desk, lookout), asked))
}

/** Records an event as somebody, after all that there is. */
export async function record(
  working: Working,
  found: Pick<Case, 'id' | 'sequence'>,
  event: string,
  on: string,
  more: { readonly by?: string; readonly exceed?: string; readonly expected?: number; readonly key?: string } = {},
): Promise<Done<Recorded>> {
  const { by = working.actor.grants[0]?.function ?? 'nobody', expected = found.sequence, key, ...rest } = more
  const asked = { caseId: found.id, expected, event: { kind: 'event' as const, event, on, by }, reason: 'As agreed' }
  return recordEvent(working, { ...asked, ...rest }, key)
}

export function done<Value>(outcome: Done<Value>): Value {
  if (!outcome.done) throw new Error(`refused (${outcome.refused.reason}): ${outcome.refused.words}`)
  return outcome.value
}

export function refused(outcome: Done<unknown>): Refused {
  if (outcome.done) throw new Error('it was done')
  return outcome.refused
}
