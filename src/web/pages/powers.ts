/** The register of powers: freedoms suspended, granted or taken away, by organisation, with instrument, days and conditions. */
import { z } from 'zod'
import { isInForce, powerDoes, powerUseKind } from '../../casework/records/power-use.ts'
import { recordsOfKind } from '../../casework/records/record.ts'
import { readFilter } from '../case-filter.ts'
import { askingOf } from '../cases.ts'
import { roleTitle } from '../event-words.ts'
import { echo, PageFault } from '../fault.ts'
import { count, date } from '../format.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { spokenOf, writtenAcross } from '../written-across.ts'

const power = z.object({
  case: z.uuid(),
  record: z.uuid(),
  regime: z.string(),
  regimeTitle: z.string(),
  organisation: z.string().meta({ description: 'Code; one row for each organisation over which it is used.' }),
  name: z.string(),
  region: z.string().nullable(),
  power: z.string().nullable().meta({ description: 'Power of the regime file; null for one in words.' }),
  does: z.enum(['suspends', 'grants', 'requires', 'directs', 'removes']),
  freedom: z.string(),
  instrument: z.string(),
  place: z.string().nullable(),
  by: z.string(),
  byTitle: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  ended: z.string().nullable(),
  conditions: z.string().nullable(),
  inForce: z.boolean().meta({ description: 'On the day asked for.' }),
})

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string(),
  filter: z.object({
    regime: z.string().nullable(),
    organisation: z.string().nullable(),
    region: z.string().nullable(),
    on: z.string().nullable(),
  }),
  regimes: z.array(z.object({ id: z.string(), title: z.string() })),
  regions: z.array(z.string()),
  powers: z.array(power).meta({ description: 'By organisation, then by first day.' }),
})

export const powersPage = definePage<z.infer<typeof schema>>({
  path: '/powers',
  title: 'Powers in use',
  summary: 'Freedoms suspended, granted or taken away: by which instrument, over whom, from when to when.',
  parameters: {
    regime: 'only cases of this regime, by its id',
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
    const all = cases.flatMap(({ found, compiled: { regime }, records }) =>
      recordsOfKind(records, powerUseKind).flatMap(one =>
        spokenOf(one, found).map(code => ({
          case: found.id,
          record: one.id,
          regime: found.regime,
          regimeTitle: regime.title,
          organisation: code,
          name: known.get(code)?.name ?? code,
          region: known.get(code)?.region ?? null,
          by: one.role,
          byTitle: roleTitle(regime, one.role),
          ...one.body,
          inForce: isInForce(one.body, on ?? today),
        })),
      ),
    )
    const powers = all
      .filter(one => filter.organisation === undefined || one.organisation === filter.organisation)
      .filter(one => (!region || one.region === region) && (!on || one.inForce))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.from < b.from ? -1 : 1))
    const holding = powers.filter(({ inForce }) => inForce).length
    return {
      ...contextOf(request),
      recordKind: kind,
      summary:
        powers.length === 0
          ? 'No use of a power is written here that you may see.'
          : `${count(powers.length, 'use of a power', 'uses of powers')}, ${holding} in force on ${date(on ?? today)}.`,
      today,
      filter: {
        regime: filter.regime ?? null,
        organisation: filter.organisation ?? null,
        region: region ?? null,
        on: on ?? null,
      },
      regimes: sector.regimes.regimes.map(({ id, title }) => ({ id, title })),
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
    ] as const
    return {
      columns: columns.map(one => (one === 'inForce' ? 'in_force' : one)),
      rows: model.powers.map(one => columns.map(column => one[column])),
    }
  },
})
