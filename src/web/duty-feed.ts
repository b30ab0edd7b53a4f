/** The duties calendar as a feed for calendar programs (RFC 5545): an all-day event for each thing that falls due. */
import type { Context } from 'hono'
import ical, { ICalEventTransparency } from 'ical-generator'
import { withNow } from '../casework/transfers/resting.ts'
import { isKnown, tagOf } from './etag.ts'
import { list } from './format.ts'
import type { PageRequest } from './page.ts'
import { dutiesPage, type DutiesModel, type DutyJson } from './pages/duties.ts'

/** Answers with the feed: the page of duties, of three months unless another span is asked for. */
export async function sendDuties(c: Context, request: PageRequest): Promise<Response> {
  const query = new URLSearchParams(request.query)
  if (!query.get('span')) query.set('span', 'three-months')
  const model = dutiesPage.schema.parse(await dutiesPage.view({ ...request, query }))
  const text = dutyFeed(model, new URL(c.req.url).origin)
  // What is made for somebody carries no tag and is not kept: sign-in sees to that.
  if (request.who.visitor === null) {
    const tag = tagOf(text)
    c.header('ETag', tag)
    c.header('Cache-Control', 'no-cache')
    if (isKnown(c, tag)) return c.body(null, 304)
  }
  const name = model.recordKind === 'real' ? 'duties.ics' : `${model.recordKind}-duties.ics`
  c.header('Content-Disposition', `inline; filename="${name}"`)
  return c.body(text, 200, { 'Content-Type': 'text/calendar; charset=utf-8' })
}

/**
 * The text of a feed, its lines ended by CRLF. The same duties on the same day of the product give the same text.
 * @param origin Where this site stands (`https://host`), for links to the cases.
 */
export function dutyFeed(model: DutiesModel, origin: string): string {
  const feed = ical({ name: 'Duties', prodId: { company: 'Turnaround', product: 'Duties calendar', language: 'EN' } })
  const stamp = `${model.today}T00:00:00Z`
  for (const one of model.duties)
    feed.createEvent({
      id: `${one.case}/${one.key}@turnaround`,
      stamp,
      sequence: one.sequence,
      start: `${one.due}T00:00:00Z`,
      allDay: true,
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: plain(titleOf(model, one)),
      description: plain(descriptionOf(model, one)),
      url: `${origin}/cases/${one.case}`,
      categories: [{ name: model.recordKind }],
    })
  return `${feed.toString()}\r\n`
}

/** What is not real says so where a calendar shows it. */
function titleOf({ recordKind }: DutiesModel, one: DutyJson): string {
  const kind = recordKind === 'real' ? '' : `${recordKind === 'fictional' ? 'Fictional' : 'Exercise'}: `
  const who = list(one.organisations.slice(0, 3).map(({ name }) => name))
  const more = one.organisations.length > 3 ? ` and ${one.organisations.length - 3} more` : ''
  return `${kind}${one.overdue ? 'Overdue: ' : ''}${one.title} (${who}${more})`
}

function descriptionOf({ simulated, today }: DutiesModel, one: DutyJson): string {
  const owes = `${withNow(one.ownerTitle ?? 'A role that is not named', one.ownerNow)}${one.each === null ? '' : `, each of the ${one.each} organisations`}${one.to === null ? '' : `, to: ${withNow(one.to, one.toNow)}`}`
  return [
    one.kind === 'period' ? `It ends on this day; kept by ${owes}.` : `Owed by ${owes}.`,
    `${one.regimeTitle}.`,
    one.words,
    one.overdue === null ? 'It fell due. No event shows whether it was done.' : '',
    simulated === null ? '' : `Simulated time: it is ${today}, ${simulated}.`,
  ]
    .filter(line => line !== '')
    .join('\n')
}

/** Without what the format has no place for: control characters, and halves of characters. */
function plain(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\r\n\t]/gu, ' ')
}
