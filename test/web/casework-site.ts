/** The whole site over the small sector with a desk of its own: a store, a clock that tests turn, one small regime, a cast. */
import { randomUUID } from 'node:crypto'
import { insertRecords } from '../../src/casework/records/record-store.ts'
import type { Desk } from '../../src/casework/desk-store.ts'
import type { Grant } from '../../src/casework/model.ts'
import { addPeople, findMember, listCast } from '../../src/casework/people-store.ts'
import { listFrameworks, loadFramework } from '../../src/assessment/framework-file.ts'
import { deskOf } from '../../src/cli/desk.ts'
import { loadCalendars } from '../../src/regimes/calendar-file.ts'
import { compileRegime } from '../../src/regimes/compile.ts'
import { summaryOf } from '../../src/regimes/regime-file.ts'
import type { ShelvedRegime, ShelvedVersion } from '../../src/regimes/shelf-file.ts'
import { openStore, type StoreKind } from '../../src/store/open-store.ts'
import { type App, createApp } from '../../src/web/app.ts'
import type { SignIn } from '../../src/web/sign-in.ts'
import type { AllowedJson, CaseJson, DeadlineJson, EventJson, OneCaseJson } from '../../src/web/api/case-schemas.ts'
import { changed, harbourVersions } from '../regimes/examples/harbour.ts'
import { embedded } from '../store/databases.ts'
import { smallSector } from './small-sector.ts'

export interface CaseworkSite {
  readonly app: App
  readonly desk: Desk
  readonly signIn: SignIn
  /** Sets the product's clock (ISO instant). */
  turn(now: string): void
  /** Asks as somebody of the cast, or as the public. */
  ask(path: string, as?: string, init?: RequestInit): Promise<Response>
  /** What is on a page, as somebody sees it. */
  text(path: string, as?: string): Promise<string>
  /** Sends a form, as a page of the site does. */
  post(path: string, as: string | undefined, fields: Readonly<Record<string, string>>): Promise<Response>
  close(): Promise<void>
}

export const home = 'http://localhost:4000'

const cast: Readonly<Record<string, readonly string[]>> = {
  'ida-office': ['office'],
  'olga-office': ['office'],
  'pia-pilot': ['pilot'],
  'pat-partner': ['partner'],
  'max-master': ['master'],
  'leo-lookout': ['lookout'],
  analyst: ['oversight-analyst'],
  'fay-finance': ['finance-approver'],
  auditor: ['auditor'],
}

type Changes = readonly (readonly [string, string])[]

/** Harbour Watch, whose way in by catastrophe rests on nothing but the office's word, so that a case can enter. */
async function shelf(changes: Changes): Promise<readonly ShelvedRegime[]> {
  const calendars = await loadCalendars()
  const text = changed(
    ['admitted-at-once: { to: draft, if: catastrophe, by', 'admitted-at-once: { to: draft, by'],
    ...changes,
  )
  const versions: readonly ShelvedVersion[] = harbourVersions(text).map(({ document: _, ...loaded }) => ({
    ...loaded,
    compiled: compileRegime(loaded, calendars),
  }))
  const latest = versions.at(-1) as ShelvedVersion
  return [{ ...summaryOf(latest), byVersion: new Map(versions.map(one => [one.version, one])), latest }]
}

/** @param changes Of the text of the regime's file, beside its own. */
export async function caseworkSite(recordKind: StoreKind = 'fictional', changes: Changes = []): Promise<CaseworkSite> {
  const store = await openStore(await embedded.newPlace(recordKind))
  const { evidence, framework } = await smallSector()
  const shipped = await Promise.all((await listFrameworks()).map(({ id }) => loadFramework(id)))
  const frameworks = shipped.map(one => (one.framework === framework.framework ? framework : one))
  const shelved = { regimes: await shelf(changes), history: [], placements: [] }
  let now = '2014-06-02T09:00:00.000Z'
  const desk = deskOf(store, { now: () => now }, evidence, frameworks, shelved)
  const everywhere: Omit<Grant, 'function'> = {
    organisation: null,
    region: null,
    regime: null,
    from: '2010-01-01',
    until: null,
  }
  await addPeople(
    store,
    Object.entries(cast).map(([key, functions]) => ({
      key,
      name: `Name of ${key}`,
      purpose: 'Made for tests.',
      keepUntil: null,
      grants: functions.map(one => ({ function: one, ...everywhere })),
    })),
  )
  const signIn: SignIn = { people: { cast: () => listCast(store), member: key => findMember(store, key) } }
  const app = await createApp({
    evidence,
    frameworks,
    shelf: shelved,
    desk,
    signIn,
    onError: error => console.error(error),
  })
  const cookies = new Map<string, string>()
  const cookieOf = async (person: string): Promise<string> => {
    const known = cookies.get(person)
    if (known) return known
    const answer = await app.request(`${home}/sign-in`, { method: 'POST', body: new URLSearchParams({ person }) })
    const [cookie = ''] = (answer.headers.getSetCookie()[0] ?? '').split(';')
    cookies.set(person, cookie)
    return cookie
  }
  const ask: CaseworkSite['ask'] = async (path, as, init = {}) => {
    const headers = new Headers(init.headers)
    if (as) headers.set('cookie', await cookieOf(as))
    return app.request(`${home}${path}`, { ...init, headers })
  }
  const headers = { origin: home, host: new URL(home).host }
  return {
    app,
    desk,
    signIn,
    turn(to) {
      now = to
    },
    ask,
    text: async (path, as) => (await ask(path, as)).text(),
    post: (path, as, fields) => ask(path, as, { method: 'POST', body: new URLSearchParams(fields), headers }),
    close: () => store.close(),
  }
}

let keys = 0

/** Sends a command of the API as somebody, with a key of its own unless told. */
export function send(
  site: CaseworkSite,
  as: string | undefined,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return site.ask(`/api/v1${path}`, as, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': `key-${(keys += 1)}`, ...headers },
  })
}

export const opening = {
  regime: 'harbour-watch',
  route: 'foundation-trust',
  organisations: ['X02'],
  on: '2014-06-02',
  reason: 'Its board asked for help.',
}

/** Opens a case and gives its id. */
export async function openedCase(site: CaseworkSite, body: object = opening): Promise<string> {
  const answer = await send(site, 'analyst', '/cases', body)
  const opened = await json(answer)
  if (!answer.ok) throw new Error(opened.detail)
  return opened.case.id
}

const estimate = {
  kind: 'estimate',
  body: { low: 100_000, high: 250_000, consultancy: null, posts: 3, months: 12, basis: 'As in cases before.' },
  on: '2014-06-02',
  by: 'oversight-analyst',
  reason: 'Asked for before entry.',
}

const recommendation = {
  kind: 'recommendation',
  body: { on: 'entry', way: null, advice: 'yes', says: 'It cannot mend this alone.' },
  on: '2014-06-02',
  by: 'lookout',
  reason: 'Seen from the lookout.',
}

/** Lets a case enter by the office's word, after the estimate and the recommendation that its rules ask for. */
export async function admit(
  site: CaseworkSite,
  id: string,
  more: { readonly exceed?: string } = {},
): Promise<Response> {
  await send(site, 'analyst', `/cases/${id}/records`, estimate)
  await send(site, 'leo-lookout', `/cases/${id}/records`, recommendation)
  const event = { kind: 'event', event: 'admitted-at-once', on: '2014-06-02', by: 'office' }
  return send(
    site,
    'ida-office',
    `/cases/${id}/events`,
    { event, reason: 'Waiting would be unsafe.', ...more },
    { 'if-match': '"1"' },
  )
}

/** Makes a case one for the public to read, as a publication does. */
export async function publish({ desk }: CaseworkSite, id: string): Promise<void> {
  await desk.store.db.updateTable('case_file').set({ published: '2014-06-02' }).where('id', '=', id).execute()
}

/** Makes a version of a record in a case public, as a publication of it does. */
export async function publishVersion(
  { desk }: Pick<CaseworkSite, 'desk'>,
  caseId: string,
  record: string,
  version = 1,
): Promise<void> {
  const publication = {
    id: randomUUID(),
    version: 1,
    kind: 'publication',
    caseId,
    organisation: null,
    recordKind: 'fictional',
    audience: 'public',
    body: { of: record, says: 'It can be read now.', version, hash: 'a'.repeat(64) },
    hash: '',
    actor: 'pat-publisher',
    role: 'publisher',
    reason: 'The organisation was told.',
    effective: desk.clock.now().slice(0, 10),
    knownAt: desk.clock.now(),
  } as const
  await desk.store.db.transaction().execute(tx => insertRecords(tx, [publication]))
}

/** A case of X02 that has entered and is public. */
export async function publishedCase(site: CaseworkSite): Promise<string> {
  const id = await openedCase(site)
  const admitted = await admit(site, id)
  if (!admitted.ok) throw new Error((await json(admitted)).detail)
  await publish(site, id)
  return id
}

/** All that answers of the API may hold; each test looks at what its answer has. */
export interface Answer {
  readonly case: OneCaseJson
  readonly event: EventJson
  readonly events: readonly EventJson[]
  readonly cases: readonly CaseJson[]
  readonly deadlines: readonly DeadlineJson[]
  readonly allowed: AllowedJson
  readonly recordKind: string
  readonly next: string | null
  readonly reason: string
  readonly detail: string
}

export async function json(answer: Response | Promise<Response>): Promise<Answer> {
  return (await (await answer).json()) as Answer
}
