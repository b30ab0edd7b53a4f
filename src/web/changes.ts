/** What pages and the feed ask of the changes: a page of them as everybody may see them, whoever asks, filtered. */
import { type Chapters, readChapters } from '../casework/chapter-store.ts'
import {
  type ChangesCursor,
  type ChangesFilter,
  type PublicEvent,
  publicEvents,
  type PublicRecord,
  publicRecords,
} from '../casework/changes-store.ts'
import { type Desk, type Working, withActor } from '../casework/desk-store.ts'
import { isCaseId, readEvents } from '../casework/event-store.ts'
import { publicActor } from '../casework/model.ts'
import { rulesBy } from '../casework/policy-store.ts'
import { parseInstant } from '../evidence/instant.ts'
import type { RecordKind } from '../evidence/model.ts'
import { readFilter } from './case-filter.ts'
import { askingOf } from './cases.ts'
import { type Change, type ChangeRules, changeOf, changeOfRecord } from './change.ts'
import { echo, PageFault } from './fault.ts'
import type { PageRequest } from './page.ts'

/** Changes of one page, and of one document of the feed. */
const changesLength = 25

export interface Changes {
  readonly recordKind: RecordKind
  readonly filter: Readonly<Record<'regime' | 'organisation' | 'region', string | null>>
  /** Regions of the organisations known. */
  readonly regions: readonly string[]
  readonly changes: readonly Change[]
  /** Cursor of the older page, as `before`; null on the last. */
  readonly older: string | null
}

/** A page of changes. Throws PageFault where a filter or the cursor is none, and where there is no desk. */
export async function changesOf(request: PageRequest): Promise<Changes> {
  const { sector, choice, query } = request
  const { desk } = askingOf(request)
  const known = choice.snapshot.organisations
  const regions = [...new Set([...known.values()].flatMap(({ region }) => region ?? []))].sort()
  const { regime, organisation } = readFilter(query, sector.regimes)
  const region = readRegion(query, regions)
  const before = readCursor(query.get('before'))
  // The same for everybody: also for those who may see more elsewhere.
  return withActor(desk, publicActor, async working => {
    const among = [...known].flatMap(([code, one]) => (one.region === region ? [code] : []))
    const filter = {
      ...(regime === undefined ? {} : { regime }),
      ...(organisation === undefined ? {} : { organisation }),
      ...(region === null ? {} : { among }),
      ...(before === null ? {} : { before }),
      limit: changesLength + 1,
    }
    const told = await toldOf(working, desk, filter, code => known.get(code)?.name ?? code)
    const shown = told.slice(0, changesLength)
    const last = told.length > changesLength ? shown.at(-1) : undefined
    return {
      recordKind: desk.store.recordKind,
      filter: { regime: regime ?? null, organisation: organisation ?? null, region },
      regions,
      changes: await Promise.all(shown.map(one => one.change())),
      older: last ? cursorText(last.at) : null,
    }
  })
}

/** What everybody may read of a month (`2026-11`) by the days on which it took effect, oldest first. */
export function monthOfChanges(
  { desk }: { readonly desk: Desk },
  month: string,
  name: (code: string) => string,
): Promise<readonly Change[]> {
  return withActor(desk, publicActor, async working => {
    const all: Change[] = []
    let before: ChangesCursor | null = null
    do {
      const filter: ChangesFilter = { ...(before === null ? {} : { before }), limit: changesLength }
      const told = (await toldOf(working, desk, filter, name)).slice(0, changesLength)
      all.push(...(await Promise.all(told.map(one => one.change()))))
      before = told.length < changesLength ? null : (told.at(-1)?.at ?? null)
      // Nothing takes effect after it is known.
    } while (before !== null && before.knownAt.slice(0, 7) >= month)
    return all.filter(({ on }) => on.startsWith(month)).toReversed()
  })
}

interface Told {
  readonly at: ChangesCursor
  change(): Promise<Change>
}

/** Events and public records together, newest first. */
async function toldOf(
  working: Working,
  desk: Desk,
  filter: ChangesFilter,
  name: (code: string) => string,
): Promise<readonly Told[]> {
  const [events, records] = [await publicEvents(working, filter), await publicRecords(working, filter)]
  const rules = rulesThen(desk)
  const all = [
    ...events.map(
      (one): Told => ({
        at: { knownAt: one.knownAt, id: one.case.id, number: one.sequence },
        change: async () => changeOf(one, await rules(one), name),
      }),
    ),
    ...records.map(
      (one): Told => ({
        at: { knownAt: one.knownAt, id: one.id, number: one.version },
        change: async () => changeOfRecord(one, await rulesNow(desk, one.case), name),
      }),
    ),
  ]
  return all.toSorted((a, b) => newestFirst(a.at, b.at))
}

function newestFirst(a: ChangesCursor, b: ChangesCursor): number {
  if (a.knownAt !== b.knownAt) return a.knownAt < b.knownAt ? 1 : -1
  return a.id === b.id ? b.number - a.number : a.id < b.id ? 1 : -1
}

type Pinned = Pick<PublicRecord['case'], 'route' | 'hash' | 'calendars'>

async function rulesNow(desk: Desk, { route, hash, calendars }: Pinned): Promise<ChangeRules> {
  return { compiled: (await rulesBy(desk, hash, [calendars]))(hash, calendars), route }
}

/** The rules under which events happened: those of their case, or those from which it has moved since. */
function rulesThen(desk: Desk): (told: PublicEvent) => Promise<ChangeRules> {
  const moved = new Map<string, Promise<Chapters | null>>()
  return async ({ case: about, sequence }) => {
    if (!about.moved) return rulesNow(desk, about)
    const { id } = about
    const chapters = moved.get(id) ?? readEvents(desk.store, id).then(events => readChapters(desk, events))
    moved.set(id, chapters)
    const chapter = (await chapters)?.of(sequence)
    if (!chapter) throw new Error(`The case ${id} has moved to other rules, and no event says so.`)
    return { compiled: chapter.compiled, route: chapter.state.route }
  }
}

function readRegion(query: URLSearchParams, regions: readonly string[]): string | null {
  const asked = query.get('region')?.trim() || null
  if (asked === null || regions.includes(asked)) return asked
  throw new PageFault(400, 'There is no such region', `Found "${echo(asked)}"; expected one of: ${regions.join(', ')}.`)
}

function cursorText({ knownAt, id, number }: ChangesCursor): string {
  return `${knownAt}_${id}_${number}`
}

function readCursor(text: string | null): ChangesCursor | null {
  if (!text) return null
  const [, knownAt = '', id = '', number = ''] = /^([\d:.TZ-]{24})_([\da-f-]{36})_(\d{1,9})$/.exec(text) ?? []
  const instant = parseInstant(knownAt)
  if (instant !== null && isCaseId(id)) return { knownAt: instant, id, number: Number(number) }
  throw new PageFault(400, 'This cursor is not ours', 'Take it from "older" of the page before.')
}

/** Where the feed of a filter stands, without host; what is not filtered by is left out, so that one filter has one address. */
export function feedAddress(filter: Changes['filter']): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value !== null) query.set(name, value)
  return query.size === 0 ? '/changes.atom' : `/changes.atom?${query}`
}
