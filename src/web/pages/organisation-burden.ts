/** The burden on one organisation: everything asked of it, by month and asker, with what is asked twice or answered already. */
import { z } from 'zod'
import { askedCells, askedColumns } from '../burden-table.ts'
import { burdenFor, type BurdenJson, burdenSchema, namedIn } from '../burden-view.ts'
import { askingOf } from '../cases.ts'
import { count } from '../format.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { requireOrganisation } from './organisation.ts'

const schema = contextSchema.extend({
  summary: z.string(),
  organisation: z.object({ code: z.string(), name: z.string() }),
  ...burdenSchema.shape,
})

export const organisationBurdenPage = definePage<z.infer<typeof schema>>({
  path: '/organisations/:code/burden',
  title: 'What is asked of an organisation',
  summary:
    'Every request, return and instruction to one organisation: by whom, on what basis, the hours by month, and what is asked twice.',
  live: true,
  schema,
  template: 'organisation-burden.njk',
  async view(request) {
    const { code, name } = requireOrganisation(request)
    const burden = await burdenFor(askingOf(request), [code], namedIn(request.choice))
    return { ...contextOf(request), ...burden, organisation: { code, name }, summary: burdenInWords(burden) }
  },
  table: model => ({ columns: askedColumns, rows: model.requests.map(askedCells) }),
})

/** Hours and times of this month, and what is flagged. */
export function burdenInWords({ months, today, requests }: BurdenJson): string {
  const now = months.filter(({ month }) => month === today.slice(0, 7))
  const sum = (of: 'times' | 'hours' | 'unknown') => now.reduce((total, one) => total + one[of], 0)
  if (requests.length === 0) return 'No request is written down here that you may see.'
  const unknown = sum('unknown') === 0 ? '' : `, and hours that nobody wrote down for ${sum('unknown')} of them`
  const flagged = requests.filter(({ flags }) => flags.length > 0).length
  const twice = flagged === 0 ? 'Nothing is flagged.' : `${count(flagged, 'request')} may not need to be asked.`
  return `This month ${count(sum('times'), 'thing')} ${sum('times') === 1 ? 'falls' : 'fall'} due, with ${sum('hours')} known hours of work${unknown}. ${twice}`
}
