/** The regions, and each of them: what its lead looks at first in the day. */
import { z } from 'zod'
import { askingOf } from '../cases.ts'
import { echo, PageFault } from '../fault.ts'
import { count } from '../format.ts'
import { contextOf, contextSchema, definePage, type PageRequest } from '../page.ts'
import { regionsOf, slugOf } from '../region-name.ts'
import { regionFor, type RegionJson, regionSchema } from '../region-view.ts'

const listSchema = contextSchema.extend({
  regions: z.array(z.object({ id: z.string(), name: z.string(), organisations: z.int() })),
})

export const regionsPage = definePage<z.infer<typeof listSchema>>({
  path: '/regions',
  title: 'Regions',
  summary: 'The regions of the organisations that are known here.',
  schema: listSchema,
  template: 'regions.njk',
  view(request) {
    const { snapshot } = request.choice
    const open = [...snapshot.organisations.values()].filter(({ closed }) => closed === null)
    return {
      ...contextOf(request),
      regions: regionsOf(snapshot).map(name => ({
        id: slugOf(name),
        name,
        organisations: open.filter(({ region }) => region === name).length,
      })),
    }
  },
  table: model => ({
    columns: ['region', 'name', 'organisations'],
    rows: model.regions.map(one => [one.id, one.name, one.organisations]),
  }),
})

const schema = contextSchema.extend({ summary: z.string(), ...regionSchema.shape })
type Model = z.infer<typeof schema>

export const regionPage = definePage<Model>({
  path: '/regions/:name',
  title: 'Region',
  summary:
    'One region today: what is overdue and due this week, every organisation with its segment and cases, candidates, referrals, requests.',
  live: true,
  unlisted: true,
  schema,
  template: 'region.njk',
  async view(request) {
    const region = await regionFor(askingOf(request), requireRegion(request), request.choice, segments(request))
    return { ...contextOf(request), ...region, summary: summaryOf(region) }
  },
  table: model => ({
    columns: [
      'region',
      'organisation',
      'name',
      'type',
      'segment',
      'cases',
      'regimes',
      'stages',
      'overdue',
      'due_this_week',
      'referrals',
      'requests_this_month',
      'hours_this_month',
      'flagged_requests',
    ],
    rows: model.organisations.map(one => [
      model.region.name,
      one.code,
      one.name,
      one.type,
      one.segment,
      one.cases.map(found => found.case).join(' '),
      one.cases.map(({ regime }) => regime).join(' '),
      one.cases.map(({ stageTitle }) => stageTitle).join('; '),
      one.overdue,
      one.due,
      one.referrals,
      one.requests,
      one.hours,
      one.flagged,
    ]),
  }),
})

function requireRegion({ params, choice }: PageRequest): string {
  const asked = params['name'] ?? ''
  const regions = regionsOf(choice.snapshot)
  const found = regions.find(name => slugOf(name) === asked)
  if (found !== undefined) return found
  throw new PageFault(
    404,
    'There is no such region',
    `Found "${echo(asked)}"; expected one of ${regions.map(slugOf).join(', ') || 'none: no organisation here has a region'}.`,
  )
}

function segments({ sector, choice }: PageRequest): (code: string) => number | null {
  const { period } = choice
  if (!period) return () => null
  const { organisations } = sector.work(choice, period.id, 'without-ranges').assessment
  const byCode = new Map(organisations.map(one => [one.code, one.segment]))
  return code => byCode.get(code) ?? null
}

function summaryOf({ duties, candidates, referrals, requests, organisations }: RegionJson): string {
  const late = duties.filter(({ overdue }) => overdue).length
  const first = late > 0 ? `${count(late, 'duty', 'duties')} overdue` : 'Nothing is overdue'
  const parts = [
    `${duties.length - late} due this week`,
    count(candidates.length, 'candidate'),
    count(referrals.length, 'referral'),
    `${count(requests.length, 'request')} to look at`,
  ]
  return `${first}; ${parts.join(', ')}. ${count(organisations.length, 'organisation')}.`
}
