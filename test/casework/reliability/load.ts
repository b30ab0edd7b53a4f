/**
 * Work in many cases at once, as clients do it: each command under a key of its own, sent again until it is answered; what was
 * answered is remembered, so that it can be looked for after whatever was killed meanwhile.
 */
import type { Done } from '../../../src/casework/model.ts'
import { as, crew, deskOn, done, master, opened, record, shelfOf, watch } from '../core/desk.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { cited } from '../../regimes/engine/harness.ts'

export const busy = shelfOf({ ...watch, capacity: { places: 3, kind: 'cap', ...cited } })
export const firstDay = '2014-03-20'

/** What a client says, in process or over HTTP. Throws where no answer comes. */
export interface Office {
  look(caseId: string): Promise<{ readonly sequence: number; readonly today: string }>
  update(caseId: string, asked: Asked): Promise<Done<{ readonly sequence: number }>>
  admit(caseId: string, asked: Asked): Promise<Done<{ readonly sequence: number }>>
  takeBack(caseId: string, asked: Asked): Promise<Done<{ readonly sequence: number }>>
  /** Writes a worry, or the next version of one. */
  worry(caseId: string, asked: Omit<Asked, 'expected'>, follows: Version | null): Promise<Done<Version>>
  /** Whether an error says that nobody answered. */
  isLost(error: unknown): boolean
}

export interface Asked {
  readonly expected: number
  readonly on: string
  /** Stands in the reason too, where it can be counted. */
  readonly key: string
}

export interface Version {
  readonly id: string
  readonly version: number
}

/** Two cases in delivery, which take updates and worries, and three rivals for the one place that is left. */
export interface Cases {
  readonly running: readonly string[]
  readonly rivals: readonly string[]
}

export async function casesFor(store: Store): Promise<Cases> {
  const desk = deskOn(store, busy)
  desk.turn(firstDay)
  const running: string[] = []
  for (const code of ['XA01', 'XA02']) {
    const found = await opened(desk, code)
    const { case: admitted } = done(await record(as(desk, master), found, 'admitted', '2014-01-08'))
    const own = { key: 'p', grants: crew.grants.map(one => ({ ...one, organisation: code })) }
    done(await record(as(desk, own), admitted, 'published', '2014-01-09'))
    running.push(found.id)
  }
  const rivals = await Promise.all(['XA03', 'XA04', 'XA05'].map(async code => (await opened(desk, code)).id))
  return { running, rivals }
}

export interface Told {
  readonly caseId: string
  readonly key: string
  /** What was answered: the number of an event, or a version of a record. */
  readonly written: number | Version
}

export interface Load {
  /** What was answered with yes, and what with no. */
  readonly told: readonly Told[]
  readonly refused: readonly string[]
  /** How often somebody was left without an answer. */
  unanswered(): number
  /** Waits for so many more answers. */
  answers(count: number): Promise<void>
  /** Lets nobody begin; ends when nobody waits for an answer any more. What was not answered is sent again later. */
  hold(): Promise<void>
  goOn(): void
  /** Ends when everybody has been answered for the last time. Throws what was no lost answer. */
  end(): Promise<void>
}

/** Begins to work in some cases through an office. */
export function beginLoad(office: Office, { running, rivals }: Cases): Load {
  const [told, refused]: [Told[], string[]] = [[], []]
  let [ending, inFlight, unanswered, keys] = [false, 0, 0, 0]
  let gate = Promise.resolve()
  let open = () => {}

  /** Sends the same again until there is an answer. */
  const insist = async <Value>(send: () => Promise<Value>): Promise<Value> => {
    for (;;) {
      await gate
      inFlight++
      try {
        return await send()
      } catch (error) {
        if (!office.isLost(error)) throw error
        unanswered++
        await sleep(20)
      } finally {
        inFlight--
      }
    }
  }
  const newKey = (who: string) => `load ${who} ${++keys}`.replaceAll(' ', '-')
  const keep = (caseId: string, key: string, answer: Done<number | Version>) => {
    if (answer.done) told.push({ caseId, key, written: answer.value })
    else refused.push(answer.refused.reason)
  }
  const event = async (caseId: string, act: 'update' | 'admit' | 'takeBack', from: number, on: string) => {
    const key = newKey(act)
    const answer = await insist(() => office[act](caseId, { expected: from, on, key }))
    keep(caseId, key, answer.done ? { done: true, value: answer.value.sequence } : answer)
    return answer.done ? answer.value.sequence : null
  }

  const updater = async (caseId: string) => {
    while (!ending) {
      const seen = await insist(() => office.look(caseId))
      let sequence: number | null = seen.sequence
      while (!ending && sequence !== null) sequence = await event(caseId, 'update', sequence, seen.today)
    }
  }
  const rival = async (caseId: string) => {
    while (!ending) {
      const { sequence, today } = await insist(() => office.look(caseId))
      const admitted = await event(caseId, 'admit', sequence, today)
      if (admitted !== null) await event(caseId, 'takeBack', admitted, today)
    }
  }
  const worrier = async (caseId: string) => {
    let latest: Version | null = null
    while (!ending) {
      const key = newKey('worry')
      const follows: Version | null = latest
      const { today } = await insist(() => office.look(caseId))
      const answer: Done<Version> = await insist(() => office.worry(caseId, { key, on: today }, follows))
      keep(caseId, key, answer)
      latest = answer.done && answer.value.version < 4 ? answer.value : null
    }
  }

  const clients = Promise.all([...running.flatMap(id => [updater(id), worrier(id)]), ...rivals.map(rival)])
  // Told by `answers` and `end`; nobody listens before.
  clients.catch(() => {})
  const failed = clients.then(() => {
    throw new Error('All clients have ended.')
  })
  failed.catch(() => {})
  return {
    told,
    refused,
    unanswered: () => unanswered,
    async answers(count) {
      const enough = told.length + count
      while (told.length < enough) await Promise.race([sleep(2), failed])
    },
    async hold() {
      gate = new Promise(resolve => (open = resolve))
      while (inFlight > 0) await Promise.race([sleep(2), failed])
    },
    goOn: () => open(),
    async end() {
      ending = true
      await clients
    },
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds))
}
