/** The page of a board secretary: what is asked of the organisation now, in order of day, each with the way to its form. */
import { z } from 'zod'
import { burdenFor, namedIn } from '../burden-view.ts'
import { askingOf } from '../cases.ts'
import { PageFault } from '../fault.ts'
import { count, date } from '../format.ts'
import { deskFor } from '../organisation-desk.ts'
import { type DeskJson, deskSchema } from '../organisation-desk-schema.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { requireOrganisation } from './organisation.ts'

const schema = contextSchema.extend({
  summary: z.string(),
  organisation: z.object({ code: z.string(), name: z.string() }),
  ...deskSchema.shape,
  requests: z.object({ times: z.int(), hours: z.number(), unknown: z.int(), flagged: z.int() }).meta({
    description: 'Of this month: requests and returns that fall due, their hours, and those that may not be needed.',
  }),
})
export type OrganisationDeskModel = z.infer<typeof schema>

export const organisationDeskPage = definePage<OrganisationDeskModel>({
  path: '/organisations/:code/desk',
  title: 'What is asked of us',
  summary:
    'For those who act for an organisation: what is asked of it now, what it raised and the answers, appointments, what was said of it this month.',
  live: true,
  unlisted: true,
  schema,
  template: 'organisation-desk.njk',
  async view(request) {
    const { code, name } = requireOrganisation(request)
    const nameOf = (one: string) => organisationName(request.choice.snapshot, one)
    const desk = await deskFor(askingOf(request), code, nameOf)
    if (desk === null)
      throw new PageFault(
        403,
        'This page is not yours',
        `It is for those who act for ${name}${request.who.visitor ? ', and you hold no role of it' : ': sign in if you do'}. What is public of its cases stands at /cases?organisation=${code}.`,
      )
    const { months, requests, today } = await burdenFor(askingOf(request), [code], namedIn(request.choice))
    const now = months.filter(({ month }) => month === today.slice(0, 7))
    const sum = (of: 'times' | 'hours' | 'unknown') => now.reduce((total, one) => total + one[of], 0)
    const flagged = requests.filter(({ flags }) => flags.length > 0).length
    return {
      ...contextOf(request),
      ...desk,
      organisation: { code, name },
      summary: summaryOf(desk),
      requests: { times: sum('times'), hours: sum('hours'), unknown: sum('unknown'), flagged },
    }
  },
  table: model => ({
    columns: ['due', 'overdue', 'kind', 'title', 'says', 'regime', 'case', 'form'],
    rows: model.asked.map(one => [
      one.due,
      one.overdue,
      one.kind,
      one.title,
      one.says,
      one.regime,
      one.case,
      ['/cases', one.case, one.at].filter(part => part !== '').join('/'),
    ]),
  }),
})

function summaryOf({ asked, cases }: DeskJson): string {
  if (cases.length === 0) return 'There is no open case of yours here.'
  if (asked.length === 0) return 'Nothing is asked of you now.'
  const late = asked.filter(({ overdue }) => overdue).length
  const next = asked.find(({ overdue, due }) => !overdue && due !== null)
  const overdue = late === 0 ? 'nothing is overdue' : `${late} overdue`
  return `${count(asked.length, 'thing')} asked of you now, ${overdue}.${next ? ` Next, by ${date(next.due)}: ${next.title}.` : ''}`
}
