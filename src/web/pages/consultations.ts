/** Consultations in all cases: open ones first, the one that closes first before the others; and where none was held. */
import { z } from 'zod'
import {
  closingOf,
  consultationCloseKind,
  consultationKind,
  consulted,
  isAfterwards,
  responseKind,
  responsesTo,
} from '../../casework/records/consultation.ts'
import { recordsOfKind } from '../../casework/records/record.ts'
import { repliesTo } from '../../casework/records/reply.ts'
import {
  filterParameters,
  filterShape,
  filterShown,
  offeredSchema,
  readFilter,
  regimesOffered,
} from '../case-filter.ts'
import { noneHeldIn } from '../case-engagement.ts'
import { askingOf } from '../cases.ts'
import { roleTitle } from '../event-words.ts'
import { count, date } from '../format.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { ofCase, ofCaseShape, writtenAcross } from '../written-across.ts'

const states = ['to-come', 'open', 'over', 'closed'] as const

const consultation = z.object({
  ...ofCaseShape,
  record: z.uuid(),
  with: z.enum(['staff-side', 'councils', 'public', 'others']),
  question: z.string(),
  from: z.string(),
  until: z.string(),
  document: z.string().nullable(),
  owner: z.string(),
  ownerTitle: z.string(),
  state: z.enum(states).meta({ description: 'Over: its time is, and it waits to be closed.' }),
  afterwards: z.boolean().meta({ description: 'Whether it was written down only when its last day was over.' }),
  responses: z.int().meta({ description: 'Of those that the reader may see.' }),
  answered: z.int(),
  changed: z.string().nullable().meta({ description: 'What changes because of it; null while it is not closed.' }),
})

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string(),
  filter: z.object(filterShape),
  regimes: offeredSchema,
  consultations: z
    .array(consultation)
    .meta({ description: 'Open ones first, the one that closes first before the others.' }),
  noneHeld: z.array(z.object({ ...ofCaseShape, duties: z.array(z.string()) })).meta({
    description:
      'Cases that have entered, with the duties that ask for engagement and of which nothing that everybody may see shows that they were done.',
  }),
})

export const consultationsPage = definePage<z.infer<typeof schema>>({
  path: '/consultations',
  title: 'Consultations',
  summary: 'Who may say what to which case until when; what was said, and whether it was answered.',
  parameters: {
    ...filterParameters,
  },
  live: true,
  schema,
  template: 'consultations.njk',
  async view(request) {
    const { query, sector, choice } = request
    const filter = readFilter(query, sector.regimes)
    const kinds = [consultationKind.kind, responseKind.kind, consultationCloseKind.kind, 'reply']
    const { kind, today, cases } = await writtenAcross(askingOf(request), kinds, filter)
    const name = (code: string) => organisationName(choice.snapshot, code)
    const headed = cases.map(one => ({ ...one, head: ofCase(one, one.found.organisations, name) }))
    const consultations = headed
      .flatMap(({ head, compiled: { regime }, records }) =>
        recordsOfKind(records, consultationKind).map(one => {
          const { id, body } = one
          const closing = closingOf(records, id)
          const responses = responsesTo(records, id)
          const time = today < body.from ? 'to-come' : today <= body.until ? 'open' : 'over'
          return {
            ...head,
            record: id,
            ...body,
            ownerTitle: roleTitle(regime, body.owner),
            state: closing ? ('closed' as const) : (time as (typeof states)[number]),
            afterwards: isAfterwards(one),
            responses: responses.length,
            answered: responses.filter(said => repliesTo(records, said.id).length > 0).length,
            changed: closing?.body.changed ?? null,
          }
        }),
      )
      .toSorted((a, b) => order(a.state) - order(b.state) || (a.until < b.until ? -1 : a.until > b.until ? 1 : 0))
    const unheld = await noneHeldIn(askingOf(request), cases, today)
    const noneHeld = headed.flatMap(({ head, found }) => {
      const duties = unheld.get(found.id)
      return duties === undefined ? [] : [{ ...head, duties: [...duties] }]
    })
    return {
      ...contextOf(request),
      recordKind: kind,
      summary: summaryOf(consultations),
      today,
      filter: filterShown(filter),
      regimes: regimesOffered(sector.regimes),
      consultations,
      noneHeld,
    }
  },
  pictures: () => ({ whom: consulted }),
  table: model => ({
    columns: [
      'until',
      'from',
      'state',
      'afterwards',
      'with',
      'question',
      'owner',
      'responses',
      'answered',
      'changed',
      'organisations',
      'regime',
      'case',
      'record',
    ],
    rows: model.consultations.map(one => [
      one.until,
      one.from,
      one.state,
      one.afterwards ? 'yes' : 'no',
      one.with,
      one.question,
      one.owner,
      one.responses,
      one.answered,
      one.changed,
      one.organisations.map(({ code }) => code).join(' '),
      one.regime,
      one.case,
      one.record,
    ]),
  }),
})

function order(state: (typeof states)[number]): number {
  return ['open', 'to-come', 'over', 'closed'].indexOf(state)
}

function summaryOf(all: readonly { readonly state: string; readonly until: string }[]): string {
  const open = all.filter(({ state }) => state === 'open')
  if (all.length === 0) return 'No consultation is written here that you may see.'
  if (open.length === 0) return `No consultation is open; ${count(all.length, 'is', 'are')} written here.`
  return `${count(open.length, 'consultation is', 'consultations are')} open; the first closes at the end of ${date(open[0]?.until)}.`
}
