/**
 * What is asked of an organisation, whoever wrote it down: a request of the register, or a duty that the rules of a case make
 * it do regularly. Both are counted alike; a duty has no hours, because no rules say any. Pure.
 */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { dayFromIso, isoFromDay, monthsLater } from '../../regimes/day.ts'
import type { Day } from '../../regimes/model.ts'
import { dutiesOf, type DutyOwed } from '../../regimes/standing.ts'
import type { RuledCase } from '../conflicts.ts'
import { nextDue } from '../duty-calendar.ts'
import type { RegisterEntry } from '../registers/register.ts'
import type { Span } from '../stage-changes.ts'
import type { Request } from './request.ts'

type Cadence = Request['cadence'] | 'half-year'

export interface Ask {
  /** Of the entry; of a duty `CASE/DUTY`. */
  readonly id: string
  readonly organisation: string
  readonly kind: Request['kind'] | 'by-the-rules'
  readonly asker: string
  /** For whom it is, of a return by the rules; null where that is who asks, or nobody says. */
  readonly to: string | null
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
    to: null,
    id,
    organisation: organisation as string,
    asked: dayFromIso(asked),
    due: dayFromIso(due ?? asked),
    until: until === null ? null : dayFromIso(until),
    answered: answered === null ? null : dayFromIso(answered),
  }
}

/** Duties that an organisation owes regularly in a case that is open; none before its entry. */
export function returnsOwed({ found, compiled }: RuledCase): readonly DutyOwed[] {
  if (found.state.entered === null || found.closed !== null) return []
  return dutiesOf(compiled, found.state).filter(
    ({ duty: { when }, owner }) => 'every' in when && compiled.regime.roles[owner]?.kind === 'organisation',
  )
}

/**
 * Returns by the rules, for each organisation of a case: counted from the day on which they began, as if the present stage
 * lasted. What was owed in a stage that is over is not among them.
 * @param owed When the duties of the case were owed, by their ids.
 * @param inside Whether the reader has leave in the case: a duty that its rules mark as not public is for nobody else.
 */
export function asksByTheRules(
  { found, compiled }: RuledCase,
  owed: ReadonlyMap<string, readonly Span[]>,
  inside: boolean,
): readonly Ask[] {
  const { entered } = found.state
  return returnsOwed({ found, compiled }).flatMap(({ id, duty }) => {
    const { when } = duty
    if (entered === null || !('every' in when) || (duty.public === false && !inside)) return []
    const begun = owed.get(id)?.at(-1)
    const asked = begun === undefined ? entered : dayFromIso(begun.from)
    return found.organisations.map(
      (organisation): Ask => ({
        id: `${found.id}/${id}`,
        organisation,
        kind: 'by-the-rules',
        ...askerOf(compiled, duty.to),
        basis: 'clause',
        reference: duty.clause,
        what: duty.title,
        subjects: [],
        hours: null,
        asked,
        due: nextDue(when.every, entered, asked),
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

/** Who asks for a return: the body to which it is owed; else the rules, for whomever they name. */
function askerOf({ regime }: CompiledRegime, to: string | undefined): Pick<Ask, 'asker' | 'to'> {
  const role = to === undefined ? undefined : regime.roles[to]
  if (role?.kind === 'body' || role?.kind === 'office') return { asker: role.title, to: null }
  return { asker: regime.title, to: role?.title ?? to ?? null }
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
