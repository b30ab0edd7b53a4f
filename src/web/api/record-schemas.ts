/** What the casework API takes and gives of records. The schemas that check are those of its OpenAPI document. */
import { z } from 'zod'
import { sections } from '../../casework/records/record.ts'

/** Bytes of a record with all that is sent around it. */
export const recordLimit = 2_000_000

const day = z.iso.date({ error: 'expected a day that exists, written as 2026-03-31' })
const recordKind = z.enum(['real', 'fictional', 'exercise'])
const audience = z
  .enum(['public', 'case', 'restricted'])
  .meta({ description: 'Everybody once the case is published; those with leave in the case; its writer and a few.' })
const section = z.enum(sections)
const words = z.array(
  z.object({
    label: z.string(),
    text: z.string(),
    added: z.boolean().meta({ description: 'Whether the product put it there, beside what was sent.' }),
  }),
)

export const writeRecordSchema = z.strictObject({
  kind: z.string().trim().min(1, 'expected a kind of record').max(100, 'expected at most 100 characters'),
  organisation: z
    .string()
    .trim()
    .min(1, 'expected a code')
    .max(20, 'expected at most 20 characters')
    .exactOptional()
    .meta({ description: 'Code; left out for the case as a whole.' }),
  audience: audience.exactOptional(),
  body: z.unknown().meta({ description: 'In the shape that /kinds gives for the kind.' }),
  on: day,
  by: z.string().trim().min(1, 'expected a role').max(100, 'expected at most 100 characters'),
  reason: z
    .string()
    .trim()
    .min(1, 'expected words')
    .max(4000, 'expected at most 4,000 characters')
    .meta({ description: 'Why, in words that whoever sees the record may read. Name nobody: name the office.' }),
})

/** The next version: what it is a version of says its kind and organisation. */
export const nextVersionSchema = writeRecordSchema.omit({ kind: true, organisation: true })

/** A file with what is said of it: the fields of a form, beside the field `file`. */
export const attachSchema = writeRecordSchema.omit({ kind: true, body: true }).extend({
  title: z.string().trim().min(1, 'expected words').max(200, 'expected at most 200 characters'),
  about: z.uuid().exactOptional().meta({ description: 'Record of the case that it stands behind.' }),
})

export const recordSchema = z.object({
  id: z.uuid(),
  version: z.int().meta({ description: 'The ETag of the record, to be sent as If-Match with its next version.' }),
  kind: z.string(),
  title: z.string(),
  section,
  organisation: z.string().nullable(),
  audience,
  published: z.string().nullable().meta({
    description:
      'Day on which this version was published by itself: then it is public, whatever its audience. Null for none.',
  }),
  body: z.unknown(),
  words: words.meta({ description: 'What the body says, field by field.' }),
  role: z.string(),
  roleTitle: z.string().meta({ description: 'Who, by role: never a person.' }),
  reason: z.string(),
  effective: z.string(),
  knownAt: z.string().meta({ description: 'ISO instant in UTC.' }),
  hash: z.string().meta({ description: 'SHA-256 of the body.' }),
  recordKind,
  actor: z.string().optional().meta({ description: 'Key of the person, for those who have leave in the case.' }),
})

export const recordsSchema = z.object({
  id: z.uuid().meta({ description: 'The case.' }),
  recordKind,
  asKnownAt: z.string().nullable(),
  records: z.array(recordSchema).meta({ description: 'In their latest version, the oldest record first.' }),
})

export const versionsSchema = z.object({
  id: z.uuid().meta({ description: 'The case.' }),
  recordKind,
  versions: z.array(recordSchema).meta({ description: 'The first one first.' }),
})

const role = z.object({ role: z.string(), title: z.string() })

export const kindSchema = z.object({
  kind: z.string(),
  title: z.string(),
  says: z.string(),
  section,
  sectionTitle: z.string(),
  roles: z.array(role).meta({ description: 'Roles and functions in which the asker may write it.' }),
})

export const kindsSchema = z.object({
  id: z.uuid().meta({ description: 'The case.' }),
  recordKind,
  kinds: z.array(
    kindSchema.extend({
      audiences: z.array(audience).meta({
        description:
          'Where none is asked for, the first; or that of what it belongs to, for what is written under a contract, pays or takes back.',
      }),
      revised: z.enum(['never', 'by-its-author', 'by-its-writers']),
      choices: z.record(z.string(), z.array(z.object({ value: z.string(), label: z.string() }))),
      body: z.unknown().meta({ description: 'JSON Schema of the body that is sent.' }),
    }),
  ),
})

export type RecordJson = z.infer<typeof recordSchema>
export type KindJson = z.infer<typeof kindSchema>
