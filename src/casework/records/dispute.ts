/** The organisation disputes something that was said or decided of it: the dispute and its answer show beside that. */
import { z } from 'zod'
import { eventLabel } from './event-label.ts'
import { choice, line, oneOf, prose } from './fields.ts'
import { refuse } from '../refused.ts'
import type { About, Choice, RecordKindRule } from './record.ts'
import { organisationRoles, overseers } from './writers.ts'

const sent = z.strictObject({
  about: oneOf(
    { label: 'What is disputed' },
    {
      value: 'A figure',
      segment: 'A segment or score',
      finding: 'A judgement or finding',
      decision: 'A decision',
      'exit-refusal': 'A refusal to let it leave',
    },
  ),
  of: choice({ label: 'Which one, where it is in this case' }).nullable(),
  where: line(
    { label: 'Which one, where it is elsewhere', hint: 'The metric and period, or the address of the page.' },
    500,
  ).nullable(),
  says: prose({ label: 'What is wrong, and what shows it' }),
  asks: line({ label: 'What should be done' }, 1000),
})
export type Dispute = z.infer<typeof sent>

export const disputeKind: RecordKindRule<Dispute> = {
  kind: 'dispute',
  title: 'Dispute',
  says: 'The organisation says that a value, a segment, a finding or a decision is wrong.',
  section: 'disputes',
  sent,
  body: sent,
  audiences: ['public', 'case'],
  revised: 'by-its-author',
  writers: organisationRoles,
  answeredBy: overseers,
  choices: about => ({ of: disputable(about) }),
  refuse(about, { of, where }) {
    if (of === null && where === null)
      return refuse(
        'bad-request',
        'Found nothing that is disputed; expected a record or event of the case, or where it stands.',
      )
    if (of === null || disputable(about).some(({ value }) => value === of)) return null
    return refuse('no-such-record', `There is nothing called "${of}" in this case to be disputed.`)
  },
}

/** Events by `event:N`, and records by their ids; not those of which only a few know. */
function disputable({ events, records }: About): readonly Choice[] {
  return [
    ...events.map(one => ({ value: `event:${one.sequence}`, label: eventLabel(one) })),
    ...records
      .filter(({ kind, audience }) => kind !== 'reply' && kind !== 'dispute' && audience !== 'restricted')
      .map(({ id, kind, effective }) => ({ value: id, label: `${kind.replaceAll('-', ' ')} of ${effective}` })),
  ]
}
