/**
 * What the criteria say that an event asks for, on what is known, with what they were worked out on. Pure.
 *
 * A case of several organisations is asked as a whole: the way in, or on, is open when any of them meets the criterion; the
 * way out when all of them do.
 */
import { allOf, anyOf, type CriterionOutcome, type Outcome } from '../assessment/criterion.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { answer, criteriaOf } from '../regimes/answer.ts'
import type { CompiledRegime, Move } from '../regimes/compiled.ts'
import { civilFromDay, isoFromDay } from '../regimes/day.ts'
import { onDay } from '../regimes/entry-period.ts'
import type { Evidence } from '../regimes/evidence-value.ts'
import { type CaseFacts, gatherEvidence, type Sources } from '../regimes/gather-evidence.ts'
import type { CaseState, Day } from '../regimes/model.ts'
import { courseOf } from '../regimes/standing.ts'
import { step } from '../regimes/step.ts'
import { type Judgement, withJudgements } from './judgements.ts'
import type { Answered } from './model.ts'

export interface AskedCriterion {
  readonly id: string
  /** Whether all organisations of the case have to meet it, or any. */
  readonly by: 'all' | 'any'
}

/** Criteria of the transitions that an event may take, from where time has brought the case by its day. */
export function criteriaAsked(
  compiled: CompiledRegime,
  found: CaseState,
  event: string,
  on: Day,
): readonly AskedCriterion[] {
  const passed = step(compiled, found, { kind: 'tick', on, dawn: true }, Number.POSITIVE_INFINITY)
  const state = passed.accepted ? passed.case : found
  const course = courseOf(compiled, state)
  const beside = Object.entries(state.strands).map(([strand, at]) => course.strands.get(strand)?.states.get(at))
  const moves = [course.states.get(state.state), ...beside].flatMap(one => one?.on.get(event) ?? [])
  const leaves = ({ to }: Move) => course.states.get(to)?.phase === 'after'
  const byCriterion = Map.groupBy(moves, ({ criterion }) => criterion)
  byCriterion.delete(null)
  return [...byCriterion].map(([id, asking]) => ({ id: id as string, by: asking.every(leaves) ? 'all' : 'any' }))
}

export interface Known {
  readonly snapshot: Snapshot
  readonly sources: Sources
  readonly judgements: readonly Judgement[]
  /** How often each organisation entered before, none where it is not there; left out where nobody has counted. */
  readonly timesEntered?: ReadonlyMap<string, number>
}

/** Outcomes of criteria on a day, and the evidence to be bound to the event by hash. */
export function answerCriteria(
  compiled: CompiledRegime,
  state: CaseState,
  asked: readonly AskedCriterion[],
  on: Day,
  known: Known,
): Answered {
  if (asked.length === 0) return { answers: {}, evidence: null }
  const { snapshot, judgements } = known
  const [day, criteria] = [isoFromDay(on), criteriaOf(compiled.regime)]
  const evidenceOf = evidenceOfCase(compiled, state, on, known)
  const trees = asked.map(({ id, by }) => {
    const each = [...evidenceOf].map(([code, evidence]) => [code, answer(criteria, id, state.route, evidence)] as const)
    const outcomes = each.map(([, { outcome }]) => outcome)
    const outcome: Outcome = by === 'all' ? allOf(outcomes) : anyOf(outcomes)
    return { criterion: id, by, outcome, organisations: Object.fromEntries(each) }
  })
  return {
    answers: Object.fromEntries(trees.map(({ criterion, outcome }) => [criterion, outcome])),
    evidence: {
      day,
      criteria: trees,
      judgements: judgements.map(({ id, version }) => ({ id, version })),
      imports: importsOf(
        snapshot,
        trees.flatMap(({ organisations }) => Object.values(organisations)),
      ),
    },
  }
}

/** What is known of each organisation of a case on a day, by its code. */
export function evidenceOfCase(
  { regime }: CompiledRegime,
  state: CaseState,
  on: Day,
  { snapshot, sources, judgements, timesEntered }: Known,
): ReadonlyMap<string, Evidence> {
  const day = isoFromDay(on)
  const facts: CaseFacts = {
    organisations: state.organisations.length,
    ...(state.entered === null ? {} : { 'months-in': monthsBetween(state.entered, state.left ?? on) }),
  }
  const factsOf = (code: string): CaseFacts =>
    timesEntered === undefined ? facts : { ...facts, 'times-entered': timesEntered.get(code) ?? 0 }
  const gathered = gatherEvidence(regime, snapshot, onDay(day), { ...sources, caseFacts: factsOf })
  return new Map(
    state.organisations.map(code => [code, withJudgements(regime, gathered(code), judgements, snapshot, code, day)]),
  )
}

/** The files that trees read, by their number in the inputs. */
function importsOf({ imports }: Snapshot, trees: readonly CriterionOutcome[]) {
  const read = new Set<number>()
  const walk = ({ inputs, children }: CriterionOutcome) => {
    for (const one of inputs) read.add(one.import)
    for (const child of children) walk(child)
  }
  for (const tree of trees) walk(tree)
  return Object.fromEntries(
    [...read].map(index => [index, { file: imports[index]?.fileName ?? null, sha256: imports[index]?.sha256 ?? null }]),
  )
}

/** Whole months from one day to another. */
export function monthsBetween(from: Day, to: Day): number {
  const [a, b] = [civilFromDay(from), civilFromDay(to)]
  return (b.year - a.year) * 12 + b.month - a.month - (b.date < a.date ? 1 : 0)
}
