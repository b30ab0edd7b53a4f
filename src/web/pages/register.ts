/** One register: its entries as the reader may see them, in all versions, and the form of those who may write in it. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { today } from '../../casework/desk-store.ts'
import type { RegisterRule } from '../../casework/registers/register.ts'
import { askingOf } from '../cases.ts'
import { echo, PageFault } from '../fault.ts'
import { count } from '../format.ts'
import { parseInstant } from '../instant.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage, type PageRequest } from '../page.ts'
import { fieldsOf, type Filled, filledOf } from '../record-fields.ts'
import { registerSchema, threadedEntrySchema } from '../register-schema.ts'
import {
  entryShort,
  entryThread,
  mayRevise,
  registerAsked,
  registerJson,
  registerOf,
  type SeenRegister,
  seenRegister,
  titleOfRole,
} from '../register-view.ts'
import { formSchema } from './case-records.ts'

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string(),
  register: registerSchema,
  regime: z.object({ id: z.string(), title: z.string() }).nullable(),
  organisation: z.object({ code: z.string(), name: z.string() }).nullable(),
  regimes: z
    .array(z.object({ id: z.string(), title: z.string() }))
    .meta({ description: 'Of a register of regimes: those to choose from.' }),
  form: formSchema.nullable().meta({ description: 'Null where the reader may not write in it.' }),
  entries: z.array(threadedEntrySchema).meta({ description: 'Latest first.' }),
})
export type RegisterModel = z.infer<typeof schema>

export const registerPage = definePage<RegisterModel>({
  path: '/registers/:register',
  title: 'Register',
  summary: 'One register: its entries, in all versions that the reader may see, and the form to write in it.',
  parameters: {
    regime: 'Of a register of regimes: only entries of this one, by its id.',
    organisation: 'Of a register of organisations: only entries of this one, by its code.',
    follows: 'Id of an entry, to write its next version.',
    'body.case': 'Any field of the form can be given like this one.',
  },
  live: true,
  schema,
  template: 'register.njk',
  async view(request) {
    const { choice, params } = request
    const rule = registerOf(params['register'] ?? '')
    const asking = askingOf(request)
    const asKnownAt = parseInstant(request.query.get('as-known-at'))
    const asked = registerAsked(queryOf(request), asking, asKnownAt)
    const seen = await seenRegister(asking, rule, asked)
    const titled = asking.desk.regimes.map(({ id, title }) => ({ id, title }))
    const code = asked.organisation
    const entries = seen.entries.map(one => entryThread(rule, one)).toReversed()
    return {
      ...contextOf(request),
      recordKind: seen.recordKind,
      summary: `${rule.says} ${entries.length === 0 ? 'Nothing is written that you may see.' : `${count(entries.length, 'entry', 'entries')} that you may see.`}`,
      today: today(asking.desk),
      register: registerJson(rule),
      regime: titled.find(({ id }) => id === asked.regime) ?? null,
      organisation: code === undefined ? null : { code, name: organisationName(choice.snapshot, code) },
      regimes: rule.scope === 'regime' ? titled : [],
      form: formOf(seen, followsOf(request)),
      entries,
    }
  },
  pictures(model, { refusedForm, query }) {
    const before = model.entries.find(one => one.id === model.form?.follows?.id)
    const rule = registerOf(model.register.register)
    const filled = before
      ? { ...filledOf({ sent: rule.body }, before.body), audience: before.audience }
      : fieldsIn(query)
    return {
      filled: refusedForm?.sent ?? filled,
      formKey: randomUUID(),
      refused: refusedForm ?? null,
      recorded: model.entries.find(one => one.id === query.get('recorded')) ?? null,
      short: (one: { readonly effective: string }) => entryShort(rule, one),
    }
  },
  table: model => {
    const fields = [...new Set(model.entries.flatMap(one => Object.keys(one.body as object)))]
    return {
      columns: [
        'id',
        'version',
        'regime',
        'organisation',
        'audience',
        'effective',
        'known_at',
        'role',
        ...fields,
        'reason',
      ],
      rows: model.entries.map(one => [
        one.id,
        one.version,
        one.regime,
        one.organisation,
        one.audience,
        one.effective,
        one.knownAt,
        one.role,
        ...fields.map(field => cell((one.body as Readonly<Record<string, unknown>>)[field])),
        one.reason,
      ]),
    }
  },
})

function cell(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return JSON.stringify(value)
}

/** The query, or what a refused form sent of it. */
function queryOf({ refusedForm, query }: PageRequest): URLSearchParams {
  if (!refusedForm) return query
  const { regime = '', organisation = '' } = refusedForm.sent
  return new URLSearchParams({ regime, organisation })
}

function fieldsIn(query: URLSearchParams): Filled {
  return Object.fromEntries([...query].filter(([name]) => name.startsWith('body.')))
}

function followsOf({ refusedForm, query }: PageRequest): string | null {
  return (refusedForm ? refusedForm.sent['follows'] : query.get('follows')) || null
}

/** The form of a new entry, or of the next version of one; null where the reader may not write it. */
function formOf({ rule, entries, here }: SeenRegister, follows: string | null): RegisterModel['form'] {
  const before =
    follows === null ? null : (entries.find(({ latest }) => latest.id === follows) ?? missing(rule, follows))
  if (before && !mayRevise(rule, before))
    throw new PageFault(403, 'This is not yours to do', `${rule.title}: the next version is not yours to write.`)
  const place = before ?? here
  if (place === null || place.roles.length === 0) return null
  const fields = fieldsOf({ sent: rule.body }, place.choices)
  return {
    roles: place.roles.map(role => ({ role, title: titleOfRole(place.regime, role) })),
    audiences: [...rule.audiences],
    unsaid: null,
    fields: fields && fields.map(one => ({ ...one, choices: [...one.choices] })),
    follows: before && { id: before.latest.id, version: before.latest.version },
  }
}

function missing({ title }: RegisterRule, id: string): never {
  throw new PageFault(404, 'There is no such entry', `${title}: there is none "${echo(id)}" that you may see.`)
}
