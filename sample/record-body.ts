/** The body of a record or entry as the sample tells it, made whole: what is left out is empty, and `@name` is what was called so. */
import { z } from 'zod'

type Told = Readonly<Record<string, unknown>>

// In this order: a field takes the first that it lets pass.
const nothings: readonly unknown[] = [null, false, []]

/**
 * @param schema Of the body as it is sent.
 * @param idOf What a name stands for: a record's id, or `event:N`.
 */
export function wholeBody(schema: z.ZodType | undefined, told: Told, idOf: (name: string) => string): Told {
  const fields: Readonly<Record<string, z.core.$ZodType>> = schema instanceof z.ZodObject ? schema.shape : {}
  const empty = Object.entries(fields).flatMap(([name, field]) => {
    const nothing = nothings.find(one => z.safeParse(field, one).success)
    return nothing === undefined ? [] : [[name, nothing] as const]
  })
  const named = Object.entries(told).map(([name, value]) => {
    if (typeof value === 'string' && value.startsWith('@')) return [name, idOf(value.slice(1))] as const
    const field = fields[name]
    const row = field instanceof z.ZodArray && field.element instanceof z.ZodObject ? field.element : null
    return [name, row && Array.isArray(value) ? value.map(one => wholeBody(row, one as Told, idOf)) : value] as const
  })
  return { ...Object.fromEntries(empty), ...Object.fromEntries(named) }
}
