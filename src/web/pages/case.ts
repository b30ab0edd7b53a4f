/** One case: where it stands, what is due by whom, what has happened, and for those who may: what they can record. */
import { caseAsked } from '../case-asked.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { monthlyAssessmentKind } from '../../casework/records/monthly-assessment.ts'
import { allowedSchema, deadlineSchema, eventSchema, oneCaseSchema } from '../api/case-schemas.ts'
import { aroundCaseFor, aroundSchema, attemptTables } from '../around-view.ts'
import { actsOf, actsSchema } from '../case-acts.ts'
import { baselineSchema } from '../baseline-schema.ts'
import { baselinePictures } from '../baseline-view.ts'
import { caseBaselines } from '../case-baselines.ts'
import { noneHeld } from '../case-engagement.ts'
import { disputesByThing, disputesIn, disputeSchema } from '../case-disputes.ts'
import { bodiesOf, caseBodySchema } from '../case-bodies.ts'
import { doneSeen } from '../case-duties.ts'
import { caseFacts } from '../case-facts.ts'
import { moneyOf } from '../case-money.ts'
import { passedIn, passedSchema } from '../case-passed.ts'
import { caseSentences, sentenceTopics } from '../case-sentences.ts'
import { caseExitSchema, exitOf } from '../case-exit.ts'
import { recordsOf } from '../case-records.ts'
import { sectionSchema, sectionsOf, writableJson, writableSchema } from '../case-sections.ts'
import { caseHead, caseHeadSchema } from '../case-head.ts'
import { allowedJson, eventsJson, oneCaseJson } from '../case-view.ts'
import { eventForms } from '../case-forms.ts'
import { placesInWords } from '../case-places.ts'
import { organisationName } from '../organisation-name.ts'
import { definePage } from '../page.ts'

const schema = caseHeadSchema.extend({
  summary: z.string().meta({ description: 'The sentences as one text.' }),
  sentences: z
    .array(z.object({ about: z.enum(sentenceTopics), words: z.string() }))
    .meta({ description: 'How it is with the case, in plain words; each only where what is written states it.' }),
  passed: z.array(passedSchema).meta({ description: 'Organisations of it that have passed to others while it ran.' }),
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
  disputes: z
    .array(disputeSchema)
    .meta({ description: 'What the organisation disputes, with the answers; also outside the case.' }),
  baselines: z
    .array(baselineSchema)
    .meta({ description: 'How each organisation stood before it entered, and what has changed since.' }),
  noneHeld: z.array(z.string()).meta({
    description:
      'Duties that ask for engagement, where it has entered and nothing that everybody may see shows that they were done.',
  }),
  bodies: z.array(caseBodySchema).meta({
    description: 'Oversight bodies of its rules whose powers, duties, contracts or appointments rest elsewhere by now.',
  }),
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
    const { choice } = request
    const { asking, asKnownAt, reading } = await caseAsked(request)
    const records = await recordsOf(asking, reading)
    const { found, compiled, events, inside } = reading
    const name = (code: string) => organisationName(choice.snapshot, code)
    const exit = await exitOf(asking, reading, records)
    const disputes = disputesIn(
      records.records.map(({ latest }) => latest),
      compiled,
    )
    const { placements } = request.sector.regimes
    const money = await moneyOf(asking, records)
    const sentences = caseSentences(await caseFacts(asking, records, { name, placements, exit, disputes, money }))
    const { regime } = compiled
    return {
      ...caseHead(request, reading),
      summary: sentences.map(({ words }) => words).join(' '),
      sentences: [...sentences],
      passed: passedIn(records, choice.snapshot),
      case: oneCaseJson(reading, asKnownAt, doneSeen(records)),
      stageSays: regime.stages.states[found.stage]?.says ?? null,
      places: placesInWords(reading),
      events: eventsJson(reading, events, inside),
      deadlines: [...reading.deadlines],
      allowed: allowedJson(reading, reading.allowed),
      acts: await actsOf(asking, reading),
      exit,
      disputes,
      baselines: await caseBaselines(asking, records, request),
      noneHeld: await noneHeld(asking, reading),
      bodies: bodiesOf(reading),
      sections: sectionsOf(records),
      writable: writableJson(records),
      around: asKnownAt === null ? await aroundCaseFor(asking, placements, reading) : null,
    }
  },
  pictures: (model, { refusedForm, query }) => ({
    forms: eventForms(model),
    formKey: randomUUID(),
    attemptTables: attemptTables(model.around?.attempts ?? []),
    mayReturn: model.writable.some(({ kind }) => kind === monthlyAssessmentKind.kind),
    disputesByThing: disputesByThing(model.disputes),
    baselinePictures: model.baselines.map(one => baselinePictures(one, model.recordKind)),
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
