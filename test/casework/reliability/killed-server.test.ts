/** `kill -9` of the server while many write through its API and its jobs run: what it answered stands, and nothing is doubled. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Actor, Done, Refused } from '../../../src/casework/model.ts'
import { addPeople } from '../../../src/casework/people-store.ts'
import { openStore, type StoreOptions } from '../../../src/store/open-store.ts'
import { databases, embedded } from '../../store/databases.ts'
import { deskOn, grant, master } from '../core/desk.ts'
import { type Asked, beginLoad, busy, casesFor, type Office, type Version } from './load.ts'
import { expectWhole } from './whole.ts'

const soak = process.env.TURNAROUND_SOAK === '1'
const crew: Actor = { key: 'p-crew', grants: [grant('crew')] }
const program = fileURLToPath(new URL('./serving-process.ts', import.meta.url))

for (const database of databases)
  describe(`a killed server on ${database.name}`, () => {
    const kills = soak ? 50 : database === embedded ? 3 : 5

    test(`${kills} kills lose nothing that it answered`, { timeout: 60_000 + kills * 30_000 }, async () => {
      const place = await database.newPlace()
      const store = await openStore(place)
      const cases = await casesFor(store)
      const named = { name: 'Somebody', purpose: 'To test.', keepUntil: null }
      await addPeople(
        store,
        [crew, master].map(one => ({ ...one, ...named })),
      )
      await store.close()

      const server = new Server(place)
      await server.start()
      const load = beginLoad(officeAt(server), cases)
      const check = async () => {
        const after = await openStore(place)
        await expectWhole(deskOn(after, busy), load.told)
        await after.close()
      }
      for (let kill = 0; kill < kills; kill++) {
        await load.answers(10 + ((kill * 7) % 30))
        await server.kill()
        await load.hold()
        await check()
        await server.start()
        load.goOn()
      }
      await load.answers(20)
      await load.end()
      await server.kill()
      await check()
      expect(load.unanswered()).toBeGreaterThan(kills)
    })
  })

/** A server that is started again on the same store; everybody has to sign in again then. */
class Server {
  readonly #place: StoreOptions
  #child: ChildProcess | null = null
  #address = ''
  readonly #cookies = new Map<string, string>()

  constructor(place: StoreOptions) {
    this.#place = place
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [program, JSON.stringify(this.#place)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child = child
    const [port] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(endedItself)])
    this.#address = `http://127.0.0.1:${String(port).trim()}`
    this.#cookies.clear()
  }

  async kill(): Promise<void> {
    if (!this.#child || this.#child.exitCode !== null) endedItself()
    this.#child?.kill('SIGKILL')
    await once(this.#child as ChildProcess, 'exit')
  }

  /** Asks as somebody. Throws what `fetch` does where nobody answers. */
  async ask(who: Actor, path: string, init: RequestInit = {}): Promise<Response> {
    const address = this.#address
    let cookie = this.#cookies.get(who.key)
    if (cookie === undefined) {
      const body = new URLSearchParams({ person: who.key })
      const signedIn = await fetch(`${address}/sign-in`, { method: 'POST', body, redirect: 'manual' })
      cookie = (signedIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
      if (address === this.#address) this.#cookies.set(who.key, cookie)
    }
    return fetch(`${address}/api/v1${path}`, { ...init, headers: { ...init.headers, cookie } })
  }
}

function endedItself(): never {
  throw new Error('The server ended by itself.')
}

function officeAt(server: Server): Office {
  const send = async <Value>(
    who: Actor,
    path: string,
    key: string,
    seen: number | null,
    body: object,
    read: (answer: Answer) => Value,
  ): Promise<Done<Value>> => {
    const match = seen === null ? {} : { 'if-match': `"${seen}"` }
    const headers = { 'content-type': 'application/json', 'idempotency-key': key, ...match }
    const answer = await server.ask(who, path, { method: 'POST', headers, body: JSON.stringify(body) })
    const said = (await answer.json()) as Answer
    if (answer.ok) return { done: true, value: read(said) }
    if (said.reason === undefined) throw new Error(`${path} answered ${answer.status}.`)
    return { done: false, refused: { reason: said.reason, words: said.detail, allowed: [] } }
  }
  const event = (who: Actor, caseId: string, name: string, { expected, on, key }: Asked) => {
    const event = { kind: 'event', event: name, on, by: who.grants[0]?.function }
    return send(who, `/cases/${caseId}/events`, key, expected, { event, reason: key }, ({ event: { sequence } }) => ({
      sequence,
    }))
  }
  return {
    async look(caseId) {
      const found = (await (await server.ask(crew, `/cases/${caseId}`)).json()) as { readonly sequence: number }
      const due = (await (await server.ask(crew, `/cases/${caseId}/deadlines`)).json()) as { readonly today: string }
      return { sequence: found.sequence, today: due.today }
    },
    update: (caseId, asked) => event(crew, caseId, 'updated', asked),
    admit: (caseId, asked) => event(master, caseId, 'admitted', asked),
    takeBack: (caseId, { expected, key }) =>
      send(
        master,
        `/cases/${caseId}/corrections`,
        key,
        expected,
        { sequence: expected, instead: null, reason: key },
        ({ event: { sequence } }) => ({ sequence }),
      ),
    worry(caseId, { on, key }, follows) {
      const worry = { body: { says: key }, on, by: 'crew', reason: key }
      const written = ({ id, version }: Answer) => ({ id, version })
      return follows === null
        ? send(crew, `/cases/${caseId}/records`, key, null, { ...worry, kind: 'worry' }, written)
        : send(crew, `/cases/${caseId}/records/${follows.id}`, key, follows.version, worry, written)
    },
    // What `fetch` says of a server that is not there, or that went away in the middle of an answer.
    isLost: error => error instanceof TypeError && ['fetch failed', 'terminated'].includes(error.message),
  }
}

/** All that answers may hold; each has its part. */
interface Answer extends Version {
  readonly event: { readonly sequence: number }
  readonly reason?: Refused['reason']
  readonly detail: string
}
