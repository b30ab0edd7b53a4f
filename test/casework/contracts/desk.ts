/** The small watch with a partner, lines of money, terms of results by the rules, and checks after 12 months; and who acts in it. */
import type { TestDesk } from '../core/desk.ts'
import { type Standing, standingOf, underContract } from '../../../src/casework/contracts/contract-state.ts'
import type { Actor, Case } from '../../../src/casework/model.ts'
import { balancesOf } from '../../../src/casework/money/ledger-store.ts'
import { readRecords } from '../../../src/casework/records/record-store.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import { openStore, type Store, type StoreOptions } from '../../../src/store/open-store.ts'
import { buildSnapshot } from '../../../src/evidence/snapshot.ts'
import { cited, type Parts, state } from '../../regimes/engine/harness.ts'
import { analyst, as, deskOn, done, grant, lookout, master, opened, record, shelfOf, watch } from '../core/desk.ts'
import { write } from '../records/desk.ts'

const stages = watch['stages'] as { readonly first: string; readonly states: Readonly<Record<string, Parts>> }

export const paying: Parts = {
  ...watch,
  roles: {
    ...(watch['roles'] as Parts),
    owner: { title: 'Owner', kind: 'body', ...cited },
    mate: { title: 'Mate ship', kind: 'partner', ...cited },
    firm: { title: 'Firm', kind: 'partner', ...cited },
  },
  capacity: { places: 60, kind: 'cap', ...cited },
  subjects: { hull: { title: 'The hull', 'in-scope': true, ...cited } },
  support: {
    towing: {
      title: 'Towing',
      'given-by': 'mate',
      improves: ['hull'],
      'paid-by': 'owner',
      contract: {
        between: ['mate', 'owner'],
        time: 'reimbursed',
        results: [
          { 'percent-of': 'costs', percent: 100, when: 'It is out at the first opportunity', ...cited },
          { 'percent-of': 'costs', percent: null, when: 'Real results, where appropriate', ...cited },
        ],
      },
      during: 'in-the-regime',
      ...cited,
    },
    advice: {
      title: 'Advice',
      'given-by': 'firm',
      improves: ['hull'],
      'paid-by': 'crew',
      consultancy: true,
      contract: {
        between: ['firm', 'crew'],
        time: 'fee',
        results: [{ 'percent-of': 'fee', percent: 15, when: 'The result is delivered', ...cited }],
      },
      during: 'in-the-regime',
      ...cited,
    },
  },
  money: {
    lines: {
      time: { title: 'The mate’s time', kind: 'partner', payer: 'owner', ...cited },
      bonus: { title: 'Bonus', kind: 'incentive', payer: 'owner', ...cited },
      fees: { title: 'Fees', kind: 'consultancy', payer: 'crew', ...cited },
      open: { title: 'Not known', kind: 'other', payer: 'not-known', ...cited },
    },
    ...cited,
  },
  exit: {
    recommender: 'lookout',
    decider: 'master',
    criterion: 'exit',
    events: ['left'],
    sustain: [{ 'months-after': 12, by: 'lookout', says: 'Is it steady?', ...cited }],
    ...cited,
  },
  stages: {
    ...stages,
    states: { ...stages.states, draft: state('in', { left: { to: 'out', by: 'master' } }) },
  },
}

export const mate: Actor = { key: 'p-mate', grants: [grant('mate', { organisation: 'XA01' })] }
/** The mate ship in whichever case a test is in. */
export const helper: Actor = { key: mate.key, grants: [grant('mate')] }
export const firm: Actor = { key: 'p-firm', grants: [grant('firm')] }
export const owner: Actor = { key: 'p-owner', grants: [grant('owner')] }
export const captain: Actor = { key: 'p-captain', grants: [grant('crew')] }
export const payer: Actor = { key: 'p-payer', grants: [grant('finance-approver')] }
export const checker: Actor = { key: 'p-checker', grants: [grant('oversight-analyst')] }
export const verifier: Actor = { key: 'p-verifier', grants: [grant('lookout')] }

/** An improvement contract: £650 a day, at most 100 days, up to £100,000; results on a line of their own; a quarter of them held. */
export const improvement = {
  title: 'Towing by XA02',
  kind: 'improvement',
  support: 'towing',
  line: 'time',
  payer: null,
  'results-line': 'bonus',
  scope: 'Help at sea',
  parties: [
    { role: 'mate', organisation: 'XA02' },
    { role: 'owner', organisation: null },
  ],
  unmatched: 'They have towed each other for years.',
  from: '2014-02-01',
  until: '2014-12-31',
  'days-cap': 100,
  rates: [
    { what: 'Adviser', pence: 65_000 },
    { what: 'Nurse', pence: 33_333 },
  ],
  'fee-pence': null,
  'contingent-percent': null,
  results: [
    {
      id: 'first',
      percent: 100,
      of: 'costs',
      months: 12,
      by: null,
      criterion: null,
      rule: 1,
      when: 'It leaves within a year',
    },
    {
      id: 'later',
      percent: 75,
      of: 'costs',
      months: 24,
      by: null,
      criterion: null,
      rule: null,
      when: 'Within two years',
    },
  ],
  'hold-percent': 25,
  'hold-on': 'results',
  'hold-months': '12',
  'guardrail-metric': null,
  'guardrail-is': null,
  'guardrail-value': null,
  'ceiling-pence': 10_000_000,
  'results-ceiling-pence': 10_000_000,
} as const

/** Advice at the organisation's own cost: a fee of £10,000, of which 15% depends on the result. */
export const callOff = {
  ...improvement,
  title: 'Advice',
  kind: 'call-off',
  support: 'advice',
  line: 'fees',
  'results-line': null,
  parties: [
    { role: 'firm', organisation: null },
    { role: 'crew', organisation: null },
  ],
  unmatched: null,
  'days-cap': null,
  rates: [],
  'fee-pence': 1_000_000,
  'contingent-percent': 15,
  results: [
    {
      id: 'delivered',
      percent: 15,
      of: 'fee',
      months: null,
      by: null,
      criterion: 'exit',
      rule: 1,
      when: 'The result is delivered',
    },
  ],
  'hold-percent': null,
  'hold-on': null,
  'hold-months': null,
  'ceiling-pence': 1_000_000,
  'results-ceiling-pence': null,
} as const

export const claim = (contract: string, from: string, until: string, days: number, more: object = {}) => ({
  contract,
  from,
  until,
  days: [{ what: 'Adviser', days }],
  'expenses-pence': null,
  'fee-pence': null,
  says: 'Days on board',
  ...more,
})

/** A case that has entered, in a store of fictional records, with budgets for its lines. */
export async function enteredCase(desk: TestDesk, code = 'XA01'): Promise<Case> {
  const found = await opened(desk, code)
  done(await record(as(desk, master), found, 'admitted', '2014-01-07'))
  for (const [line, who, pence] of [
    ['time', 'owner', 50_000_000],
    ['bonus', 'owner', 50_000_000],
    ['fees', 'crew', 50_000_000],
  ] as const)
    done(await write(desk, payer, found.id, 'budget', { line, payer: who, pence, exceed: null }))
  return { ...found, sequence: 2 }
}

/** Writes a contract and has its parties sign it. */
export async function signed(
  desk: TestDesk,
  caseId: string,
  body: unknown = improvement,
  by: readonly Actor[] = [mate, owner],
): Promise<StoredRecord> {
  const contract = done(await write(desk, analyst, caseId, 'contract', body, { by: 'oversight-analyst' }))
  for (const one of by) done(await sign(desk, caseId, contract, one))
  return contract
}

export const sign = (desk: TestDesk, caseId: string, { id, version }: StoredRecord, actor: Actor) =>
  write(desk, actor, caseId, 'signature', { contract: id, version: `${version}` })

/** A claim made by the mate and allowed in full. */
export async function allowed(desk: TestDesk, caseId: string, body: unknown, by = mate): Promise<StoredRecord> {
  const made = done(await write(desk, by, caseId, 'claim', body))
  return done(await write(desk, checker, caseId, 'claim-check', { claim: made.id, less: [], says: 'Timesheets seen' }))
}

export const payment = (item: string, pence: number) => ({ item, pence, reference: null })

/**
 * What tests do in the case that is theirs, and how its contracts stand.
 * @param where The desk, its store and the case, as they are when it is done.
 */
export function actsIn(
  where: () => { readonly desk: TestDesk; readonly store: Store; readonly found: Pick<Case, 'id' | 'sequence'> },
) {
  const put = (actor: Actor, kind: string, body: unknown, more = {}) => {
    const { desk, found } = where()
    return write(desk, actor, found.id, kind, body, more)
  }
  const contractOf = (body: object, more = {}) => put(analyst, 'contract', body, { by: 'oversight-analyst', ...more })
  const balances = async () => {
    const { store, found } = where()
    return (await balancesOf(store, [found.id])).get(found.id) ?? []
  }
  return {
    put,
    contractOf,
    /** The next version of a contract that is at its first. */
    revise: ({ id }: StoredRecord, body: object) => contractOf(body, { follows: { id, version: 1 } }),
    inForce: (body: unknown = improvement, by: readonly Actor[] = [helper, owner]) =>
      signed(where().desk, where().found.id, body, by),
    reversal: (by: Actor, of: string) => put(by, 'reversal', { of }, { audience: 'case' }),
    /** Its time comes to a day, and it leaves. */
    leave: async (on: string) => {
      const { desk, found } = where()
      desk.turn(on)
      const advice = { on: 'exit', way: null, advice: 'yes', says: 'It sails well.' }
      done(await put(lookout, 'recommendation', advice, { on }))
      done(await record(as(desk, master), found, 'left', on))
    },
    balances,
    under: async (contract: string, account: Parameters<typeof underContract>[1], line?: string) =>
      underContract(await balances(), account, contract, line),
    stands: async (contract: string): Promise<Standing> => {
      const { desk, store, found } = where()
      const standing = standingOf(await readRecords(store, found.id), contract, desk.clock.now().slice(0, 10))
      if (standing === null) throw new Error(`There is no contract ${contract} in the case.`)
      return standing
    },
  }
}

export async function deskAt(place: StoreOptions, day = '2014-02-01'): Promise<{ desk: TestDesk; store: Store }> {
  const store = await openStore(place)
  // The speed of another ship, so that it is a metric that is known.
  const desk = await withSpeed(deskOn(store, shelfOf(paying)), 7, 'XA03')
  desk.turn(day)
  return { desk, store }
}

const period = { id: '2014-03', label: 'March 2014', start: '2014-03-01', end: '2014-03-31' }

/** The desk's evidence with a figure of the mate's own, or of another: its speed in March 2014. */
export async function withSpeed(desk: TestDesk, value: number, organisation = 'XA02'): Promise<TestDesk> {
  const before = await desk.snapshot()
  const observation = {
    organisation,
    metric: 'speed',
    period,
    dimension: '',
    status: 'value' as const,
    value,
    text: `${value}`,
    unit: 'knots',
    source: { import: 0, row: 1 },
  }
  const batch = { observations: [observation], findings: [], organisations: [], successions: [] }
  const { recordKind, asKnownAt, imports } = before
  const snapshot = buildSnapshot([...before.batches, batch], { recordKind, asKnownAt, imports })
  return { ...desk, snapshot: async () => snapshot }
}
