/** Burden and consistency in the casework API: what pages say, and the import of a ledger of requests. */
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { z } from 'zod'
import { importRequests } from '../../casework/burden/import-requests-store.ts'
import { requestsOfRows } from '../../casework/burden/request-rows.ts'
import { type Desk, withActor } from '../../casework/desk-store.ts'
import { csvRows } from '../../evidence/csv-rows.ts'
import { RefusedFile } from '../../evidence/refused-file.ts'
import { burdenFor, burdenSchema } from '../burden-view.ts'
import { consistencyFor, consistencySchema } from '../consistency-view.ts'
import { PageFault } from '../fault.ts'
import { organisationName } from '../organisation-name.ts'
import { type Regimes, shelvedFor } from '../regimes.ts'
import { actorOf } from '../sign-in.ts'
import { refusedAnswer } from './problems.ts'
import { atMost, readCommand } from './requests.ts'

export const burdenAnswer = burdenSchema
export const consistencyAnswer = consistencySchema

const words = (most: number) => z.string().trim().min(1).max(most)
export const importSchema = z.strictObject({
  fileName: words(200).meta({ description: 'For messages.' }),
  text: z.string().min(1).meta({ description: 'The ledger as CSV.' }),
  by: words(100).meta({
    description: 'Everyday function, or role of the organisation, in which the requests are written.',
  }),
  reason: words(10_000),
})
const flag = z.object({
  kind: z.enum(['same-subject', 'same-words', 'answered', 'published']),
  otherRow: z.int().nullable().meta({ description: 'Row of the other request, where it is in the file too.' }),
})
export const importedSchema = z.object({
  written: z.int(),
  answered: z.int().meta({ description: 'Requests known before, of which the file says the answer.' }),
  repeats: z.array(z.object({ row: z.int(), first: z.int().nullable() })).meta({
    description: 'Rows that were not written again; null where the register had them before the file.',
  }),
  flagged: z.array(z.object({ row: z.int(), flags: z.array(flag) })),
})
export type ImportedJson = z.infer<typeof importedSchema>

/** Bytes of a ledger: 5,000 requests of some length, and their envelope. */
const ledgerLimit = 5_000_000

export function burdenRoutes(desk: Desk, regimes: Pick<Regimes, 'find'>): Hono {
  const api = new Hono()
  const named = async () => {
    const { organisations } = await desk.snapshot()
    return {
      organisations,
      name: (code: string) => organisationName({ organisations }, code),
      metricName: (id: string) => id,
    }
  }
  api.get('/burden', async c => c.json(await burdenFor({ desk, actor: actorOf(c) }, null, await named())))
  api.get('/organisations/:code/burden', async c => {
    const code = c.req.param('code').toUpperCase()
    const known = await named()
    if (!known.organisations.has(code))
      throw new PageFault(
        404,
        'There is no such organisation',
        `No organisation here has the code "${code.slice(0, 20)}".`,
      )
    return c.json(await burdenFor({ desk, actor: actorOf(c) }, [code], known))
  })
  api.get('/programmes/:regime/consistency', async c => {
    const shelved = shelvedFor(desk, regimes, c.req.param('regime'))
    return c.json(await consistencyFor({ desk, actor: actorOf(c) }, shelved, (await named()).name))
  })
  const limit = atMost(ledgerLimit, 'A ledger')
  api.post('/burden/imports', limit, async c => {
    const asked = await readCommand(c, importSchema, null)
    if (asked instanceof Response) return asked
    const { text, fileName, ...about } = asked.body
    const requests = await requestsIn(desk, text, fileName)
    if (requests instanceof RefusedFile)
      return refusedAnswer(c, { reason: 'bad-request', words: requests.message, allowed: [] })
    const command = { ...about, fileName, requests }
    const done = await withActor(desk, actorOf(c), working => importRequests(working, command, asked.key))
    if (!done.done) return refusedAnswer(c, done.refused)
    const { flagged, ...value } = done.value
    const told: ImportedJson = {
      ...value,
      repeats: value.repeats.map(one => ({ ...one })),
      flagged: flagged.map(({ row, flags }) => ({
        row,
        flags: flags.map(({ kind, otherRow }) => ({ kind, otherRow })),
      })),
    }
    return c.json(told, 201)
  })
  return api
}

/** The requests in a text of CSV; or why none of them is taken. */
async function requestsIn({ snapshot }: Desk, text: string, fileName: string) {
  const { organisations, metrics } = await snapshot()
  const rows: (readonly string[])[] = []
  try {
    const notes = { encoding: 'utf-8' as const, endsWithLineBreak: true }
    for await (const block of csvRows(Readable.from([Buffer.from(text)]), fileName, notes)) rows.push(...block)
  } catch (error) {
    if (error instanceof RefusedFile) return error
    throw error
  }
  const { requests, issues } = requestsOfRows(rows, { organisations, metrics: new Set(metrics()) }, fileName)
  return requests ?? new RefusedFile(issues)
}
