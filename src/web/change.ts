/**
 * One change as everybody is told of it: a sentence with its days, and the reason that was given. Made from an event of a case
 * here; whatever else is to be told becomes a `Change` with a kind of its own.
 */
import { z } from 'zod'
import type { PublicEvent, PublicRecord } from '../casework/changes-store.ts'
import { recordKinds } from '../casework/records/kinds.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { effectsInWords, eventInWords, roleTitle } from './event-words.ts'
import { date } from './format.ts'
import { gistOf } from './record-fields.ts'

export const changeSchema = z.object({
  id: z
    .string()
    .meta({ description: 'The same for ever: the case and the number of the event, or the record and its version.' }),
  kind: z
    .enum(['event', 'correction', 'record'])
    .meta({ description: 'Something that happened, a correction of what was said, or something that was written.' }),
  at: z.string().meta({ description: 'ISO instant in UTC at which it was recorded.' }),
  on: z.string().meta({ description: 'Day on which it took effect.' }),
  case: z.uuid(),
  organisations: z.array(z.object({ code: z.string(), name: z.string() })),
  regime: z.object({ id: z.string(), version: z.string(), title: z.string() }),
  title: z.string().meta({ description: 'What happened.' }),
  words: z
    .string()
    .meta({ description: 'By whom, when, and what followed, in sentences; of a record, the first of what it says.' }),
  reason: z.string().nullable().meta({ description: 'The reason that was given.' }),
  corrected: z
    .object({ at: z.string(), link: z.string() })
    .nullable()
    .meta({ description: 'When it was corrected and where; null while it counts.' }),
  link: z.string(),
})
export type Change = z.infer<typeof changeSchema>

/** The rules under which something happened, and the route of the case in them. */
export interface ChangeRules {
  readonly compiled: CompiledRegime
  readonly route: string | null
}

/** An event as a change, by the rules under which it happened. @param name The name of an organisation by its code. */
export function changeOf(
  told: PublicEvent,
  { compiled: { regime, pin, courses }, route }: ChangeRules,
  name: (code: string) => string,
): Change {
  const { case: about, correctedBy } = told
  const said = (one: Pick<PublicEvent, 'kind' | 'name' | 'event'>) =>
    eventInWords(regime, courses.get(route) ?? null, { ...one, corrects: null })
  const address = (sequence: number) => `/cases/${about.id}#event-${sequence}`
  return {
    id: `${about.id}.${told.sequence}`,
    kind: told.corrects ? 'correction' : 'event',
    at: told.knownAt,
    on: told.effective,
    case: about.id,
    organisations: about.organisations.map(code => ({ code, name: name(code) })),
    regime: { id: pin.regime, version: pin.version, title: regime.title },
    title: told.corrects ? correctionInWords(told, told.corrects, said) : said(told),
    words: [
      whenInWords(told, told.role === null ? null : roleTitle(regime, told.role)),
      ...(correctedBy
        ? [`It no longer counts: it was corrected on ${date(dayOf(correctedBy.knownAt))}.`]
        : effectsInWords(regime, told.effects)),
      ...(told.exceed === null ? [] : [`A place beyond the expected number was given: ${told.exceed}`]),
    ].join(' '),
    reason: told.reason === '' ? null : told.reason,
    corrected: correctedBy && { at: correctedBy.knownAt, link: address(correctedBy.sequence) },
    link: address(told.sequence),
  }
}

/** A public record as a change, titled by its kind. @param name The name of an organisation by its code. */
export function changeOfRecord(
  told: PublicRecord,
  { compiled: { regime } }: ChangeRules,
  name: (code: string) => string,
): Change {
  const { case: about, id, version, kind } = told
  const rule = recordKinds.get(kind)
  const title = rule?.title ?? kind
  return {
    id: `${id}.${version}`,
    kind: 'record',
    at: told.knownAt,
    on: told.effective,
    case: about.id,
    organisations: about.organisations.map(code => ({ code, name: name(code) })),
    regime: { id: about.regime, version: about.version, title: regime.title },
    title: version === 1 ? title : `${title}, version ${version}`,
    words: [
      whenInWords({ ...told, kind: 'record' }, roleTitle(regime, told.role)),
      ...(rule ? [gistOf(rule, told.body)].filter(Boolean) : []),
    ].join(' '),
    reason: told.reason === '' ? null : told.reason,
    corrected: null,
    link: `/cases/${about.id}#record-${id}`,
  }
}

/** What was said before, and what is right: it took another day, was something else, or never happened. */
function correctionInWords(
  told: PublicEvent,
  before: NonNullable<PublicEvent['corrects']>,
  said: (one: Pick<PublicEvent, 'kind' | 'name' | 'event'>) => string,
): string {
  const was = `“${said(before)}”`
  if (told.kind === 'annulled') return `Correction: ${was}, said of ${date(before.effective)}, never happened`
  const now = `“${said(told)}”`
  const days = `on ${date(told.effective)}, not on ${date(before.effective)}`
  if (now !== was)
    return `Correction: it was ${now} on ${date(told.effective)}, not ${was} on ${date(before.effective)}`
  if (told.effective !== before.effective) return `Correction: ${was} was ${days}`
  return `Correction: ${was} on ${date(told.effective)} was recorded anew`
}

/** `By the office, on 2 June 2014.`; where it was recorded on another day, that is said. */
function whenInWords(
  { effective, knownAt, kind }: Pick<PublicEvent, 'effective' | 'knownAt' | 'kind'>,
  by: string | null,
): string {
  const recorded = dayOf(knownAt)
  const who = by === null ? '' : `${kind === 'annulled' ? 'Corrected by' : 'By'} ${by}`
  if (kind === 'annulled' || recorded === effective)
    return who === '' ? `On ${date(recorded)}.` : `${who}, on ${date(recorded)}.`
  const late = `Recorded on ${date(recorded)}, took effect on ${date(effective)}.`
  return who === '' ? late : `${who}. ${late}`
}

/** The day (ISO, UTC) of an instant, as the product's clock counts days. */
export function dayOf(instant: string): string {
  return instant.slice(0, 10)
}
