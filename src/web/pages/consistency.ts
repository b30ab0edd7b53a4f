/** Were like cases treated alike? Of one regime: pairs with the same results and different decisions, those without a reason first. */
import { z } from 'zod'
import { askingOf } from '../cases.ts'
import { consistencyFor, consistencyInWords, consistencySchema, notTheSame } from '../consistency-view.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { shelvedFor } from '../regimes.ts'

const schema = contextSchema.extend({ summary: z.string(), ...consistencySchema.shape })
type Model = z.infer<typeof schema>

export const consistencyPage = definePage<Model>({
  path: '/programmes/:regime/consistency',
  title: 'Like cases alike',
  summary:
    'Pairs of decisions of one regime with the same results of the criteria and different outcomes, by region and decider, each with its reason or without one.',
  live: true,
  unlisted: true,
  schema,
  template: 'consistency.njk',
  async view(request) {
    const { sector, choice, params } = request
    const asking = askingOf(request)
    const id = params['regime'] ?? ''
    const shelved = shelvedFor(asking.desk, sector.regimes, id)
    const name = (code: string) => organisationName(choice.snapshot, code)
    const found = await consistencyFor(asking, shelved, name)
    return { ...contextOf(request), ...found, summary: consistencyInWords(found) }
  },
  pictures: model => ({ notTheSame, open: model.pairs - model.withReason }),
  table: model => ({
    columns: [
      'matter',
      'version',
      'results',
      ...['one', 'other'].flatMap(side => columns.map(column => `${side}_${column}`)),
      'reasons',
    ],
    rows: model.shown.map(({ matter, version, results, one, other, reasons }) => [
      matter,
      version,
      results.map(({ criterion, outcome }) => `${criterion}=${outcome}`).join('; '),
      ...cellsOf(one),
      ...cellsOf(other),
      reasons.join(' '),
    ]),
  }),
})

const columns = ['case', 'organisations', 'region', 'decided', 'role', 'on', 'reason']

function cellsOf({ organisations, case: id, region, decided, role, on, reason }: Model['shown'][number]['one']) {
  return [id, organisations.map(({ code }) => code).join(' '), region, decided, role, on, reason]
}
