/** Registers in the casework API: read as far as somebody may see them, and written by those who may. */
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { type Desk, withActor } from '../../casework/desk-store.ts'
import type { RegisterRule, WriteEntry } from '../../casework/registers/register.ts'
import { registers } from '../../casework/registers/registers.ts'
import { writeEntry } from '../../casework/registers/write-register-store.ts'
import { PageFault } from '../fault.ts'
import { parseInstant } from '../instant.ts'
import { entryJson, registerAsked, registerJson, registerOf, seenRegister, titleOfRole } from '../register-view.ts'
import { actorOf } from '../sign-in.ts'
import { refusedAnswer } from './problems.ts'
import { recordLimit } from './record-schemas.ts'
import { nextEntrySchema, writeEntrySchema } from './register-schemas.ts'
import { atMost, readCommand, tagOf } from './requests.ts'

/** Everything under `/api/v1/registers`. */
export function registerRoutes(desk: Desk): Hono {
  const api = new Hono()
  const seenBy = (c: Context, rule: RegisterRule) => {
    const query = new URL(c.req.url).searchParams
    const asked = registerAsked(query, { desk }, parseInstant(query.get('as-known-at')))
    return seenRegister({ desk, actor: actorOf(c) }, rule, asked)
  }
  const entryAsked = async (c: Context, rule: RegisterRule) => {
    const id = c.req.param('entry') ?? ''
    const found = (await seenBy(c, rule)).entries.find(({ latest }) => latest.id === id)
    if (found) return found
    throw new PageFault(404, 'There is no such entry', `No entry that you may see is called "${id.slice(0, 60)}".`)
  }
  const ruleOf = (c: Context) => registerOf(c.req.param('register') ?? '')

  api.get('/', c => c.json({ registers: [...registers.values()].map(registerJson) }))
  api.get('/:register', async c => {
    const rule = ruleOf(c)
    const { entries, here } = await seenBy(c, rule)
    return c.json({
      ...registerJson(rule),
      asKnownAt: parseInstant(c.req.query('as-known-at') ?? null),
      roles: (here?.roles ?? []).map(role => ({ role, title: titleOfRole(here?.regime ?? null, role) })),
      choices: here !== null && here.roles.length > 0 ? here.choices : {},
      body: z.toJSONSchema(rule.body, { io: 'input', unrepresentable: 'any' }),
      entries: entries.map(one => entryJson(rule, one, one.latest)),
    })
  })
  api.get('/:register/:entry', async c => {
    const rule = ruleOf(c)
    const seen = await entryAsked(c, rule)
    c.header('ETag', tagOf(seen.latest.version))
    return c.json({ versions: seen.versions.map(one => entryJson(rule, seen, one)) })
  })

  const limit = atMost(recordLimit, 'An entry')
  api.post('/:register', limit, async c => {
    const rule = ruleOf(c)
    const asked = await readCommand(c, writeEntrySchema, null)
    if (asked instanceof Response) return asked
    return write(c, rule, asked.key, { ...asked.body, register: rule.register })
  })
  api.post('/:register/:entry', limit, async c => {
    const rule = ruleOf(c)
    const asked = await readCommand(c, nextEntrySchema, 'record')
    if (asked instanceof Response) return asked
    const { latest } = await entryAsked(c, rule)
    const follows = { id: latest.id, version: asked.expected }
    return write(c, rule, asked.key, { ...asked.body, register: rule.register, follows })
  })

  /** Writes as whoever asks, and answers with the version as they may see it. */
  const write = async (c: Context, rule: RegisterRule, key: string, asked: WriteEntry): Promise<Response> => {
    const actor = actorOf(c)
    const done = await withActor(desk, actor, working => writeEntry(working, asked, key))
    if (!done.done) return refusedAnswer(c, done.refused)
    const { value } = done
    const belongs = {
      ...(value.regime === null ? {} : { regime: value.regime }),
      ...(value.organisation === null ? {} : { organisation: value.organisation }),
    }
    const { here } = await seenRegister({ desk, actor }, rule, { ...belongs, asKnownAt: null })
    if (here === null) throw new Error(`An entry was written in ${rule.register} that belongs to nothing.`)
    c.header('ETag', tagOf(value.version))
    c.header('Location', `/api/v1/registers/${rule.register}/${value.id}`)
    return c.json(entryJson(rule, here, value), 201)
  }
  return api
}
