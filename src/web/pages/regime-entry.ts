/** Who would qualify under a regime, who would get a place, who would wait and why: calculated, not decided. */
import { z } from 'zod'
import { criteriaOf } from '../../regimes/answer.ts'
import { sentence } from '../../regimes/citation.ts'
import type { EntryTest } from '../../regimes/entry-model.ts'
import type { Regime } from '../../regimes/regime.ts'
import type { Cell } from '../csv.ts'
import { calculatedHeading, chosenTest, entryParameters, periodsWithEvidence, testedSchema } from '../entry-choice.ts'
import { openLeafSchema, openLeaves } from '../entry-open.ts'
import { queueOf } from '../entry-queue.ts'
import { entryRow, entryRowSchema, type EntryRow } from '../entry-rows.ts'
import { fellFurthest, standingSchema, standingTables } from '../entry-standings.ts'
import { count, list } from '../format.ts'
import { metricName } from '../metric-names.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage, type PageRequest } from '../page.ts'
import { placesWords } from '../regime-heads.ts'

const amount = z
  .object({ low: z.number(), high: z.number(), basis: z.string(), confidence: z.string() })
  .nullable()
  .meta({ description: 'Pounds.' })
const option = z.object({ id: z.string(), says: z.string() })
const named = z.object({ code: z.string(), name: z.string() })

const schema = contextSchema.extend({
  heading: z.string(),
  regime: z.object({ id: z.string(), title: z.string() }),
  tested: testedSchema,
  summary: z.string(),
  places: z.object({
    number: z.number().nullable(),
    kind: z.enum(['cap', 'expected', 'observed', 'none']),
    words: z.string(),
    taken: z.number(),
    takenNotKnown: z.number().meta({ description: 'Whether they hold a place is not known; not counted as taken.' }),
    free: z.number().nullable().meta({ description: 'Null where no number binds.' }),
  }),
  provisional: z.array(named).nullable(),
  next: named.nullable(),
  orderIsRelative: z.boolean().meta({ description: 'Candidates are put in order by how they stand to each other.' }),
  whenFull: z.array(option).meta({ description: 'Between what somebody chooses when no place is free.' }),
  choiceNeeded: z.array(named.extend({ options: z.array(option) })),
  estimate: z
    .object({
      beforeEntry: z.boolean(),
      perCase: amount,
      admitted: z.number(),
      admittedCost: z.object({ low: z.number(), high: z.number() }).nullable(),
      programme: amount,
    })
    .nullable(),
  counts: z.record(z.string(), z.number()),
  open: z.array(openLeafSchema),
  standings: z.array(standingSchema),
  organisations: z.array(entryRowSchema),
  evidence: z
    .array(z.object({ name: z.string(), title: z.string(), isRun: z.boolean() }))
    .meta({ description: 'Declared evidence of which anything is known; a run may be known at the least only.' }),
  notes: z.array(z.string()),
})
export type RegimeEntryModel = z.infer<typeof schema>

export const regimeEntryPage = definePage<RegimeEntryModel>({
  path: '/regimes/:id/entry',
  title: 'Candidates and waiting list',
  summary: 'Who would qualify under a regime, who would get a place, who would wait, for whom evidence is missing.',
  parameters: entryParameters,
  unlisted: true,
  schema,
  view: entryView,
  template: 'regime-entry.njk',
  pictures(model, { sector, choice, query }) {
    const { regime } = sector.regimes.version(sector.regimes.find(model.regime.id), model.tested.version)
    const rows = model.organisations
    const outside = rows.filter(row => row.place === 'none' && row.holdsPlace !== 'in')
    return {
      keep: { version: query.get('version'), of: query.get('of') },
      periodOptions: periodsWithEvidence(regime, choice.snapshot, sector.regimes.sources.frameworks),
      admitted: queueOf(rows.filter(row => row.place === 'admitted')),
      waiting: queueOf(rows.filter(row => row.place === 'waiting')),
      members: rows.filter(row => row.holdsPlace === 'in'),
      doubtful: outside.filter(row => row.meetsIfInScope),
      undecided: outside.filter(row => row.outcome !== 'met' && row.outcome !== 'not-met' && !row.meetsIfInScope),
      notMet: outside.filter(row => row.outcome === 'not-met'),
      drops: Object.fromEntries(model.standings.map(one => [one.metric, fellFurthest(one)])),
    }
  },
  table: model => ({
    columns: [
      'regime',
      'version',
      'period',
      'code',
      'name',
      'type',
      'region',
      'route',
      'outcome',
      'place',
      'position',
      'holds_place',
      'way',
      'deciding_leaf',
      'notes',
      'other_regimes',
      'conflicts_with',
      ...model.evidence.flatMap(({ name, isRun }) => (isRun ? [name, `${name}_at_least`] : [name])),
      'status',
    ],
    rows: model.organisations.map(row => [
      model.regime.id,
      model.tested.version,
      model.tested.period.id,
      row.code,
      row.name,
      row.type,
      row.region,
      row.route,
      row.outcome,
      row.place,
      row.position,
      row.holdsPlace,
      row.way,
      row.deciding.join(' | '),
      row.notes.join(' | '),
      row.alreadyIn.map(other => `${other.regime} (${other.standing})`).join('; '),
      row.alreadyIn.flatMap(other => (other.relation === 'conflicts' ? [other.regime] : [])).join('; '),
      ...model.evidence.flatMap(({ name, isRun }): Cell[] => {
        const found = row.values[name]
        return isRun ? [found?.value ?? null, found?.atLeast ?? null] : [found?.value ?? null]
      }),
      'calculated, not decided',
    ]),
  }),
})

function entryView(request: PageRequest): RegimeEntryModel {
  const { sector, choice } = request
  const { shelved, period, tested } = chosenTest(request)
  const { regime } = shelved
  const test = sector.regimes.entry(choice, shelved, period)
  const rows = test.organisations.map(entry => entryRow(regime, sector.regimes, entry))
  const nameOf = (code: string) => ({ code, name: organisationName(choice.snapshot, code) })
  const { number, kind, taken, takenNotKnown, free } = test.places
  return {
    ...contextOf(request),
    period: tested.period,
    heading: calculatedHeading,
    regime: { id: regime.regime, title: regime.title },
    tested,
    summary: summaryOf(test, rows),
    places: { number, kind, words: placesWords({ places: number, kind }), taken, takenNotKnown, free },
    provisional: test.provisional?.map(nameOf) ?? null,
    next: test.next === null ? null : nameOf(test.next),
    orderIsRelative: orderIsRelative(regime),
    whenFull: (regime.capacity['when-full'] ?? []).map(optionOf),
    choiceNeeded: test.choiceNeeded.map(one => ({ ...nameOf(one.code), options: one.options.map(optionOf) })),
    estimate: test.estimate && {
      beforeEntry: test.estimate.beforeEntry,
      perCase: amountOf(test.estimate.perCase),
      admitted: test.estimate.admitted,
      admittedCost: test.estimate.admittedCost,
      programme: amountOf(test.estimate.programme),
    },
    counts: countsOf(rows),
    open: openLeaves(test.organisations),
    standings: standingTables(regime, rows, metric =>
      metricName(choice.framework, metric, sector.evidence.metricTitles),
    ),
    organisations: rows,
    evidence: evidenceKnown(regime, rows),
    notes: [...test.notes],
  }
}

const optionOf = ({ id, says }: { id: string; says: string }) => ({ id, says })

function amountOf(found: NonNullable<EntryTest['estimate']>['perCase']): z.infer<typeof amount> {
  return found && { low: found.low, high: found.high, basis: sentence(found.basis), confidence: found.confidence }
}

function orderIsRelative(regime: Regime): boolean {
  const { tests } = criteriaOf(regime)
  return (regime.entry.order ?? []).some(({ by }) =>
    tests.get(by)?.needs.some(name => regime.evidence[name]?.kind === 'standing'),
  )
}

function evidenceKnown(regime: Regime, rows: readonly EntryRow[]): RegimeEntryModel['evidence'] {
  return Object.entries(regime.evidence).flatMap(([name, item]) =>
    rows.some(row => row.values[name] !== undefined)
      ? [{ name, title: item.title, isRun: item.kind === 'standing' && item.measure === 'worst-decile-run' }]
      : [],
  )
}

function countsOf(rows: readonly EntryRow[]): Record<string, number> {
  const of = (is: (row: EntryRow) => boolean) => rows.filter(is).length
  return {
    tested: rows.length,
    met: of(row => row.outcome === 'met'),
    notMet: of(row => row.outcome === 'not-met'),
    needsJudgement: of(row => row.outcome === 'needs-judgement'),
    evidenceMissing: of(row => row.outcome === 'evidence-missing'),
    meetIfInScope: of(row => row.meetsIfInScope),
    holdPlace: of(row => row.holdsPlace === 'in'),
    admitted: of(row => row.place === 'admitted'),
    waiting: of(row => row.place === 'waiting'),
  }
}

/** How many meet the test, how many are open, how many would get a place. */
function summaryOf(test: EntryTest, rows: readonly EntryRow[]): string {
  const { tested = 0, met = 0, notMet = 0, needsJudgement = 0, evidenceMissing = 0, ...of } = countsOf(rows)
  if (tested === 0)
    return 'Nobody loaded is known to be one that these rules are for. Load a file that gives types of organisation.'
  const open = [
    ...(needsJudgement === 0 ? [] : [`${needsJudgement} wait for a judgement`]),
    ...(evidenceMissing === 0 ? [] : [`for ${evidenceMissing} evidence is missing`]),
  ]
  const meets = met === 0 ? 'none meets' : met === 1 ? '1 meets' : `${met} meet`
  const sentences = [
    `Of ${count(tested, 'organisation')} ${list([`${meets} the test of entry`, ...(notMet === 0 ? [] : [`${notMet} ${notMet === 1 ? 'does' : 'do'} not`]), ...open])}.`,
  ]
  const { meetIfInScope = 0, holdPlace = 0, admitted = 0, waiting = 0 } = of
  if (meetIfInScope > 0) sentences.push(`${meetIfInScope} would meet it if the regime is for them, which no file says.`)
  if (holdPlace > 0)
    sentences.push(`${count(holdPlace, 'organisation')} ${holdPlace === 1 ? 'is' : 'are'} recorded as in already.`)
  const elsewhere = rows.filter(
    row => row.holdsPlace !== 'in' && row.outcome !== 'not-met' && row.alreadyIn.some(other => other.standing === 'in'),
  )
  const clash = elsewhere.filter(row =>
    row.alreadyIn.some(other => other.standing === 'in' && other.relation === 'conflicts'),
  ).length
  if (elsewhere.length > 0)
    sentences.push(
      `Of those that meet it or for whom it is open, ${elsewhere.length} ${elsewhere.length === 1 ? 'is' : 'are'} recorded as in another regime at that time${clash > 0 ? `, ${clash} in one that conflicts with this` : ''}.`,
    )
  if (test.places.free === null) sentences.push('No number of places binds.')
  else if (admitted + waiting === 0) sentences.push('Nobody outside meets it, so no place would be given.')
  else sentences.push(`${admitted} would get a place and ${waiting} would wait.`)
  return sentences.join(' ')
}
