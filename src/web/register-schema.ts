/** The shapes of registers as pages and the API give them. */
import { z } from 'zod'
import { recordSchema } from './api/record-schemas.ts'

export const entrySchema = recordSchema
  .omit({ kind: true, section: true, organisation: true, published: true })
  .extend({
    register: z.string(),
    regime: z.string().nullable().meta({ description: 'Id of the regime that it belongs to; null where to none.' }),
    organisation: z
      .string()
      .nullable()
      .meta({ description: 'Code of the organisation that it belongs to; null where to none.' }),
  })
export type EntryJson = z.infer<typeof entrySchema>

export const registerSchema = z.object({
  register: z.string(),
  title: z.string().meta({ description: 'Of one entry.' }),
  says: z.string(),
  scope: z.enum(['regime', 'organisation', 'sector']).meta({ description: 'What its entries belong to.' }),
})

export const threadedEntrySchema = entrySchema.extend({
  before: z.array(entrySchema).meta({ description: 'Its earlier versions, the first one first.' }),
  mayRevise: z.boolean().meta({ description: 'Whether the reader may write its next version.' }),
})
