/**
 * The candidates of a regime in its order: by which way each would come in, who would get a place, who is next, and on whom
 * somebody has to choose. Worked out on what is known and on the choices written down; it puts nobody anywhere. Pure.
 */
import { holdsOn } from '../regimes/roles.ts'
import { anyOf, type Outcome } from '../assessment/criterion.ts'
import { answer, criteriaOf } from '../regimes/answer.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import type { Capacity } from '../regimes/entry-schema.ts'
import { orderOf } from '../regimes/entry.ts'
import type { Evidence } from '../regimes/evidence-value.ts'
import { allocate, type Candidate, type PlaceDecision, rank } from '../regimes/places.ts'
import type { Case } from './model.ts'
import { placeOf } from './records/placing.ts'
import type { StoredRecord } from './records/record.ts'
import { latestSince } from './recommended.ts'

/** A case before entry, with what is written in it and known of each of its organisations. */
export interface CandidateCase {
  readonly found: Case
  readonly compiled: CompiledRegime
  readonly records: readonly StoredRecord[]
  readonly evidence: ReadonlyMap<string, Evidence>
}

/** A way in as it stands for a case. */
export interface WayIn {
  readonly way: string
  readonly title: string
  readonly outcome: Outcome
  readonly considered: boolean
}

export interface QueuedCase {
  readonly caseId: string
  /** Numbers by which the rules order candidates, with what each is; null where not known. */
  readonly order: readonly { readonly says: string; readonly value: number | null }[]
  /** From 1; null where it does not stand in the queue: no place, advice against, or nothing yet that lets it in. */
  readonly position: number | null
  readonly would: 'enter' | 'wait' | null
  readonly reasons: readonly string[]
  /** The first to get a place that is free, or falls free. */
  readonly next: boolean
  /** What somebody has to choose between before anything happens to it; empty where nothing has to be chosen. */
  readonly choices: readonly { readonly id: string; readonly says: string }[]
}

/** Candidates in the order of the regime, those outside the queue last. `taken` counts the places held. O(n²) in candidates. */
export function programmeQueue(
  capacity: Capacity,
  cases: readonly CandidateCase[],
  taken: number,
): readonly QueuedCase[] {
  const known = cases.map(one => ({ one, ...orderIn(one) }))
  const queued = known.filter(({ one }) => stands(one))
  const candidates = queued.map(
    ({ one, numbers }): Candidate => ({
      code: codeOf(one),
      order: numbers,
      considered: wayIn(one)?.considered === true,
    }),
  )
  const { admitted, waiting, next, choiceNeeded } = allocate(capacity, candidates, taken, {
    decisions: queued.flatMap(({ one }) => decisionOf(one)),
  })
  const last = cases.length + 1
  return known
    .map(({ one, order }): QueuedCase => {
      const own = codeOf(one)
      const enters = admitted.find(({ code }) => code === own)
      const place = enters ?? waiting.find(({ code }) => code === own)
      return {
        caseId: one.found.id,
        order,
        position: place?.position ?? null,
        would: place === undefined ? null : enters ? 'enter' : 'wait',
        reasons: place?.reasons ?? [],
        next: own === (admitted[0]?.code ?? next),
        choices: choiceNeeded.find(({ code }) => code === own)?.options ?? [],
      }
    })
    .toSorted((a, b) => (a.position ?? last) - (b.position ?? last))
}

/** By the codes of its organisations, so that candidates who tie stand in their order. */
function codeOf({ found: { organisations, id } }: CandidateCase): string {
  return [...organisations, id].join(' ')
}

/** Whether it stands in the queue: by its place on a list, else by the latest recommendation, else by a way in that is met. */
function stands(one: CandidateCase): boolean {
  const place = placeOf(one.records)?.place
  if (place !== undefined) return place !== 'none'
  const advice = latestSince({ case: one.found, records: one.records }, 'entry')?.body.advice
  return advice === undefined ? wayIn(one) !== null : advice === 'yes'
}

function decisionOf(one: CandidateCase): readonly PlaceDecision[] {
  const placing = placeOf(one.records)
  const option = placing?.instead as PlaceDecision['option'] | null | undefined
  return placing && option ? [{ code: codeOf(one), option, reason: placing.says }] : []
}

/**
 * The way by which a case would come in: the one that is recommended, else the first on its route whose test is met, a ground
 * for entry before one that is only considered; null where there is neither.
 */
export function wayIn({ found, compiled: { regime }, records, evidence }: CandidateCase): WayIn | null {
  const { route } = found.state
  const named = latestSince({ case: found, records }, 'entry')?.body.way ?? null
  const ways = Object.entries(regime.entry.ways)
    .filter(([, way]) => holdsOn(way, route))
    .map(([id, { title, criterion, considered }]): WayIn => {
      const each = [...evidence.values()].map(one => answer(criteriaOf(regime), criterion, route, one).outcome)
      return { way: id, title, considered, outcome: anyOf(each) }
    })
  if (named !== null) return ways.find(({ way }) => way === named) ?? null
  const met = ways.filter(({ outcome }) => outcome === 'met')
  return met.find(({ considered }) => !considered) ?? met[0] ?? null
}

/** The numbers of a case: those of its organisation that goes first. */
function orderIn({ compiled: { regime }, evidence }: CandidateCase) {
  const criteria = criteriaOf(regime)
  const each = [...evidence].map(([code, known]): Candidate => ({ code, order: orderOf(criteria, known) }))
  const numbers = rank(each)[0]?.candidate.order ?? []
  const order = (regime.entry.order ?? []).map(({ says }, index) => ({ says, value: numbers[index] ?? null }))
  return { numbers, order }
}
