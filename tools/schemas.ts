/** The JSON Schemas by which an editor completes and checks our YAML files, made from the schemas that the engine itself reads by. */
import { z } from 'zod'
import { frameworkSchema } from '../src/assessment/framework.ts'
import { sourceSchema } from '../src/evidence/source.ts'
import { calendarSchema } from '../src/regimes/calendar.ts'
import { examplesSchema } from '../src/regimes/examples-schema.ts'
import { historySchema } from '../src/regimes/history-schema.ts'
import { regimeSchema } from '../src/regimes/regime.ts'
import { transfersSchema } from '../src/regimes/transfers-file.ts'

/** The text of each file of `schemas/`, by file name. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['framework.schema.json', text('A framework file', asJson(frameworkSchema))],
    ['source.schema.json', text('A source file', asJson(sourceSchema))],
    ['regime.schema.json', text('A regime file', withVersions(asJson(regimeSchema, 'ref')))],
    ['regime-examples.schema.json', text('Examples of a regime', asJson(examplesSchema))],
    ['calendar.schema.json', text('A calendar of holidays', asJson(calendarSchema))],
    ['history.schema.json', text('A history of placements', asJson(historySchema))],
    ['transfers.schema.json', text('Transfers between oversight bodies', asJson(transfersSchema))],
  ])
}

// What a person writes is the input: defaults may be left out. What JSON Schema cannot say (a refinement) is left to the engine.
function asJson(schema: z.ZodType, reused: 'inline' | 'ref' = 'inline'): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused }) as JsonSchema
}

function text(title: string, schema: JsonSchema): string {
  return `${JSON.stringify({ title, ...schema }, null, 2)}\n`
}

interface JsonSchema {
  [key: string]: unknown
}

const byVersion = { $ref: '#/$defs/by-version' }

/** A regime's values may differ by version, wherever they stand but in its id and its versions. */
function withVersions(schema: JsonSchema): JsonSchema {
  const { regime, versions, ...rest } = schema.properties as JsonSchema
  return {
    ...schema,
    properties: { regime, versions, ...eachValue(rest) },
    $defs: {
      ...mapped(schema.$defs as JsonSchema, inside),
      'by-version': {
        type: 'object',
        description: 'The value from each version on in which it changes.',
        properties: {
          'by-version': {
            type: 'object',
            propertyNames: { pattern: '^\\d{4}$' },
            minProperties: 1,
          },
        },
        required: ['by-version'],
        additionalProperties: false,
      },
    },
  }
}

function eachValue(schemas: JsonSchema): JsonSchema {
  return mapped(schemas, one => {
    const { description, ...own } = inside(one)
    return { ...(description === undefined ? {} : { description }), anyOf: [own, byVersion] }
  })
}

/** A schema whose own values may differ by version. */
function inside(schema: JsonSchema): JsonSchema {
  const one = (key: string) => {
    const child = schema[key]
    return typeof child === 'object' && child !== null ? eachValue({ [key]: child }) : {}
  }
  const several = (key: string) =>
    Array.isArray(schema[key]) ? { [key]: (schema[key] as JsonSchema[]).map(inside) } : {}
  return {
    ...schema,
    ...(schema.properties ? { properties: eachValue(schema.properties as JsonSchema) } : {}),
    ...one('additionalProperties'),
    ...one('items'),
    ...several('anyOf'),
    ...several('oneOf'),
    ...several('allOf'),
  }
}

function mapped(schemas: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schemas).map(([key, one]) => [key, change(one as JsonSchema)]))
}
