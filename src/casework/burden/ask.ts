/**
 * What is asked of an organisation, whoever wrote it down: a request of the register, or a duty that the rules of a case make
 * it do regularly. Both are counted alike; a duty has no hours, because no rules say any. Pure.
 */
import { dayFromIso, isoFromDay, monthsLater } from '../../regimes/day.ts'
import type { Day } from '../../regimes/model.ts'
import { dutiesOf } from '../../regimes/standing.ts'
import type { RuledCase } from '../conflicts.ts'
import { nextDue } from '../duty-calendar.ts'
import type { RegisterEntry } from '../registers/register.ts'
import type { Request } from './request.ts'

type Cadence = Request['cadence'] | 'half-year'

export interface Ask {
  /** Of the entry; of a duty `CASE/DUTY`. */
  readonly id: string
  readonly organisation: string
  readonly kind: Request['kind'] | 'by-the-rules'
  readonly asker: string
  readonly basis: Request['basis']
  readonly reference: string | null
  readonly what: string
  readonly subjects: readonly string[]
  /** Each time; null where nobody knows. */
  readonly hours: number | null
  readonly asked: Day
  /** First due, from which further days are counted; the day it was asked where none was set. */
  readonly due: Day
  readonly cadence: Cadence
  /** Last day on which it may fall due; null for no end. */
  readonly until: Day | null
  readonly answered: Day | null
  readonly answer: string | null
  readonly metric: string | null
  readonly case: string | null
}

/** A request as it is counted. */
export function askOf({ id, organisation, body }: RegisterEntry<Request>): Ask {
  const { due, until, answered, asked, ...rest } = body
  return {
    ...rest,
    id,
    organisation: organisation as string,
    asked: dayFromIso(asked),
    due: dayFromIso(due ?? asked),
    until: until === null ? null : dayFromIso(until),
    answered: answered === null ? null : dayFromIso(answered),
  }
}

/**
 * Returns by the rules: what an organisation owes regularly in a case that is open, for each of its organisations. Counted from
 * the latest event on, as if the present stage lasted: what was owed before that, the present stage does not say.
 * @param inside Whether the reader has leave in the case: a duty that its rules mark as not public is for nobody else.
 */
export function asksByTheRules({ found, compiled }: RuledCase, inside: boolean): readonly Ask[] {
  const { regime } = compiled
  const { entered, last } = found.state
  if (entered === null || found.closed !== null) return []
  return dutiesOf(compiled, found.state).flatMap(({ id, duty, owner }) => {
    const { when } = duty
    if (duty.public === false && !inside) return []
    if (!('every' in when) || regime.roles[owner]?.kind !== 'organisation') return []
    return found.organisations.map(
      (organisation): Ask => ({
        id: `${found.id}/${id}`,
        organisation,
        kind: 'by-the-rules',
        asker: duty.to === undefined ? regime.title : (regime.roles[duty.to]?.title ?? duty.to),
        basis: 'clause',
        reference: duty.clause,
        what: duty.title,
        subjects: [],
        hours: null,
        asked: last,
        due: nextDue(when.every, entered, last),
        cadence: when.every,
        until: null,
        answered: null,
        answer: null,
        metric: null,
        case: found.id,
      }),
    )
  })
}

const months = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const

/** The days between two, both included, on which something falls due. */
export function daysDue(
  { due, cadence, until }: Pick<Ask, 'due' | 'cadence' | 'until'>,
  from: Day,
  to: Day,
): readonly Day[] {
  const end = until === null ? to : Math.min(to, until)
  if (cadence === 'once') return from <= due && due <= end ? [due] : []
  const nth = (count: number) => (cadence === 'week' ? due + 7 * count : monthsLater(due, months[cadence] * count).day)
  // No month is longer than 31 days: at least so many times it has fallen due before.
  const longest = cadence === 'week' ? 7 : 31 * months[cadence]
  const days: Day[] = []
  for (let count = Math.max(0, Math.floor((from - due) / longest)), on = nth(count); on <= end; on = nth(++count))
    if (on >= from) days.push(on)
  return days
}

/** First and last day on which something is asked for; no last day where it goes on. */
export function spanOf({ asked, due, cadence, until, answered }: Ask): readonly [Day, Day] {
  if (cadence === 'once') return [asked, Math.max(due, answered ?? due)]
  return [asked, until ?? Number.POSITIVE_INFINITY]
}

/** `2026-03`. */
export function monthOf(day: Day): string {
  return isoFromDay(day).slice(0, 7)
}
