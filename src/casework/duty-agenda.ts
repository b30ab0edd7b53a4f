/**
 * What falls due in a case between two days, and what is overdue: deadlines that run, duties by their day or as often as they
 * recur, the next review, checks after exit; each with who owes it, to whom, and how its day was counted. Pure.
 */
import { explainDeadline } from '../regimes/clock-arithmetic.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { dayFromIso, isoFromDay, sayDate } from '../regimes/day.ts'
import type { CaseState, Day, RunningClock } from '../regimes/model.ts'
import type { Duty } from '../regimes/people-schema.ts'
import { clockInWords, whenInWords } from '../regimes/people-words.ts'
import { courseOf, dutiesOf, type DutyOwed } from '../regimes/standing.ts'
import { isPeriod } from './deadlines.ts'
import { nextDue } from './duty-calendar.ts'
import { stillOwing } from './duty-parts.ts'
import { nextReviews } from './records/review.ts'
import { isOwed, undertakingsOf } from './records/undertaking.ts'
import { type Answers, sustainDue } from './sustain-due.ts'

/** First and last day asked for, and the product's day, by which something is overdue. */
export interface AgendaWindow {
  readonly from: Day
  readonly to: Day
  readonly today: Day
}

export interface AgendaItem {
  /** A `period` just ends on its day; whatever else is here is owed by it. */
  readonly kind: 'deadline' | 'period' | 'by-date' | 'recurring' | 'review' | 'after-exit' | 'undertaking'
  /** The same for the same thing on whatever day it is asked for, even where its day has moved. Within its case. */
  readonly key: string
  readonly due: Day
  readonly title: string
  /** Role that owes it; null where the file names none for the route. */
  readonly owner: string | null
  readonly to: string | null
  readonly public: Duty['public']
  /** Null where its day is over and no event would show whether it was done. */
  readonly overdue: boolean | null
  /** How its day is counted. */
  readonly words: string
  /** The organisation of the case that it is about, where it is not about all of them. */
  readonly organisation?: string
}

/**
 * Everything of one case that falls due in the window, and what is overdue on whatever day it was due; overdue first, then by
 * day. What stands still, or has no day, is not here. Duties that recur are told as if the present stage lasted, and from the
 * day of the latest event on: what was owed before that, the present stage does not say.
 * What each of several organisations owes is told of each, but for those who did their part.
 * @param written What was written in the case: without it, no review is known, nor whether a check after exit was made.
 * @param done Records that say who did its part of a duty.
 */
export function agendaOf(
  compiled: CompiledRegime,
  found: CaseState,
  window: AgendaWindow,
  written: Answers | null = null,
  done: Answers['records'] = written?.records ?? [],
): readonly AgendaItem[] {
  const owed = dutiesOf(compiled, found)
  /** A duty that is still to be done: once for the case, or for each organisation that owes its part. */
  const open: Open = (one, { due, since, at }, item) =>
    stillOwing(compiled, found, done, one, { due, since }).map(code => ({
      ...item,
      ...whose(one),
      key: ['duty', one.id, code, at].filter(part => part !== null).join('/'),
      ...(code === null ? {} : { organisation: code }),
    }))
  return [
    ...found.clocks.flatMap(running => timed(compiled, found, running, owed, window.today, open)),
    ...owed.flatMap(one => byDate(compiled, one, window.today, open)),
    ...owed.flatMap(one => recurring(compiled, found, one, window, open)),
    ...reviews(compiled, found, written, window.today),
    ...checks(compiled, found, written, window.today),
    ...undertakingsDue(written?.records ?? [], window.today),
  ]
    .filter(({ due, overdue }) => overdue === true || (window.from <= due && due <= window.to))
    .toSorted(byUrgency)
}

/** Items of a duty. `at` is what tells it in its key from the same duty at another time. */
type Open = (
  one: DutyOwed,
  asked: { readonly due: Day | null; readonly since: Day | null; readonly at: string | null },
  item: Pick<AgendaItem, 'kind' | 'due' | 'overdue' | 'words'>,
) => readonly AgendaItem[]

/** Overdue first, then by day. */
export function byUrgency(a: Pick<AgendaItem, 'overdue' | 'due'>, b: Pick<AgendaItem, 'overdue' | 'due'>): number {
  return Number(b.overdue === true) - Number(a.overdue === true) || a.due - b.due
}

/** A clock by the duties that it times, where such are owed; else by itself. A period that is over has ended. */
function timed(
  compiled: CompiledRegime,
  found: CaseState,
  running: RunningClock,
  owed: readonly DutyOwed[],
  today: Day,
  open: Open,
): readonly AgendaItem[] {
  const { regime } = compiled
  const { clock: id, due, suspendedOn, started } = running
  const clock = courseOf(compiled, found).clocks.get(id)
  if (clock === undefined || due === null || suspendedOn !== null) return []
  const period = isPeriod(clock)
  if (period && due < today) return []
  const told = explainDeadline(clock.rule, running)
  const shared = {
    kind: period ? ('period' as const) : ('deadline' as const),
    due,
    overdue: due < today,
    // Counted by the calendar of today another day may come out than the one that counts.
    words: told.due === due ? told.arithmetic : clockInWords(regime, id),
  }
  const at = isoFromDay(started)
  const duties = owed.filter(({ duty: { when } }) => 'clock' in when && when.clock === id)
  if (duties.length > 0) return duties.flatMap(one => open(one, { due: null, since: started, at }, shared))
  const { title } = clock.clock
  return [{ ...shared, key: `clock/${id}/${at}`, title, owner: clock.owner, to: null, public: 'not-stated' }]
}

function byDate({ regime }: CompiledRegime, one: DutyOwed, today: Day, open: Open): readonly AgendaItem[] {
  const { lastDay: due } = one
  if (due === null) return []
  const words = whenInWords(regime, one.duty)
  return open(one, { due: null, since: null, at: null }, { kind: 'by-date', due, overdue: due < today, words })
}

function recurring(
  { regime }: CompiledRegime,
  { entered, last }: CaseState,
  one: DutyOwed,
  { from, to, today }: AgendaWindow,
  open: Open,
): readonly AgendaItem[] {
  const { when } = one.duty
  if (!('every' in when) || entered === null) return []
  const words = `${whenInWords(regime, one.duty)} Counted from entry on ${sayDate(entered)}.`
  const items: AgendaItem[] = []
  for (
    let due = nextDue(when.every, entered, Math.max(from, last));
    due <= to;
    due = nextDue(when.every, entered, due + 1)
  ) {
    const item = { kind: 'recurring', due, overdue: due < today ? null : false, words } as const
    items.push(...open(one, { due, since: null, at: isoFromDay(due) }, item))
  }
  return items
}

/** The next review of the case, and of each subject that was reviewed, as the latest review of it says; owed by whoever wrote that. */
function reviews(
  compiled: CompiledRegime,
  found: CaseState,
  written: Answers | null,
  today: Day,
): readonly AgendaItem[] {
  return nextReviews(compiled, found, written?.records ?? []).map(({ due, title, by, after }) => ({
    kind: 'review',
    key: `review/${after}`,
    due,
    title,
    owner: by,
    to: null,
    public: 'not-stated',
    overdue: due < today,
    words: `As the review of ${sayDate(dayFromIso(after))} says.`,
  }))
}

/** What undertakings, licence conditions and directions ask for that is still to be done. */
export function undertakingsDue(records: Answers['records'], today: Day): readonly AgendaItem[] {
  return undertakingsOf(records)
    .filter(({ body }) => isOwed(body))
    .map(({ id, body, role, audience, organisation }) => ({
      kind: 'undertaking',
      key: `undertaking/${id}`,
      due: dayFromIso(body.due),
      title: body.text,
      owner: body.owner,
      to: role,
      public: audience === 'public',
      overdue: dayFromIso(body.due) < today,
      words: `${body.form === 'direction' ? 'A direction' : body.form === 'undertaking' ? 'An undertaking' : 'A licence condition'}, by ${body.basis}.`,
      ...(organisation === null ? {} : { organisation }),
    }))
}

/** Checks after exit, without those that are known to be made. */
function checks(
  compiled: CompiledRegime,
  found: CaseState,
  written: Answers | null,
  today: Day,
): readonly AgendaItem[] {
  const { left } = found
  if (left === null) return []
  return sustainDue(compiled, found, written ?? nothing, today).flatMap(
    ({ due, says, by, months, done, overdue }, index) =>
      done !== null
        ? []
        : [
            {
              kind: 'after-exit' as const,
              key: `check/${index + 1}/${isoFromDay(left)}`,
              due,
              title: says,
              owner: by,
              to: null,
              public: 'not-stated' as const,
              overdue: overdue && written === null ? null : overdue,
              words: `${months} months after it left the regime on ${sayDate(left)}.`,
            },
          ],
  )
}

const nothing: Answers = { records: [], events: [] }

function whose({ duty, owner }: DutyOwed): Pick<AgendaItem, 'title' | 'owner' | 'to' | 'public'> {
  return { title: duty.title, owner, to: duty.to ?? null, public: duty.public }
}
