/** What a case holds when a record is to be written in it, or an event recorded. */
import { dayFromIso } from '../../regimes/day.ts'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { answerCriteria } from '../answers.ts'
import { metricTitle } from '../baseline/baseline-metrics.ts'
import { knownFor } from '../binding-store.ts'
import type { StoredCase } from '../case-store.ts'
import { partnerTable, publicPartnerTable } from '../contracts/partner-store.ts'
import { deadlinesOf } from '../deadline-store.ts'
import { today, type Desk, type Working } from '../desk-store.ts'
import { readAttachment } from '../documents/attachment-store.ts'
import { eventsOf, rolesActed } from '../event-store.ts'
import { effectIn } from '../held-store.ts'
import type { Whose } from '../judgement-store.ts'
import { type Answered, publicActor } from '../model.ts'
import { balancesOf, journalsOf } from '../money/ledger-store.ts'
import { rulesOf } from '../policy-store.ts'
import { powerSpans } from '../powers-store.ts'
import { readRecords } from './record-store.ts'
import type { About } from './record.ts'

/** @param read What of it the caller has read already, and is not read again. */
export async function aboutOf(
  working: Working,
  { case: found, events }: Pick<StoredCase, 'case'> & Partial<Pick<StoredCase, 'events'>>,
  read: Partial<Pick<About, 'records' | 'events' | 'deadlines'>> = {},
): Promise<About> {
  const { store, actor } = working
  const [compiled, records, written, deadlines, acted] = await Promise.all([
    rulesOf(working, found),
    read.records ?? readRecords(store, found.id),
    read.events ?? (events ? events() : eventsOf(working, found.id)),
    read.deadlines ?? deadlinesOf(working, { caseId: found.id }),
    actor.key === publicActor.key ? [] : rolesActed(store.db, found.id, actor.key),
  ])
  return {
    case: found,
    compiled,
    records,
    events: written,
    deadlines,
    actor,
    acted,
    today: today(working),
    snapshot: working.snapshot,
    metricTitle: id => metricTitle(id, working.sources.frameworks, working.metricWords ?? {}),
    attachment: sha256 => readAttachment(store.db, sha256),
    ledger: once(async () => (await balancesOf(store, [found.id])).get(found.id) ?? []),
    journals: once(() => journalsOf(store, found.id)),
    partners: (support, audience = 'case') =>
      (audience === 'public' ? publicPartnerTable : partnerTable)(working, { case: found, compiled, records }, support),
    effect: once(async () => {
      const inCases = await effectIn(working, [found.id])
      return sequence => inCases(found.id, sequence)
    }),
    powers: once(async () => (await powerSpans(working, [{ found, compiled }]))(found.id)),
    answers: (criteria, on) => answersOn(working, found, compiled, criteria, on),
  }
}

/** Criteria of a regime by id, worked out for a case on a day (ISO) on what is known now: on all judgements, or the public ones alone. */
export async function answersOn(
  desk: Desk,
  found: StoredCase['case'],
  compiled: CompiledRegime,
  criteria: readonly string[],
  on: string,
  whose: Whose = 'all',
): Promise<Answered> {
  const day = dayFromIso(on)
  const asked = criteria.map(id => ({ id, by: 'any' as const }))
  return answerCriteria(compiled, found.state, asked, day, await knownFor(desk, found, compiled, on, whose))
}

/** Reads when first asked, and once: what is refused and what is kept rest on the same, whoever writes meanwhile. */
function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let found: Promise<Value> | undefined
  return () => (found ??= read())
}
