/** The decisions of a regime, as far as a reader may see them, read in a few queries however many cases there are. */
import { type Selectable, sql } from 'kysely'
import type { Effect } from '../../regimes/model.ts'
import type { Database } from '../../store/schema.ts'
import { type CaseFilter, eachCase } from '../case-store.ts'
import { readChapters } from '../chapter-store.ts'
import type { Working } from '../desk-store.ts'
import type { Case } from '../model.ts'
import { rulesOf } from '../policy-store.ts'
import { seenAcross } from '../records/eyes.ts'
import { readPublishedOf, readRecordsOf } from '../records/record-store.ts'
import { registerReader, seesEntry } from '../registers/register-eyes.ts'
import { placeOf, readRegister, rulesOn } from '../registers/register-store.ts'
import { entriesOf } from '../registers/register.ts'
import { today } from '../desk-store.ts'
import { type Consistency, consistencyOf } from './consistency.ts'
import { consistencyReasonRegister, reasonOf } from './consistency-reason.ts'
import type { Decision, PairReason } from './decision.ts'
import { type DecidingEvent, decisionsOf, type WrittenChapter } from './decisions.ts'
import { notCorrected, readEvents } from '../event-store.ts'
import { effectIn } from '../held-store.ts'

export interface ReadConsistency extends Consistency {
  /** Decisions whose results nobody recorded, or that are not for this reader: they are compared with nothing. */
  readonly notCompared: number
}

/**
 * The report of a regime.
 * @param inside Whether the reader works on a case, and sees what is bound to its decisions.
 */
export async function readConsistency(
  working: Working,
  filter: Omit<CaseFilter, 'after' | 'limit'> & { readonly regime: string },
  inside: (found: Case) => Promise<boolean>,
): Promise<ReadConsistency> {
  const cases: Case[] = []
  const { regime, ...rest } = filter
  for await (const found of eachCase(working, { ...rest, everUnder: regime })) cases.push(found)
  const ids = cases.map(({ id }) => id)
  const kinds = ['recommendation', 'placing', 'exit-refusal']
  const records = await readRecordsOf(working.store, ids, kinds)
  const published = await readPublishedOf(working.store, ids, kinds)
  const events = await readDeciding(working, ids)
  const moved = await readMoved(working, ids)
  const known = (await working.snapshot()).organisations
  const all = await Promise.all(
    cases.map(async found => {
      const within = await inside(found)
      const own = (events.get(found.id) ?? []).map(one => (within ? one : { ...one, answers: null }))
      const seen = seenAcross(within, records.get(found.id) ?? [], published.get(found.id))
      const region = found.organisations.map(code => known.get(code)?.region ?? null).find(one => one !== null) ?? null
      const whole = { compiled: await rulesOf(working, found), state: found.state, events: own, records: seen }
      const chapters = moved.has(found.id) ? await byChapter(working, whole, found.id) : [whole]
      const under = chapters.filter(({ compiled }) => compiled.regime.regime === regime)
      return decisionsOf(found, under, region)
    }),
  )
  const decisions = all.flat()
  const compared = decisions.filter((one): one is Decision => one.results !== null)
  const reasons = await readReasons(working, filter)
  return { ...consistencyOf(compared, reasons), notCompared: decisions.length - compared.length }
}

/** All that was written in a case that may have changed its rules, each with those of then. */
async function byChapter(working: Working, all: WrittenChapter, id: string): Promise<readonly WrittenChapter[]> {
  const chapters = await readChapters(working, await readEvents(working.store, id))
  if (chapters === null) return [all]
  return chapters.all.map(chapter => ({
    ...chapter,
    events: all.events.filter(({ sequence }) => chapters.of(sequence) === chapter),
    records: all.records.filter(({ knownAt }) => chapters.at(knownAt) === chapter),
  }))
}

/** Cases that changed their rules, of some. */
async function readMoved({ store }: Working, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ readonly id: string }>`
    select distinct case_id as id from case_event
    where case_id = any(${[...ids]}::uuid[]) and kind = 'migrated'`.execute(store.db)
  return new Set(rows.map(({ id }) => id))
}

/** Reasons that the reader may see. */
async function readReasons(
  working: Working,
  { regime, recordKind }: Pick<CaseFilter, 'recordKind'> & { readonly regime: string },
): Promise<readonly PairReason[]> {
  const rule = consistencyReasonRegister
  const place = await placeOf(working, { regime, organisation: null })
  const reader = registerReader(working.actor, rule, rulesOn(working, regime, today(working)), place)
  const entries = entriesOf(await readRegister(working, rule.register, { regime }), rule)
  return entries
    .filter(one => (recordKind === undefined || one.recordKind === recordKind) && seesEntry(reader, one))
    .map(({ body }) => reasonOf(body))
}

/** Events of cases that may decide entry or exit, that no later one corrected, and that have effect. */
async function readDeciding(
  working: Working,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly DecidingEvent[]>> {
  type Row = Pick<
    Selectable<Database['case_event']>,
    'case_id' | 'sequence' | 'name' | 'role' | 'effective' | 'reason' | 'effects'
  > &
    Pick<DecidingEvent, 'answers' | 'knownAt'>
  const { rows } = await sql<Row>`
    select case_id, sequence, name, role, effective, reason, effects, event -> 'answers' as answers,
      known_at as "knownAt"
    from case_event as e
    where case_id = any(${[...ids]}::uuid[]) and kind = 'event' and effects @> '[{"kind": "moved", "strand": "main"}]'
      and ${notCorrected}
    order by case_id, effective, sequence`.execute(working.store.db)
  const hasEffect = await effectIn(working, ids)
  const events = rows
    .filter(row => hasEffect(row.case_id, row.sequence))
    .map(({ effects, ...row }) => ({ ...row, effects: effects as readonly Effect[] }))
  return Map.groupBy(events, ({ case_id }) => case_id)
}
