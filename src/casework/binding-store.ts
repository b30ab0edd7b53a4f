/** The answers of an event's criteria, worked out on what is known and bound to it. */
import { sql } from 'kysely'
import { isoFromDay } from '../regimes/day.ts'
import { answerCriteria, criteriaAsked } from './answers.ts'
import type { Desk } from './desk-store.ts'
import { judgementsOn } from './judgement-store.ts'
import type { Case } from './model.ts'
import type { Bind } from './next-event-store.ts'

/** Binds by what is known now of the organisations of a case. */
export function bindAnswers(desk: Desk, found: Pick<Case, 'id' | 'organisations' | 'recordKind'>): Bind {
  return async (act, { state, calendars }, rules) => {
    if (act.kind !== 'event') return { act, evidence: null }
    const compiled = rules(state.pin.hash, calendars)
    const asked = criteriaAsked(compiled, state, act.event, act.on)
    if (asked.length === 0) return { act, evidence: null }
    const countsEntries = Object.values(compiled.regime.evidence).some(
      item => item.kind === 'case' && item.fact === 'times-entered',
    )
    const { answers, evidence } = answerCriteria(compiled, state, asked, act.on, {
      snapshot: await desk.snapshot(),
      sources: desk.sources,
      judgements: await judgementsOn(desk, found, isoFromDay(act.on)),
      ...(countsEntries ? { timesEntered: await timesEntered(desk, found.id) } : {}),
    })
    return { act: { ...act, answers }, evidence }
  }
}

/** How often a case has entered its regime. */
export async function timesEntered({ store }: Desk, id: string): Promise<number> {
  const { rows } = await sql<{ readonly times: number }>`
    select count(*) as times from case_event
    where case_id = ${id} and effects @> '[{"kind": "place-taken"}]'`.execute(store.db)
  return rows[0]?.times ?? 0
}
