/** What the API takes and gives of registers. The schemas that check are those of its OpenAPI document. */
import { z } from 'zod'
import { entrySchema, registerSchema } from '../register-schema.ts'
import { kindSchema, kindsSchema, writeRecordSchema } from './record-schemas.ts'

export const writeEntrySchema = writeRecordSchema.omit({ kind: true }).extend({
  regime: z
    .string()
    .trim()
    .min(1, 'expected the id of a regime')
    .max(100, 'expected at most 100 characters')
    .exactOptional()
    .meta({ description: 'Of a register of regimes: which.' }),
})

/** The next version: what it is a version of says what it belongs to. */
export const nextEntrySchema = writeEntrySchema.omit({ regime: true, organisation: true })

const kind = kindsSchema.shape.kinds.element

export const registersSchema = z.object({ registers: z.array(registerSchema) })

export const registerEntriesSchema = registerSchema.extend({
  asKnownAt: z.string().nullable(),
  roles: kindSchema.shape.roles.meta({ description: 'Roles in which the asker may write in it here.' }),
  choices: kind.shape.choices,
  body: z.unknown().meta({ description: 'JSON Schema of a body.' }),
  entries: z.array(entrySchema).meta({ description: 'In their latest version, the oldest entry first.' }),
})

export const entryVersionsSchema = z.object({
  versions: z.array(entrySchema).meta({ description: 'The first one first.' }),
})
