/** Every real stay in a regime since 2005, as far as published sources let anybody say. */
import { z } from 'zod'
import { tableOf } from '../../regimes/placement-table.ts'
import { count } from '../format.ts'
import { contextSchema, definePage } from '../page.ts'
import { realContext, staySchema, staysOf } from '../regime-stays.ts'

const schema = contextSchema.extend({
  summary: z.string(),
  regime: z.string().nullable().meta({ description: 'Only stays in this regime; null for all.' }),
  regimes: z.array(z.object({ id: z.string(), title: z.string(), stays: z.number() })),
  stays: z.array(staySchema),
})
export type RegimeHistoryModel = z.infer<typeof schema>

export const regimeHistoryPage = definePage<RegimeHistoryModel>({
  path: '/history',
  title: 'History of placements',
  summary: 'Who was in which regime, since and until when, how each left, and who says so. Real in every store.',
  parameters: { regime: 'only stays in this regime, by its id' },
  timeless: true,
  schema,
  template: 'regime-history.njk',
  view(request) {
    const { regimes } = request.sector
    const asked = request.query.get('regime') || null
    const chosen = asked === null ? null : regimes.find(asked)
    const shown = regimes.history.filter(one => chosen === null || one.regime === chosen.id)
    return {
      ...realContext(request),
      summary: summaryWords(shown, chosen?.title ?? null),
      regime: chosen?.id ?? null,
      regimes: regimes.regimes.flatMap(({ id, title }) => {
        const stays = regimes.history.filter(one => one.regime === id).length
        return stays === 0 ? [] : [{ id, title, stays }]
      }),
      stays: staysOf(shown, regimes.history),
    }
  },
  table: model => tableOf(model.stays.map(one => one.placement)),
})

function summaryWords(
  shown: readonly { organisation: string | null; organisationName: string; leftKnown: string }[],
  title: string | null,
): string {
  const whole = title === null ? 'in any regime since 2005' : `under ${title}`
  if (shown.length === 0) return `No stay ${whole} is known. That is what our history holds, not what happened.`
  const organisations = new Set(shown.map(one => one.organisation ?? one.organisationName)).size
  const open = shown.filter(one => one.leftKnown === 'end-not-known').length
  const ends = open === 0 ? '' : ` For ${open} of them nobody knows whether or when they left, which is not “still in”.`
  return `${count(shown.length, 'stay')} of ${count(organisations, 'organisation')} ${whole} ${shown.length === 1 ? 'is' : 'are'} known from published sources.${ends}`
}
