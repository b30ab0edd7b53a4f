/** What changed: what happened in cases, newest first, in plain sentences, the same for everybody. */
import { z } from 'zod'
import { today } from '../../casework/desk-store.ts'
import { type Change, changeSchema, dayOf } from '../change.ts'
import { changesOf, feedAddress } from '../changes.ts'
import { filterShape, offeredSchema, regimesOffered } from '../case-filter.ts'
import { askingOf } from '../cases.ts'
import { count, date } from '../format.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string().meta({ description: 'The product’s day.' }),
  filter: z.object({
    ...filterShape,
    region: z.string().nullable(),
  }),
  regimes: offeredSchema,
  regions: z.array(z.string()),
  changes: z.array(changeSchema).meta({ description: 'Newest first, by when they were recorded.' }),
  older: z.string().nullable().meta({ description: 'Cursor of the older page, as `before`.' }),
})
export type ChangesModel = z.infer<typeof schema>

export const changesPage = definePage<ChangesModel>({
  path: '/changes',
  title: 'What changed',
  summary: 'What happened in cases, newest first, in plain sentences, with corrections of what was said. Also a feed.',
  parameters: {
    regime: 'only cases that are, or once were, under this regime, by its id',
    organisation: 'only cases of this organisation, by its code',
    region: 'only cases of organisations in this region',
    before: 'cursor of an older page',
  },
  live: true,
  schema,
  template: 'changes.njk',
  async view(request) {
    const { recordKind, filter, regions, changes, older } = await changesOf(request)
    return {
      ...contextOf(request),
      recordKind,
      summary: summaryOf(changes, older !== null),
      today: today(askingOf(request).desk),
      filter,
      regimes: regimesOffered(request.sector.regimes),
      regions: [...regions],
      changes: [...changes],
      older,
    }
  },
  pictures: ({ changes, filter }) => ({
    days: [...Map.groupBy(changes, ({ at }) => dayOf(at))].map(([day, of]) => ({ day, changes: of })),
    feed: feedAddress(filter),
  }),
  table: model => ({
    columns: [
      'id',
      'recorded_at',
      'effective',
      'kind',
      'case',
      'regime',
      'version',
      'organisations',
      'names',
      'title',
      'words',
      'reason',
      'corrected_at',
    ],
    rows: model.changes.map(one => [
      one.id,
      one.at,
      one.on,
      one.kind,
      one.case,
      one.regime.id,
      one.regime.version,
      one.organisations.map(({ code }) => code).join(' '),
      one.organisations.map(({ name }) => name).join('; '),
      one.title,
      one.words,
      one.reason,
      one.corrected?.at ?? null,
    ]),
  }),
})

function summaryOf(changes: readonly Change[], more: boolean): string {
  const [newest] = changes
  if (!newest) return 'Nothing has happened here that everybody may see.'
  const corrections = changes.filter(({ kind }) => kind === 'correction').length
  return `${count(changes.length, 'change')}${more ? ' on this page' : ''}, the latest recorded on ${date(dayOf(newest.at))}. ${corrections === 0 ? 'None corrects' : corrections === 1 ? 'One corrects' : `${corrections} correct`} what was said before.`
}
