/** Payment runs: all that is owed is paid, once, also where runs are killed, and where two run at once. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { payRun } from '../../../src/casework/contracts/pay-run-store.ts'
import { standing } from '../../../src/casework/money/ledger.ts'
import { balancesOf, trialBalance } from '../../../src/casework/money/ledger-store.ts'
import { type Actor, publicActor } from '../../../src/casework/model.ts'
import { readRecords } from '../../../src/casework/records/record-store.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { closing, databases, embedded } from '../../store/databases.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import { analyst, as, done, grant, refused, type TestDesk } from '../core/desk.ts'
import { write } from '../records/desk.ts'
import { allowed, callOff, claim, deskAt, enteredCase, firm, payer, sign } from './desk.ts'

const soak = process.env.TURNAROUND_SOAK === '1'
const program = fileURLToPath(new URL('./paying-process.ts', import.meta.url))
const run = { payer: 'owner', on: '2014-02-01', reason: 'Monthly run' }
const bookkeeper: Actor = { key: 'p-bookkeeper', grants: [grant('owner')] }

/** Invoices that the owner owes, of £1 and a penny more each. */
async function owe(desk: TestDesk, caseId: string, count: number, from = 0): Promise<void> {
  for (let at = from; at < from + count; at++) {
    const about = { line: 'time', payer: 'owner', consultancy: false, supplier: 'Chandler' }
    const body = { ...about, pence: 100 + at, reference: `${caseId} ${at}`, from: '2014-01-01', until: '2014-01-31' }
    done(await write(desk, bookkeeper, caseId, 'cost', body))
  }
}

/** Fails where a child ends before it has said anything. */
async function endedEarly(child: ChildProcess): Promise<never> {
  await once(child, 'exit')
  throw new Error('The run ended before it had paid anything.')
}

/** What the cases hold: nothing paid twice, every payment a record of its own, all accounts together zero. */
async function expectSound(store: Store, cases: readonly string[]): Promise<{ owed: number; paid: number }> {
  expect((await trialBalance(store)).reduce((sum, { pence }) => sum + pence, 0)).toBe(0)
  const balances = [...(await balancesOf(store, cases)).values()].flat()
  const payments = (await Promise.all(cases.map(id => readRecords(store, id, { kind: 'payment' })))).flat()
  const items = payments.map(({ body }) => (body as { readonly item: string }).item)
  expect(new Set(items).size).toBe(items.length)
  const paid = 0 - standing(balances, 'cash')
  expect(payments.reduce((sum, { body }) => sum + (body as { readonly pence: number }).pence, 0)).toBe(paid)
  expect(paid - standing(balances, 'payable')).toBe(standing(balances, 'cost'))
  return { owed: 0 - standing(balances, 'payable'), paid }
}

test('a run pays what is owed where its actor approves payments, and tells nobody of the rest', async () => {
  const { desk, store } = await deskAt(await embedded.newPlace())
  closing(store)
  const [one, other] = [await enteredCase(desk, 'XA01'), await enteredCase(desk, 'XA02')]
  for (const { id } of [one, other]) await owe(desk, id, 2)
  const near: Actor = { key: 'p-near', grants: [grant('finance-approver', { organisation: 'XA01' })] }
  const first = done(await payRun(as(desk, near), run, 'a'))
  expect(first.map(({ caseId, pence, refused: why }) => [caseId, pence, why])).toEqual(
    expect.arrayContaining([
      [one.id, 100, null],
      [one.id, 101, null],
    ]),
  )
  expect(first).toHaveLength(2)
  // Asked again, it pays nothing, and says what was paid: whoever lost the first answer has it now.
  expect(done(await payRun(as(desk, near), run, 'a'))).toEqual(first)
  expect(done(await payRun(as(desk, near), run, 'new'))).toEqual([])
  expect(done(await payRun(as(desk, near), { ...run, reason: 'Another' }, 'a'))).toEqual([])
  expect(refused(await payRun(as(desk, publicActor), run, 'b')).reason).toBe('not-signed-in')
  // Who wrote an invoice does not pay it: it is told, and the run goes on.
  const own: Actor = { key: bookkeeper.key, grants: payer.grants }
  expect(done(await payRun(as(desk, own), run, 'c')).map(({ refused: why }) => why?.reason)).toEqual([
    'own-act',
    'own-act',
  ])
  done(await payRun(as(desk, payer), run, 'd'))
  expect((await expectSound(store, [one.id, other.id])).owed).toBe(0)
})

test('a run is for one organisation or one case where asked, and must be where each pays for itself', async () => {
  const { desk, store } = await deskAt(await embedded.newPlace())
  closing(store)
  const [one, other] = [await enteredCase(desk, 'XA01'), await enteredCase(desk, 'XA02')]
  const captain: Actor = { key: 'p-captain', grants: [grant('crew')] }
  for (const { id } of [one, other]) {
    const about = { line: 'fees', payer: 'crew', consultancy: true, supplier: 'Chandler', reference: 'F1' }
    const body = { ...about, pence: 500, from: '2014-01-01', until: '2014-01-31' }
    done(await write(desk, captain, id, 'cost', body))
    await owe(desk, id, 1)
  }
  const ask = (more: object, by = payer) => payRun(as(desk, by), { ...run, ...more }, 'asked')
  const paid = async (more: object) => done(await ask(more)).map(({ caseId, pence }) => [caseId, pence])
  expect(refused(await ask({ payer: 'crew' })).words).toMatch(/another organisation in each case.*Say for which/)
  expect(refused(await ask({ payer: 'trsut' })).words).toMatch(/Found the payer "trsut"; .*: crew, .*owner/)
  expect(refused(await ask({ payer: 'public' })).reason).toBe('bad-request')
  expect(refused(await ask({ regime: 'another' })).reason).toBe('no-such-regime')
  expect(refused(await ask({ organisation: 'XB99' })).reason).toBe('no-such-organisation')
  const near: Actor = { key: 'p-near', grants: [grant('finance-approver', { organisation: 'XA02' })] }
  for (const id of [one.id, '00000000-0000-4000-8000-000000000000'])
    expect(refused(await ask({ caseId: id }, near)).reason).toBe('no-such-case')
  expect(await paid({ payer: 'crew', organisation: 'XA02' })).toEqual([[other.id, 500]])
  expect(await paid({ payer: 'crew', organisation: 'XA03' })).toEqual([])
  expect(await paid({ payer: 'crew', caseId: one.id })).toEqual([[one.id, 500]])
  expect(await paid({ caseId: other.id })).toEqual([[other.id, 100]])
  expect(await paid({})).toEqual([[one.id, 100]])
  expect((await expectSound(store, [one.id, other.id])).owed).toBe(0)
})

test('a run for an organisation of an area pays what that one owes, and not what another of it or the area as a whole does', async () => {
  const { desk, store } = await deskAt(await embedded.newPlace())
  closing(store)
  const area = { regime: 'small-watch', organisations: ['XA01', 'XA02'], on: '2014-01-06', reason: 'Signals' }
  const { id } = done(await openCase(as(desk, analyst), area))
  const budget = { line: 'fees', payer: 'crew', pence: 50_000_000, exceed: null }
  done(await write(desk, payer, id, 'budget', budget))
  const captains: Actor = { key: 'p-captains', grants: [grant('crew')] }
  const owes = async (reference: string, pence: number, organisation?: string) => {
    const about = { line: 'fees', payer: 'crew', consultancy: true, supplier: 'Chandler', reference, pence }
    const body = { ...about, from: '2014-01-01', until: '2014-01-31' }
    done(await write(desk, captains, id, 'cost', body, organisation === undefined ? {} : { organisation }))
  }
  await owes('A1', 100, 'XA01')
  await owes('A2', 200, 'XA02')
  await owes('A3', 400)
  // Of a contract its own organisation owes, whoever else a check names.
  const contract = done(
    await write(desk, analyst, id, 'contract', callOff, { by: 'oversight-analyst', organisation: 'XA02' }),
  )
  for (const one of [firm, captains]) done(await sign(desk, id, contract, one))
  const part = { ...claim(contract.id, '2014-02-01', '2014-02-01', 1), days: [], 'fee-pence': 800 }
  await allowed(desk, id, part, firm)
  const paid = async (more: object) =>
    done(await payRun(as(desk, payer), { ...run, payer: 'crew', ...more }, 'area')).map(({ pence }) => pence)
  expect(await paid({ organisation: 'XA01' })).toEqual([100])
  expect((await paid({ organisation: 'XA02' })).toSorted((a, b) => a - b)).toEqual([200, 800])
  expect(await paid({ caseId: id })).toEqual([400])
  expect((await expectSound(store, [id])).owed).toBe(0)
})

for (const database of databases)
  describe(`payment runs on ${database.name}`, () => {
    test('at once pay everything once', async () => {
      const { desk, store } = await deskAt(await database.newPlace())
      closing(store)
      const found = await enteredCase(desk)
      await owe(desk, found.id, 4)
      const others = [payer, { ...payer, key: 'p-payer-2' }]
      await Promise.all(others.map(one => payRun(as(desk, one), run, 'at-once')))
      expect(await expectSound(store, [found.id])).toEqual({ owed: 0, paid: 406 })
    })

    test('at once under one key pay everything once, and say the same of it', async () => {
      const { desk, store } = await deskAt(await database.newPlace())
      closing(store)
      const found = await enteredCase(desk)
      await owe(desk, found.id, 4)
      const answers = await Promise.all([1, 2, 3].map(() => payRun(as(desk, payer), run, 'one')))
      expect(await expectSound(store, [found.id])).toEqual({ owed: 0, paid: 406 })
      const last = done(await payRun(as(desk, payer), run, 'one'))
      expect(last).toHaveLength(4)
      for (const answer of answers) expect(done(answer).map(one => one.refused)).toEqual([null, null, null, null])
      for (const answer of answers) expect(done(answer)).toEqual(last)
    })

    test('try again under the same key what was refused, and leave alone what was paid', async () => {
      const { desk, store } = await deskAt(await database.newPlace())
      closing(store)
      const found = await enteredCase(desk)
      await owe(desk, found.id, 2)
      const tomorrow = { ...run, on: '2014-02-02' }
      const ask = async () => done(await payRun(as(desk, payer), tomorrow, 'early'))
      // Twice: the answer to the second is no echo of the first.
      for (const _ of [1, 2])
        expect((await ask()).map(one => [one.payment, one.refused?.reason])).toEqual(
          Array(2).fill([null, 'bad-request']),
        )
      desk.turn('2014-02-02')
      const paid = await ask()
      expect(paid.map(one => one.pence).toSorted((a, b) => a - b)).toEqual([100, 101])
      expect(paid.every(one => one.refused === null)).toBe(true)
      expect(await ask()).toEqual(paid)
      await owe(desk, found.id, 1, 2)
      expect((await Promise.all([ask(), ask()])).map(one => one.length)).toEqual([3, 3])
      expect(await expectSound(store, [found.id])).toEqual({ owed: 0, paid: 303 })
    })

    // The embedded database takes seconds to open again.
    const kills = soak ? 50 : database === embedded ? 2 : 5
    // Enough that a kill comes before the last of them.
    const owedEach = 12
    test(`killed ${kills} times go on and double nothing`, { timeout: 60_000 + kills * 20_000 }, async () => {
      const place = await database.newPlace()
      let open = await deskAt(place)
      const found = await enteredCase(open.desk)
      let cut = 0
      for (let kill = 0; kill < kills; kill++) {
        await owe(open.desk, found.id, owedEach, kill * owedEach)
        await open.store.close()
        const child = spawn(process.execPath, [program, JSON.stringify(place)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        })
        await Promise.race([once(child.stdout, 'data'), endedEarly(child)])
        await wait(10 + ((kill * 37) % 120))
        expect(child.exitCode).toBeNull()
        child.kill('SIGKILL')
        await once(child, 'exit')
        open = await deskAt(place)
        if ((await expectSound(open.store, [found.id])).owed > 0) cut++
      }
      closing(open.store)
      // Some were killed in the middle: else this has shown nothing.
      expect(cut).toBeGreaterThan(0)
      done(await payRun(as(open.desk, payer), run, 'last'))
      const total = kills * owedEach
      expect(await expectSound(open.store, [found.id])).toEqual({
        owed: 0,
        paid: total * 100 + (total * (total - 1)) / 2,
      })
    })
  })
