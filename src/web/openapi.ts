/** The API document: what every page is as JSON, from the very schemas that the pages are checked against. */
import { z } from 'zod'
import type { AnyPage } from './page.ts'
import { uploadSchema } from './uploads.ts'

const shared: Readonly<Record<string, string>> = {
  framework: 'Framework to assess by, for example nof-2025-26; the one in force where absent.',
  period: 'Period, for example 2025-26-Q1, or its published label; the latest where absent.',
  'as-known-at': 'Instant: a date (its end) or a date and time in UTC. Only what was known by then is used.',
}

export function openApi(pages: readonly AnyPage[]): Record<string, unknown> {
  const paths: Record<string, unknown> = {}
  for (const page of pages) {
    const address = page.path === '/' ? '/index' : page.path.replace(/:(\w+)/g, '{$1}')
    const parameters = parametersOf(page)
    const ok = (type: string, schema: unknown) => ({ description: page.summary, content: { [type]: { schema } } })
    paths[`${address}.json`] = {
      get: {
        operationId: operation(page.path, 'json'),
        summary: page.title,
        description: page.summary,
        parameters,
        responses: { 200: ok('application/json', jsonSchema(page.schema)), default: problem },
      },
    }
    if (!page.table) continue
    paths[`${address}.csv`] = {
      get: {
        operationId: operation(page.path, 'csv'),
        summary: `${page.title}, as a table`,
        parameters,
        responses: { 200: ok('text/csv', { type: 'string' }), default: problem },
      },
    }
  }
  const duties = pages.find(({ path }) => path === '/duties')
  if (duties)
    paths['/duties.ics'] = {
      get: {
        operationId: 'dutiesAsCalendar',
        summary: 'Duties, as a feed for calendar programs (RFC 5545)',
        description: 'An all-day event for each thing that falls due; three months where no span is given.',
        parameters: parametersOf(duties),
        responses: {
          200: { description: duties.summary, content: { 'text/calendar': { schema: { type: 'string' } } } },
          default: problem,
        },
      },
    }
  const changes = pages.find(({ path }) => path === '/changes')
  if (changes)
    paths['/changes.atom'] = {
      get: {
        operationId: 'changesAsFeed',
        summary: 'What changed, as a feed for feed readers (RFC 4287)',
        description: 'An entry for each change, the newest first, fifty at a time.',
        parameters: parametersOf(changes),
        responses: {
          200: { description: changes.summary, content: { 'application/atom+xml': { schema: { type: 'string' } } } },
          default: problem,
        },
      },
    }
  paths['/api/imports'] = {
    post: {
      operationId: 'importFiles',
      summary: 'Load files',
      description:
        'Recognises, checks and loads files; answers with a report for each. Only from our own pages or programs on this machine.',
      requestBody: {
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              properties: { file: { type: 'array', items: { type: 'string', format: 'binary' } } },
            },
          },
        },
      },
      responses: {
        200: {
          description: 'What became of each file',
          content: { 'application/json': { schema: jsonSchema(uploadSchema) } },
        },
        default: problem,
      },
    },
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Turnaround',
      version: '1',
      description: 'Every page is also JSON, and CSV where its main content is a table.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
  }
}

const problem = {
  description: 'A problem, in words (RFC 9457)',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'detail', 'instance'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          instance: { type: 'string' },
        },
      },
    },
  },
}

function parametersOf(page: AnyPage) {
  const inPath = [...page.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries({ ...shared, ...page.parameters }).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }))
  return [...inPath, ...inQuery]
}

/** JSON Schema of a model. A recursive one refers to itself under `$defs`, which stay inside the schema. */
function jsonSchema(schema: z.ZodType): unknown {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'output' })
  return rest
}

function operation(path: string, format: string): string {
  const name = path === '/' ? 'sector' : path.replace(/\/:?(\w)/g, (_, letter: string) => letter.toUpperCase())
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}As${format.toUpperCase()}`
}
