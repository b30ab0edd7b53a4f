/** Entry by application: groups that applied, the score of each, and what became of it with the reason. */
import type { CandidateCase } from '../casework/programme-queue.ts'
import type { ProgrammeCase } from '../casework/programme-store.ts'
import { organisationRoles } from '../casework/records/writers.ts'
import { criteriaOf } from '../regimes/answer.ts'
import { orderOf } from '../regimes/entry.ts'
import type { Effect } from '../regimes/model.ts'
import type { BoardJson } from './programme-schema.ts'

type Bid = NonNullable<BoardJson['bids']>[number]

/** Cases of areas that their own organisations set going, the best first; null where no such case is. */
export function bidsOf(
  cases: readonly (ProgrammeCase & CandidateCase)[],
  name: (code: string) => string,
): BoardJson['bids'] {
  const bids = cases
    .filter(({ compiled }) => compiled.regime.scope.areas)
    .flatMap((one): Bid[] => {
      const applied = appliedBy(one)
      if (applied === null) return []
      const { found } = one
      return [
        {
          case: found.id,
          organisations: found.organisations.map(code => ({ code, name: name(code) })),
          on: applied,
          score: scoreOf(one),
          ...outcomeOf(one),
        },
      ]
    })
  return bids.length === 0 ? null : bids.toSorted((a, b) => (b.score ?? -Infinity) - (a.score ?? -Infinity) || 0)
}

/** Day on which the organisations themselves applied: their own act, before entry, that took the case on. */
function appliedBy({ found, compiled, marks }: ProgrammeCase): string | null {
  const own = organisationRoles(compiled, found.state.route)
  const entered = marks.findIndex(({ effects }) => effects.some(({ kind }) => kind === 'place-taken'))
  const before = entered < 0 ? marks : marks.slice(0, entered)
  const applied = before.find(
    ({ role, sequence, effects }) => sequence > 1 && role !== null && own.includes(role) && effects.some(isMove),
  )
  return applied?.effective ?? null
}

/** The number by which the rules order those who apply, of whichever organisation it is known. */
function scoreOf({ compiled, evidence }: CandidateCase): number | null {
  const criteria = criteriaOf(compiled.regime)
  const scores = [...evidence.values()].flatMap(one => orderOf(criteria, one)[0] ?? [])
  return scores.length === 0 ? null : Math.max(...scores)
}

function isMove(effect: Effect): boolean {
  return effect.kind === 'moved' && effect.strand === 'main'
}

function outcomeOf({ found, marks }: ProgrammeCase): Pick<Bid, 'outcome' | 'reason'> {
  const reasonOf = (of: (effect: Effect) => boolean) =>
    marks.findLast(({ effects }) => effects.some(of))?.reason ?? null
  if (found.entered !== null) return { outcome: 'chosen', reason: reasonOf(({ kind }) => kind === 'place-taken') }
  if (found.closed === null && found.phase === 'before') return { outcome: 'open', reason: null }
  return { outcome: 'refused', reason: reasonOf(isMove) }
}
