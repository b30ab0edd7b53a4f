/** The duties of the present stage: owed or done, and of those that several organisations owe, who has done its part. */
import type { About } from '../casework/records/record.ts'
import { type SharedDuty, sharedDuties } from '../casework/duty-parts.ts'
import { dayFromIso, isoFromDay } from '../regimes/day.ts'
import { whenInWords } from '../regimes/people-words.ts'
import { courseOf, dutiesOf } from '../regimes/standing.ts'
import type { OneCaseJson } from './api/case-schemas.ts'
import { bodyNow } from './body-now.ts'
import type { CaseRecords } from './case-records.ts'
import type { Ruled } from './case-view.ts'
import { eachOf, roleTitle } from './event-words.ts'

type DutyJson = OneCaseJson['duties'][number]

/** What a reader of a case may know to be done of its duties: by the records that they see, and the day (ISO) by which it is judged. */
export interface DoneSeen extends Pick<About, 'records' | 'events'> {
  readonly today: string
  /** Whether the reader has leave in the case. */
  readonly inside: boolean
}

/** What a reader of the records of a case may know. */
export function doneSeen({ reading, records }: CaseRecords): DoneSeen {
  const { events, inside, asKnownAt, today } = reading
  return { records: records.map(({ latest }) => latest), events, inside, today: asKnownAt?.slice(0, 10) ?? today }
}

/** Duties owed now, then one-off duties of the present stage that have been done. */
export function dutiesJson(ruled: Ruled, seen: DoneSeen): DutyJson[] {
  const { found, compiled } = ruled
  const { regime } = compiled
  const shared = Map.groupBy(sharedDuties(compiled, found.state, seen, dayFromIso(seen.today)), ({ owed }) => owed.id)
  const here = courseOf(compiled, found.state).states.get(found.state.state)?.duties ?? []
  const done = here.filter(({ id }) => found.state.done.includes(id)).map(one => ({ ...one, due: null }))
  return [...dutiesOf(compiled, found.state), ...done].map(one => ({
    duty: one.id,
    title: one.duty.title,
    owner: one.owner,
    ownerTitle: roleTitle(regime, one.owner),
    ownerNow: bodyNow(ruled, one.owner, 'duties'),
    each: eachOf(regime, one.owner, found.organisations),
    when: whenInWords(regime, one.duty),
    due: one.due === null ? null : isoFromDay(one.due),
    done: found.state.done.includes(one.id),
    // What the rules keep from the public is told by records that are not for it.
    parts: one.duty.public === false && !seen.inside ? [] : (shared.get(one.id) ?? []).map(partsJson),
  }))
}

function partsJson({ due, parts }: SharedDuty): DutyJson['parts'][number] {
  return {
    due: due === null ? null : isoFromDay(due),
    organisations: parts.map(({ organisation, done, overdue }) => ({
      organisation,
      done: done === null ? null : isoFromDay(done),
      overdue,
    })),
  }
}
