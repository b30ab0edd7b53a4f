/** One regime in one version: its rules in plain words, and who was in it. */
import { z } from 'zod'
import { statechart, statechartInWords } from '../../charts/statechart.ts'
import { diagramOf } from '../../regimes/diagram.ts'
import { tableOf } from '../../regimes/placement-table.ts'
import { contextSchema, definePage } from '../page.ts'
import { regimeHead, regimeHeadSchema } from '../regime-heads.ts'
import { membersSchema, regimeMembers } from '../regime-members.ts'
import { realContext, staysPicture } from '../regime-stays.ts'
import { regimeView } from '../regime-view.ts'
import { regimeViewSchema } from '../regime-view-schema.ts'
import { chart } from '../render.ts'

const schema = contextSchema.extend({
  regime: regimeHeadSchema.extend({
    purpose: z.string(),
    version: z.string().meta({ description: 'The version shown.' }),
    file: z.string(),
  }),
  rules: regimeViewSchema,
  members: membersSchema,
})
export type RegimeModel = z.infer<typeof schema>

export const regimePage = definePage<RegimeModel>({
  path: '/regimes/:id',
  title: 'Regime',
  summary: 'One regime file as a readable page, each line with its source, and the real history of who was in.',
  parameters: { version: 'version of the regime, such as 2014; the latest where left out' },
  timeless: true,
  schema,
  template: 'regime.njk',
  view(request) {
    const { regimes } = request.sector
    const shelved = regimes.find(request.params['id'] ?? '')
    const { regime, version, file } = regimes.version(shelved, request.query.get('version'))
    const titles = new Map(regimes.regimes.map(one => [one.id, one.title]))
    return {
      ...realContext(request),
      regime: { ...regimeHead(shelved, regimes.history), purpose: regime.purpose.trim(), version, file },
      rules: regimeView(regime, titles),
      members: regimeMembers(regimes.history, shelved.id),
    }
  },
  pictures(model, { sector }) {
    const { regimes } = sector
    const panels = diagramOf(regimes.version(regimes.find(model.regime.id), model.regime.version).regime)
    return {
      course: chart(
        {
          id: 'statechart',
          title: `The course of a case: ${model.regime.title}, version ${model.regime.version}`,
          description: statechartInWords(panels),
          recordKind: model.recordKind,
        },
        frame => statechart(frame, panels),
      ),
      stays: staysPicture(
        'stays',
        `Who was in: ${model.regime.title}`,
        regimes.history,
        model.members.stays,
        'organisation',
      ),
    }
  },
  table: model => tableOf(model.members.stays.map(one => one.placement)),
})
