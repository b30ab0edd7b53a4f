/** Budgets, costs and reversals as records: who may write them, what they post, and what is refused in which words. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { balancesOf, journalsOf } from '../../../src/casework/money/ledger-store.ts'
import { lineStandings } from '../../../src/casework/money/ledger.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { embedded } from '../../store/databases.ts'
import { codes, crew as anyCrew, done, grant, lookout, master, refused, type TestDesk } from '../core/desk.ts'
import { write } from '../records/desk.ts'
import { approver, budget, cost, fundedDesk, openedCase } from './desk.ts'

const lines = async ({ store: on }: TestDesk, id: string) =>
  Object.fromEntries(
    lineStandings((await balancesOf(on, [id])).get(id) ?? []).map(({ line, payer, ...spend }) => [line, spend]),
  )

const crew = { ...anyCrew, grants: [grant('crew')] }
let store: Store
let opened = 0
beforeAll(async () => {
  store = await openStore(await embedded.newPlace())
})
afterAll(() => store?.close())

/** A case of its own. */
async function begin() {
  const desk = fundedDesk(store)
  const { id } = await openedCase(desk, codes[opened++])
  return { desk, id }
}

test('a budget says who pays: by the rules, or named for the case where they do not say', async () => {
  const { desk, id } = await begin()
  const byRules = done(await write(desk, approver, id, 'budget', budget('tar', 'crew', 10_000)))
  expect(byRules).toMatchObject({ audience: 'public', body: { pence: 10_000, 'named-by': 'rules' } })
  const named = done(await write(desk, master, id, 'budget', budget('rope', 'master', 5_000)))
  expect(named.body).toMatchObject({ 'named-by': 'case' })
  expect(refused(await write(desk, approver, id, 'budget', budget('tar', 'master', 1))).words).toContain('crew pays')
  expect(refused(await write(desk, approver, id, 'budget', budget('gold', 'crew', 1))).words).toContain(
    'pilots, rescue',
  )
  expect(refused(await write(desk, approver, id, 'budget', budget('rope', 'public', 1))).words).toContain('crew')
  expect(refused(await write(desk, lookout, id, 'budget', budget('tar', 'crew', 1))).reason).toBe('wrong-role')
  expect(refused(await write(desk, crew, id, 'budget', budget('rope', 'master', 1))).reason).toBe('wrong-role')
})

test('a later version posts the difference, and takes back no more than is left', async () => {
  const { desk, id } = await begin()
  const first = done(await write(desk, approver, id, 'budget', budget('tar', 'crew', 10_000)))
  done(await write(desk, crew, id, 'cost', cost('tar', 'crew', 7_000, 'A1')))
  const next = (pence: number, version = 1, more = {}) =>
    write(
      desk,
      approver,
      id,
      'budget',
      { ...budget('tar', 'crew', pence), ...more },
      { follows: { id: first.id, version } },
    )
  expect(refused(await next(6_999))).toMatchObject({ reason: 'over-budget' })
  expect(refused(await next(9_000, 1, { line: 'rope', payer: 'master' })).words).toContain('Write a new one')
  done(await next(8_000))
  done(await next(9_500, 2))
  expect((await lines(desk, id))['tar']).toMatchObject({ budget: 9_500, actual: 7_000, owed: 7_000, left: 2_500 })
  expect((await journalsOf(desk.store, id)).map(one => one.entries[0]?.pence)).toEqual([10_000, 7_000, -2_000, 1_500])
})

test('a cost is owed, within the budget, and once for each number of its payer', async () => {
  const { desk, id } = await begin()
  done(await write(desk, approver, id, 'budget', budget('tar', 'crew', 10_000)))
  done(await write(desk, crew, id, 'cost', cost('tar', 'crew', 4_000, 'INV 7')))
  expect(refused(await write(desk, crew, id, 'cost', cost('tar', 'crew', 1, 'inv7')))).toMatchObject({
    reason: 'already-paid',
  })
  const over = refused(await write(desk, crew, id, 'cost', cost('tar', 'crew', 6_001, 'INV 8')))
  expect(over).toMatchObject({ reason: 'over-budget' })
  expect(over.words).toContain('£60.01 is more than is left of the budget')
  expect(
    refused(await write(desk, crew, id, 'cost', cost('tar', 'crew', 1, 'B', { until: '2013-01-01' }))).words,
  ).toContain('first day first')
  done(await write(desk, approver, id, 'budget', budget('surveyors', 'crew', 10_000)))
  expect(refused(await write(desk, crew, id, 'cost', cost('surveyors', 'crew', 1, 'C'))).words).toContain('consultancy')
  done(await write(desk, crew, id, 'cost', cost('surveyors', 'crew', 500, 'C', { consultancy: true })))
  expect(await lines(desk, id)).toMatchObject({
    tar: { owed: 4_000, paid: 0, left: 6_000 },
    surveyors: { actual: 500 },
  })
})

test('a reversal takes a cost back to the penny, once; then its number is free again', async () => {
  const { desk, id } = await begin()
  done(await write(desk, approver, id, 'budget', budget('tar', 'crew', 10_000)))
  const wrong = done(await write(desk, crew, id, 'cost', cost('tar', 'crew', 4_000, 'A1')))
  expect(refused(await write(desk, crew, id, 'reversal', { of: wrong.id }, { audience: 'case' })).words).toContain(
    'public',
  )
  expect(refused(await write(desk, master, id, 'reversal', { of: wrong.id })).reason).toBe('wrong-role')
  done(await write(desk, crew, id, 'reversal', { of: wrong.id }))
  expect(refused(await write(desk, crew, id, 'reversal', { of: wrong.id })).reason).toBe('already-paid')
  expect((await lines(desk, id))['tar']).toMatchObject({ budget: 10_000, actual: 0, owed: 0, left: 10_000 })
  done(await write(desk, crew, id, 'cost', cost('tar', 'crew', 4_001, 'A1')))
  const budgets = (await journalsOf(desk.store, id))[0]?.record
  expect(refused(await write(desk, approver, id, 'reversal', { of: budgets })).words).toContain('cost or payment')
})

test('the limit of a line is never passed; a budget of all cases only for a reason that is published', async () => {
  const { desk, id } = await begin()
  const other = await openedCase(desk, codes[opened++])
  done(await write(desk, approver, id, 'budget', budget('pilots', 'master', 40_000)))
  const over = refused(
    await write(desk, approver, other.id, 'budget', budget('pilots', 'master', 10_001, 'We need it')),
  )
  expect(over).toMatchObject({ reason: 'over-cap' })
  expect(over.words).toContain('the limit is £500 for all cases together, and with this £500.01 would be given out')
  done(await write(desk, approver, other.id, 'budget', budget('pilots', 'master', 10_000)))
  expect(refused(await write(desk, master, id, 'budget', budget('rescue', 'master', 100_001))).words).toContain(
    'record why the budget is exceeded',
  )
  const secret = await write(desk, master, id, 'budget', budget('rescue', 'master', 100_001, 'A gale'), {
    audience: 'case',
  })
  expect(refused(secret).words).toContain('for the public')
  done(await write(desk, master, id, 'budget', budget('rescue', 'master', 100_001, 'A gale')))
})

test('pounds where pence are meant are told in pence; text of money is no number', async () => {
  const { desk, id } = await begin()
  const words = async (pence: unknown) =>
    refused(await write(desk, approver, id, 'budget', { ...budget('tar', 'crew', 1), pence })).words
  expect(await words(12.5)).toContain('if pounds were meant, they are 1250 pence')
  expect(await words('£1,234.56')).toContain('if pounds were meant, they are 123456 pence')
  expect(await words('650')).toContain('if pounds were meant, they are 65000 pence')
  expect(await words('a lot')).not.toContain('if pounds')
  expect(await words(-1)).toContain('whole pence')
  expect(await words(1e15)).toContain('whole pence')
})
