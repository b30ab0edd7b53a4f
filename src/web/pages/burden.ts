/** The burden on the sector: who asks how much of whom, by asker, as far as the reader may see it. */
import { z } from 'zod'
import { askedCells, askedColumns } from '../burden-table.ts'
import { burdenFor, burdenSchema, namedIn } from '../burden-view.ts'
import { askingOf } from '../cases.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { burdenInWords } from './organisation-burden.ts'

const schema = contextSchema.extend({
  summary: z.string(),
  ...burdenSchema.shape,
  organisations: z
    .array(z.object({ code: z.string(), name: z.string(), requests: z.int(), flagged: z.int() }))
    .meta({ description: 'Organisations of which something is asked, most requests first.' }),
})

export const burdenPage = definePage<z.infer<typeof schema>>({
  path: '/burden',
  title: 'Burden',
  summary: 'Who asks how much of organisations: requests, returns and instructions in the sector, by asker and month.',
  live: true,
  schema,
  template: 'burden.njk',
  async view(request) {
    const burden = await burdenFor(askingOf(request), null, namedIn(request.choice))
    const organisations = [...Map.groupBy(burden.requests, ({ organisation }) => organisation)]
      .map(([code, all]) => ({
        code,
        name: all[0]?.name ?? code,
        requests: all.length,
        flagged: all.filter(({ flags }) => flags.length > 0).length,
      }))
      .toSorted((a, b) => b.requests - a.requests || a.name.localeCompare(b.name, 'en-GB'))
    return { ...contextOf(request), ...burden, organisations, summary: burdenInWords(burden) }
  },
  table: model => ({ columns: askedColumns, rows: model.requests.map(askedCells) }),
})
