/** One case: where it stands, what is due by whom, what has happened, and for those who may: what they can record. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { allowedSchema, deadlineSchema, eventSchema, oneCaseSchema } from '../api/case-schemas.ts'
import { aroundCaseFor, aroundSchema, attemptTables } from '../around-view.ts'
import { actsOf, actsSchema } from '../case-acts.ts'
import { caseExitSchema, exitOf } from '../case-exit.ts'
import { recordsOf } from '../case-records.ts'
import { sectionSchema, sectionsOf, writableJson, writableSchema } from '../case-sections.ts'
import { allowedJson, eventsJson, oneCaseJson } from '../case-view.ts'
import { eventForms } from '../case-forms.ts'
import { askingOf, type CaseReading, readingOf } from '../cases.ts'
import { placesInWords } from '../case-places.ts'
import { PageFault } from '../fault.ts'
import { count, date, list } from '../format.ts'
import { parseInstant } from '../instant.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string().meta({ description: 'The product’s day, by which deadlines are judged.' }),
  regime: z.object({ id: z.string(), title: z.string(), version: z.string() }),
  organisations: z.array(z.object({ code: z.string(), name: z.string() })),
  case: oneCaseSchema,
  stageSays: z.string().nullable(),
  places: z.string().nullable(),
  events: z.array(eventSchema),
  deadlines: z.array(deadlineSchema),
  allowed: allowedSchema.shape.allowed,
  acts: actsSchema.meta({ description: 'Clocks that may be moved and support that may be given.' }),
  exit: caseExitSchema
    .nullable()
    .meta({ description: 'The way out, reviews and checks; null where there is nothing to show.' }),
  sections: z.array(sectionSchema).meta({ description: 'What is written in it, by its parts.' }),
  writable: writableSchema.meta({ description: 'Kinds of records that the reader may write.' }),
  around: aroundSchema.nullable().meta({ description: 'What else is going on, as known now; null for the past.' }),
})
export type CaseModel = z.infer<typeof schema>

export const casePage = definePage<CaseModel>({
  path: '/cases/:id',
  title: 'Case',
  summary: 'One case: where it stands, what is due by whom with the arithmetic, and everything that has happened.',
  live: true,
  schema,
  template: 'case.njk',
  async view(request) {
    const { choice, params, query } = request
    const asKnownAt = parseInstant(query.get('as-known-at'))
    const asking = askingOf(request)
    const reading = await readingOf(asking, params['id'] ?? '', asKnownAt)
    if (reading === null) throw noSuchCase(params['id'] ?? '', asKnownAt, asking.actor.key)
    const records = await recordsOf(asking, reading)
    const { found, compiled, events, inside, today } = reading
    const { regime } = compiled
    const organisations = found.organisations.map(code => ({
      code,
      name: choice.snapshot.organisations.get(code)?.name ?? code,
    }))
    return {
      ...contextOf(request),
      recordKind: found.recordKind,
      summary: summaryOf(reading, organisations),
      today,
      regime: { id: regime.regime, title: regime.title, version: found.version },
      organisations,
      case: oneCaseJson(reading, asKnownAt, inside),
      stageSays: regime.stages.states[found.stage]?.says ?? null,
      places: placesInWords(reading),
      events: eventsJson(reading, events, inside),
      deadlines: [...reading.deadlines],
      allowed: allowedJson(reading, reading.allowed),
      acts: await actsOf(asking, reading),
      exit: await exitOf(asking, reading, records),
      sections: sectionsOf(records),
      writable: writableJson(records),
      around: asKnownAt === null ? await aroundCaseFor(asking, request.sector.regimes.placements, reading) : null,
    }
  },
  pictures: (model, { refusedForm, query }) => ({
    forms: eventForms(model),
    formKey: randomUUID(),
    attemptTables: attemptTables(model.around?.attempts ?? []),
    refused: refusedForm ?? null,
    recorded: Number(query.get('recorded')) || null,
  }),
  table: model => ({
    columns: [
      'case',
      'sequence',
      'effective',
      'known_at',
      'kind',
      'event',
      'words',
      'role',
      'reason',
      'corrects',
      'corrected_by',
    ],
    rows: model.events.map(one => [
      model.case.id,
      one.sequence,
      one.effective,
      one.knownAt,
      one.kind,
      one.name,
      one.words,
      one.role,
      one.reason,
      one.corrects,
      one.correctedBy,
    ]),
  }),
})

/** That there is no such case, in the same words whether there is none or it is not for this reader. */
export function noSuchCase(id: string, asKnownAt: string | null, actor: string): PageFault {
  const when = asKnownAt === null ? '' : ` as known at ${asKnownAt}`
  const signIn = actor === 'public' ? ' Some cases are shown only to those who work on them: sign in if you do.' : ''
  return new PageFault(404, 'There is no such case', `No case here is called "${id.slice(0, 60)}"${when}.${signIn}`)
}

function summaryOf(
  { found, compiled, deadlines }: CaseReading,
  organisations: readonly { readonly name: string }[],
): string {
  const { regime } = compiled
  const who =
    organisations.length > 3 ? count(organisations.length, 'organisation') : list(organisations.map(one => one.name))
  const stage = regime.stages.states[found.stage]?.title ?? found.stage
  const since =
    found.entered === null
      ? `The case was opened on ${date(found.opened)} and has not entered the regime.`
      : `It entered on ${date(found.entered)}.`
  const end = found.closed === null ? '' : ` The case closed on ${date(found.closed)}.`
  const late = deadlines.filter(one => one.overdue).length
  const [next] = deadlines.filter(one => one.state === 'running' && !one.overdue && one.due !== null)
  const due = found.closed !== null || !next ? '' : ` Next due, by ${date(next.due)}: ${next.title}.`
  return `${who}, under ${regime.title}: ${stage}. ${since}${end}${late === 0 ? '' : ` ${count(late, 'deadline')} passed unmet.`}${due}`
}
