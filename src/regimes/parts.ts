/** What every entry of a regime file shares: ids, dates, citations, bounds, and words that differ by route. */
import { z } from 'zod'
import { date, slug } from '../assessment/framework-parts.ts'

export { date, slug }

/** How we know what an entry says. */
export const confidence = z
  .enum(['read', 'read-in-part', 'read-second-hand', 'inferred-from-data', 'unverified', 'ours'])
  .meta({
    description:
      'How we know: read in the named document, in part, second-hand, inferred from figures or dates, unverified (recalled, to be checked at source), or ours (a modelling choice or proposal of this project).',
  })
export type Confidence = z.infer<typeof confidence>

const clause = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*(#\S+)?$/, 'a source of this file, with the place in it after a #')
  .meta({ description: 'Source and place: `guide#exit`. The source is one of `sources`.' })

const year = z
  .string()
  .regex(/^\d{4}$/, 'a version of this file, such as "2014"')
  .meta({ description: 'A version of this regime, in quotation marks.' })

/** What every entry carries: where it stands, how sure that is, and in which versions of the regime it holds. */
export const cited = {
  clause,
  confidence,
  note: z.string().optional().meta({ description: 'What a reader should know about this entry.' }),
  since: year.optional().meta({ description: 'First version in which this entry holds.' }),
  until: year.optional().meta({ description: 'Last version in which this entry holds.' }),
}

/** An id that CEL tests speak, so with underscores. */
export const name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, 'a name in lower case with underscores, as tests speak it')

/** A list with a bound: nothing in a regime file is without end. */
export function list<Item extends z.ZodType>(item: Item, most = 40) {
  return z.array(item).min(1).max(most)
}

/** A map with a bound. */
export function map<Key extends z.ZodString, Value extends z.ZodType>(key: Key, value: Value, most = 80) {
  return z
    .record(key, value)
    .refine(found => Object.keys(found).length <= most, `at most ${most} entries`)
    .meta({ maxProperties: most })
}

// Two roles where one is needed are no joint role: who answers would not be known.
const oneRole = z
  .string({ error: 'one role; those who act together are one role with `members`' })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a short name in lower case with hyphens')

/** One role for everybody, or a role by route where it differs (by legal form, for example). */
export const routed = z.union([oneRole, map(slug, oneRole, 8)], {
  error: 'one role, or one role for each route; those who act together are one role with `members`',
})
export type Routed = z.infer<typeof routed>

/** Restricts an entry to one route. */
export const route = slug
  .optional()
  .meta({ description: 'Holds on this route only; on every route where it is left out.' })

/** Stands where a payer does, in place of a role: no role may be called so. */
export const notKnown = 'not-known'

/** Who pays: a role, or the word for nobody knows. */
export const payer = routed.meta({
  description: 'Role that pays, or `not-known` where nobody knows who does, for all or by route.',
})

/** Stands in place of a list of states: every state of phase `in`, in whichever version. */
export const throughout = 'in-the-regime'

/** Main states during which an entry holds. */
export const during = z
  .union([z.literal(throughout), list(slug)], { error: `a list of states, or ${throughout}` })
  .meta({
    description: `States of the main strand during which this holds, or \`${throughout}\`: every state of phase \`in\`.`,
  })
export type During = z.infer<typeof during>
