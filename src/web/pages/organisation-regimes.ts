/** Would an organisation qualify anywhere: every regime past and present, side by side. Calculated, not decided. */
import { z } from 'zod'
import type { Organisation } from '../../evidence/model.ts'
import { scopeOf } from '../../regimes/entry-scope.ts'
import type { ShelvedRegime } from '../../regimes/shelf-file.ts'
import { aroundOrganisationFor, aroundSchema, attemptTables } from '../around-view.ts'
import { askingOf } from '../cases.ts'
import { calculatedHeading, testedSchema, testOf } from '../entry-choice.ts'
import {
  conflictsAmong,
  conflictSchema,
  overlapRows,
  overlapSchema,
  stayText,
  type Touched,
} from '../entry-relations.ts'
import { entryRow, entryRowSchema, outcomeSchema } from '../entry-rows.ts'
import { count, list } from '../format.ts'
import { contextOf, contextSchema, definePage, type PageRequest } from '../page.ts'
import { staysAround, staySchema, successionsOf } from '../regime-stays.ts'
import { requireOrganisation } from './organisation.ts'

const rowSchema = z.object({
  regime: z.string(),
  title: z.string(),
  standing: z.enum(['published', 'reconstructed', 'proposal', 'example']),
  tested: testedSchema.omit({ versions: true }),
  outcome: z.enum([...outcomeSchema.options, 'out-of-scope']),
  way: z.string().nullable(),
  place: z.enum(['admitted', 'waiting', 'none']),
  position: z.number().nullable(),
  placesBind: z.boolean().meta({ description: 'False where no number of places binds.' }),
  holdsPlace: z.enum(['in', 'out', 'unknown']),
  meetsIfInScope: entryRowSchema.shape.meetsIfInScope,
  deciding: z.array(z.string()),
})
type Row = z.infer<typeof rowSchema>

const schema = contextSchema.extend({
  heading: z.string(),
  organisation: z.object({ code: z.string(), name: z.string(), type: z.string().nullable() }),
  summary: z.string(),
  regimes: z.array(rowSchema).meta({
    description: 'Oldest first, each on its latest evidence, in the version in force then or else its latest.',
  }),
  conflicts: z.array(conflictSchema),
  overlaps: z.array(overlapSchema),
  stays: z.array(staySchema).meta({ description: 'Recorded, not calculated; its own and its kin’s.' }),
  around: aroundSchema.nullable().meta({
    description:
      'What its cases and placements say, not calculated; null for the past, and where there is no casework.',
  }),
})
export type OrganisationRegimesModel = z.infer<typeof schema>

export const organisationRegimesPage = definePage<OrganisationRegimesModel>({
  path: '/organisations/:code/regimes',
  title: 'Would it qualify anywhere?',
  summary:
    'One organisation at the door of every regime past and present, with conflicts between those it is or would be in.',
  unlisted: true,
  live: true,
  schema,
  view: organisationRegimesView,
  template: 'organisation-regimes.njk',
  pictures: model => ({ stayText, attemptTables: attemptTables(model.around?.attempts ?? []) }),
  table: model => ({
    columns: [
      'code',
      'name',
      'regime',
      'version',
      'period',
      'outside_its_years',
      'outcome',
      'way',
      'place',
      'position',
      'holds_place',
      'deciding_leaf',
      'recorded_stays',
      'status',
    ],
    rows: model.regimes.map(row => [
      model.organisation.code,
      model.organisation.name,
      row.regime,
      row.tested.version,
      row.tested.period.id,
      row.tested.outside,
      row.outcome,
      row.way,
      row.place,
      row.position,
      row.holdsPlace,
      row.deciding.join(' | '),
      model.stays
        .filter(one => one.of === 'itself' && one.placement.regime === row.regime)
        .map(({ placement }) => stayText(placement))
        .join(' | '),
      'calculated, not decided',
    ]),
  }),
})

async function organisationRegimesView(request: PageRequest): Promise<OrganisationRegimesModel> {
  const { sector, choice } = request
  const { regimes } = sector
  const organisation = requireOrganisation(request)
  const rows = regimes.regimes.map(shelved => rowOf(request, organisation, shelved))
  const touched = rows.flatMap(({ regime, holdsPlace, outcome }): Touched[] => {
    const is = holdsPlace === 'in' ? 'in' : outcome === 'met' ? 'would be in' : null
    return is === null ? [] : [{ regime: regimes.find(regime).latest.regime, is }]
  })
  const stays = staysAround(regimes.placements, organisation.code, successionsOf(choice.snapshot))
  return {
    ...contextOf(request),
    heading: calculatedHeading,
    organisation: { code: organisation.code, name: organisation.name, type: organisation.type },
    summary: summaryOf(organisation.name, rows),
    regimes: rows,
    conflicts: conflictsAmong(touched),
    overlaps: overlapRows(stays, id => regimes.regimes.find(one => one.id === id)?.latest.regime),
    stays,
    around: await aroundOf(request, organisation.code),
  }
}

async function aroundOf(request: PageRequest, code: string): Promise<OrganisationRegimesModel['around']> {
  const { desk, choice, sector } = request
  if (desk === null || choice.asKnownAt !== null) return null
  return aroundOrganisationFor(askingOf(request), sector.regimes.placements, code)
}

function rowOf({ sector, choice }: PageRequest, organisation: Organisation, found: ShelvedRegime): Row {
  const { shelved, period, tested } = testOf(sector, choice, found)
  const { regime } = shelved
  const { versions: _versions, ...about } = tested
  const test = sector.regimes.entry(choice, shelved, period)
  const head = {
    regime: found.id,
    title: found.title,
    standing: found.standing,
    tested: about,
    placesBind: test.places.free !== null,
  }
  const entry = test.organisations.find(one => one.code === organisation.code)
  if (entry) {
    const { outcome, way, place, position, holdsPlace, meetsIfInScope, deciding } = entryRow(
      regime,
      sector.regimes,
      entry,
    )
    return { ...head, outcome, way, place, position, holdsPlace, meetsIfInScope, deciding }
  }
  // Left out of the test of everybody: the regime is not for it, or nothing is known that could say whether it is.
  const scope = scopeOf(regime, organisation, period)
  const why = scope.inScope
    ? 'No file says what type of organisation it is, nor anything that the test asks for.'
    : scope.why
  return {
    ...head,
    outcome: scope.inScope ? 'evidence-missing' : 'out-of-scope',
    way: null,
    place: 'none',
    position: null,
    holdsPlace: 'out',
    meetsIfInScope: false,
    deciding: [why],
  }
}

function summaryOf(name: string, rows: readonly Row[]): string {
  const of = (outcome: Row['outcome']) => rows.filter(row => row.outcome === outcome).length
  const met = rows.filter(row => row.outcome === 'met')
  const counts = [
    [of('not-met'), 'not met'],
    [of('needs-judgement'), 'for somebody to judge'],
    [of('evidence-missing'), 'not known for want of evidence'],
    [of('out-of-scope'), 'not for it'],
  ] as const
  const others = counts.flatMap(([n, words]) => (n === 0 ? [] : [`${n} ${words}`]))
  const all = count(rows.length, 'regime')
  const meets =
    met.length === 0
      ? `${name} meets the test of entry of none of ${all}`
      : `${name} meets the test of entry of ${met.length} of ${all}: ${met.map(row => row.title).join('; ')}`
  return others.length === 0 ? `${meets}.` : `${meets}. The others: ${list(others)}.`
}
