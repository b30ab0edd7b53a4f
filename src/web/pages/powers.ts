/**
 * The register of powers: freedoms suspended, granted or taken away, by organisation, with instrument, days and conditions:
 * as somebody used them, and as they come with a stage by themselves.
 */
import { z } from 'zod'
import { powersBegun } from '../../casework/powers-store.ts'
import { isInForce, powerDoes, powerUseKind } from '../../casework/records/power-use.ts'
import { recordsOfKind } from '../../casework/records/record.ts'
import { powersOf } from '../../regimes/standing.ts'
import {
  filterParameters,
  filterShape,
  filterShown,
  offeredSchema,
  readFilter,
  regimesOffered,
} from '../case-filter.ts'
import { askingOf } from '../cases.ts'
import { compare } from '../../evidence/compare.ts'
import { roleTitle } from '../event-words.ts'
import { echo, PageFault } from '../fault.ts'
import { count, date } from '../format.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { spokenOf, type WrittenCase, writtenAcross } from '../written-across.ts'

const power = z.object({
  case: z.uuid(),
  record: z.uuid().nullable().meta({ description: 'Null for one that comes with the stage of the case by itself.' }),
  comesWith: z.enum(['use', 'stage']),
  regime: z.string(),
  regimeTitle: z.string(),
  organisation: z.string().meta({ description: 'Code; one row for each organisation over which it is used.' }),
  name: z.string(),
  region: z.string().nullable(),
  power: z.string().nullable().meta({ description: 'Power of the regime file; null for one in words.' }),
  does: z.enum(['suspends', 'grants', 'requires', 'directs', 'removes']),
  freedom: z.string(),
  instrument: z.string().nullable(),
  place: z.string().nullable(),
  by: z.string(),
  byTitle: z.string(),
  from: z
    .string()
    .nullable()
    .meta({ description: 'Of one that comes with the stage: when it last came; null where no event says.' }),
  until: z.string().nullable(),
  ended: z.string().nullable(),
  conditions: z.string().nullable(),
  inForce: z.boolean().meta({ description: 'On the day asked for.' }),
})

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string(),
  filter: z.object({
    ...filterShape,
    region: z.string().nullable(),
    on: z.string().nullable(),
  }),
  regimes: offeredSchema,
  regions: z.array(z.string()),
  powers: z.array(power).meta({ description: 'By organisation, then by first day; of cases as they stand now.' }),
})

export const powersPage = definePage<z.infer<typeof schema>>({
  path: '/powers',
  title: 'Powers in use',
  summary: 'Freedoms suspended, granted or taken away: by which instrument, over whom, from when to when.',
  parameters: {
    regime: filterParameters.regime,
    organisation: 'only this organisation, by its code',
    region: 'only organisations of this region',
    on: 'only what is in force on this day (ISO); everything where left out',
  },
  live: true,
  schema,
  template: 'powers.njk',
  async view(request) {
    const { query, sector, choice } = request
    const filter = readFilter(query, sector.regimes)
    const [region, on] = ['region', 'on'].map(name => query.get(name)?.trim() || null)
    if (on && !z.iso.date().safeParse(on).success)
      throw new PageFault(400, 'There is no such day', `Found "${echo(on)}"; expected a day such as 2026-03-31.`)
    const { kind, today, cases } = await writtenAcross(askingOf(request), [powerUseKind.kind], filter)
    const known = choice.snapshot.organisations
    const begun = await powersBegun(
      askingOf(request).desk,
      cases.map(({ found }) => found.id),
    )
    const all = cases
      .flatMap(one => {
        const { found, compiled } = one
        return [...used(one, on ?? today), ...withStage(one, begun, on ?? today)].map(({ codes, ...rest }) =>
          codes.map(code => ({
            ...rest,
            case: found.id,
            regime: found.regime,
            regimeTitle: compiled.regime.title,
            byTitle: roleTitle(compiled.regime, rest.by),
            organisation: code,
            name: known.get(code)?.name ?? code,
            region: known.get(code)?.region ?? null,
          })),
        )
      })
      .flat()
    const powers = all
      .filter(one => filter.organisation === undefined || one.organisation === filter.organisation)
      .filter(one => (!region || one.region === region) && (!on || one.inForce))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB') || compare(a.from ?? '', b.from ?? ''))
    const holding = powers.filter(({ inForce }) => inForce).length
    return {
      ...contextOf(request),
      recordKind: kind,
      summary:
        powers.length === 0
          ? 'No use of a power is written here that you may see, and none comes with a stage.'
          : `${count(powers.length, 'power', 'powers')} in use, or coming with a stage: ${holding} in force on ${date(on ?? today)}.`,
      today,
      filter: {
        ...filterShown(filter),
        region: region ?? null,
        on: on ?? null,
      },
      regimes: regimesOffered(sector.regimes),
      regions: [...new Set(all.flatMap(one => one.region ?? []))].toSorted(),
      powers,
    }
  },
  pictures: () => ({ does: powerDoes }),
  table: model => {
    const columns = [
      'organisation',
      'name',
      'region',
      'regime',
      'power',
      'does',
      'freedom',
      'instrument',
      'place',
      'by',
      'from',
      'until',
      'ended',
      'conditions',
      'inForce',
      'case',
      'record',
      'comesWith',
    ] as const
    return {
      columns: columns.map(one => one.replace(/[A-Z]/, letter => `_${letter.toLowerCase()}`)),
      rows: model.powers.map(one => columns.map(column => one[column])),
    }
  },
})

/** Uses of powers as written in a case, with the codes of those over whom. */
function used({ found, records }: WrittenCase, on: string) {
  return recordsOfKind(records, powerUseKind).map(one => ({
    ...one.body,
    codes: spokenOf(one, found),
    record: one.id,
    comesWith: 'use' as const,
    by: one.role,
    inForce: isInForce(one.body, on),
  }))
}

/** Powers that come by themselves with the stage in which a case is: from the day on which they came, where that is known. */
function withStage({ found, compiled }: WrittenCase, begun: Awaited<ReturnType<typeof powersBegun>>, on: string) {
  return powersOf(compiled, found.state)
    .filter(({ power }) => power.automatic)
    .map(({ id, power: { does, freedom, instrument = null }, by }) => {
      const from = begun(found.id, id)
      const always = { place: null, until: null, ended: null, conditions: null }
      return {
        ...always,
        codes: found.organisations,
        record: null,
        comesWith: 'stage' as const,
        power: id,
        does,
        freedom,
        instrument,
        by,
        from,
        inForce: from === null || from <= on,
      }
    })
}
