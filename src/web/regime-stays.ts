/** Stays in regimes on pages: rows with the words of the history, bars whose uncertain ends are seen and said. */
import { z } from 'zod'
import type { AxisBar, AxisRow, AxisYears } from '../charts/regime-axis.ts'
import { regimeAxis } from '../charts/regime-axis.ts'
import type { RecordKind, Succession } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { chronological, timelineOf, timeOf, type TimelineRow } from '../regimes/history.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'
import { overlapsOf } from '../regimes/overlaps.ts'
import { placementJson, type PlacementJson } from '../regimes/placement-table.ts'
import { stayWords } from '../regimes/placement-words.ts'
import { count } from './format.ts'
import { contextOf, type Context, type PageRequest } from './page.ts'
import { chart } from './render.ts'

export const axisYears: AxisYears = { from: 2005, to: 2026 }

const known = z
  .object({
    date: z.string(),
    precision: z.enum(['day', 'month', 'year']),
    inferred: z.string().nullable().meta({ description: '"inferred from …", or null where a source gives the date.' }),
  })
  .nullable()

const placementSchema: z.ZodType<PlacementJson> = z.object({
  recordKind: z.enum(['real', 'fictional', 'exercise']),
  id: z.string(),
  regime: z.string(),
  version: z.string().nullable(),
  name: z.string().meta({ description: 'The regime as sources call it.' }),
  code: z.string().nullable(),
  organisation: z.string().meta({ description: 'Its name at the time.' }),
  area: z.boolean(),
  entered: known,
  enteredWords: z.string(),
  left: known,
  leftKnown: z.enum(['dated', 'left-date-not-found', 'end-not-known']),
  leftWords: z.string(),
  howLeft: z.string().nullable(),
  howLeftWords: z.string(),
  into: z.string().nullable(),
  months: z.object({ atLeast: z.number(), atMost: z.number() }).nullable(),
  sources: z
    .array(
      z.object({
        publisher: z.string(),
        kind: z.string() as unknown as z.ZodType<PlacementJson['sources'][number]['kind']>,
        what: z.string(),
        date: z.string().nullable(),
        address: z.string().nullable(),
      }),
    )
    .readonly(),
  notes: z.array(z.string()).readonly(),
  conflicts: z.array(z.string()).readonly(),
})

export const staySchema = z.object({
  placement: placementSchema,
  of: z
    .enum(['itself', 'predecessor', 'successor'])
    .meta({ description: 'Whose stay it was, seen from the organisation asked for.' }),
  time: z
    .number()
    .nullable()
    .meta({ description: '2 for the second stay under the same name; null: order not known.' }),
  stay: z.string().meta({ description: 'How long it was in, in words; "not known" without both dates.' }),
  overlaps: z.array(z.object({ id: z.string(), name: z.string(), certain: z.boolean() })),
})
export type Stay = z.infer<typeof staySchema>

/** Head of a page about rules and their real history, which are the same whatever the store holds. */
export function realContext(request: PageRequest): Context {
  return { ...contextOf(request), recordKind: 'real' }
}

/** All the given stays, each as its own organisation's; oldest first. */
export function staysOf(placements: readonly PlacementRecord[], history: readonly PlacementRecord[]): Stay[] {
  return chronological(placements).map(placement =>
    stayOf({
      placement,
      of: 'itself',
      time: timeOf(placement, history),
      months: null,
      overlaps: overlapsOf(placement, history),
    }),
  )
}

/** The stays of one organisation, and of those it came from or that came of it. */
export function staysAround(
  history: readonly PlacementRecord[],
  code: string,
  successions: readonly Succession[],
): Stay[] {
  return timelineOf(history, code, successions, axisYears).map(stayOf)
}

function stayOf({ placement, of, time, overlaps }: TimelineRow): Stay {
  return {
    placement: placementJson(placement),
    of,
    time,
    stay: stayWords(placement),
    overlaps: overlaps.map(one => ({ id: one.with.id, name: one.with.name.title, certain: one.certain })),
  }
}

/** What the stays of an organisation come to, in a sentence or two. */
export function staysSummary(name: string, stays: readonly Stay[]): string {
  const own = stays.filter(one => one.of === 'itself')
  const others = stays.length - own.length
  const also =
    others === 0
      ? ''
      : ` ${count(others, 'more stay')} of those it came from or that came of it ${others === 1 ? 'is' : 'are'} shown too.`
  if (own.length === 0)
    return `${name} is not known to have been in a regime itself. That is what our history holds, not what happened.${also}`
  const regimes = new Set(own.map(one => one.placement.name)).size
  const again = own.filter(one => (one.time ?? 1) > 1).length
  const back = again === 0 ? '' : ` It came back ${again === 1 ? 'once' : `${again} times`}.`
  const open = own.filter(one => one.placement.leftKnown === 'end-not-known').length
  const ends = open === 0 ? '' : ` For ${open} of them the end is not known, which is not “still in”.`
  return `${name} is known to have been in ${regimes === 1 ? 'one regime' : `${regimes} regimes`}, with ${count(own.length, 'stay')} in all.${back}${ends}${also}`
}

/** Every succession that the snapshot holds. */
export function successionsOf(snapshot: Snapshot): readonly Succession[] {
  return [...snapshot.organisations.values()].flatMap(one => one.predecessors)
}

/** The stays as bars; `named` says what stands before each: the organisation or the regime. */
export function staysPicture(
  id: string,
  title: string,
  history: readonly PlacementRecord[],
  stays: readonly Stay[],
  named: 'organisation' | 'regime',
): unknown {
  const records = new Map(history.map(one => [one.id, one]))
  const rows = stays.flatMap(({ placement, stay }): AxisRow[] => {
    const record = records.get(placement.id)
    const who = placement[named === 'organisation' ? 'organisation' : 'name']
    return record
      ? [{ title: who, note: `${yearsWords(placement)}${stay === 'not known' ? '' : `: ${stay}`}`, bar: barOf(record) }]
      : []
  })
  if (rows.length === 0) return null
  const description = stays
    .map(
      ({ placement: one }) =>
        `${one[named === 'organisation' ? 'organisation' : 'name']}: entered ${one.enteredWords}; left: ${one.leftWords}.`,
    )
    .join(' ')
  const recordKind: RecordKind = stays[0]?.placement.recordKind ?? 'real'
  return chart({ id, title, description, recordKind }, frame => regimeAxis(frame, rows, axisYears))
}

/** A stay as a bar: certain from the latest day it can have entered until the earliest it can have left. */
export function barOf({ entered, notBefore, left, outBy, lastKnownIn }: PlacementRecord): AxisBar {
  const sureFrom = entered?.latest ?? null
  const sureTo = left?.earliest ?? lastKnownIn?.earliest ?? null
  // Of a stay without an end, the day of entry is certain at least, where it is known to the day.
  const surely = sureTo ?? (entered?.precision === 'day' ? entered.latest : null)
  const from = entered?.earliest ?? notBefore ?? `${axisYears.from}-01-01`
  return {
    sure: sureFrom !== null && surely !== null && sureFrom <= surely ? [sureFrom, surely] : null,
    may: { from, to: left?.latest ?? outBy },
    goesOn: false,
    look: 'filled',
    marks: [],
  }
}

/** "July 2013 to June 2014", "from 2016, end not known": the dates in short, for beside a bar. */
function yearsWords({ enteredWords, leftWords, left }: PlacementJson): string {
  const short = (text: string) => `${text.split(/[,;] /)[0] ?? text}${text.includes('inferred') ? ' (inferred)' : ''}`
  if (left) return `${short(enteredWords)} to ${short(leftWords)}`
  return `${short(enteredWords)}; ${leftWords.split('; ')[0] ?? leftWords}`
}
