/**
 * The register of powers: freedoms suspended, granted or taken away, by organisation, with instrument, days and conditions:
 * as somebody used them, and as they came with the stages of cases by themselves, on every day that is asked for.
 */
import { z } from 'zod'
import { isOn, merged, type PowerSpan } from '../../casework/power-spans.ts'
import { powerSpans } from '../../casework/powers-store.ts'
import { type PowerUse, powerDoes, powerUseKind } from '../../casework/records/power-use.ts'
import { recordsOfKind, type StoredRecord } from '../../casework/records/record.ts'
import { dayFromIso, isoFromDay } from '../../regimes/day.ts'
import { bodyNow, nowSchema } from '../body-now.ts'
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

const powerSchema = z.object({
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
  byNow: nowSchema,
  from: z.string(),
  until: z.string().nullable(),
  ended: z.string().nullable().meta({ description: 'Day on which it was in force no more, where that has come.' }),
  withStage: z.array(z.object({ from: z.string(), ended: z.string().nullable() })).meta({
    description: 'When the power that was used came with the stage by itself too: it is in force then as well.',
  }),
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
  powers: z.array(powerSchema).meta({ description: 'By organisation, then by first day; also of days that are past.' }),
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
    const spans = await powerSpans(askingOf(request).desk, cases)
    const day = on ?? today
    const all = cases.flatMap(one =>
      inCase(one, spans(one.found.id), day).map(({ compiled, ...row }) => ({
        ...row,
        case: one.found.id,
        regime: compiled.pin.regime,
        regimeTitle: compiled.regime.title,
        byTitle: roleTitle(compiled.regime, row.by),
        byNow: bodyNow({ ...one, compiled }, row.by, 'powers', lastOf(row, day)),
        name: known.get(row.organisation)?.name ?? row.organisation,
        region: known.get(row.organisation)?.region ?? null,
      })),
    )
    const powers = all
      .filter(one => filter.organisation === undefined || one.organisation === filter.organisation)
      .filter(one => (!region || one.region === region) && (!on || one.inForce))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB') || compare(a.from, b.from))
    const holding = powers.filter(({ inForce }) => inForce).length
    return {
      ...contextOf(request),
      recordKind: kind,
      summary:
        powers.length === 0
          ? 'No use of a power is written here that you may see, and none came with a stage.'
          : `${count(powers.length, 'power', 'powers')} used, or come with a stage: ${holding} in force on ${date(day)}.`,
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
      'byNow',
    ] as const
    return {
      columns: columns.map(one => one.replace(/[A-Z]/, letter => `_${letter.toLowerCase()}`)),
      rows: model.powers.map(one => columns.map(column => one[column])),
    }
  },
})

type PowerJson = z.infer<typeof powerSchema>
type Row = Omit<PowerJson, 'case' | 'regime' | 'regimeTitle' | 'byTitle' | 'byNow' | 'name' | 'region'> &
  Pick<PowerSpan, 'compiled'>

/** Powers of a case by organisation: those used, and those that came with its stages by themselves, each once on a day (ISO). */
function inCase({ found, compiled, records }: WrittenCase, spans: readonly PowerSpan[], on: string): Row[] {
  const automatic = spans.filter(({ power }) => power.automatic)
  const used = recordsOfKind(records, powerUseKind).map(one => ({
    ...useRow(one),
    compiled,
    codes: spokenOf(one, found),
  }))
  return found.organisations.flatMap(organisation => {
    const over = used.filter(({ codes }) => codes.includes(organisation))
    const ids = new Set([...over.map(({ power }) => power), ...automatic.map(({ id }) => id)])
    return [...ids].flatMap(id => {
      const { uses, alone } = merged(
        over.filter(({ power }) => power === id),
        automatic.filter(one => one.id === id),
        on,
      )
      return [
        ...uses.map(({ use: { codes: _, ...use }, spans: beside, inForce }) => ({
          ...use,
          organisation,
          withStage: beside.map(({ from, ended }) => ({ from, ended })),
          inForce,
        })),
        ...alone.map(span => ({ ...stageRow(span), organisation, withStage: [], inForce: isOn(span, on) })),
      ]
    })
  })
}

function useRow({ id: record, role: by, body }: StoredRecord<PowerUse>) {
  return { ...body, record, comesWith: 'use' as const, by }
}

function stageRow({ id, power: { does, freedom, instrument }, by, compiled, from, ended }: PowerSpan) {
  const never = { record: null, place: null, until: null, conditions: null }
  return {
    ...never,
    comesWith: 'stage' as const,
    power: id,
    does,
    freedom,
    instrument: instrument ?? null,
    by,
    compiled,
    from,
    ended,
  }
}

/** The day (ISO) on which it is asked with whom a power rests: with whom it rested last, where it is over. */
function lastOf({ until, ended }: Pick<PowerUse, 'until' | 'ended'>, on: string): string {
  const before = ended === null ? null : isoFromDay(dayFromIso(ended) - 1)
  return [until, before].reduce<string>((last, day) => (day !== null && day < last ? day : last), on)
}
