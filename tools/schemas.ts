/** The JSON Schemas by which an editor completes and checks our YAML files, made from the schemas that the engine itself reads by. */
import { z } from 'zod'
import { frameworkSchema } from '../src/assessment/framework.ts'
import { sourceSchema } from '../src/evidence/source.ts'

/** The text of each file of `schemas/`, by file name. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['framework.schema.json', text('A framework file', frameworkSchema)],
    ['source.schema.json', text('A source file', sourceSchema)],
  ])
}

// What a person writes is the input: defaults may be left out. What JSON Schema cannot say (a refinement) is left to the engine.
function text(title: string, schema: z.ZodType): string {
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) }, null, 2)}\n`
}
