/** The records of one kind in a case: what it is for, the form of those who may write it, and all that was written of it. */
import { caseAsked } from '../case-asked.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { RecordKindRule } from '../../casework/records/record.ts'
import { kindSchema, type RecordJson } from '../api/record-schemas.ts'
import { type CaseRecords, kindOf, recordsOf, type SeenRecord } from '../case-records.ts'
import { sectionTitle, threadSchema, threadsOf, writableJson } from '../case-sections.ts'
import { caseHead, caseHeadSchema } from '../case-head.ts'
import { echo, PageFault } from '../fault.ts'
import { count } from '../format.ts'
import { definePage, type PageRequest } from '../page.ts'
import { fieldsOf, type Filled, filledOf, widgets } from '../record-fields.ts'

const audience = z.enum(['public', 'case', 'restricted'])
export const formSchema = z.object({
  roles: kindSchema.shape.roles,
  audiences: z.array(audience),
  unsaid: z.string().nullable().meta({
    description: 'Who may see it where no audience is chosen, in words; null where the first of them may.',
  }),
  fields: z
    .array(
      z.object({
        name: z.string(),
        input: z.string(),
        label: z.string(),
        hint: z.string().nullable(),
        widget: z.enum(widgets),
        required: z.boolean(),
        most: z.int().nullable(),
        choices: z.array(z.object({ value: z.string(), label: z.string() })),
      }),
    )
    .nullable()
    .meta({ description: 'Null where the kind has parts that one form cannot hold.' }),
  follows: z
    .object({ id: z.uuid(), version: z.int() })
    .nullable()
    .meta({ description: 'The version that the form writes the next of; null for a new record.' }),
})

const onlyPublished =
  'It judges the organisation: it is written for those who work on the case, and is public once the organisation was told and somebody else has published it.'

const sometimesPublished =
  'Where it judges the organisation, it is written for those who work on the case, and that version is public once the organisation was told and somebody else has published it.'

const schema = caseHeadSchema.extend({
  summary: z.string(),
  kind: kindSchema.omit({ roles: true }).extend({ sectionTitle: z.string() }),
  form: formSchema.nullable().meta({ description: 'Null where the reader may not write it.' }),
  records: z.array(threadSchema).meta({ description: 'Latest first.' }),
})
type Model = z.infer<typeof schema>

export const caseRecordsPage = definePage<Model>({
  path: '/cases/:id/records/:kind',
  title: 'Records of a case',
  summary: 'What was written of one kind in a case, in all versions that the reader may see, and the form to write it.',
  parameters: {
    follows: 'Id of a record, to write its next version.',
    'body.to': 'Id of a record, to answer it; any other field of the form can be given in the same way.',
  },
  live: true,
  schema,
  template: 'case-records.njk',
  async view(request) {
    const { params } = request
    const { asking, reading } = await caseAsked(request)
    const rule = kindOf(params['kind'] ?? '')
    const seen = await recordsOf(asking, reading)
    const { kind, title, says, section, adverse, judges } = rule
    const records = threadsOf(seen)
      .filter(one => one.kind === kind || one.replies.some(reply => reply.kind === kind))
      .toReversed()
    const written = seen.records.filter(one => one.rule === rule).length
    return {
      ...caseHead(request, reading),
      summary: `${says} ${adverse ? `${onlyPublished} ` : judges ? `${sometimesPublished} ` : ''}${written === 0 ? 'Nothing is written yet that you may see.' : `${count(written, 'record')} so far.`}`,
      kind: { kind, title, says, section, sectionTitle: sectionTitle(section) },
      form: recordForm(seen, rule, followed(seen, rule, followsOf(request))),
      records,
    }
  },
  pictures(model, { refusedForm, query }) {
    const all = model.records.flatMap(one => [one, ...one.replies])
    const before = all.find(one => one.id === model.form?.follows?.id)
    return {
      filled: refusedForm?.sent ?? (before ? asBefore(before) : givenFields(query)),
      formKey: randomUUID(),
      refused: refusedForm ?? null,
      recorded: all.find(one => one.id === query.get('recorded')) ?? null,
    }
  },
})

/** The form as it was filled in for a version. */
function asBefore({ kind, body, audience: whose }: RecordJson): Filled {
  const rule = kindOf(kind)
  return { ...filledOf(rule, body), ...(rule.judges ? {} : { audience: whose }) }
}

/** Who may see what is written where nobody says for whom it is: it turns on what it belongs to, or on what it says. */
function unsaidFor({ goesBy, judges }: RecordKindRule, follows: boolean): string | null {
  if (goesBy !== undefined && !follows)
    return 'Whoever may see what it belongs to: its contract, or what is paid, taken back or answered'
  if (judges === undefined) return null
  return 'Everybody, once the case is published; where it judges the organisation, those who work on the case until somebody else publishes it'
}

/** Fields of the form that the address fills in. */
function givenFields(query: URLSearchParams): Filled {
  return Object.fromEntries([...query].filter(([name]) => name.startsWith('body.')))
}

function followsOf({ refusedForm, query }: PageRequest): string | null {
  return (refusedForm ? refusedForm.sent['follows'] : query.get('follows')) || null
}

function followed({ records }: CaseRecords, rule: RecordKindRule, id: string | null): SeenRecord | null {
  if (id === null) return null
  const found = records.find(({ latest }) => latest.id === id && latest.kind === rule.kind)
  if (found === undefined)
    throw new PageFault(404, 'There is no such record', `This case has no ${rule.title.toLowerCase()} "${echo(id)}".`)
  if (found.mayRevise) return found
  const words = `${rule.title}: the next version of this one is not yours to write. Sign in as whoever may.`
  throw new PageFault(403, 'This is not yours to do', words)
}

/** The form of a kind, for the next version of a record where one is given; null where the reader may not write it. */
export function recordForm(
  seen: CaseRecords,
  rule: RecordKindRule,
  follows: SeenRecord | null,
): z.infer<typeof formSchema> | null {
  const roles = writableJson(seen).find(({ kind }) => kind === rule.kind)?.roles
  if (roles === undefined) return null
  const fields = fieldsOf(rule, seen.choicesOf(rule))
  return {
    roles,
    audiences: [...rule.audiences],
    unsaid: unsaidFor(rule, follows !== null),
    fields: fields && fields.map(one => ({ ...one, choices: [...one.choices] })),
    follows: follows && { id: follows.latest.id, version: follows.latest.version },
  }
}
