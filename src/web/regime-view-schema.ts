/** The sections of a regime's page. */
import { z } from 'zod'
import { citationSchema, lineSchema } from './regime-lines.ts'

const lines = z.array(lineSchema)
const text = z.string().nullable()
const otherRegime = z.object({ id: z.string(), title: z.string(), known: z.boolean() })

/** Who recommends and decides, whose test it is, and all of it line by line. */
const side = z.object({
  recommender: text.meta({ description: 'Null where nobody is known to recommend.' }),
  decider: text,
  whose: z.string().meta({ description: 'Whose test it is: as sources give it, ours in part or whole, or not known.' }),
  lines,
})

export const regimeViewSchema = z.object({
  scope: lines,
  entry: side,
  exit: side,
  places: lines,
  course: z.array(
    z.object({
      strand: z.string(),
      during: text,
      states: z.array(
        z.object({
          title: z.string(),
          phase: text,
          ends: text,
          says: text,
          events: z.array(z.object({ event: z.string(), leads: z.string() })),
          ...citationSchema.shape,
        }),
      ),
    }),
  ),
  roles: z.array(
    z.object({
      title: z.string(),
      members: z.array(z.string()),
      does: text,
      appointedBy: text,
      accountableTo: text,
      route: text,
      ...citationSchema.shape,
    }),
  ),
  duties: z.array(
    z.object({
      title: z.string(),
      owner: z.string(),
      to: text,
      when: z.string(),
      public: z.enum(['yes', 'no', 'not stated']),
      route: text,
      note: text,
      ...citationSchema.shape,
    }),
  ),
  clocks: z.array(
    z.object({
      title: z.string(),
      owner: z.string(),
      rule: z.string(),
      calendar: text,
      route: text,
      note: text,
      ...citationSchema.shape,
    }),
  ),
  powers: lines,
  support: lines,
  money: lines,
  publication: lines,
  escalation: z.array(
    z.object({
      title: z.string(),
      decider: z.string(),
      leadsTo: z.array(otherRegime),
      lines,
      ...citationSchema.shape,
    }),
  ),
  relations: z.array(z.object({ how: z.string(), to: otherRegime, says: z.string(), ...citationSchema.shape })),
  outcomes: lines,
  criticism: lines,
  unsure: z.object({
    says: z.string(),
    entries: z.array(z.object({ words: z.string(), note: text, ...citationSchema.shape })),
  }),
  sources: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      publisher: z.string(),
      date: z.string(),
      address: text,
      seen: text,
    }),
  ),
})
export type RegimeView = z.infer<typeof regimeViewSchema>
