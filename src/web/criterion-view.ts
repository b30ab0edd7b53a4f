/** A criterion as a tree for reading: each leaf with its clause, what it was tried on down to the rows, what is missing. */
import { z } from 'zod'
import type { CriterionJson } from '../regimes/criterion-json.ts'
import { grouped, words } from './format.ts'
import { outcomeSchema } from './entry-rows.ts'

const row = z.object({
  organisation: z.string(),
  metric: z.string(),
  period: z.string(),
  value: z.string(),
  row: z.number(),
  importId: z.number().nullable(),
  file: z.string().nullable(),
  sha256: z.string().nullable(),
})

const missing = z.object({ name: z.string(), title: z.string(), why: z.string() })

export const boundSchema = z.object({
  name: z.string(),
  kind: z.enum(['evidence', 'parameter']),
  title: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.number()).readonly()]),
  unit: z.string().nullable(),
  upTo: z.number().exactOptional(),
  words: z.string(),
  period: z.string().nullable(),
  clause: z.string(),
  confidence: z.string(),
  relative: z.boolean(),
  inputs: z.array(row).readonly(),
})

export const criterionSchema: z.ZodType<CriterionJson> = z
  .lazy(() =>
    z.object({
      kind: z.enum(['leaf', 'all', 'any', 'not', 'at-least', 'titled']),
      outcome: outcomeSchema,
      sentence: z.string(),
      clause: z.string().nullable(),
      source: z.string().nullable(),
      confidence: z.string().nullable(),
      judge: z.string().nullable(),
      test: z.string().nullable().meta({ description: 'The test as its file writes it.' }),
      values: z.array(boundSchema).readonly(),
      missing: z.array(missing).readonly(),
      children: z.array(criterionSchema).readonly(),
    }),
  )
  .meta({ id: 'CriterionNode' })

/** A bound value as readers see it: yes and no, at most four figures that count, series in order, "at least" where it may be more. */
export function boundWords({
  value,
  unit,
  upTo,
}: Pick<z.infer<typeof boundSchema>, 'value' | 'unit' | 'upTo'>): string {
  const plain = (one: string | number | boolean): string =>
    typeof one === 'number'
      ? grouped(String(Number(one.toPrecision(4))))
      : typeof one === 'boolean'
        ? one
          ? 'yes'
          : 'no'
        : words(one)
  const text = typeof value === 'object' ? value.map(plain).join(', ') : plain(value)
  return `${upTo === undefined ? '' : 'at least '}${text}${unit === null || unit === '' ? '' : ` ${unit}`}`
}
