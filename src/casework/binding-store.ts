/** The answers of an event's criteria, worked out on what is known and bound to it. */
import { sql } from 'kysely'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { isoFromDay } from '../regimes/day.ts'
import { answerCriteria, criteriaAsked, type Known } from './answers.ts'
import type { Desk } from './desk-store.ts'
import { notCorrected, notQuashed } from './event-store.ts'
import { judgementsOn, type Whose } from './judgement-store.ts'
import type { Case } from './model.ts'
import type { Bind } from './next-event-store.ts'

type About = Pick<Case, 'id' | 'regime' | 'organisations' | 'recordKind'>

/** Binds by what is known now of the organisations of a case. */
export function bindAnswers(desk: Desk, found: About): Bind {
  return async (act, { state, calendars }, rules) => {
    if (act.kind !== 'event') return { act, evidence: null }
    const compiled = rules(state.pin.hash, calendars)
    const asked = criteriaAsked(compiled, state, act.event, act.on)
    if (asked.length === 0) return { act, evidence: null }
    const known = await knownFor(desk, found, compiled, isoFromDay(act.on))
    const { answers, evidence } = answerCriteria(compiled, state, asked, act.on, known)
    return { act: { ...act, answers }, evidence }
  }
}

/** What criteria of a case are worked out on: what is known now, as of a day (ISO). */
export async function knownFor(
  desk: Desk,
  found: About,
  compiled: CompiledRegime,
  day: string,
  whose: Whose = 'all',
): Promise<Known> {
  return {
    snapshot: await desk.snapshot(),
    sources: desk.sources,
    judgements: await judgementsOn(desk, found, day, whose),
    ...(countsEntries(compiled) ? { timesEntered: await timesEntered(desk, found, day) } : {}),
  }
}

/** Whether criteria of a regime ask how often somebody entered it. */
export function countsEntries({ regime }: CompiledRegime): boolean {
  return Object.values(regime.evidence).some(item => item.kind === 'case' && item.fact === 'times-entered')
}

/**
 * How often each organisation of a case had entered its regime by a day (ISO), in this case and in those before it. An entry
 * that was corrected, or quashed as a whole, no longer counts.
 */
export async function timesEntered(
  { store }: Desk,
  { regime, organisations, recordKind }: Pick<Case, 'regime' | 'organisations' | 'recordKind'>,
  day: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ readonly organisation: string; readonly times: number }>`
    select organisation, count(*) as times
    from case_file, unnest(case_file.organisations) as organisation, case_event as e
    where case_file.regime = ${regime} and record_kind = ${recordKind} and organisation = any(${[...organisations]}::text[])
      and e.case_id = case_file.id and e.effects @> '[{"kind": "place-taken"}]' and e.effective <= ${day}::date
      and ${notCorrected} and ${notQuashed}
    group by organisation`.execute(store.db)
  return new Map(rows.map(({ organisation, times }) => [organisation, Number(times)]))
}
