/** The board of a programme: its places as slots, who holds each and how far from the way out; candidates and queue below. */
import { boardOf } from '../programme.ts'
import { type BoardJson, boardSchema } from '../programme-schema.ts'
import { askingOf } from '../cases.ts'
import { calculatedHeading } from '../entry-choice.ts'
import { count } from '../format.ts'
import { programmeSpend } from '../money.ts'
import { spendSchema } from '../money-schema.ts'
import { spendSentences } from '../money-words.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { wteText } from '../../casework/team/wte.ts'
import { loadSchema } from '../team-schema.ts'
import { teamLoad } from '../team-view.ts'
import { z } from 'zod'
import { shelvedFor } from '../regimes.ts'

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string(),
  ...boardSchema.shape,
  money: z
    .object({ all: spendSchema, partial: z.boolean(), words: z.string() })
    .meta({ description: 'Spend against budget, of the cases and amounts that the reader sees, in pence.' }),
  team: loadSchema
    .nullable()
    .meta({ description: 'How its team is loaded; null where there is none that the reader may see.' }),
})
export type ProgrammeModel = z.infer<typeof schema>

export const programmePage = definePage<ProgrammeModel>({
  path: '/programmes/:regime',
  title: 'Programme board',
  summary:
    'The places of one regime as slots: who holds each, for how long, how much of the test of exit is met, what is due; and for those with leave, candidates and queue.',
  live: true,
  schema,
  template: 'programme.njk',
  async view(request) {
    const { sector, choice, params } = request
    const asking = askingOf(request)
    const id = params['regime'] ?? ''
    const shelved = shelvedFor(asking.desk, sector.regimes, id)
    const name = (code: string) => organisationName(choice.snapshot, code)
    const board = await boardOf(asking, shelved, name)
    const { all, lines, hidden } = await programmeSpend(asking, shelved)
    const money = { all, partial: hidden.any, words: spendSentences(all, lines, hidden) }
    return { ...contextOf(request), ...board, money, team: await teamLoad(asking, id), summary: summaryOf(board) }
  },
  pictures: model => ({
    wte: wteText,
    calculatedHeading,
    orders: ordersOf(model),
    queued: model.candidates?.some(one => one.queue !== null) ?? false,
    chosen: model.bids?.filter(one => one.outcome === 'chosen').length ?? 0,
  }),
  table: model => ({
    columns: [
      'part',
      'case',
      'organisations',
      'names',
      'status',
      'since',
      'months_in',
      'stage',
      'exit_met',
      'exit_of',
      'next_deadline',
      'next_due',
      'next_owner',
      'next_overdue',
      'position',
      'estimate_low',
      'estimate_high',
      'posts',
    ],
    rows: [
      ...model.slots.map(one => [
        'place',
        ...headOf(one),
        one.status,
        one.since,
        one.months,
        one.stageTitle,
        one.exit?.met ?? null,
        one.exit?.of ?? null,
        ...nextOf(one),
        null,
        null,
        null,
        null,
      ]),
      ...(model.candidates ?? []).map(one => [
        'candidate',
        ...headOf(one),
        one.queue?.would ?? null,
        one.opened,
        null,
        one.stageTitle,
        null,
        null,
        ...nextOf(one),
        one.queue?.position ?? null,
        one.estimate?.low ?? null,
        one.estimate?.high ?? null,
        one.estimate?.posts ?? null,
      ]),
    ],
  }),
})

/** What the rules of the candidates order them by, in sentences. */
function ordersOf({ candidates }: BoardJson): readonly string[] {
  const said = (candidates ?? []).flatMap(
    ({ queue }) => queue?.order.map(({ says }) => says.replace(/\.?$/, '.')) ?? [],
  )
  return [...new Set(said)]
}

type Row = BoardJson['slots'][number] | NonNullable<BoardJson['candidates']>[number]

function headOf(one: Row) {
  return [
    one.case,
    one.organisations.map(({ code }) => code).join(' '),
    one.organisations.map(({ name }) => name).join('; '),
  ]
}

function nextOf({ next }: Row) {
  return [next?.title ?? null, next?.due ?? null, next?.ownerTitle ?? null, next?.overdue ?? null]
}

function summaryOf({ places, slots, candidates }: BoardJson): string {
  const late = slots.filter(({ next }) => next?.overdue).length
  const overdue = late === 0 ? '' : ` Of ${late} of those shown something is overdue.`
  const waiting = candidates === null ? '' : ` ${count(candidates.length, 'candidate')} that you may see.`
  const words = places.words[0]?.toUpperCase() + places.words.slice(1)
  const free = places.free === null ? '' : `, ${places.free} free`
  const above = places.above === 0 ? '' : `, ${places.above} above that number`
  return `${words}${free}${above}.${waiting}${overdue}`
}
