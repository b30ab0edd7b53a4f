/**
 * Whether a matter is recommended: by the latest recommendation on it, or, where none was written, by an event that the rules
 * name for it. Only what was said since the case last entered, or left, counts. Pure but for criteria, worked out anew.
 */
import { isoWords } from '../evidence/period-words.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { isoFromDay } from '../regimes/day.ts'
import { countingEvents } from './counting.ts'
import type { Refused } from './model.ts'
import {
  type BoundPaper,
  boundOn,
  latestOn,
  type Matter,
  papersMoved,
  type Recommendation,
  type Resting,
} from './records/recommendation.ts'
import type { About, StoredRecord } from './records/record.ts'
import { entryRecommenders, exitRecommenders } from './records/writers.ts'
import { refuse } from './refused.ts'

/** Why a matter is not recommended on a day: nobody did, or what that rests on has changed since; null where it is. */
export async function recommended(about: About, matter: Matter, on: string): Promise<Refused | null> {
  const latest = latestSince(about, matter)
  if (latest === null && (await isRecommendedByEvent(about, matter, on))) return null
  if (latest === null || latest.body.advice !== 'yes')
    return refuse(
      'no-recommendation',
      `${latest === null ? 'Nobody has recommended' : 'The latest recommendation is against'} ${matter}; expected a recommendation by another before the decision.`,
    )
  const how = await movedSince(about, latest, on)
  if (how === null) return null
  return refuse(
    'recommendation-lapsed',
    `The recommendation of ${isoWords(latest.effective)} no longer holds: ${how}. Have it made anew.`,
  )
}

/** A recommendation in favour that no longer holds: its id, and why, in words. */
export interface Lapsed {
  readonly id: string
  readonly why: string
}

/** The latest recommendation on a matter where it is in favour, and no longer holds on a day (ISO); null otherwise. */
export async function lapsedOn(about: Resting, matter: Matter, on: string): Promise<Lapsed | null> {
  const latest = latestSince(about, matter)
  if (latest === null || latest.body.advice !== 'yes') return null
  const why = await movedSince(about, latest, on)
  return why === null ? null : { id: latest.id, why }
}

/** The recommendations that a case may yet be decided on, and that no longer hold. */
export async function lapsedIn(about: About): Promise<readonly Lapsed[]> {
  const all = await Promise.all(undecided(about).map(matter => lapsedOn(about, matter, about.today)))
  return all.flatMap(one => one ?? [])
}

/** Matters on which somebody may yet decide by what is recommended. */
function undecided({ case: found, compiled: { regime }, records, events }: About): readonly Matter[] {
  if (found.closed !== null) return []
  if (found.phase !== 'in') return ['entry']
  const escalations = Object.values(regime.escalation).map(({ event }) => event)
  const decided = countingEvents(events).findLast(({ name }) => escalations.includes(name))
  const isOpen = (latestOn(records, 'escalation')?.knownAt ?? '') > (decided?.knownAt ?? '')
  return isOpen ? ['escalation', 'exit'] : ['exit']
}

/** What a recommendation rests on that is not what it was, in words; null where all of it is. */
async function movedSince(about: Resting, { body }: StoredRecord<Recommendation>, on: string): Promise<string | null> {
  const now = await boundOn(about, body, on)
  const papers = papersMoved(body.bound.papers ?? [], now.papers)
  if (now.digest === body.bound.digest && papers.length === 0) return null
  const moved = now.criteria.filter(id => now.outcomes[id] !== body.bound.outcomes[id])
  return [
    ...moved.map(id => `${titleOf(about.compiled, id)} was ${body.bound.outcomes[id]}, and is ${now.outcomes[id]}`),
    ...(moved.length === 0 && now.digest !== body.bound.digest ? ['what its criteria rest on is not what it was'] : []),
    ...papers.map(({ paper, was }) => paperMoved(paper, was)),
  ].join('; ')
}

/** The latest recommendation on a matter that is of this time in the regime, or before it; null where there is none. */
export function latestSince(
  about: Pick<About, 'case' | 'records'>,
  matter: Matter,
): StoredRecord<Recommendation> | null {
  const since = saidSince(about, matter)
  return latestOn(
    about.records.filter(({ effective }) => effective >= since),
    matter,
  )
}

/** The day (ISO) from which a recommendation counts: what was said of an earlier entry or exit is no word on this one. */
function saidSince({ case: { state, entered, opened } }: Pick<About, 'case'>, matter: Matter): string {
  if (matter === 'escalation') return opened
  if (matter === 'exit') return entered ?? opened
  return state.left === null ? opened : isoFromDay(state.left)
}

/** Whether an event that has effect recommends a matter by the rules; whatever else its recommender does is no recommendation. */
async function isRecommendedByEvent(about: About, matter: Matter, on: string): Promise<boolean> {
  if (matter === 'escalation') return false
  const { regime } = about.compiled
  const names = regime[matter]['recommending-events'] ?? []
  const may = { entry: entryRecommenders, exit: exitRecommenders }[matter](about.compiled, about.case.state.route)
  const since = saidSince(about, matter)
  const acts = countingEvents(about.events).filter(
    ({ role, kind, name, effective }) =>
      kind === 'event' &&
      names.includes(name) &&
      role !== null &&
      may.includes(role) &&
      effective >= since &&
      effective <= on,
  )
  if (acts.length === 0) return false
  const holds = await about.effect()
  return acts.some(({ sequence }) => holds(sequence))
}

function paperMoved({ kind, version }: BoundPaper, was: number | null): string {
  const what = kind.replaceAll('-', ' ')
  return was === null
    ? `since it was made there is another ${what}`
    : `the ${what} that it rests on was version ${was}, and is version ${version}`
}

function titleOf({ regime }: CompiledRegime, criterion: string): string {
  return `"${regime.criteria[criterion]?.title ?? criterion}"`
}
