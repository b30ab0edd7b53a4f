/**
 * The ledger: postings with a durable commit a second, beside bare INSERTs of the same rows with the same durability; costs as
 * people record them, with all that is checked; and the money of a sector of many cases.
 */
import { randomUUID } from 'node:crypto'
import type { Desk } from '../src/casework/desk-store.ts'
import type { Case } from '../src/casework/model.ts'
import { accrue, allocate, type Journal } from '../src/casework/money/ledger.ts'
import { postJournals } from '../src/casework/money/ledger-store.ts'
import type { StoredRecord } from '../src/casework/records/record.ts'
import type { Store } from '../src/store/open-store.ts'
import { sectorMoney } from '../src/web/money.ts'
import { codes, done } from '../test/casework/core/desk.ts'
import { approver, budget, cost, fundedDesk, openedCase } from '../test/casework/money/desk.ts'
import { write } from '../test/casework/records/desk.ts'
import { type Bench, compareTimes, spread, timingTable } from './bench.ts'
import { eachStore } from './each-store.ts'

const postings = 100
/** Cases posted to at once. */
const writers = 10
const sector = { cases: 1000, postings: 500 }
const on = { line: 'tar', payer: 'crew' }

export default {
  name: 'ledger',
  run: ({ rounds, print }) =>
    eachStore(print, async store => {
      await benchPostings(store, rounds, print)
      await benchSector(store, rounds, print)
    }),
} satisfies Bench

async function benchPostings(store: Store, rounds: number, print: (line: string) => void): Promise<void> {
  await store.readRows('create table bare (journal jsonb)')
  const desk = fundedDesk(store)
  const cases = await Promise.all(codes.slice(0, writers).map(code => openedCase(desk, code)))
  for (const one of cases) await post(desk, one, allocate(on, 1_000_000_000))
  const bare = (_: Case, journal: Journal) => store.readRows('insert into bare values ($1)', [JSON.stringify(journal)])
  const posted = (found: Case, journal: Journal) => post(desk, found, journal)
  for (const one of cases) done(await write(desk, approver, one.id, 'budget', budget('tar', 'crew', 1_000_000_000)))
  const recorded = async (found: Case) =>
    done(await write(desk, approver, found.id, 'cost', cost('tar', 'crew', 100, randomUUID())))
  const times = async (count: number, work: (found: Case, journal: Journal) => Promise<unknown>) => {
    await Promise.all(
      cases.map(async found => {
        for (let n = 0; n < count / writers; n++) await work(found, accrue({ ...on, item: randomUUID() }, 100))
      }),
    )
  }
  const contenders = [
    { name: `${postings} bare inserts, by ${writers} at once`, run: () => times(postings, bare) },
    { name: `${postings} costs posted, balances and sums with them`, run: () => times(postings, posted) },
    {
      name: `${postings} costs recorded by a person, checks and audit with them`,
      run: () => times(postings, recorded),
    },
  ]
  const timings = await compareTimes(contenders, rounds)
  for (const line of timingTable(timings)) print(line)
  for (const { name, times: all } of timings)
    print(`  ${name}: ${((1000 * postings) / spread(all)[1]).toFixed(0)} a second`)
}

async function post({ store, regimes }: Desk, found: Case, journal: Journal): Promise<void> {
  const compiled = regimes[0]?.latest.compiled as NonNullable<(typeof regimes)[number]['latest']['compiled']>
  const about = { effective: '2014-02-01', knownAt: '2014-02-01T12:00:00.000Z', audience: 'public' }
  const record = { id: randomUUID(), version: 1, ...about } as StoredRecord
  await store.db.transaction().execute(async tx => {
    await tx.selectFrom('case_file').select('id').where('id', '=', found.id).forUpdate().execute()
    await postJournals(tx, { case: found, compiled }, record, [journal])
  })
}

/** The sector's page over many cases, each with as many postings, written past the checks: they were timed above. */
async function benchSector(store: Store, rounds: number, print: (line: string) => void): Promise<void> {
  const { cases, postings: each } = sector
  const whole = `generate_series(1, ${cases}) as c(n), generate_series(1, ${each}) as p(n)`
  const id = (kind: number, n: string) => `('00000000-0000-400${kind}-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
  const caseId = id(0, 'c.n')
  const nth = `c.n * ${each} + p.n`
  await store.readRows(`alter table ledger_entry disable trigger entries_balance`)
  await store.readRows(`
    insert into case_file select (jsonb_populate_record(f, jsonb_build_object('id', ${caseId}))).*
    from case_file as f, generate_series(1, ${cases}) as c(n)
    where f.id = (select id from case_file order by id limit 1)`)
  await store.readRows(`
    insert into ledger_journal (id, case_id, regime, record_kind, record, version, position, kind, line, payer, effective, known_at)
    select ${id(1, nth)}, ${caseId}, f.regime, f.record_kind, ${id(2, nth)}, 1, 0, 'allocate', 'tar', 'crew', '2014-02-01', now()
    from (select regime, record_kind from case_file limit 1) as f, ${whole}`)
  for (const [position, account, pence] of [
    [0, 'budget', 100],
    [1, 'authority', -100],
  ] as const)
    await store.readRows(`
      insert into ledger_entry (journal, position, account, pence)
      select ${id(1, nth)}, ${position}, '${account}', ${pence} from ${whole}`)
  await store.readRows(`
    insert into ledger_total
    select case_id, line, payer, account, false, true, sum(pence)
    from ledger_journal j join ledger_entry e on e.journal = j.id where j.record_kind is not null
      and not exists (select 1 from ledger_total t where t.case_id = j.case_id)
    group by 1, 2, 3, 4`)
  const asking = { desk: fundedDesk(store), actor: approver }
  const { all } = await sectorMoney(asking)
  if ((all.budget ?? 0) < cases * each * 100)
    throw new Error(`The sector’s budget is ${all.budget}: postings are missing.`)
  const timings = await compareTimes([{ name: 'money of the sector', run: () => sectorMoney(asking) }], rounds)
  const [, median] = spread(timings[0]?.times ?? [])
  print(`  the money of a sector of ${cases} cases with ${each} postings each: ${median.toFixed(0)} ms`)
}
