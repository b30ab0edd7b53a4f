/** The answers of an event's criteria, worked out on what is known and bound to it. */
import { sql } from 'kysely'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { isoFromDay } from '../regimes/day.ts'
import { answerCriteria, criteriaAsked, type Known } from './answers.ts'
import type { Desk } from './desk-store.ts'
import { notCorrected } from './event-store.ts'
import type { HeldEvent } from './fold.ts'
import { heldWhereQuashed } from './held-store.ts'
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
 * that was corrected no longer counts, nor one that was quashed or rests on what was.
 */
export async function timesEntered(
  desk: Desk,
  { regime, organisations, recordKind }: Pick<Case, 'regime' | 'organisations' | 'recordKind'>,
  day: string,
): Promise<ReadonlyMap<string, number>> {
  type Row = { readonly id: string; readonly organisations: readonly string[]; readonly days: readonly string[] }
  const { rows } = await sql<Row>`
    select id, organisations, array(
      select e.effective::text from case_event as e
      where e.case_id = case_file.id and e.effects @> '[{"kind": "place-taken"}]' and ${notCorrected}
    ) as days
    from case_file
    where regime = ${regime} and record_kind = ${recordKind} and organisations && ${[...organisations]}::text[]
    `.execute(desk.store.db)
  const held = await heldWhereQuashed(
    desk,
    rows.map(({ id }) => id),
  )
  const times = new Map(organisations.map(code => [code, 0]))
  for (const { id, organisations: codes, days } of rows) {
    const entered =
      held
        .get(id)
        ?.filter(takesPlace)
        .map(({ effective }) => effective) ?? days
    const by = entered.filter(one => one <= day).length
    for (const code of codes) if (times.has(code)) times.set(code, (times.get(code) as number) + by)
  }
  return times
}

function takesPlace({ effects }: HeldEvent): boolean {
  return effects.some(({ kind }) => kind === 'place-taken')
}
