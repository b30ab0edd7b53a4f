/**
 * What was said of organisations under each regime, in the regime's own years: findings as `regime-evidence.yaml` describes
 * them. They follow lasting quality or the year's balance, and those who were put into a regime mostly have the evidence
 * that put them there.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readDocument } from '../src/documents/yaml-document.ts'
import { legalFormOf } from '../src/evidence/names.ts'
import { publishedAfter, quarters } from './calendar.ts'
import { writeTable, type SampleFile } from './csv.ts'
import { financeOf } from './finance.ts'
import type { Body, Past } from './past.ts'
import { lastYear, nameOn, standingBefore, yearlyBalance } from './past-files.ts'
import type { Stay } from './placements.ts'
import { stream } from './random.ts'
import type { Sector, Trust } from './sector.ts'
import type { Standing } from './standing.ts'

const date = z.iso.date()
const count = z.int().positive()
/** Kinds of body, by their type or by the words of their subtype. */
const who = z.enum([
  'trust',
  'acute',
  'mental-health-and-community',
  'ambulance',
  'icb',
  'primary-care-trust',
  'strategic-health-authority',
  'clinical-commissioning-group',
  'integrated-care-system',
])
const band = z.strictObject({ below: z.number().optional(), value: z.string(), words: z.string() })
const rule = z.strictObject({
  kind: z.string(),
  /** Days on which it is said, of each body by itself. */
  on: z.array(date).min(1),
  /** How long it holds; without it, until something else is said. */
  months: count.optional(),
  who: z.array(who).min(1),
  /** Only of trusts with this legal form on the day. */
  'legal-form': z.enum(['nhs-trust', 'foundation-trust']).optional(),
  by: z.string(),
  document: z.string(),
  /** What the value goes by; higher is better. */
  follows: z.enum(['quality', 'balance', 'chance']),
  'years-before': z.int().default(0),
  scatter: z.number().default(0.5),
  /** Of how many it is said: so many of the weakest or strongest, or a share. Drawn alike for one occasion. */
  weakest: count.optional(),
  strongest: count.optional(),
  share: z.number().default(1),
  occasion: z.string().optional(),
  /** Only of those in this regime, or about to enter it. */
  only: z.string().optional(),
  /** What those go by instead who are in a regime, or about to enter it: the first that fits. */
  placed: z.record(z.string(), z.number()).default({}),
  /** How many months before entry that may be. */
  'months-before': z.int().default(5),
  /** The first band that the value is below; the last has no limit. */
  bands: z.array(band).min(1).optional(),
  number: z
    .strictObject({
      plus: z.number().default(0),
      times: z.number(),
      sized: z.boolean().default(false),
      decimals: z.int().default(0),
      least: z.number().default(-Infinity),
      most: z.number().default(Infinity),
      words: z.string(),
    })
    .optional(),
})
type Rule = z.infer<typeof rule>

const outcomes = z.strictObject({
  met: count.optional(),
  'not-met': count.optional(),
  'needs-judgement': count.optional(),
  'evidence-missing': count.optional(),
})
const promise = z.strictObject({
  regime: z.string(),
  version: z.string().optional(),
  /** Left out, it is the latest with evidence, as a reader who names none has it. */
  period: z.string().optional(),
  'at-least': outcomes,
  /** How many wait for a place, at the least. */
  waiting: count.optional(),
  note: z.string().optional(),
})
/** What an entry test of a regime on the sample must find: at least so many of each outcome. */
export type Promised = z.infer<typeof promise>

const evidenceSchema = z.strictObject({ findings: z.array(rule), promises: z.array(promise) })

const columns = ['Organisation_code', 'Kind', 'Value', 'From', 'Until', 'Author', 'Document', 'Statement']
type Row = readonly [code: string, kind: string, value: string, from: string, ...rest: (string | null)[]]

/** All that evidence goes by. */
export interface Told {
  readonly sector: Sector
  readonly standing: Standing
  readonly past: Past
  /** Who was in which regime. */
  readonly stays: readonly Stay[]
}

/** What the entry tests of regimes must find on the sample. */
export function promisedOutcomes(): readonly Promised[] {
  return readRules().promises
}

/** One file for each calendar year in which anything was said, known ten days after the last of it. */
export function* regimeEvidenceFiles(told: Told): Generator<SampleFile> {
  const teller = { ...told, trusts: new Map(told.sector.trusts.map(trust => [trust.code, trust])) }
  const rows = readRules().findings.flatMap(one => one.on.flatMap(day => rowsOf(teller, one, day)))
  for (const [year, said] of [...Map.groupBy(rows, row => row[3].slice(0, 4))].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = said.reduce((latest, row) => (row[3] > latest ? row[3] : latest), '')
    yield {
      name: `fictional-regime-evidence-findings-${year}.csv`,
      title: `Findings on those in difficulty, ${year}`,
      knownAt: publishedAfter(last, 10),
      text: writeTable(columns, said),
    }
  }
}

interface Teller extends Told {
  readonly trusts: ReadonlyMap<string, Trust>
}

function readRules(): z.infer<typeof evidenceSchema> {
  const path = join(import.meta.dirname, 'regime-evidence.yaml')
  return readDocument<z.infer<typeof evidenceSchema>>(
    readFileSync(path, 'utf8'),
    'sample/regime-evidence.yaml',
    evidenceSchema,
  ).value
}

function rowsOf(teller: Teller, rule: Rule, day: string): Row[] {
  const { seed } = teller.sector
  const only = rule.only === undefined ? null : placedIn(teller, rule, rule.only, day)
  const placed = Object.entries(rule.placed).map(([name, as]) => ({ as, bodies: placedIn(teller, rule, name, day) }))
  const asked = teller.past.bodies
    .filter(body => body.opened <= day && (body.closed ?? '9999') >= day && isMeant(rule, body, day))
    .filter(body => only === null || only.has(body))
    .map(body => ({ body, ...goesBy(teller, rule, body, day, placed.find(one => one.bodies.has(body))?.as) }))
    .sort((a, b) => a.value - b.value || (a.body.code < b.body.code ? -1 : 1))
  const chosen = [
    ...(rule.weakest === undefined && rule.strongest === undefined ? asked : []),
    ...asked.slice(0, rule.weakest ?? 0),
    ...asked.slice(asked.length - (rule.strongest ?? 0)),
  ]
  const isSaid = (code: string) =>
    rule.share === 1 || stream(seed, 'said', rule.occasion ?? rule.kind, code, day).chance(rule.share)
  const until = rule.months === undefined ? null : monthsAfter(day, rule.months)
  return chosen
    .filter(one => one.placed || isSaid(one.body.code))
    .sort((a, b) => (a.body.code < b.body.code ? -1 : 1))
    .map(({ body, value }): Row => {
      const said = spoken(rule, value, teller.trusts.get(body.code)?.size ?? 1)
      const document = `${rule.document}, ${day} (fictional)`
      return [body.code, rule.kind, said.value, day, until, `${rule.by} (fictional)`, document, said.words]
    })
}

function isMeant(rule: Rule, body: Body, day: string): boolean {
  const { type, subtype } = body
  const kinds =
    type === 'other' ? [subtype.toLowerCase().replaceAll(' ', '-')] : [type, type === 'icb' ? type : 'trust']
  const form = rule['legal-form']
  return rule.who.some(one => kinds.includes(one)) && (form === undefined || legalFormOf(nameOn(body, day)) === form)
}

/** Those in a regime on a day or about to enter it: by their own stay, or by their area's. */
function placedIn({ past, stays, sector }: Teller, rule: Rule, name: string, day: string): ReadonlySet<Body> {
  const soon = monthsAfter(day, rule['months-before'])
  const near = stays.filter(stay => stay.name === name && stay.from <= soon && (stay.until ?? '9999') > day)
  const codes = new Set(near.map(({ who }) => who.code))
  const areas = sector.areas.filter(({ places }) =>
    near.some(({ who }) => who.code === null && who.name === places.join(' and ')),
  )
  return new Set(past.bodies.filter(({ code, area }) => codes.has(code) || areas.some(one => one.number === area)))
}

/** What the value of a body comes from. `as` is where those in a regime stand. */
function goesBy(
  teller: Teller,
  rule: Rule,
  body: Body,
  day: string,
  as: number | undefined,
): { value: number; placed: boolean } {
  const by = stream(teller.sector.seed, rule.kind, body.code, day)
  const scatter = by.normal()
  // Evidence and placement agree nine times in ten.
  if (as !== undefined && by.chance(0.9)) return { value: as + 0.2 * scatter, placed: true }
  return { value: measureOf(teller, rule, body, day) + rule.scatter * scatter, placed: false }
}

function measureOf({ sector, standing, trusts }: Teller, rule: Rule, body: Body, day: string): number {
  if (rule.follows === 'chance') return 0
  if (rule.follows === 'quality') return standingBefore(sector.seed, standing, body)
  const then = `${Number(day.slice(0, 4)) - rule['years-before']}${day.slice(4)}`
  const year = Number(then.slice(0, 4)) - (then.slice(5) < '04-01' ? 1 : 0)
  if (year <= lastYear) return yearlyBalance(sector.seed, standing, body, year)
  const trust = trusts.get(body.code)
  const quarter = quarters.findLast(({ end }) => end <= then)
  if (!trust || !quarter) return standingBefore(sector.seed, standing, body)
  const { plan, variance } = financeOf(sector.seed, trust, quarter, standing)
  return plan + variance
}

function spoken({ kind, bands, number }: Rule, value: number, size: number): { value: string; words: string } {
  const found = bands?.find(({ below }) => below === undefined || value < below)
  if (found) return found
  if (!number) throw new Error(`sample/regime-evidence.yaml: ${kind} has no band for ${value} and no number`)
  const amount = number.plus + number.times * value * (number.sized ? size : 1)
  const text = Math.min(number.most, Math.max(number.least, amount)).toFixed(number.decimals)
  return { value: /^-0(\.0+)?$/.test(text) ? text.slice(1) : text, words: number.words }
}

function monthsAfter(day: string, months: number): string {
  const at = new Date(day)
  at.setUTCMonth(at.getUTCMonth() + months)
  return at.toISOString().slice(0, 10)
}
