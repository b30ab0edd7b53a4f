/** The keys that a schema knows at a place, so that a misspelt key can be answered with a proposal. */
import type { z } from 'zod'

// What zod keeps of a schema; each kind has some of it.
interface Definition {
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly valueType?: z.ZodType
  readonly element?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly innerType?: z.ZodType
  readonly in?: z.ZodType
  readonly getter?: () => z.ZodType
}

/** Keys known at a path of a document; of alternatives, the keys of all. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  return [...new Set(plain(schema, path).flatMap(definition => Object.keys(definition.shape ?? {})))]
}

/** The schemas that may hold at a path, without their wrappings. */
function plain(schema: z.ZodType, path: readonly PropertyKey[]): Definition[] {
  const definition = schema._zod.def as Definition
  const wrapped = definition.innerType ?? definition.in ?? definition.getter?.()
  if (wrapped) return plain(wrapped, path)
  if (definition.options) return definition.options.flatMap(option => plain(option, path))
  const [first, ...rest] = path
  if (first === undefined) return [definition]
  const next = definition.element ?? definition.valueType ?? definition.shape?.[String(first)]
  return next ? plain(next, rest) : []
}
