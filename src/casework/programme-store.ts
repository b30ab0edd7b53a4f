/** The cases of a regime with what its board shows of them, read in a few queries however many they are. */
import { type Selectable, sql } from 'kysely'
import type { RecordKind } from '../evidence/model.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { dayFromIso } from '../regimes/day.ts'
import type { Evidence } from '../regimes/evidence-value.ts'
import type { Effect } from '../regimes/model.ts'
import type { Database } from '../store/schema.ts'
import { evidenceOfCase, type Known } from './answers.ts'
import { countsEntries, timesEntered } from './binding-store.ts'
import { eachCase } from './case-store.ts'
import { deadlinesOf } from './deadline-store.ts'
import { today, type Working } from './desk-store.ts'
import { notCorrected } from './event-store.ts'
import { judgementsOnAll } from './judgement-store.ts'
import type { Case, Deadline } from './model.ts'
import { rulesOf } from './policy-store.ts'
import { readRecordsOf } from './records/record-store.ts'
import type { StoredRecord } from './records/record.ts'

/** An event that counts, as far as a board speaks of it. */
export interface Mark {
  readonly sequence: number
  readonly name: string
  readonly role: string | null
  readonly effective: string
  readonly knownAt: string
  readonly reason: string
  readonly exceed: string | null
  readonly effects: readonly Effect[]
}

export interface ProgrammeCase {
  readonly found: Case
  readonly compiled: CompiledRegime
  /** Of the kinds that a board shows, in their latest version; none that is restricted. */
  readonly records: readonly StoredRecord[]
  readonly deadlines: readonly Deadline[]
  readonly marks: readonly Mark[]
}

const kinds = ['recommendation', 'accuracy-point', 'reply', 'estimate', 'placing', 'exit-criterion']

/** Every case of a regime, closed ones too, in the order in which they were opened. */
export async function readProgramme(
  working: Working,
  of: { readonly regime: string; readonly recordKind: RecordKind },
): Promise<readonly ProgrammeCase[]> {
  const cases: Case[] = []
  for await (const found of eachCase(working, of)) cases.push(found)
  const ids = cases.map(({ id }) => id)
  const records = await readRecordsOf(working.store, ids, kinds)
  const deadlines = Map.groupBy(await deadlinesOf(working, { caseIds: ids }), ({ caseId }) => caseId)
  const marks = await readMarks(working, ids)
  return Promise.all(
    cases.map(async found => ({
      found,
      compiled: await rulesOf(working, found),
      records: (records.get(found.id) ?? []).filter(({ audience }) => audience !== 'restricted'),
      deadlines: deadlines.get(found.id) ?? [],
      marks: marks.get(found.id) ?? [],
    })),
  )
}

/** Events of cases that no later one corrected, without what they were bound to. */
async function readMarks({ store }: Working, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Mark[]>> {
  type Row = Pick<
    Selectable<Database['case_event']>,
    'case_id' | 'sequence' | 'name' | 'role' | 'effective' | 'known_at' | 'reason' | 'exceed' | 'effects'
  >
  const { rows } = await sql<Row>`
    select case_id, sequence, name, role, effective, known_at, reason, exceed, effects
    from case_event as e
    where case_id = any(${[...ids]}::uuid[]) and kind <> 'annulled' and ${notCorrected}
    order by case_id, sequence`.execute(store.db)
  const marks = rows.map(({ effects, known_at: knownAt, ...row }) => ({
    ...row,
    knownAt,
    effects: effects as readonly Effect[],
  }))
  return Map.groupBy(marks, ({ case_id }) => case_id)
}

/** What criteria of some cases are worked out on today: by case, whatever is known beside the snapshot read at once. */
export async function knownOf(
  working: Working,
  cases: readonly ProgrammeCase[],
): Promise<(one: ProgrammeCase) => Promise<Known>> {
  const snapshot = await working.snapshot()
  const day = today(working)
  const judgements = await judgementsOnAll(
    working,
    cases.map(({ found }) => found),
    day,
  )
  // Of one regime and kind of record, as a programme is.
  const counting = cases.filter(({ compiled }) => countsEntries(compiled)).map(({ found }) => found)
  const [one] = counting
  const organisations = counting.flatMap(found => found.organisations)
  const times = one && { timesEntered: await timesEntered(working, { ...one, organisations }, day) }
  return async ({ found, compiled }) => ({
    snapshot,
    sources: working.sources,
    judgements: judgements.get(found.id) ?? [],
    ...(countsEntries(compiled) ? times : {}),
  })
}

/** What is known of each organisation of a case today, by its code. */
export async function evidenceNow(
  working: Working,
  { found, compiled }: ProgrammeCase,
  known: Known,
): Promise<ReadonlyMap<string, Evidence>> {
  return evidenceOfCase(compiled, found.state, dayFromIso(today(working)), known)
}
