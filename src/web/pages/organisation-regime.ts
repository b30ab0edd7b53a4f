/** Would an organisation qualify under a regime, leaf by leaf, and what would be its way out. Calculated, not decided. */
import { z } from 'zod'
import type { EntryTest, OrganisationEntry } from '../../regimes/entry-model.ts'
import { entryTest } from '../../regimes/entry.ts'
import { outcomeWords } from '../../regimes/decisive-leaves.ts'
import { criterionJson } from '../../regimes/criterion-json.ts'
import { gatherEvidence } from '../../regimes/gather-evidence.ts'
import { membersOf } from '../../regimes/history.ts'
import { boundWords, criterionSchema } from '../criterion-view.ts'
import { calculatedHeading, chosenTest, entryParameters, periodsWithEvidence, testedSchema } from '../entry-choice.ts'
import { stayText } from '../entry-relations.ts'
import { exitSchema, exitView } from '../entry-exit.ts'
import { entryRow, otherRegimeSchema, outcomeSchema } from '../entry-rows.ts'
import { words } from '../format.ts'
import { metricName } from '../metric-names.ts'
import { contextOf, contextSchema, definePage, linker, type PageRequest } from '../page.ts'
import { staySchema, staysOf } from '../regime-stays.ts'
import { requireOrganisation } from './organisation.ts'

const schema = contextSchema.extend({
  heading: z.string(),
  organisation: z.object({ code: z.string(), name: z.string() }),
  regime: z.object({ id: z.string(), title: z.string() }),
  tested: testedSchema,
  summary: z.string(),
  entry: z.object({
    inScope: z.boolean(),
    route: z.string().nullable(),
    routeKnown: z.boolean().meta({ description: 'Also where there is one route for all.' }),
    outcome: outcomeSchema,
    place: z.enum(['admitted', 'waiting', 'none']),
    position: z.number().nullable(),
    holdsPlace: z.enum(['in', 'out', 'unknown']),
    ways: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        outcome: outcomeSchema,
        considered: z.boolean(),
        recommender: z.string().nullable(),
        decider: z.string().nullable(),
      }),
    ),
    deciding: z.array(z.string()),
    notes: z.array(z.string()),
    alreadyIn: z.array(otherRegimeSchema),
    criterion: criterionSchema.nullable(),
  }),
  stays: z.array(staySchema).meta({ description: 'Its own recorded stays in this regime.' }),
  exit: exitSchema,
  notes: z.array(z.string()),
})
export type OrganisationRegimeModel = z.infer<typeof schema>

export const organisationRegimePage = definePage<OrganisationRegimeModel>({
  path: '/organisations/:code/regimes/:id',
  title: 'Would it qualify, and the way out',
  summary:
    'One organisation under one regime: the whole test of entry down to the rows, and the gap to each test of exit.',
  parameters: entryParameters,
  unlisted: true,
  schema,
  view: organisationRegimeView,
  template: 'organisation-regime.njk',
  pictures(model, { sector, choice, query, path }) {
    const { regime } = sector.regimes.version(sector.regimes.find(model.regime.id), model.tested.version)
    const link = linker(choice.given)
    const keep = { version: query.get('version'), of: query.get('of') }
    return {
      keep,
      periodOptions: periodsWithEvidence(regime, choice.snapshot, sector.regimes.sources.frameworks),
      tell: {
        link,
        json: link(`${path}.json`, keep),
        bound: boundWords,
        stay: stayText,
        named: (id: string) =>
          id.includes(':')
            ? words(id.slice(id.indexOf(':') + 1))
            : metricName(choice.framework, id, sector.evidence.metricTitles),
      },
    }
  },
})

function organisationRegimeView(request: PageRequest): OrganisationRegimeModel {
  const { sector, choice } = request
  const { regimes } = sector
  const { code, name } = requireOrganisation(request)
  const { shelved, period, tested } = chosenTest(request)
  const { regime } = shelved
  const whole = regimes.entry(choice, shelved, period)
  // Of whom the regime is not for, the test of everybody says nothing; the test of one says why.
  const known = whole.organisations.some(one => one.code === code)
  const test = known ? whole : entryTest(shelved, choice.snapshot, period, regimes.sources, { organisation: code })
  const entry = test.organisations.find(one => one.code === code) as OrganisationEntry
  const row = entryRow(regime, regimes, entry)
  const evidence = gatherEvidence(regime, choice.snapshot, period, regimes.sources)(code)
  const { imports } = choice.snapshot
  return {
    ...contextOf(request),
    period: tested.period,
    heading: calculatedHeading,
    organisation: { code, name },
    regime: { id: regime.regime, title: regime.title },
    tested,
    summary: summaryOf(test, entry, name),
    entry: {
      inScope: entry.inScope,
      route: row.route,
      routeKnown: !entry.inScope || entry.route !== undefined,
      outcome: entry.outcome,
      place: entry.place,
      position: entry.position,
      holdsPlace: entry.holdsPlace,
      ways: entry.ways.map(way => ({
        id: way.id,
        title: way.title,
        outcome: way.outcome,
        considered: way.considered,
        recommender: way.recommender?.title ?? null,
        decider: way.decider?.title ?? null,
      })),
      deciding: row.deciding,
      notes: row.notes,
      alreadyIn: row.alreadyIn,
      criterion: entry.criterion && criterionJson(entry.criterion, imports),
    },
    stays: staysOf(
      membersOf(regimes.placements, regime.regime).filter(one => one.organisation === code),
      regimes.placements,
    ),
    exit: exitView(regime, entry.route, evidence, regimes.placements, imports),
    notes: [...test.notes],
  }
}

function summaryOf(test: EntryTest, entry: OrganisationEntry, name: string): string {
  if (!entry.inScope) return `${test.title} is not for ${name}. ${entry.reasons.join(' ')}`
  const doubt =
    entry.outcome !== 'met' && entry.ways.some(way => way.outcome === 'met')
      ? ' It meets a way in, if the regime is for it, which no file says.'
      : ''
  const inAlready = entry.holdsPlace === 'in' ? ' It is recorded as in already.' : ''
  const place = {
    admitted: test.places.free === null ? ' No number of places binds.' : ' It would get a place.',
    waiting: ` It would wait, number ${entry.position} in order.`,
    none: '',
  }[entry.place]
  return `${name}, under ${test.title}: ${outcomeWords(entry).toLowerCase()}.${doubt}${place}${inAlready}`
}
