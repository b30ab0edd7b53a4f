/** What the files of all frameworks share: ids, dates, citations, sources and peer groups. */
import { z } from 'zod'

export const confidences = ['read', 'read-in-part', 'read-second-hand', 'inferred-from-data', 'unverified'] as const

export const confidence = z.enum(confidences).meta({
  description:
    'How we know: read in the named document, in part, second-hand, fitted to published data, or unverified.',
})
export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a short name in lower case with hyphens')
/** Whether a metric is a figure that a framework publishes, and no value that goes into one: `OF0057`. */
export function isPublishedFigure(id: string): boolean {
  return /^OF\d{4}$/.test(id)
}

export const metricId = z
  .string()
  .regex(/^(OF\d{4}|x-[a-z0-9-]+)$/, 'an id such as OF0057, or one of our own beginning with x-')
export const date = z.iso.date()
export const periodId = z.string().regex(/^\d{4}-\d{2}-Q[1-4]$|^\d{4}(-\d{2}){0,2}$/, 'a period such as 2025-26-Q1')
export const cited = { clause: z.string().optional(), confidence: confidence.optional(), note: z.string().optional() }

/** A document that clauses lead to. */
export const document = z.strictObject({
  title: z.string(),
  publisher: z.string(),
  date: z.string(),
  address: z.url().optional(),
  seen: z.string().optional().meta({ description: 'How much of it was seen.' }),
})

export const common = {
  framework: slug,
  title: z.string(),
  summary: z.string(),
  'in-force': z.strictObject({ from: date, to: date.nullable() }),
  supersedes: slug.optional(),
  sources: z.record(slug, document),
  'peer-groups': z.record(
    slug,
    z.strictObject({
      title: z.string(),
      'organisation-types': z.array(slug).min(1),
      organisations: z.int().positive().optional(),
    }),
  ),
}
