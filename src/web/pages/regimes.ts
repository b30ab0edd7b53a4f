/** Every regime that ships, on an axis of years. */
import { z } from 'zod'
import { type AxisRow, regimeAxis } from '../../charts/regime-axis.ts'
import { count } from '../format.ts'
import { contextSchema, definePage } from '../page.ts'
import { regimeHead, regimeHeadSchema, type RegimeHead } from '../regime-heads.ts'
import { axisYears, realContext } from '../regime-stays.ts'
import { chart } from '../render.ts'

const schema = contextSchema.extend({
  summary: z.string(),
  regimes: z.array(regimeHeadSchema),
})
export type RegimesModel = z.infer<typeof schema>

export const regimesPage = definePage<RegimesModel>({
  path: '/regimes',
  title: 'Regimes',
  summary: 'Every regime since 2005 on an axis of years: standing, versions, who decides, places, real stays known.',
  timeless: true,
  schema,
  template: 'regimes.njk',
  view(request) {
    const { regimes, history } = request.sector.regimes
    const heads = regimes.map(one => regimeHead(one, history))
    return { ...realContext(request), summary: summaryWords(heads), regimes: heads }
  },
  pictures: model => ({
    axis: chart(
      {
        id: 'regimes-axis',
        title: `Regimes from ${axisYears.from} to ${axisYears.to}`,
        description: model.regimes.map(one => `${one.title}: ${one.forceWords}.`).join(' '),
        recordKind: model.recordKind,
      },
      frame => regimeAxis(frame, model.regimes.map(rowOf), axisYears),
    ),
  }),
  table: model => ({
    columns: [
      'id',
      'title',
      'standing',
      'in_force_from',
      'in_force_to',
      'versions',
      'decider',
      'places',
      'kind_of_places',
      'stays_known',
    ],
    rows: model.regimes.map(one => [
      one.id,
      one.title,
      one.standing,
      one.from,
      one.to,
      one.versions.map(({ version }) => version).join('; '),
      one.decider,
      one.places.number,
      one.places.kind,
      one.placements,
    ]),
  }),
})

function summaryWords(regimes: readonly RegimeHead[]): string {
  const number = (standing: RegimeHead['standing']) => regimes.filter(one => one.standing === standing).length
  const [published, reconstructed, proposals] = [number('published'), number('reconstructed'), number('proposal')]
  return `A regime says what happens to an organisation that is failing: how it gets in, what it must do, who helps and who pays, and how it gets out. Here are ${count(regimes.length, 'regime')} since 2005, each a file that can be read and run: ${published} from published rules, ${reconstructed} put together from public accounts, ${count(proposals, 'proposal')} never in force.`
}

function rowOf(one: RegimeHead): AxisRow {
  const last = `${axisYears.to}-12-31`
  const days: readonly [string, string] = [one.from, one.to ?? last]
  return {
    title: one.title,
    note: `${one.standing}${one.to === null ? ', no end known' : ''}; ${one.placements === 0 ? 'no stay known' : count(one.placements, 'stay known', 'stays known')}`,
    bar: {
      sure: days,
      may: { from: days[0], to: days[1] },
      goesOn: one.to === null,
      look: one.standing === 'published' ? 'filled' : one.standing === 'reconstructed' ? 'hatched' : 'outlined',
      marks: one.versions.map(({ version, from }) => ({ day: from, text: version })),
    },
  }
}
