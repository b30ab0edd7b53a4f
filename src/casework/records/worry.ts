/** What somebody is worried about, for its writer and for those who oversee or decide: never in public, in no export. */
import { z } from 'zod'
import { holdsOn } from '../../regimes/roles.ts'
import { prose } from './fields.ts'
import type { RecordKindRule } from './record.ts'
import { entryDeciders, exitDeciders, overseers } from './writers.ts'

const sent = z.strictObject({
  says: prose({
    label: 'What you are worried about',
    hint: 'Seen by you, by those who oversee the case or decide on it, and by auditors. It is never published.',
  }),
})
export type Worry = z.infer<typeof sent>

export const worryKind: RecordKindRule<Worry> = {
  kind: 'worry',
  title: 'Private worry',
  says: 'What you are worried about, said in private to those who oversee the case.',
  section: 'plan',
  sent,
  body: sent,
  audiences: ['restricted'],
  revised: 'by-its-author',
  // Whoever has a part in the case may be worried.
  writers: ({ regime }, route) =>
    Object.entries(regime.roles).flatMap(([id, role]) => (holdsOn(role, route) ? [id] : [])),
  readers: (compiled, route) => [
    ...new Set([...overseers(compiled, route), ...entryDeciders(compiled, route), ...exitDeciders(compiled, route)]),
  ],
}
