/**
 * Casework: events with a durable commit a second, beside a bare INSERT of the same event with the same durability, one after
 * another and many at once; and cases folded anew from their events.
 */
import { rebuildCase } from '../src/casework/case-store.ts'
import type { Desk } from '../src/casework/desk-store.ts'
import type { Store } from '../src/store/open-store.ts'
import {
  analyst,
  as,
  codes,
  deskOn,
  done,
  grant,
  master,
  opened,
  record,
  shelfOf,
  watch,
} from '../test/casework/core/desk.ts'
import { cited } from '../test/regimes/engine/harness.ts'
import { type Bench, compareTimes, timingTable } from './bench.ts'
import { eachStore } from './each-store.ts'

const events = 200
/** Cases written to at once: one writer each. */
const writers = 20
/** Rebuilds, of cases that take turns, and the events of each: a case cannot be copied, since its chain of hashes is its own. */
const folded = { rebuilds: 1000, cases: 5, events: 500 }

export default {
  name: 'casework',
  run: ({ rounds, print }) => eachStore(print, store => benchStore(store, rounds, print)),
} satisfies Bench

async function benchStore(store: Store, rounds: number, print: (line: string) => void): Promise<void> {
  await store.readRows('create table bare (event jsonb)')
  const desk = deskOn(store, shelfOf({ ...watch, capacity: { places: null, kind: 'none', ...cited } }))
  desk.turn('2014-03-20')
  const crew = as(desk, { key: 'p-crew', grants: [grant('crew')] })
  const begun = async (code: string) => {
    const admitted = done(await record(as(desk, master), await opened(desk, code), 'admitted', '2014-01-08')).case
    return done(await record(crew, admitted, 'published', '2014-01-09')).case
  }
  const cases = await Promise.all(codes.slice(0, writers).map(begun))
  const [[row] = []] = await store.readRows('select to_jsonb(e) from case_event e limit 1')
  const insert = () => store.readRows('insert into bare values ($1)', [JSON.stringify(row)])
  const update = async (writer: number) => {
    const found = cases[writer] as (typeof cases)[0]
    cases[writer] = done(await record(crew, found, 'updated', '2014-03-19')).case
  }
  const atOnce = (work: (writer: number) => Promise<unknown>) =>
    Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let n = 0; n < events / writers; n++) await work(writer)
      }),
    )
  const oneByOne = async (work: (writer: number) => Promise<unknown>) => {
    for (let n = 0; n < events; n++) await work(0)
  }
  for (const [way, times] of [
    ['one after another', oneByOne],
    [`by ${writers} at once`, atOnce],
  ] as const) {
    const contenders = [
      { name: `${events} bare inserts, ${way}`, run: () => times(insert) },
      { name: `${events} events of cases, ${way}`, run: () => times(update) },
    ]
    for (const line of timingTable(await compareTimes(contenders, rounds))) print(line)
  }
  await benchFolding(desk, print)
}

/** Cases of many events, each folded from them and compared with what is stored. */
async function benchFolding(desk: Desk, print: (line: string) => void): Promise<void> {
  const ids: string[] = []
  const [decider, crew] = [as(desk, master), as(desk, { key: 'p-crew', grants: [grant('crew')] })]
  for (const code of codes.slice(writers, writers + folded.cases)) {
    let found = done(await record(decider, await opened(desk, code), 'admitted', '2014-01-08')).case
    found = done(await record(crew, found, 'published', '2014-01-09')).case
    while (found.sequence < folded.events) found = done(await record(crew, found, 'updated', '2014-03-19')).case
    ids.push(found.id)
  }
  const reader = as(desk, analyst)
  const start = performance.now()
  for (let n = 0; n < folded.rebuilds; n++)
    if (!(await rebuildCase(reader, ids[n % ids.length] as string))?.equal)
      throw new Error(`The case ${ids[n % ids.length]} is not what its events say.`)
  const seconds = (performance.now() - start) / 1000
  print(
    `${folded.rebuilds} rebuilds of cases of ${folded.events} events, read, folded and compared: ${seconds.toFixed(1)} s`,
  )
}
