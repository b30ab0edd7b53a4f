/** Markup, formulas and line breaks in every text that somebody can write: on no page, feed or file is any of it more than text. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { hashOfValue } from '../../src/casework/canonical.ts'
import { recordKinds } from '../../src/casework/records/kinds.ts'
import type { RecordKindRule } from '../../src/casework/records/record.ts'
import { insertRecords } from '../../src/casework/records/record-store.ts'
import { json, openedCase, publish, send } from './casework-site.ts'
import { expectDone, type PlannedCase, planFor, plannedCase } from './planned-case.ts'

const markup = `"'><img src=x onerror=evil()></textarea></title></script>]]>--><svg/onload=evil()>{{99991*99989}}&lt;`
const formula = '=HYPERLINK("http://evil.example","x")'
const breaking = 'A\r\nBEGIN:VEVENT\r\nSUMMARY:Evil'
const hostile = `${formula} ${markup} ${breaking}`
/** Short enough for every field, and what a page would do with it. */
const short = '=1<img src=x>'

let planned: PlannedCase
let id: string

interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly format?: string
  readonly pattern?: string
  readonly maxLength?: number
  readonly minimum?: number
}

function filled(given: Schema): unknown {
  // Of several types, as where there may be none, the first.
  const schema = { ...given, type: Array.isArray(given.type) ? given.type[0] : given.type }
  const [some] = schema.anyOf ?? []
  if (some) return filled(some)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, filled(one)]))
  if (schema.type === 'array') return [filled(schema.items ?? {})]
  if (schema.type === 'boolean') return true
  if (schema.type === 'number' || schema.type === 'integer') return Math.max(1, schema.minimum ?? 1)
  if (schema.format === 'date') return '2025-03-01'
  if (schema.format === 'uuid') return randomUUID()
  // No free text: the short name of a part.
  if (schema.pattern === '^[0-9a-f]{64}$') return 'a'.repeat(64)
  if (schema.pattern?.startsWith('^[a-z0-9]+(')) return 'first-part'
  return [hostile, short, '=1'].find(one => one.length <= (schema.maxLength ?? Number.POSITIVE_INFINITY))
}

/** A body of a kind in which every text that is free is hostile. */
function bodyFor(rule: RecordKindRule): unknown {
  if (rule.kind === 'plan') {
    const plan = planFor('2025-07')
    const texts = new Set(['title', 'says', 'progress', 'evidence', 'standard', 'unit', 'owner', 'sponsor'])
    return rule.body.parse(
      JSON.parse(JSON.stringify(plan), (key, value: unknown) =>
        texts.has(key) && typeof value === 'string' ? `${short} nurse` : value,
      ),
    )
  }
  return rule.body.parse(filled(z.toJSONSchema(rule.body, { io: 'output', unrepresentable: 'any' }) as Schema))
}

async function put(rule: RecordKindRule, minute: number): Promise<void> {
  const body = bodyFor(rule)
  const audience = rule.adverse || rule.audiences.includes('public') ? 'public' : rule.audiences[0]
  await planned.site.desk.store.db.transaction().execute(tx =>
    insertRecords(tx, [
      {
        id: randomUUID(),
        version: 1,
        kind: rule.kind,
        caseId: id,
        organisation: 'X02',
        recordKind: 'fictional',
        audience,
        body,
        hash: hashOfValue(body),
        actor: 'cleo-crew',
        role: 'crew',
        reason: hostile,
        effective: '2025-08-05',
        knownAt: `2025-08-05T08:${String(minute).padStart(2, '0')}:00.000Z`,
      },
    ]),
  )
}

const kinds = [...recordKinds.values()].filter(({ kind }) => kind !== 'baseline')

beforeAll(async () => {
  planned = await plannedCase()
  id = planned.id
  for (const [index, rule] of kinds.entries()) await put(rule, index)
  const other = await openedCase(planned.site, {
    regime: 'harbour-watch',
    route: 'foundation-trust',
    organisations: ['X03'],
    on: '2025-08-05',
    reason: hostile,
  })
  await publish(planned.site, other)
  const event = {
    kind: 'extend',
    clock: 'plan',
    length: 1,
    reference: hostile.slice(0, 400),
    on: '2025-08-05',
    by: 'office',
  }
  // Whether the rules allow it or not, what is answered has to be as harmless.
  await send(planned.site, 'ida-office', `/cases/${id}/events`, { event, reason: hostile }, { 'if-match': '"2"' })
}, 60_000)
afterAll(() => planned?.site.close())

const pages = () => [
  `/cases/${id}`,
  `/cases/${id}/plan`,
  `/cases/${id}/plan/update`,
  `/cases/${id}/months`,
  `/cases/${id}/return`,
  `/cases/${id}/migrate`,
  '/cases',
  '/changes',
  '/duties',
  '/powers',
  '/undertakings',
  '/consultations',
  '/programmes',
  '/programmes/harbour-watch',
  '/search?q=x02',
  '/organisations/X02',
  '/organisations/X02/desk',
  '/organisations/X02/regimes',
  '/organisations/X03/regimes',
  '/regimes/harbour-watch',
  ...kinds.map(({ kind }) => `/cases/${id}/records/${kind}`),
]
const readers = [undefined, 'cleo-crew', 'ida-office', 'pia-pilot']
const get = async (path: string, as?: string) => {
  const answer = await planned.site.ask(path, as)
  expect(answer.status, `${path} as ${as}`).toBeLessThan(500)
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

describe('every page, to every reader', () => {
  it('shows markup as text', { timeout: 60_000 }, async () => {
    for (const as of readers)
      for (const path of pages()) {
        const { text } = await get(path, as)
        expect(text, `${path} as ${as}`).not.toMatch(/<img src=x|<svg\/onload|9998000099/)
      }
    const { text } = await get(`/cases/${id}`, 'ida-office')
    expect(text.split('&lt;img src=x').length).toBeGreaterThan(2 * kinds.length - 10)
  })

  it('as JSON, is JSON, and says so', async () => {
    for (const path of [
      `/cases/${id}.json`,
      '/changes.json',
      '/duties.json',
      `/api/v1/cases/${id}/records`,
      `/api/v1/cases/${id}/events`,
    ]) {
      const { text, headers } = await get(path, 'ida-office')
      expect(headers.get('content-type'), path).toContain('application/json')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(() => JSON.parse(text) as unknown).not.toThrow()
    }
  })

  it('as CSV, begins no field with a formula', async () => {
    let fields = 0
    for (const as of ['ida-office', 'cleo-crew', undefined])
      for (const path of pages()) {
        const answer = await planned.site.ask(`${path.replace(/\?.*/, '')}.csv`, as)
        expect(answer.status).toBeLessThan(500)
        if (!answer.ok) continue
        const text = await answer.text()
        expect(text, path).not.toMatch(/(^|,)"?[\s]*[=+@][^,]/m)
        expect(answer.headers.get('content-disposition'), path).toMatch(/^attachment; filename="[\w.-]+"$/)
        fields += text.split("'=").length - 1
      }
    expect(fields).toBeGreaterThan(3)
  })
})

it('the feeds hold it as text, and no entry of its own making', async () => {
  const { text: atom } = await get('/changes.atom')
  expect(atom).toContain('&lt;img')
  expect(atom).not.toMatch(/<img|<svg|<!\[CDATA/)
  for (const as of [undefined, 'cleo-crew']) {
    const { text: calendar } = await get('/duties.ics', as)
    expect(calendar).not.toMatch(/^SUMMARY:Evil/m)
    expect(calendar.split(/^BEGIN:VEVENT/m).length).toBe(calendar.split(/^END:VEVENT/m).length)
    expect(calendar.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  }
})

it('a form that is refused comes again with it as text', async () => {
  const fields = {
    on: hostile,
    by: hostile,
    reason: hostile,
    audience: hostile,
    follows: hostile,
    version: hostile,
    back: hostile,
    key: short,
    organisation: hostile,
  }
  for (const { kind } of kinds.filter(one => one.kind !== 'plan')) {
    const body = Object.fromEntries(
      ['says', 'title', 'statement', 'to', 'of', 'finding', 'role', 'subject', 'heading'].map(name => [
        `body.${name}`,
        hostile,
      ]),
    )
    const answer = await planned.post(`/cases/${id}/records/${kind}`, 'ida-office', { ...fields, ...body })
    expect([400, 403, 404, 409, 412, 422], kind).toContain(answer.status)
    expect(await answer.text()).not.toMatch(/<img src=x|<svg\/onload|9998000099/)
  }
  const forms = [
    `/cases/${id}/events`,
    `/cases/${id}/corrections`,
    '/cases/open',
    `/cases/${id}/plan/update`,
    `/cases/${id}/migrate`,
  ]
  for (const path of forms) {
    const sent = {
      ...fields,
      event: hostile,
      kind: hostile,
      clock: hostile,
      regime: hostile,
      organisations: hostile,
      route: hostile,
      sequence: hostile,
      step: 'confirm',
      plan: hostile,
      month: hostile,
      to: hostile,
      previewed: hostile,
      expected: '2',
    }
    const answer = await planned.post(path, path.includes('plan') ? 'cleo-crew' : 'ida-office', sent)
    expect(answer.status, path).toBeGreaterThanOrEqual(400)
    expect(answer.status, path).toBeLessThan(500)
    expect(await answer.text()).not.toMatch(/<img src=x|<svg\/onload|9998000099/)
  }
})

it('what the API refuses, it refuses as JSON', async () => {
  const answer = await send(planned.site, 'ida-office', `/cases/${id}/records`, {
    kind: hostile,
    body: hostile,
    on: hostile,
    by: hostile,
    reason: hostile,
  })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json'])
  expect((await json(answer)).reason).toBe('bad-request')
  await expectDone(planned.site.ask('/api/v1/openapi.json'))
})
