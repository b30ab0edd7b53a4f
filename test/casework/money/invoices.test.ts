/** An invoice is owed once: by its payer, of one supplier, under one number, over all cases, and also where two write it at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trialBalance } from '../../../src/casework/money/ledger-store.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { closing, databases, embedded } from '../../store/databases.ts'
import { openCase } from '../../../src/casework/open-case-store.ts'
import {
  analyst,
  as,
  codes,
  crew as anyCrew,
  deskOn,
  done,
  grant,
  master,
  opened,
  refused,
  shelfOf,
  type TestDesk,
} from '../core/desk.ts'
import { write } from '../records/desk.ts'
import { approver, budget, cost, funded as funding, fundedDesk } from './desk.ts'

const crew = { ...anyCrew, grants: [grant('crew')] }
let store: Store
let desk: TestDesk
let at = 0
beforeAll(async () => {
  store = await openStore(await embedded.newPlace())
  desk = fundedDesk(store)
})
afterAll(() => store?.close())

/** A case with money of a payer that is one body in all cases, and of the organisation itself. */
async function funded(on = desk, code = codes[at++], regime = 'small-watch'): Promise<string> {
  const { id } = await opened(on, code, '2014-01-06', regime)
  done(await write(on, approver, id, 'budget', budget('rescue', 'master', 1_000)))
  done(await write(on, approver, id, 'budget', budget('tar', 'crew', 1_000)))
  return id
}

const owe = (id: string, number: string, more: object = {}) =>
  write(desk, master, id, 'cost', cost('rescue', 'master', 10, number, more))

test('of the payer of all cases it is owed in one of them, however its number and supplier are written', async () => {
  const [one, other] = [await funded(), await funded()]
  done(await owe(one, 'DX-23-1'))
  for (const number of ['DX-23-1', 'dx23 1', 'DX231', 'ＤＸ．23/1'])
    expect(refused(await owe(other, number))).toMatchObject({
      reason: 'already-paid',
      words: expect.stringMatching(/in another case already/),
    })
  expect(refused(await owe(one, 'dx231')).words).toMatch(/in this case already/)
  expect(refused(await owe(other, 'DX-23-1', { supplier: 'CHANDLER.' })).reason).toBe('already-paid')
  // What another sends has numbers of its own.
  done(await owe(other, 'DX-23-1', { supplier: 'Sailmaker' }))
  done(await owe(other, 'DX-23-2'))
  expect(refused(await owe(other, '---')).words).toMatch(/letters and digits/)
  expect(refused(await owe(other, 'DX-24', { supplier: '…' })).words).toMatch(/letters and digits/)
})

test('each organisation has invoices of its own, and has them in all of its cases', async () => {
  const own = (id: string, on = desk) => write(on, crew, id, 'cost', cost('tar', 'crew', 10, 'T1'))
  const code = codes[at++]
  const elsewhere = deskOn(store, shelfOf({ ...funding, regime: 'other-watch' }))
  const [one, other] = [await funded(desk, code), await funded()]
  const again = await funded(elsewhere, code, 'other-watch')
  done(await own(one))
  done(await own(other))
  expect(refused(await own(again, elsewhere)).words).toMatch(new RegExp(`${code} has an invoice of that number`))
})

test('organisations of one area have invoices of their own; what the area owes as a whole each of them owes', async () => {
  const [one, other] = [codes[at++]!, codes[at++]!]
  const area = { regime: 'small-watch', organisations: [one, other], on: '2014-01-06', reason: 'Signals' }
  const { id } = done(await openCase(as(desk, analyst), area))
  done(await write(desk, approver, id, 'budget', budget('tar', 'crew', 1_000)))
  const own = (number: string, organisation?: string) =>
    write(desk, crew, id, 'cost', cost('tar', 'crew', 10, number), organisation === undefined ? {} : { organisation })
  done(await own('A-39', other))
  done(await own('A-39', one))
  expect(refused(await own('a39', one)).words).toMatch(new RegExp(`^${one} has "A-39" in this case already`))
  expect(refused(await own('A-39')).words).toMatch(new RegExp(`^${other} has "A-39" in this case already`))
  done(await own('A-40'))
  expect(refused(await own('A-40', other)).words).toMatch(new RegExp(`^${other} has "A-40" in this case already`))
})

test('a number that was reversed is free in all cases; a payment that was taken back frees none', async () => {
  const [one, other] = [await funded(), await funded()]
  const wrong = done(await owe(one, 'R1'))
  const paid = done(await write(desk, approver, one, 'payment', { item: wrong.id, pence: 10, reference: null }))
  done(await write(desk, approver, one, 'reversal', { of: paid.id }, { audience: paid.audience }))
  expect(refused(await owe(other, 'R1')).reason).toBe('already-paid')
  done(await write(desk, master, one, 'reversal', { of: wrong.id }))
  done(await owe(other, 'R1'))
  expect(refused(await owe(one, 'R1')).reason).toBe('already-paid')
})

test('nothing is owed for time to come', async () => {
  const id = await funded()
  const later = { from: '2014-01-01', until: '2014-12-31' }
  expect(refused(await owe(id, 'F1', later))).toMatchObject({ reason: 'in-the-future' })
})

for (const database of databases)
  describe(`on ${database.name}`, () => {
    test('of many who write one invoice at once, in cases of their own, one does', async () => {
      const race = closing(await openStore(await database.newPlace()))
      const desks = fundedDesk(race)
      const cases: string[] = []
      for (const code of codes.slice(0, 6)) cases.push(await funded(desks, code))
      for (const number of ['N1', 'N2', 'N3']) {
        const body = cost('rescue', 'master', 10, number)
        const outcomes = await Promise.all(cases.map(id => write(desks, master, id, 'cost', body)))
        expect(outcomes.filter(one => one.done)).toHaveLength(1)
        for (const one of outcomes) if (!one.done) expect(one.refused.reason).toBe('already-paid')
      }
      const held = await race.db.selectFrom('invoice').select('number').orderBy('number').execute()
      expect(held.map(({ number }) => number)).toEqual(['n1', 'n2', 'n3'])
      const books = await trialBalance(race)
      expect(books.find(({ account }) => account === 'cost')?.pence).toBe(30)
      expect(books.reduce((sum, { pence }) => sum + pence, 0)).toBe(0)
    })
  })
