/**
 * Publication: the case, or a version of one of its records, becomes public. It binds to the very text, is done by somebody
 * who did not write it, and comes only after the organisation was told.
 */
import type { z } from 'zod'
import { isoWords } from '../../evidence/period-words.ts'
import { countingEvents } from '../counting.ts'
import type { Refused, WrittenEvent } from '../model.ts'
import { refuse } from '../refused.ts'
import { exitPackageKind } from './exit-package.ts'
import { notToldYet } from './notice.ts'
import { notCheckedYet } from './plan-check.ts'
import { planKind } from './plan.ts'
import { type Publication, publicationKind, publicationSent, theCase } from './published.ts'
import type { About, RecordKindRule, StoredRecord } from './record.ts'
import { organisationRoles } from './writers.ts'

type Sent = z.infer<typeof publicationSent>

/** The kind, with the others: plans, exit packages and whatever is adverse are published one version at a time. */
export function publishing(rules: readonly RecordKindRule[]): RecordKindRule<Publication, Sent> {
  const byThemselves = new Set<string>([planKind.kind, exitPackageKind.kind])
  const publishable = new Map(
    rules.flatMap(rule =>
      rule.adverse || rule.judges || byThemselves.has(rule.kind) ? [[rule.kind, rule] as const] : [],
    ),
  )
  const named = ({ kind, version, effective }: StoredRecord) =>
    `${publishable.get(kind)?.title ?? kind}, version ${version} of ${isoWords(effective)}`
  return {
    ...publicationKind,
    title: 'Publication',
    says: 'Makes the case public, or the latest version of its plan or of what judges the organisation.',
    section: 'publication',
    sent: publicationSent,
    audiences: ['public'],
    restsOn: (_about, { of }) => [of],
    revised: 'never',
    writers: () => ['publisher'],
    choices: ({ records }) => ({
      of: [
        { value: theCase, label: 'The case' },
        ...records.filter(({ kind }) => publishable.has(kind)).map(one => ({ value: one.id, label: named(one) })),
      ],
    }),
    refuse(about, { of, version }) {
      if (of === theCase) return caseNotYet(about)
      const one = about.records.find(({ id, kind }) => id === of && publishable.has(kind))
      if (one === undefined)
        return refuse('no-such-record', `There is nothing called "${of}" in this case to be published.`)
      const rule = publishable.get(one.kind)
      const adverse = rule?.adverse === true || rule?.judges?.(about, one.body, one.role) === true
      return recordNotYet(about, one, version ?? null, adverse)
    },
    complete({ records }, one) {
      const found = records.find(({ id }) => id === one.of)
      return found === undefined
        ? { ...one, version: null, hash: null }
        : { ...one, version: found.version, hash: found.hash, what: named(found) }
    },
    inShort: ({ of, version, what, says }) => [
      { label: 'What is published', text: of === theCase ? 'The case' : (what ?? `A record, version ${version}`) },
      { label: 'In plain words, for the public', text: says },
    ],
    publishes: ({ of }) => of === theCase,
  }
}

function caseNotYet({ case: found, records, events, actor }: About): Refused | null {
  if (found.recordKind === 'exercise')
    return refuse('not-allowed-here', 'This case is an exercise, and exercises are never published.')
  if (found.entered === null)
    return refuse('not-allowed-here', 'The case has not entered: whoever is a candidate is not named in public.')
  const { knownAt, effective: since } = entryOf(events) ?? { knownAt: '', effective: found.entered }
  const words = `of the entry since it was decided on ${isoWords(since)}`
  const missing = notToldYet(records, { knownAt, since, words })
  if (missing) return refuse('not-told', `${missing} Nothing adverse is published before.`)
  const authors = new Set([
    ...events.map(one => one.actor),
    ...records.filter(({ kind }) => kind === 'notice').map(one => one.actor),
  ])
  return authors.has(actor.key) ? ownText : null
}

/** The event by which the case has its place: of a decision nobody is told before it is made. */
function entryOf(events: About['events']): WrittenEvent | undefined {
  return countingEvents(events).findLast(({ effects }) => effects.some(({ kind }) => kind === 'place-taken'))
}

function recordNotYet(about: About, one: StoredRecord, read: number | null, adverse: boolean): Refused | null {
  if (about.case.recordKind === 'exercise')
    return refuse('not-allowed-here', 'This case is an exercise, and exercises are never published.')
  if (read !== null && read !== one.version)
    return refuse('stale', `You read version ${read}, and there is version ${one.version} now. Read that one first.`)
  if (one.actor === about.actor.key) return ownText
  if (one.kind === planKind.kind) return notCheckedYet(about, one)
  return adverse ? adverseNotYet(about, one) : null
}

function adverseNotYet({ compiled, case: found, records }: About, one: StoredRecord): Refused | null {
  if (found.published === null)
    return refuse('not-allowed-here', 'The case is not public, so nothing in it is. Publish the case first.')
  if (found.phase === 'before')
    return refuse(
      'not-allowed-here',
      'The case is a candidate again: nothing more that judges it is published before it is decided anew.',
    )
  // What the organisation says of itself it need not be told.
  if (organisationRoles(compiled, found.state.route).includes(one.role)) return null
  const missing = notToldYet(records, {
    knownAt: one.knownAt,
    since: one.knownAt.slice(0, 10),
    words: 'of it since it was written',
  })
  return missing === null ? null : refuse('not-told', `${missing} Nothing adverse is published before.`)
}

const ownText = refuse(
  'own-act',
  'You wrote what is to be published; whoever writes does not publish. Leave it to another.',
)
