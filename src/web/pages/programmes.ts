/** Every programme: regimes with open cases here, with the places taken of how many and what kind of number that is. */
import { z } from 'zod'
import { askingOf } from '../cases.ts'
import { count } from '../format.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { boardSchema } from '../programme-schema.ts'
import { type Programmes, programmesFor } from '../programmes.ts'

const { regime, places } = boardSchema.shape

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string(),
  programmes: z.array(
    z.object({
      regime,
      places,
      candidates: z.int().nullable().meta({ description: 'Null for whoever has leave in no case of the regime.' }),
      late: z.int().meta({ description: 'Holders of whom something is overdue, of those shown.' }),
    }),
  ),
})
export type ProgrammesModel = z.infer<typeof schema>

export const programmesPage = definePage<ProgrammesModel>({
  path: '/programmes',
  title: 'Programmes',
  summary: 'Every regime with open cases here: places taken of how many, and what kind of number that is.',
  live: true,
  schema,
  template: 'programmes.njk',
  async view(request) {
    const found = await programmesFor(askingOf(request))
    return { ...contextOf(request), ...found, programmes: [...found.programmes], summary: summaryOf(found) }
  },
  table: model => ({
    columns: ['regime', 'title', 'version', 'places', 'places_kind', 'taken', 'free', 'above', 'candidates', 'late'],
    rows: model.programmes.map(one => [
      one.regime.id,
      one.regime.title,
      one.regime.version,
      one.places.number,
      one.places.kind,
      one.places.taken,
      one.places.free,
      one.places.above,
      one.candidates,
      one.late,
    ]),
  }),
})

function summaryOf({ programmes }: Programmes): string {
  if (programmes.length === 0) return 'No programme has an open case here that you may see.'
  const taken = programmes.reduce((sum, { places: { taken } }) => sum + taken, 0)
  return `${count(programmes.length, 'programme')} with open cases; ${count(taken, 'place')} held.`
}
