/** What a case holds when a record is to be written in it, or an event recorded. */
import { dayFromIso, isoFromDay } from '../../regimes/day.ts'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { answerCriteria } from '../answers.ts'
import { timesEntered } from '../binding-store.ts'
import type { StoredCase } from '../case-store.ts'
import { deadlinesOf } from '../deadline-store.ts'
import { today, type Desk, type Working } from '../desk-store.ts'
import { eventsOf, rolesActed } from '../event-store.ts'
import { judgementsOn } from '../judgement-store.ts'
import type { Answered } from '../model.ts'
import { balancesOf } from '../money/ledger-store.ts'
import { rulesOf } from '../policy-store.ts'
import { readRecords } from './record-store.ts'
import type { About } from './record.ts'

/** @param read What of it the caller has read already, and is not read again. */
export async function aboutOf(
  working: Working,
  { case: found }: Pick<StoredCase, 'case'>,
  read: Partial<Pick<About, 'records' | 'events' | 'deadlines'>> = {},
): Promise<About> {
  const { store, actor } = working
  const compiled = await rulesOf(working, found)
  return {
    case: found,
    compiled,
    records: read.records ?? (await readRecords(store, found.id)),
    events: read.events ?? (await eventsOf(working, found.id)),
    deadlines: read.deadlines ?? (await deadlinesOf(working, { caseId: found.id })),
    actor,
    acted: await rolesActed(store.db, found.id, actor.key),
    today: today(working),
    snapshot: working.snapshot,
    ledger: async () => (await balancesOf(store, [found.id])).get(found.id) ?? [],
    answers: (criteria, on) => answersOn(working, found, compiled, criteria, on),
  }
}

/** Criteria of a regime by id, worked out for a case on a day (ISO) on what is known now. */
export async function answersOn(
  desk: Desk,
  found: StoredCase['case'],
  compiled: CompiledRegime,
  criteria: readonly string[],
  on: string,
): Promise<Answered> {
  const day = dayFromIso(on)
  const asked = criteria.map(id => ({ id, by: 'any' as const }))
  return answerCriteria(compiled, found.state, asked, day, {
    snapshot: await desk.snapshot(),
    sources: desk.sources,
    judgements: await judgementsOn(desk, found, isoFromDay(day)),
    timesEntered: await timesEntered(desk, found, isoFromDay(day)),
  })
}
