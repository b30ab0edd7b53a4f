/**
 * Who was in which regime, for the fictional sector: a history file in the format of `history/`, marked fictional. The
 * weakest enter first, so that some enter twice and some are in two regimes at once; a few ends are left unknown.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readDocument } from '../src/documents/yaml-document.ts'
import { monthEnd, quarters, type Quarter } from './calendar.ts'
import { recallPast, type Body } from './past.ts'
import { drawProgramme } from './programme.ts'
import { stream, type Stream } from './random.ts'
import { buildSector, defaultSeed, type Sector } from './sector.ts'
import { buildStanding } from './standing.ts'

const date = z.iso.date()
const wave = z.strictObject({
  who: z.enum(['acute', 'mental-health-and-community', 'ambulance', 'primary-care-trust', 'icb', 'area', 'dissolved']),
  from: date,
  to: date,
  count: z.int().positive(),
  take: z.enum(['weakest', 'strongest']).default('weakest'),
})
const name = z.strictObject({
  title: z.string(),
  began: date,
  ended: date.optional(),
  onward: z.strictObject({ name: z.string(), regime: z.string(), most: z.int().optional() }).optional(),
  is: z.array(z.looseObject({ regime: z.string() })),
  waves: z.array(wave).default([]),
  months: z.tuple([z.int(), z.int()]),
  ways: z.array(z.string()).min(1),
})
const placementsSchema = z.strictObject({
  inferences: z.record(z.string(), z.string()),
  'ways-out': z.record(z.string(), z.string()),
  names: z.record(z.string(), name),
  programme: z.strictObject({ before: z.string(), since: z.string(), regime: z.string() }),
})
type Rules = z.infer<typeof placementsSchema>
type Name = z.infer<typeof name>
type Wave = z.infer<typeof wave>

/** Anybody who can be in a regime: a body, or an area without a code. */
type Candidate = Pick<Body, 'name' | 'opened' | 'closed'> & { readonly code: string | null; readonly strength: number }

export interface Stay {
  readonly who: Candidate
  readonly name: string
  readonly from: string
  /** Null for those still in when the sample ends. */
  readonly until: string | null
  readonly way: string
  /** Regime it went on to. */
  readonly into?: string
  /** Whether it came, or went, by the switch of a whole regime to its successor. */
  readonly switched?: boolean
  readonly switchedOut?: boolean
}

// Among how many of the weakest (or strongest) each entry is drawn: the fewer, the more come back.
const likely = 25
const lastDay = monthEnd((quarters.at(-1) as Quarter).lastMonth)

/** The text of the sample's history file. Same seed, same text. */
export function fictionalHistory(seed: string = defaultSeed): string {
  const rules = readRules()
  const stays = drawStays(rules, buildSector(seed))
  const times = new Map<string, number>()
  const file = {
    history: 'fictional-placements',
    title: 'Placements of the fictional sample sector',
    about: 'Drawn by chance. None of these organisations exists, and none of this happened.',
    'record-kind': 'fictional',
    compiled: lastDay,
    names: Object.fromEntries(
      Object.entries(rules.names).map(([id, { title, began, ended, is }]) => [id, { title, began, ended, is }]),
    ),
    inferences: rules.inferences,
    'ways-out': rules['ways-out'],
    sources: {
      sample: { publisher: 'National oversight office (fictional)', kind: 'generated', what: 'drawn for the sample' },
    },
    placements: stays.map(stay => {
      const key = `${stay.name}-${(stay.who.code ?? stay.who.name).toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
      const time = (times.get(key) ?? 0) + 1
      times.set(key, time)
      return row(stay, `${key}-${time}`, stream(seed, 'known', key, time))
    }),
  }
  return `${JSON.stringify(file, null, 1)}\n`
}

/** Every stay of a sector, for the evidence that goes with it. */
export function drawPlacements(sector: Sector): readonly Stay[] {
  return drawStays(readRules(), sector)
}

function readRules(): Rules {
  const path = join(import.meta.dirname, 'placements.yaml')
  return readDocument<Rules>(readFileSync(path, 'utf8'), 'sample/placements.yaml', placementsSchema).value
}

function drawStays(rules: Rules, sector: Sector): readonly Stay[] {
  const standing = buildStanding(sector)
  const trusts = new Set(sector.trusts.map(trust => trust.code))
  const bodies = recallPast(sector).bodies.map((body): Candidate & Pick<Body, 'type' | 'subtype'> => {
    const noise = stream(sector.seed, 'placed', body.code).normal()
    return { ...body, strength: trusts.has(body.code) ? standing.quality(body.code) + 0.5 * noise : noise }
  })
  const areas = sector.areas.map(({ places }): Candidate => {
    const title = places.join(' and ')
    const strength = stream(sector.seed, 'placed', title).normal()
    return { code: null, name: title, opened: '2002-04-01', closed: null, strength }
  })
  const among = (who: Wave['who']): readonly Candidate[] => {
    if (who === 'area') return areas
    if (who === 'primary-care-trust') return bodies.filter(body => body.subtype === 'Primary care trust')
    if (who === 'dissolved') return bodies.filter(body => body.code?.startsWith('ZA-3'))
    return bodies.filter(body => body.type === who && !body.subtype.endsWith('Specialist'))
  }
  const stays: Stay[] = []
  for (const [id, one] of Object.entries(rules.names)) {
    for (const [i, wave] of one.waves.entries())
      enter(stays, id, one, wave, among(wave.who), stream(sector.seed, id, i))
    sendOnward(stays, id, one, rules, sector.seed)
  }
  const members = drawProgramme(sector, standing).memberships
  for (const member of members) {
    const who = bodies.find(body => body.code === member.code) as Candidate
    stays.push(...programmeStays(rules, who, member.from, member.until))
  }
  return stays.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}

/** One wave of entries, each of the weakest or the strongest: whoever is there, and not in already. */
function enter(stays: Stay[], id: string, name: Name, wave: Wave, among: readonly Candidate[], by: Stream): void {
  const span = Date.parse(wave.to) - Date.parse(wave.from)
  for (let i = 0; i < wave.count; i += 1) {
    const share = wave.count === 1 ? 0 : i / (wave.count - 1)
    const from = isoDay(Date.parse(wave.from) + share * span)
    const free = among.filter(
      who =>
        who.opened <= from &&
        (who.closed === null || who.closed > from) &&
        // Those about to be dissolved, where the regime ends in that.
        (wave.who !== 'dissolved' || (who.closed as string) <= monthsAfter(from, name.months[1])) &&
        stays.every(stay => stay.who !== who || stay.name !== id || (stay.until ?? lastDay) < from),
    )
    const sign = wave.take === 'weakest' ? 1 : -1
    const first = [...free].sort((a, b) => sign * (a.strength - b.strength)).slice(0, likely)
    if (first.length === 0) continue
    const who = by.pick(first)
    stays.push(stayFrom(id, name, who, from, by))
  }
}

function stayFrom(id: string, name: Name, who: Candidate, from: string, by: Stream, switched = false): Stay {
  const due = monthsAfter(from, by.integer(...name.months))
  const way = by.pick(name.ways)
  const about = { who, name: id, from, ...(switched ? { switched } : {}) }
  const end = name.ended ?? '9999'
  if (who.closed !== null && who.closed < due && who.closed < end)
    return { ...about, until: who.closed, way: 'dissolved' }
  if (end <= due) return { ...about, until: end, way: name.onward ? 'moved-on' : way }
  return { ...about, until: due > lastDay ? null : due, way }
}

/** Those in a regime on its last day go on to the next: all of them, or the weakest. */
function sendOnward(stays: Stay[], id: string, name: Name, rules: Rules, seed: string): void {
  const { onward, ended } = name
  const next = onward && rules.names[onward.name]
  if (!onward || !next || !ended) return
  const last = stays
    .filter(stay => stay.name === id && stay.until === ended)
    .sort((a, b) => a.who.strength - b.who.strength)
  for (const [i, stay] of last.entries()) {
    const goes = i < (onward.most ?? last.length)
    stays[stays.indexOf(stay)] = goes
      ? { ...stay, into: onward.regime, switchedOut: onward.most === undefined, way: 'moved-on' }
      : { ...stay, way: name.ways[0] as string }
    const there = stays.some(other => other.who === stay.who && other.name === onward.name && other.from === ended)
    if (goes && !there)
      stays.push(
        stayFrom(
          onward.name,
          next,
          stay.who,
          ended,
          stream(seed, 'onward', id, stay.who.name),
          onward.most === undefined,
        ),
      )
  }
}

/** Members of the national programme, as the findings of the sample have them, under the name of its time. */
function programmeStays({ names, programme }: Rules, who: Candidate, from: string, until: string | null): Stay[] {
  const switched = (names[programme.since] as Name).began
  const way = 'regulator-decided'
  if (from >= switched) return [{ who, name: programme.since, from, until, way }]
  if (until !== null && until < switched) return [{ who, name: programme.before, from, until, way }]
  return [
    { who, name: programme.before, from, until: switched, way: 'moved-on', into: programme.regime, switchedOut: true },
    { who, name: programme.since, from: switched, until, way, switched: true },
  ]
}

/** How the stay would be known: mostly to the day, sometimes to the month or year, sometimes not at all. */
function row({ who, name, from, until, way, into, switched, switchedOut }: Stay, id: string, by: Stream) {
  const cut = (day: string) => day.slice(0, by.chance(0.6) ? 10 : by.chance(0.8) ? 7 : 4)
  const leaving = { how: way, ...(into ? { into } : {}) }
  const unknown = into === undefined && until !== null && until < '2020'
  const inferred = { inferred: 'national-switch' }
  const left =
    until === null
      ? { state: 'end-not-known', 'last-known-in': lastDay }
      : unknown && by.chance(0.1)
        ? { state: 'date-not-found', by: monthsAfter(until, 12), ...leaving }
        : unknown && by.chance(0.1)
          ? { state: 'end-not-known' }
          : switchedOut
            ? { date: until.slice(0, 7), ...inferred, ...leaving }
            : { date: into === undefined ? cut(until) : until, ...leaving }
  // Never only the year: it must settle which rules the stay was under.
  const entered = switched ? { date: from.slice(0, 7), ...inferred } : { date: from.slice(0, by.chance(0.7) ? 10 : 7) }
  return {
    id,
    name,
    organisation: who.name,
    ...(who.code === null ? { area: true } : { code: who.code }),
    entered,
    left,
    sources: ['sample'],
  }
}

function monthsAfter(day: string, months: number): string {
  const at = new Date(day)
  at.setUTCMonth(at.getUTCMonth() + months, Math.min(at.getUTCDate(), 28))
  return at.toISOString().slice(0, 10)
}

function isoDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10)
}
