/** Strands beside the main one, each with where it is; and what else is told where courts have said otherwise since. */
import { type CourtsTold, courtsTold } from '../casework/records/challenge.ts'
import type { StrandState } from '../regimes/stages-schema.ts'
import type { OneCaseJson } from './api/case-schemas.ts'
import type { DoneSeen } from './case-duties.ts'
import type { Ruled } from './case-view.ts'
import { stateTitle } from './event-words.ts'
import { date } from './format.ts'

/** @param seen What the reader may know of the case. */
export function strandsJson(
  { found, compiled: { regime } }: Ruled,
  seen: Pick<DoneSeen, 'records' | 'events'>,
): OneCaseJson['strands'] {
  const told = courtsTold(seen)
  return Object.entries(found.state.strands).map(([strand, at]) => ({
    strand,
    title: regime.strands[strand]?.title ?? strand,
    state: at,
    stateTitle: stateTitle(regime, strand, at),
    instead: instead(told, regime.strands[strand]?.states[at]?.courts),
  }))
}

/** What is told in place of what a state says of courts; null where it says nothing of them, or nothing that was written denies it. */
function instead({ quashed, reviews }: CourtsTold, says: StrandState['courts']): string | null {
  const isQuashed = quashed.length > 0 || reviews.quashed.length > 0
  const borne = {
    'no-claim': false,
    open: reviews.open.length > 0,
    stands: reviews.stands.length > 0,
    quashed: isQuashed,
  }
  if (says === undefined || borne[says]) return null
  const last = quashed.at(-1)
  if (last)
    return `${last.part === null ? 'Quashed' : 'Quashed in part'} on ${date(last.on)} by ${last.court} (${last.reference})`
  const review = (reviews.quashed.at(-1) ?? reviews.open.at(-1) ?? reviews.stands.at(-1))?.body
  if (review === undefined) return null
  const { outcome, from, decided } = review
  if (outcome === 'open') return `A judicial review is open since ${date(from)}`
  return `Judicial review: ${outcomes[outcome]} on ${date(decided)}`
}

const outcomes = {
  withdrawn: 'withdrawn',
  dismissed: 'dismissed',
  'upheld-in-part': 'upheld in part',
  quashed: 'what it was against is quashed,',
} as const
