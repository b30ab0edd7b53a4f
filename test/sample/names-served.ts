/**
 * A server on the sample, started and used as people do it, through simulated time: with names kept in the store of persons,
 * requests that name their keys, requests in which somebody typed a name, and faults of the database. Gives all that was said.
 */
import { sql } from 'kysely'
import { lastDayBegun } from '../../src/jobs/wake-store.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { type Server, serving, turnaround } from './turnaround-process.ts'

/** By the key under which each is kept. */
export const kept = { 'candidate-9071': 'Xanthippe Vellumbrook', 'candidate-9072': 'Zebedee Quorndyke' } as const
const [key, other] = ['candidate-9071', 'candidate-9072'] as const
const name = kept[key]
const asName = `As ${name} asked`
const regime = 'provider-improvement-programme-2025'

export interface Said {
  /** Standard output and standard error of all processes. */
  readonly logs: string
  /** Statuses of answers, each once. */
  readonly statuses: ReadonlySet<number>
}

/**
 * Serves a sample in a directory, whose cases were played up to the first day (ISO), until the jobs have begun the last; over
 * as many starts as that takes.
 */
export async function serveThrough(directory: string, first: string, last: string, speed: string): Promise<Said> {
  const logs: string[] = []
  const statuses = new Set<number>()
  for (const [one, whose] of Object.entries(kept)) {
    const keep = ['person', 'keep', one, '--name-file', '-', '--purpose', 'Leaders', '--reason', 'Accepted', '--as']
    for (const who of ['auditor', 'operator']) {
      const process = turnaround([...keep, who, '--keep-until', '2031-03-31', '--directory', directory], whose)
      await process.ended
      logs.push(process.said())
    }
  }
  const unreadable = await inStore(directory, breakStore)
  for (let begun = ''; begun < last; begun = (await inStore(directory, lastDayBegun)) ?? '') {
    const server = await serving(['--sample', '--directory', directory, '--clock', first, '--speed', speed])
    const get = await askAround(server, unreadable, statuses)
    await until(async () => (await dayOf(get)) > last)
    server.interrupt()
    await server.ended
    logs.push(server.said())
  }
  return { logs: logs.join('\n'), statuses }
}

async function inStore<Value>(directory: string, work: (store: Store) => Promise<Value>): Promise<Value> {
  const store = await openStore({ directory, recordKind: 'fictional' })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** A case that has ended cannot be read any more, and no record be written for the reason of a name. */
async function breakStore({ db, readRows }: Store): Promise<string> {
  const rows = await readRows(`select id from case_file where closed is not null and published is not null limit 1`)
  const unreadable = String(rows[0]?.[0])
  await sql`update case_file set state = '{}' where id = ${unreadable}`.execute(db)
  await sql`alter table record add constraint broken check (reason <> ${sql.lit(asName)}) not valid`.execute(db)
  return unreadable
}

type Ask = (path: string, init?: RequestInit) => Promise<Response>

/** All that goes well, is refused or fails, with a key or with a name in it. Gives how one asks as somebody. */
async function askAround({ address }: Server, unreadable: string, statuses: Set<number>) {
  const ask: Ask = async (path, init = {}) => {
    const answer = await fetch(`${address}${path}`, { redirect: 'manual', ...init })
    statuses.add(answer.status)
    return answer
  }
  const form = (path: string, fields: Record<string, string>, cookie = '') =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: address, cookie } })
  const signIn = async (person: string) =>
    ((await form('/sign-in', { person })).headers.get('set-cookie') ?? '').split(';')[0] as string
  const cookie = await signIn('national-decider')
  let sent = 0
  const command = (path: string, body: string, more: Record<string, string> = {}) =>
    ask(`/api/v1${path}`, {
      method: 'POST',
      body,
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': `scan-${sent++}`, ...more },
    })
  const entry = (person: string, more: object = {}) => {
    const body = { person, background: 'clinician', purpose: 'To lead', 'keep-until': '2031-03-31', state: 'accepted' }
    return JSON.stringify({ regime, body, on: '2026-01-01', by: 'nhs-england', reason: 'Accepted', ...more })
  }

  // By their keys: done, refused, and read again.
  for (const person of [key, key, 'candidate-0000']) await command('/registers/leadership-candidate', entry(person))
  for (const format of ['', '.json', '.csv'])
    await ask(`/registers/leadership-candidate${format}?regime=${regime}`, { headers: { cookie } })
  await signIn(key)

  // With a name that somebody typed: no address, no such person, nothing that can be read, the wrong way.
  const typed = encodeURIComponent(name)
  for (const path of [
    `/${typed}`,
    `/people/${typed}.json`,
    `/cases/${typed}`,
    `/search?q=${typed}`,
    `/cases?regime=${typed}`,
  ])
    await ask(path, { headers: { cookie, referer: `${address}/${typed}`, 'user-agent': name } })
  await ask(`/cases?regime=${typed}`, { method: 'PUT' })
  await form('/sign-in', { person: name, next: `/${typed}` })
  await form(`/cases/${unreadable}/events`, { who: name, reason: asName }, cookie)
  await command('/registers/leadership-candidate', `{"person": "${name}", ${name}`)
  await command('/registers/leadership-candidate', `{"person": "${name}"}`)
  await command(`/registers/${typed}`, entry(key))
  await ask('/api/imports', { method: 'POST', body: fileOf(`${name}.csv`, `person\n${name}\n`) })
  await ask('/api/imports', { method: 'POST', body: name, headers: { 'content-type': 'multipart/form-data' } })

  // What fails on our side, while a name is at hand.
  await command('/registers/leadership-candidate', entry(other, { reason: asName }))
  await ask(`/cases/${unreadable}?regime=${typed}`, { headers: { cookie } })
  await ask(`/api/v1/cases/${unreadable}?as-known-at=${typed}`, { headers: { cookie } })
  return (path: string) => ask(path, { headers: { cookie } })
}

function fileOf(fileName: string, text: string): FormData {
  const body = new FormData()
  body.append('file', new Blob([text]), fileName)
  return body
}

async function dayOf(get: (path: string) => Promise<Response>): Promise<string> {
  const [, day = ''] = /Simulated time:<\/strong> (\d+ \w+ \d{4})/.exec(await (await get('/about')).text()) ?? []
  return day === '' ? day : new Date(`${day} UTC`).toISOString().slice(0, 10)
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(done => setTimeout(done, 200))
}
