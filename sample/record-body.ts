/** The body of a record as the sample tells it, made whole: what is left out is empty, and `@name` is what was called so. */
import { z } from 'zod'
import { recordKinds } from '../src/casework/records/kinds.ts'

// In this order: a field takes the first that it lets pass.
const nothings: readonly unknown[] = [null, false, []]

/** @param idOf What a name stands for: a record's id, or `event:N`. */
export function wholeBody(
  kind: string,
  told: Readonly<Record<string, unknown>>,
  idOf: (name: string) => string,
): Readonly<Record<string, unknown>> {
  const sent = recordKinds.get(kind)?.sent
  const fields: Readonly<Record<string, z.core.$ZodType>> = sent instanceof z.ZodObject ? sent.shape : {}
  const empty = Object.entries(fields).flatMap(([name, field]) => {
    const nothing = nothings.find(one => z.safeParse(field, one).success)
    return nothing === undefined ? [] : [[name, nothing] as const]
  })
  const named = Object.entries(told).map(
    ([name, value]) =>
      [name, typeof value === 'string' && value.startsWith('@') ? idOf(value.slice(1)) : value] as const,
  )
  return { ...Object.fromEntries(empty), ...Object.fromEntries(named) }
}
