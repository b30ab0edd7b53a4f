/** The duties calendar: who owes what to whom by when, in all cases that the reader may see; overdue first, then by day. */
import { z } from 'zod'
import { dayFromIso, isoFromDay, sayDay } from '../../regimes/day.ts'
import { eachSchema } from '../api/case-schemas.ts'
import { askingOf } from '../cases.ts'
import { filterParameters, filterShape, offeredSchema, regimesOffered } from '../case-filter.ts'
import { type ListedDuty, listedDuties, whoseDuty } from '../duties.ts'
import { readDutyFilter, spans } from '../duty-filter.ts'
import { monthTables } from '../duty-months.ts'
import { eachOf, roleTitle } from '../event-words.ts'
import { PageFault } from '../fault.ts'
import { bodyNow, nowSchema } from '../body-now.ts'
import { count, date } from '../format.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage, simulatedTime } from '../page.ts'

const organisation = z.object({ code: z.string(), name: z.string() })
const duty = z.object({
  key: z.string().meta({ description: 'The same for the same thing, also where its day has moved.' }),
  case: z.uuid(),
  sequence: z.int().meta({ description: 'Number of the case’s last event.' }),
  regime: z.string(),
  regimeTitle: z.string(),
  organisations: z.array(organisation),
  kind: z.enum(['deadline', 'period', 'by-date', 'recurring', 'review', 'after-exit', 'undertaking']).meta({
    description: 'A period just ends on its day; whatever else is here is owed by it.',
  }),
  due: z.string(),
  title: z.string(),
  owner: z.string().nullable().meta({ description: 'Role that owes it.' }),
  ownerTitle: z.string().nullable(),
  ownerNow: nowSchema,
  each: eachSchema,
  to: z.string().nullable().meta({ description: 'To whom; null where the rules do not say.' }),
  toNow: nowSchema,
  public: z.boolean().nullable().meta({ description: 'Null where the rules do not say.' }),
  overdue: z
    .boolean()
    .nullable()
    .meta({ description: 'Null where it fell due, and no event shows whether it was done.' }),
  mine: z.boolean().meta({ description: 'The reader holds the role that owes it.' }),
  words: z.string().meta({ description: 'How its day is counted.' }),
})
export type DutyJson = z.infer<typeof duty>

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string().meta({ description: 'The product’s day, by which something is overdue.' }),
  simulated: z.string().nullable().meta({ description: 'How fast the product’s time runs; null where it is real.' }),
  from: z.string(),
  to: z.string(),
  filter: z.object({
    span: z.enum(spans),
    ...filterShape,
    owner: z.string().nullable(),
    mine: z.boolean(),
  }),
  regimes: offeredSchema,
  owners: z
    .array(z.object({ id: z.string(), title: z.string() }))
    .meta({ description: 'Roles that owe something here.' }),
  duties: z.array(duty).meta({ description: 'Overdue first, on whatever day they were due; then by day.' }),
})
export type DutiesModel = z.infer<typeof schema>

export const dutiesPage = definePage<DutiesModel>({
  path: '/duties',
  title: 'Duties',
  summary:
    'Who owes what to whom by when, in every case here: deadlines, monthly duties, checks after exit; overdue first.',
  parameters: {
    span: 'week (this one, from Monday), month (this one), three-months or year (from today)',
    ...filterParameters,
    owner: 'only what this role owes, by its id',
    mine: '1 for what the roles owe that the reader holds',
  },
  live: true,
  schema,
  template: 'duties.njk',
  async view(request) {
    const { sector, choice, query, who } = request
    const filter = readDutyFilter(query, sector.regimes)
    if (filter.mine && who.visitor === null)
      throw new PageFault(403, 'Whose duties?', 'Nobody is signed in, so that nothing here is yours. Sign in first.')
    const { kind, window, duties } = await listedDuties(askingOf(request), filter)
    const name = (code: string) => organisationName(choice.snapshot, code)
    const all = duties.map(one => dutyJson(one, name))
    const shown = all.filter(
      ({ owner, mine }) => (filter.owner === null || owner === filter.owner) && (!filter.mine || mine),
    )
    const [from, to] = [isoFromDay(window.from), isoFromDay(window.to)]
    return {
      ...contextOf(request),
      recordKind: kind,
      summary: summaryOf(shown, from, to),
      today: isoFromDay(window.today),
      simulated: simulatedTime(request.desk)?.words ?? null,
      from,
      to,
      filter,
      regimes: regimesOffered(sector.regimes),
      owners: ownersOf(all),
      duties: shown,
    }
  },
  pictures(model) {
    const byDay = [
      ...Map.groupBy(
        model.duties.filter(({ overdue }) => overdue !== true),
        ({ due }) => due,
      ),
    ]
    return {
      late: model.duties.filter(({ overdue }) => overdue === true),
      days: byDay.map(([day, duties]) => ({ day, words: sayDay(dayFromIso(day)), duties })),
      months: monthTables(model),
    }
  },
  table: model => ({
    columns: [
      'due',
      'overdue',
      'kind',
      'title',
      'owner',
      'owner_title',
      'to',
      'public',
      'regime',
      'organisations',
      'names',
      'case',
      'words',
    ],
    rows: model.duties.map(one => [
      one.due,
      one.overdue,
      one.kind,
      one.title,
      one.owner,
      one.ownerTitle,
      one.to,
      one.public,
      one.regime,
      one.organisations.map(({ code }) => code).join(' '),
      one.organisations.map(({ name }) => name).join('; '),
      one.case,
      one.words,
    ]),
  }),
})

function dutyJson(duty: ListedDuty, name: (code: string) => string): DutyJson {
  const { ruled, item, mine } = duty
  const { found, compiled } = ruled
  const { regime } = compiled
  return {
    key: item.key,
    case: found.id,
    sequence: found.sequence,
    regime: found.regime,
    regimeTitle: regime.title,
    organisations: whoseDuty(duty).map(code => ({ code, name: name(code) })),
    kind: item.kind,
    due: isoFromDay(item.due),
    title: item.title,
    owner: item.owner,
    ownerTitle: item.owner === null ? null : roleTitle(regime, item.owner),
    ownerNow: bodyNow(ruled, item.owner, 'duties'),
    // What is about one of them is owed by that one.
    each: item.organisation === undefined ? eachOf(regime, item.owner, found.organisations) : null,
    to: item.to === null ? null : (regime.roles[item.to]?.title ?? item.to),
    toNow: bodyNow(ruled, item.to, 'powers'),
    public: item.public === 'not-stated' ? null : item.public,
    overdue: item.overdue,
    mine,
    words: item.words,
  }
}

/** Roles by id; one that regimes call differently, by all its titles. */
function ownersOf(duties: readonly DutyJson[]): DutiesModel['owners'] {
  const titles = new Map<string, Set<string>>()
  for (const { owner, ownerTitle } of duties)
    if (owner !== null) titles.set(owner, (titles.get(owner) ?? new Set()).add(ownerTitle ?? owner))
  return [...titles]
    .map(([id, all]) => ({ id, title: [...all].join(' or ') }))
    .toSorted((a, b) => a.title.localeCompare(b.title, 'en-GB'))
}

function summaryOf(duties: readonly DutyJson[], from: string, to: string): string {
  const late = duties.filter(({ overdue }) => overdue === true).length
  const due = duties.length - late
  const falls = due === 0 ? 'Nothing falls' : `${count(due, 'thing')} ${due === 1 ? 'falls' : 'fall'}`
  const overdue = late === 0 ? 'Nothing is overdue.' : `${count(late, 'thing')} ${late === 1 ? 'is' : 'are'} overdue.`
  return `${overdue} ${falls} due between ${date(from)} and ${date(to)}.`
}
