/** The casework API described: OpenAPI 3.1 from the schemas that check what it takes and gives. */
import { z } from 'zod'
import { caseAroundSchema } from '../around-view.ts'
import { burdenAnswer, consistencyAnswer, importedSchema, importSchema } from './burden-routes.ts'
import {
  allowedSchema,
  casesSchema,
  correctSchema,
  deadlinesSchema,
  eventSchema,
  eventsSchema,
  oneCaseSchema,
  openSchema,
  problemSchema,
  recordSchema,
} from './case-schemas.ts'
import { entrySchema } from '../register-schema.ts'
import { pageOperations } from './page-readings.ts'
import { planSchema } from '../plan-schema.ts'
import { migrateSchema, migrationSchema } from './migration-schemas.ts'
import { caseMoneyAnswer, programmeMoneyAnswer, sectorMoneyAnswer } from './money-routes.ts'
import { paidSchema, payRunSchema } from './pay-run-routes.ts'
import {
  attachSchema,
  kindsSchema,
  nextVersionSchema,
  recordSchema as recordVersionSchema,
  recordsSchema,
  versionsSchema,
  writeRecordSchema,
} from './record-schemas.ts'
import {
  entryVersionsSchema,
  nextEntrySchema,
  registerEntriesSchema,
  registersSchema,
  writeEntrySchema,
} from './register-schemas.ts'

const answered = z.object({ case: oneCaseSchema, event: eventSchema.optional() })
const writtenRecord = { schema: recordVersionSchema as z.ZodType, description: 'Written: the version as it stands' }
const writtenEntry = { schema: entrySchema as z.ZodType, description: 'Written: the version as it stands' }
const text = { type: 'string' }
/** The form of a document: its fields, and the file. */
const attachForm = z.strictObject({
  ...attachSchema.shape,
  file: z.string().meta({ format: 'binary', description: 'The file itself.' }),
})
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
const record = { name: 'record', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
const register = { name: 'register', in: 'path', required: true, schema: { type: 'string' } }
const entry = { name: 'entry', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
const instant = {
  name: 'as-known-at',
  in: 'query',
  description: 'A date (its end) or an instant in UTC: only what was known by then.',
  schema: text,
}
const key = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'New for each command. The same key with the same body gets the same answer; with another body, 409.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
}
const match = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The ETag of the case as the asker had seen it; 412 where it has moved on.',
  schema: { type: 'string', pattern: '^"\\d+"$' },
}

export function caseApiDocument(): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Turnaround casework',
      version: '1',
      description:
        'Cases of the regimes: what everybody may see, more for those with leave, and commands. Refusals are problems (RFC 9457) with a reason and the events allowed now.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths: {
      '/api/v1/cases': {
        get: read('listCases', 'Cases, up to 500 a page', casesSchema, [
          query('regime', 'Id of a regime, without version.'),
          query('organisation', 'Code of an organisation.'),
          query('phase', 'before, in or after.'),
          query('after', 'The cursor "next" of the page before.'),
        ]),
        post: command('openCase', 'Open a case', openSchema, [key]),
      },
      '/api/v1/cases/{id}': { get: read('readCase', 'One case', oneCaseSchema, [id, instant]) },
      '/api/v1/cases/{id}/events': {
        get: read('readEvents', 'Everything that has happened in a case', eventsSchema, [id, instant]),
        post: command('recordEvent', 'Record an event', recordSchema, [id, key, match]),
      },
      '/api/v1/cases/{id}/corrections': {
        post: command('correctEvent', 'Correct an event', correctSchema, [id, key, match]),
      },
      '/api/v1/cases/{id}/migration': {
        get: read('previewMigration', 'What a case would become under other rules', migrationSchema, [
          id,
          { ...query('to', 'Id of the regime to go to; its own for another version.'), required: true },
          query('version', 'The version in force on the day where left out.'),
          query('route', 'Route there, where nothing else settles it.'),
          query('on', 'Day; today where left out.'),
        ]),
        post: command('migrateCase', 'Take a case to other rules, as was read', migrateSchema, [id, key, match]),
      },
      '/api/v1/cases/{id}/deadlines': {
        get: read('readDeadlines', 'Deadlines of a case, with their arithmetic', deadlinesSchema, [id, instant]),
      },
      '/api/v1/cases/{id}/allowed': {
        get: read('readAllowed', 'What may happen next, and as what the asker may record it', allowedSchema, [id]),
      },
      '/api/v1/cases/{id}/around': {
        get: read(
          'readAround',
          'What else is going on: other regimes, duties asked for twice, headroom, earlier attempts',
          caseAroundSchema,
          [id],
        ),
      },
      '/api/v1/cases/{id}/plan': {
        get: read('readPlan', 'The plan of a case as far as the asker may see it, and what changed', planSchema, [
          id,
          query('version', 'Number of a version; the latest that the asker may see where left out.'),
          query(
            'organisation',
            'Code of one of its organisations: the state of its actions, and of those of all of them.',
          ),
          instant,
        ]),
      },
      '/api/v1/cases/{id}/money': {
        get: read('readCaseMoney', 'Who pays in a case, what it cost, and every posting, in pence', caseMoneyAnswer, [
          id,
          instant,
        ]),
      },
      '/api/v1/programmes/{regime}/money': {
        get: read('readProgrammeMoney', 'The money of a regime, case by case, in pence', programmeMoneyAnswer, [
          { name: 'regime', in: 'path', required: true, schema: text },
        ]),
      },
      '/api/v1/money': {
        get: read('readMoney', 'The money of all regimes, and the trial balance, in pence', sectorMoneyAnswer, []),
      },
      '/api/v1/cases/{id}/kinds': {
        get: read('readKinds', 'Kinds of records that the asker may write, with choices and schema', kindsSchema, [id]),
      },
      '/api/v1/cases/{id}/records': {
        get: read('listRecords', 'What is written in a case, as far as the asker may see it', recordsSchema, [
          id,
          query('kind', 'Only records of this kind.'),
          instant,
        ]),
        post: command('writeRecord', 'Write a record', writeRecordSchema, [id, key], writtenRecord),
      },
      '/api/v1/cases/{id}/records/{record}': {
        get: read('readRecord', 'One record in all versions', versionsSchema, [id, record, instant]),
        post: command(
          'writeNextVersion',
          'Write the next version of a record',
          nextVersionSchema,
          [id, record, key, { ...match, description: 'The ETag of the record as the asker had seen it.' }],
          writtenRecord,
        ),
      },
      '/api/v1/cases/{id}/documents': {
        post: {
          operationId: 'attachDocument',
          summary: 'Attach a file to a case',
          parameters: [id, key],
          requestBody: {
            required: true,
            content: { 'multipart/form-data': { schema: jsonSchema(attachForm, 'input') } },
          },
          responses: {
            201: {
              description: 'Attached: the record that names the file',
              content: { 'application/json': { schema: jsonSchema(recordVersionSchema, 'output') } },
            },
            default: problem,
          },
        },
      },
      '/api/v1/burden': {
        get: read('readBurden', 'What is asked of organisations, by month and asker', burdenAnswer, []),
      },
      '/api/v1/organisations/{code}/burden': {
        get: read('readBurdenOfOrganisation', 'What is asked of one organisation', burdenAnswer, [
          { name: 'code', in: 'path', required: true, schema: text },
        ]),
      },
      '/api/v1/burden/imports': {
        post: command('importRequests', 'Take a ledger of requests, whole or not at all', importSchema, [key], {
          schema: importedSchema,
          description: 'Taken: what was written, what was known, what may not need to be asked',
        }),
      },
      '/api/v1/programmes/{regime}/consistency': {
        get: read('readConsistency', 'Pairs with the same results and different decisions', consistencyAnswer, [
          { name: 'regime', in: 'path', required: true, schema: text },
        ]),
      },
      '/api/v1/registers': { get: read('listRegisters', 'All registers', registersSchema, []) },
      '/api/v1/registers/{register}': {
        get: read('readRegister', 'A register as far as the asker may see it', registerEntriesSchema, [
          register,
          query('regime', 'Of a register of regimes: only this one.'),
          query('organisation', 'Of a register of organisations: only this one.'),
          instant,
        ]),
        post: command('writeEntry', 'Write an entry', writeEntrySchema, [register, key], writtenEntry),
      },
      '/api/v1/registers/{register}/{entry}': {
        get: read('readEntry', 'One entry in all versions', entryVersionsSchema, [register, entry, instant]),
        post: command(
          'writeNextEntry',
          'Write the next version of an entry',
          nextEntrySchema,
          [register, entry, key, { ...match, description: 'The ETag of the entry as the asker had seen it.' }],
          writtenEntry,
        ),
      },
      '/api/v1/pay-runs': {
        post: command('payRun', 'Pay all that a payer owes, each by a payment of its own', payRunSchema, [key], {
          schema: paidSchema,
          description: 'Run: what came of each',
        }),
      },
      '/api/v1/deadlines': { get: read('listDeadlines', 'Deadlines that run, the next first', deadlinesSchema, []) },
      ...pageReadings(),
      '/api/v1/openapi.json': {
        get: {
          operationId: 'readDocument',
          summary: 'This document',
          responses: {
            200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
          },
        },
      },
    },
    components: { schemas: { Problem: jsonSchema(problemSchema, 'output') } },
  }
}

/** What pages tell, at their own paths. */
function pageReadings(): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    pageOperations().map(({ path, operationId, summary, schema, within, query: asked }) => [
      path,
      {
        get: read(operationId, summary, schema, [
          ...within.map(name => ({ name, in: 'path', required: true, schema: text })),
          ...asked.map(([name, description]) => query(name, description)),
        ]),
      },
    ]),
  )
}

function query(name: string, description: string) {
  return { name, in: 'query', description, schema: text }
}

function read(operationId: string, summary: string, schema: z.ZodType, parameters: readonly unknown[]) {
  const content = { 'application/json': { schema: jsonSchema(schema, 'output') } }
  return { operationId, summary, parameters, responses: { 200: { description: summary, content }, default: problem } }
}

function command(
  operationId: string,
  summary: string,
  body: z.ZodType,
  parameters: readonly unknown[],
  gives = { schema: answered as z.ZodType, description: 'Done: the case as it stands now' },
) {
  const content = { 'application/json': { schema: jsonSchema(gives.schema, 'output') } }
  return {
    operationId,
    summary,
    parameters,
    requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } },
    responses: { 201: { description: gives.description, content }, default: problem },
  }
}

const problem = {
  description: 'A problem, in words (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}
