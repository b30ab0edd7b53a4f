/** Names of people stand in the store of persons alone: in no other table, and in nothing that the site gives to take away. */
import { sql } from 'kysely'
import { expect } from 'vitest'
import { sampleCast } from '../../sample/cast.ts'
import { listFrameworks, loadFramework } from '../../src/assessment/framework-file.ts'
import { findMember, listCast } from '../../src/casework/people-store.ts'
import { simulatedClock, standingStill } from '../../src/casework/product-clock.ts'
import { deskOf } from '../../src/cli/desk.ts'
import type { Store } from '../../src/store/open-store.ts'
import { type App, createApp } from '../../src/web/app.ts'
import { storeEvidence } from '../../src/web/store-evidence.ts'
import { shelf } from '../web/shelf.ts'
import { home } from '../web/site.ts'
import { exportAddresses } from './exports.ts'
import { namesIn, partsOf } from './names-said.ts'

// Published figures are most of a store, and hold names of files and nothing else.
const soak = process.env.TURNAROUND_SOAK === '1'

/** Whoever sees everything; and for what is made for whoever writes it, whoever acts for an organisation. */
function readers(): readonly string[] {
  const own = sampleCast().filter(({ grants }) => grants.some(({ organisation }) => organisation !== null))
  return ['auditor', ...own.map(({ key }) => key)]
}

/** No table but that of persons holds anybody's name, whichever tables there are: of casework, of jobs. */
export async function expectNoNamesStored(store: Store, names: readonly string[]): Promise<void> {
  const { rows: all } = await sql<{ schema: string; table: string }>`
    select table_schema as schema, table_name as "table" from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(store.db)
  const tables = all.filter(({ table }) => table !== 'person' && (soak || table !== 'observation'))
  const known = ['case_event', 'record', 'audit_entry', 'idempotency', 'ledger_journal', 'attachment', 'import']
  expect(tables.map(({ table }) => table)).toEqual(expect.arrayContaining(known))
  // Ten times as fast here as in the database.
  const anyOf = new RegExp((await distinctive(store, names)).join('|'), 'i')
  for (const { schema, table } of tables) {
    const { rows } = await sql<{
      row: string
    }>`select t::text as row from ${sql.table(`${schema}.${table}`)} t`.execute(store.db)
    expect([table, rows.filter(({ row }) => anyOf.test(row))]).toEqual([table, []])
  }
  const { rows: people } = await sql<{ name: string }>`select name from person`.execute(store.db)
  expect(people.map(({ name }) => name).sort()).toEqual([...names].sort())
}

/** What is looked for of names: hospitals, and places that rules and history speak of, are called as some families are. */
async function distinctive(store: Store, names: readonly string[]): Promise<readonly string[]> {
  const organisations = await store.readRows('select distinct name from organisation_record')
  const { regimes, history } = await shelf()
  const parts = partsOf(names, JSON.stringify([organisations, regimes.map(({ latest }) => latest.regime), history]))
  expect(parts.length).toBeGreaterThan(names.length)
  return parts
}

/** Every export of the site says nobody's name, asked as somebody who may have it. */
export async function expectNoNamesExported(store: Store, names: readonly string[]): Promise<void> {
  const app = await siteOn(store)
  const parts = await distinctive(store, names)
  const cookies = await Promise.all(readers().map(key => signedIn(app, key)))
  for (const [route, addresses] of await exportAddresses(app, store)) {
    const given: number[] = []
    for (const address of addresses) {
      const answer = await askedBySomebody(app, address, cookies)
      given.push(answer.status)
      // A page, also one that tells of a fault, greets whoever is signed in by name: it is for their own eyes.
      if (answer.headers.get('content-type')?.startsWith('text/html')) continue
      expect([address, await namesIn(new Uint8Array(await answer.arrayBuffer()), parts)]).toEqual([address, []])
    }
    expect([route, given.includes(200)]).toEqual([route, true])
  }
}

/** The answer to the first who gets one, or the last refusal. */
async function askedBySomebody(app: App, address: string, cookies: readonly string[]): Promise<Response> {
  let answer = new Response(null, { status: 403 })
  for (const cookie of cookies) {
    answer = await app.request(`${home}${address}`, { headers: { cookie, host: 'localhost:4000' } })
    if (answer.status !== 403) break
  }
  return answer
}

async function signedIn(app: App, person: string): Promise<string> {
  const body = new URLSearchParams({ person })
  const headers = { origin: home, host: 'localhost:4000' }
  const answer = await app.request(`${home}/sign-in`, { method: 'POST', body, headers })
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] as string
}

/** The site of a sample store at the end of its year. */
async function siteOn(store: Store): Promise<App> {
  const evidence = await storeEvidence(store, () => '2026-12-31')
  const frameworks = await Promise.all((await listFrameworks()).map(({ id }) => loadFramework(id)))
  const clock = simulatedClock('2026-12-31', standingStill, () => performance.now())
  const desk = deskOf(store, clock, evidence, frameworks, await shelf())
  const people = { cast: () => listCast(store), member: (key: string) => findMember(store, key) }
  return createApp({ evidence, frameworks, shelf: await shelf(), desk, signIn: { people } })
}
