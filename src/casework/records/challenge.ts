/** A challenge to what was decided: in court, in Parliament, by a campaign or a complaint; who makes it, and what came of it. */
import { z } from 'zod'
import { countingEvents } from '../counting.ts'
import { type Quashing, quashingsOf } from '../quashings.ts'
import { refuse } from '../refused.ts'
import { eventLabel } from './event-label.ts'
import { choice, day, line, oneOf, prose } from './fields.ts'
import { beforeTheRules } from './lower-bounds.ts'
import { type About, type Choice, recordsOfKind, type RecordKindRule, type StoredRecord } from './record.ts'
import { organisationRoles, overseers, rolesOfKind } from './writers.ts'

const sent = z.strictObject({
  form: oneOf(
    { label: 'What it is' },
    {
      'judicial-review': 'Judicial review',
      campaign: 'Campaign',
      parliament: 'Challenge in Parliament',
      complaint: 'Complaint',
    },
  ),
  claimant: line({ label: 'Who challenges', hint: 'A council, a union, a campaign. Name no person.' }),
  against: choice({ label: 'What is challenged' }),
  ground: prose({ label: 'On what ground' }),
  forum: line({ label: 'Court or forum' }).nullable(),
  from: day({ label: 'Since' }),
  outcome: oneOf(
    { label: 'How it stands' },
    {
      open: 'Open',
      withdrawn: 'Withdrawn',
      dismissed: 'Dismissed',
      'upheld-in-part': 'Upheld in part',
      quashed: 'What it was against is quashed',
    },
  ),
  decided: day({ label: 'Day on which that was decided' }).nullable(),
  reference: line({ label: 'Reference', hint: 'Such as the number of the judgement.' }).nullable(),
})
export type Challenge = z.infer<typeof sent>

export const challengeKind: RecordKindRule<Challenge> = {
  kind: 'challenge',
  title: 'Challenge',
  says: 'A judicial review, campaign, question in Parliament or complaint against a decision, with what came of it.',
  section: 'engagement',
  sent,
  body: sent,
  audiences: ['public', 'case'],
  revised: 'by-its-writers',
  writers: (compiled, route) => [
    ...overseers(compiled, route),
    ...rolesOfKind(compiled, route, 'public', 'partner', 'organisation'),
    'oversight-analyst',
  ],
  answeredBy: (compiled, route) => [...overseers(compiled, route), ...organisationRoles(compiled, route)],
  choices: about => ({ against: challengeable(about) }),
  refuse(about, { against, from, outcome, decided, reference }) {
    if (!challengeable(about).some(({ value }) => value === against))
      return refuse('no-such-record', `There is nothing called "${against}" in this case to be challenged.`)
    const early = beforeTheRules(about, 'a challenge since', from)
    if (early) return early
    if (outcome === 'open')
      return decided === null
        ? null
        : refuse('bad-request', 'Found the day of an outcome, and none; expected both or neither.')
    if (decided === null || decided < from || decided > about.today)
      return refuse(
        'bad-request',
        `Found ${decided ?? 'no day'} for the outcome; expected one from ${from} to ${about.today}.`,
      )
    if (outcome !== 'quashed') return null
    if (reference === null)
      return refuse('bad-request', 'Found no reference; expected that of the judgement by which it is quashed.')
    const sequence = /^event:(\d+)$/.exec(against)?.[1]
    return sequence === undefined || quashingsOf(about.events).has(Number(sequence))
      ? null
      : refuse(
          'not-allowed-here',
          `Event ${sequence} has not been quashed in this case. Record first, as an event of the case, that it is.`,
        )
  },
}

/** Events that count by `event:N`, and records by their ids; not those of which only a few know. */
function challengeable({ events, records }: About): readonly Choice[] {
  return [
    ...countingEvents(events).map(one => ({ value: `event:${one.sequence}`, label: eventLabel(one) })),
    ...records
      .filter(({ kind, audience }) => kind !== 'reply' && kind !== 'challenge' && audience !== 'restricted')
      .map(({ id, kind, effective }) => ({ value: id, label: `${kind.replaceAll('-', ' ')} of ${effective}` })),
  ]
}

/** What is told of courts in a case: decisions that were quashed, and judicial reviews by how they stand. */
export interface CourtsTold {
  readonly quashed: readonly Quashing[]
  readonly reviews: Readonly<Record<'open' | 'stands' | 'quashed', readonly StoredRecord<Challenge>[]>>
}

/** @param about What the reader may see. */
export function courtsTold({ records, events }: Pick<About, 'records' | 'events'>): CourtsTold {
  const quashed = [...quashingsOf(events).values()]
  const reviews = recordsOfKind(records, challengeKind).filter(({ body }) => body.form === 'judicial-review')
  const by = Map.groupBy(reviews, ({ body: { outcome } }) =>
    outcome === 'open' ? 'open' : outcome === 'withdrawn' || outcome === 'dismissed' ? 'stands' : 'quashed',
  )
  return {
    quashed,
    reviews: { open: by.get('open') ?? [], stands: by.get('stands') ?? [], quashed: by.get('quashed') ?? [] },
  }
}
