/** The casework API: cases read by everybody as far as they may, and commands by those who have leave. */
import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { readChapters } from '../../casework/chapter-store.ts'
import { correctEvent } from '../../casework/correct-event-store.ts'
import { eventsOf } from '../../casework/event-store.ts'
import { type Desk, today, type Working, withActor } from '../../casework/desk-store.ts'
import type { Case, Done, WrittenEvent } from '../../casework/model.ts'
import { migrateCase, previewMigration } from '../../casework/migrate-store.ts'
import { openCase } from '../../casework/open-case-store.ts'
import { rulesOf } from '../../casework/policy-store.ts'
import { challengeKind } from '../../casework/records/challenge.ts'
import { dutyDone } from '../../casework/records/part-done.ts'
import { readRecordsOf } from '../../casework/records/record-store.ts'
import { recordEvent } from '../../casework/record-event-store.ts'
import { aroundCaseFor, caseAroundJson } from '../around-view.ts'
import { doneSeen } from '../case-duties.ts'
import { readFilter } from '../case-filter.ts'
import { recordsOf } from '../case-records.ts'
import { allowedJson, caseJson, eventsJson, oneCaseJson } from '../case-view.ts'
import { dueDeadlines, listedCases } from '../cases.ts'
import { askedMigration, migrationJson } from '../migration-view.ts'
import { planJson, seenPlan } from '../plan-view.ts'
import type { Regimes } from '../regimes.ts'
import { actorOf } from '../sign-in.ts'
import { burdenRoutes } from './burden-routes.ts'
import { caseApiDocument } from './case-openapi.ts'
import { correctSchema, openSchema, recordSchema } from './case-schemas.ts'
import { migrateSchema } from './migration-schemas.ts'
import { moneyRoutes } from './money-routes.ts'
import { payRunRoutes } from './pay-run-routes.ts'
import { problemAnswer, refusedAnswer } from './problems.ts'
import { documentApi } from '../document-routes.ts'
import { recordRoutes } from './record-routes.ts'
import { registerRoutes } from './register-routes.ts'
import { atMost, caseAsked, type Command, idAsked, readCommand, tagOf } from './requests.ts'

/** Bytes of a command: one event with its reason. */
const commandLimit = 100_000

/** Everything under `/api/v1`. */
export function caseApi(desk: Desk, regimes: Pick<Regimes, 'find' | 'placements'>): Hono {
  const api = new Hono()
  const askingOf = (c: Context) => ({ desk, actor: actorOf(c) })
  const reading = (c: Context) => caseAsked(c, desk)
  api.use('*', async (c, next) => {
    await next()
    // What is due changes by the day, and what is shown by the reader: nothing here is to be kept.
    c.header('Cache-Control', 'no-store')
  })

  api.get('/openapi', c => c.json(caseApiDocument()))
  api.get('/cases', async c => {
    const filter = readFilter(new URL(c.req.url).searchParams, regimes)
    const { kind, cases, next } = await listedCases(askingOf(c), filter)
    return c.json({ recordKind: kind, cases: cases.map(({ ruled }) => caseJson(ruled)), next })
  })
  api.get('/cases/:id', async c => {
    const found = await reading(c)
    c.header('ETag', tagOf(found.found.sequence))
    return c.json(oneCaseJson(found, found.asKnownAt, doneSeen(await recordsOf(askingOf(c), found))))
  })
  api.get('/cases/:id/events', async c => {
    const found = await reading(c)
    const { id, recordKind } = found.found
    const events = eventsJson(found, found.events, found.inside)
    return c.json({ id, recordKind, asKnownAt: found.asKnownAt, events })
  })
  api.get('/cases/:id/deadlines', async c => {
    const { found, deadlines, today: day } = await reading(c)
    return c.json({ recordKind: found.recordKind, today: day, deadlines })
  })
  api.get('/cases/:id/allowed', async c => {
    const found = await reading(c)
    const { id, sequence } = found.found
    c.header('ETag', tagOf(sequence))
    return c.json({ id, sequence, allowed: allowedJson(found, found.allowed) })
  })
  api.get('/cases/:id/around', async c => {
    const found = await reading(c)
    return c.json(caseAroundJson(askingOf(c), found, await aroundCaseFor(askingOf(c), regimes.placements, found)))
  })
  api.get('/cases/:id/plan', async c => {
    const plan = await seenPlan(askingOf(c), await reading(c), c.req.query('version') ?? null)
    if (plan.shown) c.header('ETag', tagOf(plan.shown.record.version))
    return c.json(planJson(plan, c.req.query('organisation') ?? null))
  })
  api.get('/cases/:id/migration', async c => {
    const asked = askedMigration(await idAsked(c, desk), new URL(c.req.url).searchParams)
    if (asked === null)
      return problemAnswer(c, 400, 'This cannot be read', 'Found no "to"; expected the id of the regime to go to.')
    const found = await withActor(desk, actorOf(c), working => previewMigration(working, asked))
    if (!found.done) return refusedAnswer(c, found.refused)
    c.header('ETag', tagOf(found.value.case.sequence))
    return c.json(migrationJson(found.value))
  })
  api.get('/deadlines', async c => {
    const { kind, deadlines } = await dueDeadlines(askingOf(c))
    return c.json({ recordKind: kind, today: today(desk), deadlines })
  })

  const limit = atMost(commandLimit, 'A command')
  /** A command: its key and body are read and checked, it is done as whoever asks, and answered with the case. */
  const command = <Body>(
    schema: z.ZodType<Body>,
    run: (working: Working, body: Body, about: Command) => Promise<Done<Written>>,
  ) => {
    return async (c: Context): Promise<Response> => {
      const asked = await readCommand(c, schema, c.req.param('id') === undefined ? null : 'case')
      if (asked instanceof Response) return asked
      return withActor(desk, actorOf(c), async working => {
        const done = await run(working, asked.body, asked)
        if (!done.done) return refusedAnswer(c, done.refused)
        const { case: found, event } = done.value
        const events = await eventsOf(working, found.id)
        const chapters = event && (await readChapters(desk, events))
        const ruled = { found, compiled: await rulesOf(desk, found), chapters }
        c.header('ETag', tagOf(found.sequence))
        c.header('Location', `/api/v1/cases/${found.id}`)
        const [written] = event === null ? [] : eventsJson(ruled, [event], true)
        const records =
          (await readRecordsOf(desk.store, [found.id], [dutyDone.kind, challengeKind.kind])).get(found.id) ?? []
        const seen = { records, events, today: today(desk), inside: true }
        return c.json({ case: oneCaseJson(ruled, null, seen), ...(written ? { event: written } : {}) }, 201)
      })
    }
  }
  const open = command(openSchema, async (working, body, { key }) => withEvent(await openCase(working, body, key)))
  const record = command(recordSchema, (working, body, { key, caseId, expected }) =>
    recordEvent(working, { ...body, caseId, expected }, key),
  )
  const correct = command(correctSchema, (working, body, { key, caseId, expected }) =>
    correctEvent(working, { ...body, caseId, expected }, key),
  )
  const migrate = command(migrateSchema, (working, body, { key, caseId, expected }) =>
    migrateCase(working, { ...body, caseId, expected }, key),
  )
  api.post('/cases', limit, open)
  api.post('/cases/:id/events', limit, record)
  api.post('/cases/:id/corrections', limit, correct)
  api.post('/cases/:id/migration', limit, migrate)
  api.route('/cases/:id', recordRoutes(desk))
  api.route('/registers', registerRoutes(desk))
  api.route('/', burdenRoutes(desk, regimes))
  api.route('/pay-runs', payRunRoutes(desk))
  api.route('/', moneyRoutes(desk, regimes))
  api.route('/cases/:id', documentApi(desk))
  return api
}

interface Written {
  readonly case: Case
  readonly event: WrittenEvent | null
}

function withEvent(done: Done<Case>): Done<Written> {
  return done.done ? { done: true, value: { case: done.value, event: null } } : done
}
