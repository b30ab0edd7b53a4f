/**
 * What an office-holder has before them: decisions that await them, by how many days are left, and a draft of what to tell the
 * media of the month, what was missed first. An office is a role of that kind in some regime, whoever holds it.
 */
import { allowedFor } from '../casework/allowed-store.ts'
import { eachCase } from '../casework/case-store.ts'
import { isOpen } from '../casework/conflicts.ts'
import { today, withActor, type Working } from '../casework/desk-store.ts'
import { type Case, publicActor } from '../casework/model.ts'
import { rulesOf } from '../casework/policy-store.ts'
import { dayFromIso, isoFromDay } from '../regimes/day.ts'
import type { Day } from '../regimes/model.ts'
import type { ShelvedRegime } from '../regimes/shelf-file.ts'
import { courseOf } from '../regimes/standing.ts'
import { seenBy } from '../casework/eyes-store.ts'
import type { Change } from './change.ts'
import { type Asking, kindShown, runningDeadlines } from './cases.ts'
import { monthOfChanges } from './changes.ts'
import { listedDuties, whoseDuty } from './duties.ts'
import { eventInWords } from './event-words.ts'
import { count, date, named } from './format.ts'

export interface Office {
  readonly role: string
  readonly title: string
  /** Regimes in which it is an office, by id. */
  readonly regimes: readonly string[]
}

/** A decision that the rules leave to an office now. */
export interface Awaiting {
  readonly case: string
  readonly organisations: readonly string[]
  readonly regime: { readonly id: string; readonly title: string }
  /** What may be decided, in words. */
  readonly options: readonly string[]
  /** ISO day by which, and how many days are left of it; null where no clock runs for it. */
  readonly due: string | null
  readonly daysLeft: number | null
  /** Whether the reader may record it. */
  readonly mine: boolean
}

/** Offices in the rules here, by title. */
export function officesOf(regimes: readonly ShelvedRegime[]): readonly Office[] {
  const all = regimes.flatMap(({ id, latest }) =>
    Object.entries(latest.regime.roles).flatMap(([role, { kind, title }]) =>
      kind === 'office' ? [{ role, title, regime: id }] : [],
    ),
  )
  return [...Map.groupBy(all, ({ role }) => role)]
    .map(([role, [first, ...more]]) => ({
      role,
      title: first?.title ?? role,
      regimes: [...(first ? [first.regime] : []), ...more.map(({ regime }) => regime)],
    }))
    .toSorted((a, b) => a.title.localeCompare(b.title, 'en-GB'))
}

/** Decisions that await an office in the cases that somebody may see, the most urgent first. */
export function awaiting({ desk, actor }: Asking, office: Office): Promise<readonly Awaiting[]> {
  return withActor(desk, actor, async working => {
    const open: Case[] = []
    for await (const found of eachCase(working, { ...(await seenBy(working)), recordKind: kindShown(working) }))
      if (isOpen(found) && office.regimes.includes(found.regime)) open.push(found)
    const running = await runningDeadlines(
      working,
      open.map(({ id }) => id),
    )
    const all = await Promise.all(
      open.map(found => awaitingIn(working, office.role, found, running.get(found.id) ?? [])),
    )
    return all.flat().toSorted((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9'))
  })
}

async function awaitingIn(
  working: Working,
  role: string,
  found: Case,
  running: readonly { readonly clock: string; readonly due: string | null }[],
): Promise<readonly Awaiting[]> {
  const compiled = await rulesOf(working, found)
  const { regime } = compiled
  const course = courseOf(compiled, found.state)
  const theirs = (await allowedFor(working, found, compiled)).filter(({ by }) => by.includes(role))
  if (theirs.length === 0) return []
  const events = theirs.map(({ event }) => event)
  const due = running
    .filter(({ clock }) => course.clocks.get(clock)?.ends.some(event => events.includes(event)))
    .flatMap(one => one.due ?? [])
    .toSorted()[0]
  return [
    {
      case: found.id,
      organisations: found.organisations,
      regime: { id: regime.regime, title: regime.title },
      options: events.map(name =>
        eventInWords(regime, course, { kind: 'event', name, event: { event: name }, corrects: null }),
      ),
      due: due ?? null,
      daysLeft: due === undefined ? null : dayFromIso(due) - dayFromIso(today(working)),
      mine: theirs.some(one => one.as.length > 0),
    },
  ]
}

/** A draft of what to tell the media: from what everybody may read, what was missed first. */
export interface MediaUpdate {
  /** ISO month. */
  readonly month: string
  readonly missed: readonly string[]
  readonly happened: readonly string[]
  /** All of it, to be taken over and put into one's own words. */
  readonly text: string
}

/** The draft for a month (`2026-11`), of the regimes in which somebody holds the office. @param name Of an organisation by its code. */
export async function mediaUpdate(
  { desk }: Asking,
  office: Office,
  month: string,
  name: (code: string) => string,
): Promise<MediaUpdate> {
  const everybody = { desk, actor: publicActor }
  const filter = { span: 'week', regime: null, organisation: null, owner: null, mine: false } as const
  const { duties } = await listedDuties(everybody, filter)
  const late = duties.filter(
    ({ ruled, item }) =>
      item.overdue === true &&
      office.regimes.includes(ruled.found.regime) &&
      // What fell due after the month is no part of its story.
      monthOf(item.due) <= month,
  )
  const recent = late.filter(({ item }) => monthOf(item.due) >= yearBefore(month))
  const missed = recent.map(
    duty =>
      `${named(whoseDuty(duty).map(code => ({ name: name(code) })))}: “${duty.item.title}” was due on ${date(isoFromDay(duty.item.due))}, and is not done (${duty.ruled.compiled.regime.title}).`,
  )
  const older = late.length - recent.length
  if (older > 0)
    missed.push(
      `${count(older, 'thing', 'things')} that fell due more than a year before ${older === 1 ? 'is' : 'are'} still not done.`,
    )
  const changes = await monthOfChanges(everybody, month, name)
  const happened = changes.filter(one => office.regimes.includes(one.regime.id) && one.corrected === null).map(told)
  return { month, missed, happened, text: draft(office, month, missed, happened) }
}

function monthOf(day: Day): string {
  return isoFromDay(day).slice(0, 7)
}

/** The same month a year before. */
function yearBefore(month: string): string {
  return `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`
}

function told({ on, organisations, title, words, regime }: Change): string {
  const others = organisations.length > 1 ? ` and ${organisations.length - 1} more` : ''
  return `${date(on)}: ${organisations[0]?.name ?? ''}${others}: ${title} (${regime.title}). ${words}`
}

function draft({ title }: Office, month: string, missed: readonly string[], happened: readonly string[]): string {
  const lines = (list: readonly string[], none: string) => (list.length === 0 ? [none] : list.map(one => `- ${one}`))
  return [
    `${title}: ${date(month)}`,
    '',
    'What was missed',
    ...lines(missed, 'Nothing that is published is overdue.'),
    '',
    'What happened',
    ...lines(happened, 'Nothing was published this month.'),
    '',
    'Drafted from what is published. Put it into your own words, and check each line against its page.',
    '',
  ].join('\n')
}
