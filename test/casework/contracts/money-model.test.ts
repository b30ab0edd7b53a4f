/**
 * Claims, checks, results, payments, runs, reversals, costs and what is held back, in any order: whatever was done or refused,
 * the books sum to zero, nothing is paid twice, and no ceiling is passed. Held against sums over the records alone.
 */
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { payRun } from '../../../src/casework/contracts/pay-run-store.ts'
import { share } from '../../../src/casework/contracts/terms.ts'
import type {
  Claim,
  ClaimCheck,
  HoldDecision,
  Payment,
  Result,
} from '../../../src/casework/contracts/contract-bodies.ts'
import type { Actor, Case } from '../../../src/casework/model.ts'
import { balancesOf, trialBalance } from '../../../src/casework/money/ledger-store.ts'
import { type Account, standing } from '../../../src/casework/money/ledger.ts'
import type { Cost } from '../../../src/casework/records/cost.ts'
import { readRecords } from '../../../src/casework/records/record-store.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import { reversedIn } from '../../../src/casework/records/reversed.ts'
import { dayFromIso, isoFromDay, monthsLater } from '../../../src/regimes/day.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { embedded } from '../../store/databases.ts'
import { as, codes, done, grant, lookout, master, record, type TestDesk } from '../core/desk.ts'
import { write } from '../records/desk.ts'
import { checker, claim, deskAt, enteredCase, helper, improvement, owner, payer, signed, verifier } from './desk.ts'

const soak = process.env.TURNAROUND_SOAK === '1'
const ceilings = { 'ceiling-pence': 3_600_000, 'results-ceiling-pence': 2_000_000 }
const daysCap = 50
/** One pays results on a line of its own, the other out of its one ceiling, and holds back of everything. */
const contracts = [
  { ...improvement, ...ceilings, 'days-cap': daysCap },
  {
    ...improvement,
    'ceiling-pence': ceilings['ceiling-pence'],
    'days-cap': daysCap,
    'results-line': null,
    'results-ceiling-pence': null,
    'hold-on': 'everything',
  },
]

const which = fc.nat(20)
const step = fc.oneof(
  fc.record({
    do: fc.constant('claim' as const),
    contract: which,
    month: fc.integer({ min: 2, max: 7 }),
    quarters: fc.nat(112),
  }),
  fc.record({ do: fc.constant('check' as const), claim: which, allowed: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ do: fc.constant('result' as const), contract: which, term: fc.constantFrom('first', 'later') }),
  fc.record({ do: fc.constant('pay' as const), item: which, percent: fc.integer({ min: 1, max: 130 }) }),
  fc.record({ do: fc.constant('run' as const) }),
  fc.record({ do: fc.constant('hold' as const), contract: which }),
  fc.record({ do: fc.constant('reverse' as const), record: which }),
  fc.record({ do: fc.constant('cost' as const), number: fc.nat(400), pence: fc.integer({ min: 1, max: 90_000 }) }),
  fc.record({ do: fc.constant('pass' as const), months: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ do: fc.constant('leave' as const) }),
  fc.record({ do: fc.constant('sustain' as const), outcome: fc.constantFrom('lasted', 'did-not-last') }),
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** From the first claim to what was held back, with mistakes on the way: so that no run of this test leaves a kind out. */
const aWholeLife: Step[] = [
  { do: 'claim', contract: 0, month: 2, quarters: 40 },
  { do: 'check', claim: 0, allowed: 100 },
  // The same month again; then more days than the contract has.
  { do: 'claim', contract: 0, month: 2, quarters: 4 },
  { do: 'check', claim: 1, allowed: 100 },
  { do: 'claim', contract: 0, month: 4, quarters: 112 },
  { do: 'check', claim: 1, allowed: 100 },
  { do: 'claim', contract: 0, month: 5, quarters: 60 },
  { do: 'check', claim: 2, allowed: 100 },
  { do: 'pay', item: 0, percent: 60 },
  { do: 'pay', item: 0, percent: 60 },
  { do: 'reverse', record: 2 },
  { do: 'run' },
  { do: 'claim', contract: 1, month: 3, quarters: 100 },
  { do: 'check', claim: 2, allowed: 90 },
  { do: 'reverse', record: 5 },
  { do: 'claim', contract: 1, month: 3, quarters: 100 },
  { do: 'check', claim: 3, allowed: 100 },
  { do: 'cost', number: 1, pence: 5_000 },
  { do: 'cost', number: 1, pence: 5_000 },
  { do: 'leave' },
  { do: 'result', contract: 0, term: 'later' },
  { do: 'result', contract: 0, term: 'first' },
  { do: 'result', contract: 1, term: 'first' },
  { do: 'result', contract: 1, term: 'later' },
  { do: 'run' },
  { do: 'pass', months: 9 },
  { do: 'pass', months: 9 },
  { do: 'sustain', outcome: 'lasted' },
  { do: 'hold', contract: 0 },
  { do: 'hold', contract: 0 },
  { do: 'sustain', outcome: 'did-not-last' },
  { do: 'hold', contract: 1 },
  { do: 'run' },
  { do: 'run' },
]

interface World {
  readonly desk: TestDesk
  readonly store: Store
  readonly found: Case
  readonly contracts: readonly StoredRecord[]
}

const open: { desk: TestDesk; store: Store; cases: number }[] = []
afterAll(() => Promise.all(open.map(({ store }) => store.close())))

/** A case of its own under two signed contracts; every fiftieth in a store of its own, since there are sixty organisations. */
async function newWorld(): Promise<World> {
  let last = open.at(-1)
  if (last === undefined || last.cases >= 50) {
    last = { ...(await deskAt(await embedded.newPlace())), cases: 0 }
    open.push(last)
  }
  const { desk, store } = last
  desk.turn('2014-02-01')
  const found = await enteredCase(desk, codes[2 + last.cases++])
  const written: StoredRecord[] = []
  for (const body of contracts) written.push(await signed(desk, found.id, body, [helper, owner]))
  desk.turn('2014-08-01')
  return { desk, store, found, contracts: written }
}

const bookkeeper: Actor = { key: 'p-bookkeeper', grants: [grant('owner')] }
const payers = [payer, { ...payer, key: 'p-payer-2' }]
const pick = <One>(all: readonly One[], at: number): One | undefined => all[at % Math.max(1, all.length)]

/** Does a step, if there is anything to do it to. Gives the kind that was written; null where it was refused. */
async function take(world: World, one: Step): Promise<string | null> {
  const { desk, store, found } = world
  const records = await readRecords(store, found.id)
  const of = (...kinds: string[]) => records.filter(({ kind }) => kinds.includes(kind))
  const put = async (by: Actor, kind: string, body: unknown, more = {}) =>
    (await write(desk, by, found.id, kind, body, more)).done ? kind : null
  const contract = 'contract' in one ? (pick(world.contracts, one.contract)?.id ?? '') : ''
  if (one.do === 'claim') {
    const [from, next] = [`2014-0${one.month}-01`, `2014-0${one.month + 1}-01`]
    const until = isoFromDay(dayFromIso(next) - 1)
    return put(helper, 'claim', claim(contract, from, until, one.quarters / 4, { 'expenses-pence': 1_001 }))
  }
  if (one.do === 'check') {
    const made = pick(of('claim'), one.claim) as StoredRecord<Claim> | undefined
    const less = made?.body.lines.map(({ what, pence }) => ({ what, pence: share(pence, one.allowed), why: 'Seen' }))
    return made ? put(checker, 'claim-check', { claim: made.id, less, says: 'Timesheets seen' }) : null
  }
  if (one.do === 'result') return put(verifier, 'result', { contract, term: one.term, says: 'Seen' })
  if (one.do === 'pay') {
    const item = pick(of('claim-check', 'result', 'cost'), one.item)
    const pence = item ? Math.ceil((worthOf(item) * one.percent) / 100) : 0
    const by = pick(payers, one.percent) as Actor
    return item && pence > 0 ? put(by, 'payment', { item: item.id, pence, reference: null }) : null
  }
  if (one.do === 'run') {
    const asked = { payer: 'owner', caseId: found.id, on: desk.clock.now().slice(0, 10), reason: 'Monthly run' }
    const paid = done(await payRun(as(desk, payers[1] as Actor), asked, `${records.length}`))
    return paid.some(({ payment }) => payment !== null) ? 'pay-run' : null
  }
  if (one.do === 'hold') return put(checker, 'hold-decision', { contract, says: 'As the check found' })
  if (one.do === 'reverse') {
    const wrong = pick(of('claim-check', 'payment', 'result', 'cost'), one.record)
    const by = [checker, verifier, bookkeeper, ...payers].find(({ key }) => key === wrong?.actor)
    const more = { audience: wrong?.audience, ...(wrong?.kind === 'claim-check' ? { by: wrong.role } : {}) }
    return wrong && by ? put(by, 'reversal', { of: wrong.id }, more) : null
  }
  if (one.do === 'cost') {
    const about = { line: 'time', payer: 'owner', consultancy: false, supplier: 'Chandler', pence: one.pence }
    const reference = one.pence % 2 === 0 ? `No. ${one.number}` : `no-${one.number}`
    return put(bookkeeper, 'cost', { ...about, reference, from: '2014-01-01', until: '2014-01-31' })
  }
  if (one.do === 'pass') {
    desk.turn(isoFromDay(monthsLater(dayFromIso(desk.clock.now().slice(0, 10)), one.months).day))
    return null
  }
  const on = desk.clock.now().slice(0, 10)
  if (one.do === 'sustain')
    return put(verifier, 'sustain-check', { check: '12', outcome: one.outcome, statement: 'Looked' }, { on })
  const advice = { on: 'exit', way: null, advice: 'yes', says: 'It sails well.' }
  if ((await put(lookout, 'recommendation', advice, { on })) === null) return null
  return (await record(as(desk, master), found, 'left', on)).done ? 'left' : null
}

/** What a record made owed, whether it was paid, held back or taken back since. */
function worthOf({ kind, body }: StoredRecord): number {
  if (kind === 'claim-check') return (body as ClaimCheck)['allowed-pence']
  return kind === 'result' ? (body as Result)['earned-pence'] : (body as Cost).pence
}

const sum = <One>(all: readonly One[], of: (one: One) => number): number =>
  all.reduce((total, one) => total + of(one), 0)

/** What has to be true whatever was done, reckoned from the records, and the same in the ledger. */
async function expectSound({ store, found, contracts: signedOnes }: World): Promise<void> {
  const records = await readRecords(store, found.id)
  const balances = (await balancesOf(store, [found.id])).get(found.id) ?? []
  const reversed = reversedIn(records)
  const standingOnes = records.filter(({ id }) => !reversed.has(id))
  const of = <Body>(kind: string) => standingOnes.filter(one => one.kind === kind) as StoredRecord<Body>[]
  const decided = of<HoldDecision>('hold-decision').flatMap(({ body }) =>
    body.items.map(item => ({ ...item, decision: body.decision })),
  )
  const owing = standingOnes.filter(({ kind }) => ['claim-check', 'result', 'cost'].includes(kind))
  const on = (account: Account, item?: string) =>
    standing(balances, account, one => item === undefined || one.item === item)
  for (const one of owing) {
    const held = (one.body as { readonly 'held-pence'?: number })['held-pence'] ?? 0
    const decidedAs = (decision: string) =>
      sum(
        decided.filter(each => each.item === one.id && each.decision === decision),
        ({ pence }) => pence,
      )
    const paid = sum(
      of<Payment>('payment').filter(({ body }) => body.item === one.id),
      ({ body }) => body.pence,
    )
    const due = worthOf(one) - held + decidedAs('released')
    // Never twice, and never what is held back.
    expect(paid).toBeLessThanOrEqual(due)
    expect([0 - on('cash', one.id), 0 - on('payable', one.id)]).toEqual([paid, due - paid])
    expect(0 - on('held', one.id)).toBe(held - decidedAs('released') - decidedAs('clawed-back'))
  }
  const clawed = sum(
    decided.filter(({ decision }) => decision === 'clawed-back'),
    ({ pence }) => pence,
  )
  expect(on('cost')).toBe(sum(owing, worthOf) - clawed)
  expect(0 - on('cash')).toBe(sum(of<Payment>('payment'), ({ body }) => body.pence))
  expect(sum(balances, ({ pence }) => pence)).toBe(0)
  expect(sum(await trialBalance(store), ({ pence }) => pence)).toBe(0)

  for (const { id } of signedOnes) {
    const under = <Body>(kind: string) =>
      of<Body>(kind).filter(({ body }) => (body as { readonly contract?: string }).contract === id)
    const [checks, results] = [under<ClaimCheck>('claim-check'), under<Result>('result')]
    const separate = id === signedOnes[0]?.id
    const [costs, earned] = [sum(checks, worthOf), sum(results, worthOf)]
    expect(costs + (separate ? 0 : earned)).toBeLessThanOrEqual(ceilings['ceiling-pence'])
    if (separate) expect(earned).toBeLessThanOrEqual(ceilings['results-ceiling-pence'])
    // The best term is all of the costs: however often results were verified, they earn no more than that once.
    expect(earned).toBeLessThanOrEqual(costs)
    const allowed = new Set(checks.filter(one => worthOf(one) > 0).map(({ body }) => body.claim))
    const periods = under<Claim>('claim').filter(one => allowed.has(one.id))
    expect(new Set(periods.map(({ body }) => body.from)).size).toBe(periods.length)
    expect(sum(periods, ({ body }) => sum(body.days, ({ days }) => days))).toBeLessThanOrEqual(daysCap)
  }
}

test('nothing is paid twice or above a ceiling, and the books sum to zero', {
  timeout: soak ? 3_600_000 : 120_000,
}, () => {
  const numRuns = soak ? 300 : 5
  const written = new Set<string>()
  return fc
    .assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async steps => {
        const world = await newWorld()
        for (const one of steps) {
          const kind = await take(world, one)
          if (kind === null) continue
          written.add(kind)
          await expectSound(world)
        }
      }),
      { numRuns, examples: [[aWholeLife]], endOnFailure: !soak },
    )
    .then(() => {
      // Else it has shown nothing of them.
      const kinds = [
        'claim',
        'claim-check',
        'result',
        'payment',
        'pay-run',
        'hold-decision',
        'reversal',
        'cost',
        'left',
      ]
      expect(kinds.filter(kind => !written.has(kind))).toEqual([])
    })
})
