/** A place on a list, provisional or final: a place, the waiting list, or none, with reasons; and what is chosen when all are taken. */
import { z } from 'zod'
import { refuse } from '../refused.ts'
import { choice, oneOf, prose } from './fields.ts'
import { type About, recordsOfKind, type RecordKindRule } from './record.ts'
import { entryDeciders, entryRecommenders } from './writers.ts'

const sent = z.strictObject({
  list: oneOf({ label: 'List' }, { provisional: 'Provisional', final: 'Final' }),
  place: oneOf({ label: 'Place' }, { place: 'A place', waiting: 'On the waiting list', none: 'No place' }),
  instead: choice({ label: 'What is chosen where all places are taken' }).nullable(),
  protection: prose({ label: 'Protection of patients while it waits' }).nullable(),
  says: prose({ label: 'Reasons' }),
})
export type Placing = z.infer<typeof sent>

export const placingKind: RecordKindRule<Placing> = {
  kind: 'placing',
  title: 'Place on the list',
  says: 'Puts the organisation on the provisional or the final list, on the waiting list, or on neither, with reasons.',
  section: 'entry',
  sent,
  body: sent,
  audiences: ['case', 'public'],
  revised: 'by-its-writers',
  writers: (compiled, route) => [
    ...new Set([...entryRecommenders(compiled, route), ...entryDeciders(compiled, route)]),
  ],
  choices: ({ compiled: { regime } }) => ({
    instead: (regime.capacity['when-full'] ?? []).map(({ id, says }) => ({ value: id, label: says })),
  }),
  refuse({ compiled, case: found }, { list, instead, protection, place }, { role }) {
    const { regime } = compiled
    if (list === 'final' && !entryDeciders(compiled, found.state.route).includes(role))
      return refuse(
        'wrong-role',
        `The final list is for ${entryDeciders(compiled, found.state.route).join(' or ')} to make; found ${role}.`,
      )
    const known = (regime.capacity['when-full'] ?? []).map(({ id }) => id as string)
    if (instead !== null && !known.includes(instead))
      return refuse('bad-request', `Found the choice "${instead}"; expected one of ${known.join(', ') || 'none'}.`)
    return place === 'waiting' && instead === 'wait-with-protection' && protection === null
      ? refuse('bad-request', 'Found no protection for the time of waiting; expected what protects patients meanwhile.')
      : null
  },
}

/** Where a case stands on the lists: the final one where it is on that, else the provisional one; null where on none. */
export function placeOf(records: About['records']): Placing | null {
  const placings = recordsOfKind(records, placingKind).map(({ body }) => body)
  return placings.findLast(({ list }) => list === 'final') ?? placings.at(-1) ?? null
}
