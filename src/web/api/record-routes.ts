/** Records in the casework API: read as far as somebody may see them, and written by those who may. */
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { type Desk, withActor } from '../../casework/desk-store.ts'
import type { WriteRecord } from '../../casework/records/record.ts'
import { writeRecord } from '../../casework/records/write-record-store.ts'
import { type CaseRecords, kindOf, recordJson, recordsOf, type SeenRecord } from '../case-records.ts'
import { writableJson } from '../case-sections.ts'
import { PageFault } from '../fault.ts'
import { actorOf } from '../sign-in.ts'
import { refusedAnswer } from './problems.ts'
import { nextVersionSchema, recordLimit, writeRecordSchema } from './record-schemas.ts'
import { atMost, caseAsked, type Command, idAsked, readCommand, tagOf } from './requests.ts'

/** Everything under a case’s address that is about its records. */
export function recordRoutes(desk: Desk): Hono {
  const api = new Hono()
  const reading = async (c: Context): Promise<CaseRecords> =>
    recordsOf({ desk, actor: actorOf(c) }, await caseAsked(c, desk))

  api.get('/records', async c => {
    const seen = await reading(c)
    const { found, asKnownAt } = seen.reading
    const kind = c.req.query('kind')
    const shown = seen.records.filter(({ latest }) => kind === undefined || latest.kind === kind)
    const records = shown.map(({ rule, latest }) => recordJson(seen, rule, latest))
    return c.json({ id: found.id, recordKind: found.recordKind, asKnownAt, records })
  })
  api.get('/records/:record', async c => {
    const seen = await reading(c)
    const { id, recordKind } = seen.reading.found
    const { rule, versions, latest } = recordAsked(c, seen)
    c.header('ETag', tagOf(latest.version))
    return c.json({ id, recordKind, versions: versions.map(one => recordJson(seen, rule, one)) })
  })
  api.get('/kinds', async c => {
    const seen = await reading(c)
    const { id, recordKind } = seen.reading.found
    const titled = writableJson(seen)
    const kinds = seen.writable.map(({ rule }, index) => ({
      ...titled[index],
      audiences: rule.audiences,
      revised: rule.revised,
      choices: seen.choicesOf(rule),
      body: z.toJSONSchema(rule.sent, { io: 'input', unrepresentable: 'any' }),
    }))
    return c.json({ id, recordKind, kinds })
  })

  const limit = atMost(recordLimit, 'A record')
  api.post('/records', limit, async c => {
    const asked = await readCommand(c, writeRecordSchema, null)
    if (asked instanceof Response) return asked
    await idAsked(c, desk)
    return write(c, asked, { ...asked.body, caseId: asked.caseId })
  })
  api.post('/records/:record', limit, async c => {
    const asked = await readCommand(c, nextVersionSchema, 'record')
    if (asked instanceof Response) return asked
    const { rule, latest } = recordAsked(c, await reading(c))
    const follows = { id: latest.id, version: asked.expected }
    return write(c, asked, { ...asked.body, kind: rule.kind, caseId: asked.caseId, follows })
  })

  /** Writes as whoever asks, and answers with the version as they may see it. */
  const write = async (c: Context, { key, caseId }: Command, asked: WriteRecord): Promise<Response> => {
    const done = await withActor(desk, actorOf(c), working => writeRecord(working, asked, key))
    if (!done.done) return refusedAnswer(c, done.refused)
    const { value } = done
    const seen = await reading(c)
    c.header('ETag', tagOf(value.version))
    c.header('Location', `/api/v1/cases/${caseId}/records/${value.id}`)
    return c.json(recordJson(seen, kindOf(value.kind), value), 201)
  }
  return api
}

/** The record in the address. Throws PageFault where there is none for this reader. */
function recordAsked(c: Context, { records }: CaseRecords): SeenRecord {
  const id = c.req.param('record') ?? ''
  const found = records.find(({ latest }) => latest.id === id)
  if (found) return found
  throw new PageFault(404, 'There is no such record', `No record that you may see is called "${id.slice(0, 60)}".`)
}
