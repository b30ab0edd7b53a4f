/** The form to open a case: which regime, for whom, from when and why. Opening decides nothing. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { today } from '../../casework/desk-store.ts'
import { askingOf } from '../cases.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'

const schema = contextSchema.extend({
  today: z.string().meta({ description: 'The product’s day.' }),
  mayOpen: z.boolean().meta({ description: 'Whether the reader holds any leave to act.' }),
  regimes: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      routes: z.array(z.object({ route: z.string(), title: z.string() })),
      areas: z.boolean().meta({ description: 'Whether a case may cover several organisations.' }),
      mayExceed: z.boolean().meta({ description: 'Whether its number of places may be exceeded, with a reason.' }),
    }),
  ),
  asked: z.object({ regime: z.string(), organisations: z.string() }),
})
export type CaseOpenModel = z.infer<typeof schema>

export const caseOpenPage = definePage<CaseOpenModel>({
  path: '/cases/open',
  title: 'Open a case',
  summary: 'The form with which those who may act open a case: the regime, the organisations, the day and the reason.',
  parameters: { regime: 'Id of a regime.', organisations: 'Codes, with commas or spaces between them.' },
  live: true,
  schema,
  template: 'case-open.njk',
  view(request) {
    const { query } = request
    const { desk, actor } = askingOf(request)
    return {
      ...contextOf(request),
      today: today(desk),
      mayOpen: actor.grants.length > 0,
      regimes: desk.regimes.map(({ id, title, latest: { regime } }) => ({
        id,
        title,
        routes: Object.entries(regime.routes ?? {}).map(([route, one]) => ({ route, title: one.title })),
        areas: regime.scope.areas,
        mayExceed: regime.capacity.kind === 'expected',
      })),
      asked: { regime: query.get('regime') ?? '', organisations: query.get('organisations') ?? '' },
    }
  },
  pictures: (_model, { refusedForm }) => ({ formKey: randomUUID(), refused: refusedForm ?? null }),
})
