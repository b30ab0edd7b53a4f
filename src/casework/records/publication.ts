/**
 * Publication: the case, or a version of one of its records, becomes public. It binds to the very text, is done by somebody
 * who did not write it, and comes only after the organisation was told.
 */
import { z } from 'zod'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import { choice, number, prose } from './fields.ts'
import { type About, recordsOfKind, type RecordKindRule } from './record.ts'
import { notToldYet } from './notice.ts'
import { notCheckedYet } from './plan-check.ts'
import { planKind } from './plan.ts'

const theCase = 'case'

const sent = z.strictObject({
  of: choice({ label: 'What is published' }),
  says: prose({ label: 'In plain words, for the public' }),
  version: number(
    { label: 'Version that you read', hint: 'Where it has versions. A later one is then not published unread.' },
    1,
    1_000_000,
  )
    .nullable()
    .optional(),
})
const body = sent.extend({
  /** Version and hash of the record that is published; null for the case. */
  version: z.int().nullable(),
  hash: z.string().nullable(),
})
export type Publication = z.infer<typeof body>
type Sent = z.infer<typeof sent>

/** Kinds that are published one version at a time. */
const publishable = new Set([planKind.kind, 'exit-package'])

export const publicationKind: RecordKindRule<Publication, Sent> = {
  kind: 'publication',
  title: 'Publication',
  says: 'Makes the case, or the latest version of its plan, public.',
  section: 'publication',
  sent,
  body,
  audiences: ['public'],
  revised: 'never',
  writers: () => ['publisher'],
  choices: ({ records }) => ({
    of: [
      { value: theCase, label: 'The case' },
      ...records
        .filter(({ kind }) => publishable.has(kind))
        .map(({ id, kind, version, effective }) => ({
          value: id,
          label: `${kind}, version ${version} of ${effective}`,
        })),
    ],
  }),
  refuse: (about, { of, version }) => (of === theCase ? caseNotYet(about) : recordNotYet(about, of, version ?? null)),
  complete({ records }, one) {
    const found = records.find(({ id }) => id === one.of)
    return { ...one, version: found?.version ?? null, hash: found?.hash ?? null }
  },
  publishes: ({ of }) => of === theCase,
}

function caseNotYet({ case: found, records, events, actor }: About): Refused | null {
  if (found.recordKind === 'exercise')
    return refuse('not-allowed-here', 'This case is an exercise, and exercises are never published.')
  if (found.entered === null)
    return refuse('not-allowed-here', 'The case has not entered: whoever is a candidate is not named in public.')
  const missing = notToldYet(records)
  if (missing) return refuse('not-told', `${missing} Nothing adverse is published before.`)
  const authors = new Set([
    ...events.map(one => one.actor),
    ...records.filter(({ kind }) => kind === 'notice').map(one => one.actor),
  ])
  return authors.has(actor.key) ? ownText : null
}

function recordNotYet(about: About, of: string, read: number | null): Refused | null {
  const { case: found, records, actor } = about
  if (found.recordKind === 'exercise')
    return refuse('not-allowed-here', 'This case is an exercise, and exercises are never published.')
  const one = records.find(({ id, kind }) => id === of && publishable.has(kind))
  if (one === undefined)
    return refuse('no-such-record', `There is nothing called "${of}" in this case to be published.`)
  if (read !== null && read !== one.version)
    return refuse('stale', `You read version ${read}, and there is version ${one.version} now. Read that one first.`)
  if (one.actor === actor.key) return ownText
  return one.kind === planKind.kind ? notCheckedYet(about, one) : null
}

const ownText = refuse(
  'own-act',
  'You wrote what is to be published; whoever writes does not publish. Leave it to another.',
)

/** Versions of a record that were published, oldest first. */
export function publishedVersions(records: About['records'], id: string): readonly { version: number; on: string }[] {
  return recordsOfKind(records, publicationKind).flatMap(({ body: one, effective }) =>
    one.of === id && one.version !== null ? [{ version: one.version, on: effective }] : [],
  )
}
