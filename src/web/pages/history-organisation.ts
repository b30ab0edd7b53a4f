/** One organisation's real history across regimes, 2005 to 2026, with those it came from and those that came of it. */
import { z } from 'zod'
import { tableOf } from '../../regimes/placement-table.ts'
import { echo, PageFault } from '../fault.ts'
import { kinOf, kinSchema } from '../kin.ts'
import { contextSchema, definePage } from '../page.ts'
import {
  axisYears,
  realContext,
  staysAround,
  staySchema,
  staysPicture,
  staysSummary,
  successionsOf,
} from '../regime-stays.ts'

const schema = contextSchema.extend({
  organisation: z.object({
    code: z.string(),
    name: z.string(),
    here: z.boolean().meta({ description: 'Whether this store has a page about it.' }),
    predecessors: kinSchema,
    successors: kinSchema,
    successionsKnown: z.boolean().meta({ description: 'False where the store holds no real organisations.' }),
  }),
  summary: z.string(),
  stays: z.array(staySchema),
})
export type HistoryOrganisationModel = z.infer<typeof schema>

export const historyOrganisationPage = definePage<HistoryOrganisationModel>({
  path: '/history/:code',
  title: 'History of one organisation',
  summary: 'One organisation’s real stays in regimes, 2005 to 2026: re-entries, overlaps, predecessors and successors.',
  timeless: true,
  schema,
  template: 'history-organisation.njk',
  view(request) {
    const { choice, sector, params } = request
    const { history } = sector.regimes
    const given = params['code'] ?? ''
    const code = given.toUpperCase()
    // The organisations of a fictional store say nothing of real ones.
    const snapshot = choice.snapshot.recordKind === 'real' ? choice.snapshot : null
    const known = snapshot?.organisations.get(code)
    const stays = staysAround(history, code, snapshot ? successionsOf(snapshot) : [])
    const own = stays.filter(one => one.of === 'itself')
    if (!known && own.length === 0)
      throw new PageFault(
        404,
        'We know no history of this organisation',
        `No stay in a regime is known for the code "${echo(given)}"${snapshot ? ', and nothing loaded names it' : ''}. That is what our history holds, not what happened. All stays that are known are at /history.`,
      )
    const name = known?.name ?? own.at(-1)?.placement.organisation ?? code
    return {
      ...realContext(request),
      organisation: {
        code,
        name,
        here: known !== undefined,
        predecessors: snapshot && known ? kinOf(snapshot, known, 'predecessor') : [],
        successors: snapshot && known ? kinOf(snapshot, known, 'successor') : [],
        successionsKnown: snapshot !== null,
      },
      summary: staysSummary(name, stays),
      stays,
    }
  },
  pictures: (model, { sector }) => ({
    timeline: staysPicture(
      'timeline',
      `${model.organisation.name} in regimes, ${axisYears.from} to ${axisYears.to}`,
      sector.regimes.history,
      model.stays,
      'regime',
    ),
  }),
  table: model => tableOf(model.stays.map(one => one.placement)),
})
