/** Candidates as the board shows them: how far each has come, what it would cost, and where it stands in the queue. */
import { answerCriteria, type Known } from '../casework/answers.ts'
import { type CandidateCase, programmeQueue, type QueuedCase, wayIn } from '../casework/programme-queue.ts'
import type { ProgrammeCase } from '../casework/programme-store.ts'
import { accuracyCheck } from '../casework/records/accuracy-point.ts'
import { estimateKind } from '../casework/records/estimate.ts'
import { placingKind } from '../casework/records/placing.ts'
import { recordsOfKind } from '../casework/records/record.ts'
import { lapsedOn, latestSince } from '../casework/recommended.ts'
import { dayFromIso } from '../regimes/day.ts'
import type { Capacity } from '../regimes/entry-schema.ts'
import { roleTitle, stateTitle } from './event-words.ts'
import type { ShownTo } from './programme-places.ts'
import type { CandidateJson, SumJson } from './programme-schema.ts'

interface About extends Omit<ShownTo, 'known'> {
  /** Null for a reader who is not shown all candidates: a position tells how many others there are. */
  readonly queue: { readonly capacity: Capacity; readonly taken: number } | null
}

/** `lapsed` says why the recommendation that it enters no longer holds; null where that holds, or there is none. */
export type ShownCandidate = ProgrammeCase & CandidateCase & { readonly lapsed: string | null }

/** Why the recommendation that a candidate enters no longer holds on a day (ISO), as the gate of entry would say it. */
export async function entryLapsed(
  { found, compiled, records }: ProgrammeCase,
  known: Known,
  day: string,
): Promise<string | null> {
  const answers = async (criteria: readonly string[], on: string) => {
    const asked = criteria.map(id => ({ id, by: 'any' as const }))
    return answerCriteria(compiled, found.state, asked, dayFromIso(on), known)
  }
  return (await lapsedOn({ case: found, compiled, records, answers }, 'entry', day))?.why ?? null
}

/** In the order of the queue, those outside it last; in the order of their opening where the reader is shown no queue. */
export function candidatesOf(cases: readonly ShownCandidate[], { queue, ...about }: About): CandidateJson[] {
  if (queue === null) return cases.map(one => candidateJson(one, null, about))
  const byId = new Map(cases.map(one => [one.found.id, one]))
  return programmeQueue(queue.capacity, cases, queue.taken).flatMap(queued => {
    const one = byId.get(queued.caseId)
    return one ? [candidateJson(one, queued, about)] : []
  })
}

function candidateJson(
  one: ShownCandidate,
  queued: QueuedCase | null,
  { name, next, today }: Omit<About, 'queue'>,
): CandidateJson {
  const { found, compiled, records, deadlines, marks, lapsed } = one
  const { regime } = compiled
  const recommended = latestSince({ case: found, records }, 'entry')
  const check = accuracyCheck({ compiled, case: found, deadlines, records, events: marks }, today)
  const estimate = recordsOfKind(records, estimateKind).at(-1)?.body
  const way = wayIn(one)
  const options = regime.capacity['when-full'] ?? []
  return {
    case: found.id,
    organisations: found.organisations.map(code => ({ code, name: name(code) })),
    opened: found.opened,
    stageTitle: stateTitle(regime, 'main', found.stage),
    way: way && { title: way.title, outcome: way.outcome, considered: way.considered },
    recommendation: recommended && {
      advice: recommended.body.advice,
      roleTitle: roleTitle(regime, recommended.role),
      on: recommended.effective,
      says: recommended.body.says,
      lapsed,
    },
    accuracy: check && {
      state: check.deadline === null ? 'not-sent' : check.over ? 'over' : 'running',
      until: check.until,
      open: check.open,
    },
    estimate: estimate
      ? { low: estimate.low, high: estimate.high, posts: estimate.posts, months: estimate.months }
      : null,
    lists: recordsOfKind(records, placingKind).map(({ body, role, effective }) => ({
      list: body.list,
      place: body.place,
      says: body.says,
      roleTitle: roleTitle(regime, role),
      on: effective,
      protection: body.protection,
      instead: options.find(({ id }) => id === body.instead)?.says ?? body.instead,
    })),
    next: next.get(found.id) ?? null,
    queue: queued && {
      position: queued.position,
      would: queued.would,
      reasons: [...queued.reasons],
      first: queued.next,
      order: queued.order.map(({ says, value }) => ({ says, value })),
      choices: queued.choices.map(({ id, says }) => ({ id, says })),
    },
  }
}

/** The latest estimates of some cases, together. */
export function sumOf(cases: readonly Pick<ProgrammeCase, 'records'>[]): SumJson {
  const estimates = cases.flatMap(({ records }) => recordsOfKind(records, estimateKind).at(-1)?.body ?? [])
  const sum = (of: (one: (typeof estimates)[number]) => number) => estimates.reduce((all, one) => all + of(one), 0)
  return {
    cases: cases.length,
    estimated: estimates.length,
    low: sum(({ low }) => low),
    high: sum(({ high }) => high),
    posts: sum(({ posts }) => posts),
  }
}
