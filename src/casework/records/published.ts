/** What was published: the case, and versions of its records, as the publications of a case say. Pure. */
import { z } from 'zod'
import { choice, number, prose } from './fields.ts'
import { type About, recordsOfKind } from './record.ts'

export const theCase = 'case'

export const publicationSent = z.strictObject({
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

const body = publicationSent.extend({
  /** Version and hash of the record that is published; null for the case. */
  version: z.int().nullable(),
  hash: z.string().nullable(),
  /** What that version is called; left out where it was written before this was kept. */
  what: z.string().exactOptional(),
})
export type Publication = z.infer<typeof body>

/** The kind, for whoever reads what was published. */
export const publicationKind = { kind: 'publication', body } as const

/** Versions of a record that were published, oldest first. */
export function publishedVersions(records: About['records'], id: string): readonly { version: number; on: string }[] {
  return recordsOfKind(records, publicationKind).flatMap(({ body: { of, version }, effective }) =>
    of === id && version !== null ? [{ version, on: effective }] : [],
  )
}

/** Whether any version of a record was published. */
export function wasPublished(records: About['records'], id: string): boolean {
  return publishedVersions(records, id).length > 0
}
