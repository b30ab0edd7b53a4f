/**
 * Who would qualify under a regime in a period, on which leaves, who would get a place and who would wait. Calculated and
 * never decided: it puts nobody anywhere. The same for regimes past and present.
 */
import type { Organisation, Period } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { criteriaOf, type Criteria } from './answer.ts'
import {
  calculatedNotDecided,
  type EntryTest,
  type EstimatedCost,
  type InVersion,
  type OrganisationEntry,
} from './entry-model.ts'
import { entryNotes } from './entry-notes.ts'
import { organisationEntry, otherRegimes } from './entry-organisation.ts'
import { scopeOf } from './entry-scope.ts'
import { findingSays } from './evidence-findings.ts'
import type { Evidence, Value } from './evidence-value.ts'
import { gatherEvidence, type Sources } from './gather-evidence.ts'
import { allocate, numberWords, type Allocation, type Candidate, type Place, type PlaceDecision } from './places.ts'
import { placedOn, placementsOf, type Standing } from './placements.ts'
import { predecessorStays, predecessorWords } from './predecessors.ts'
import type { Regime } from './regime.ts'

/** Thrown when an organisation is asked for that no loaded file speaks of. */
export class OrganisationNotLoaded extends Error {
  constructor(code: string, snapshot: Snapshot) {
    const example = [...snapshot.organisations.values()].find(({ legalForm }) => legalForm !== null)?.code
    super(
      `Nothing is loaded of an organisation with the code "${code}". Codes are ODS codes${example === undefined ? '; import files first' : `, such as ${example}`}.`,
    )
    this.name = 'OrganisationNotLoaded'
  }
}

export interface EntryOptions {
  /** Give this one only, in scope or not; places are shared out among all the same. */
  readonly organisation?: string
  /** Recorded decisions on candidates for whom no place was free. */
  readonly decisions?: readonly PlaceDecision[]
}

/** Tests entry for every organisation in scope. Throws OrganisationNotLoaded. */
export function entryTest(
  { regime, version }: InVersion,
  snapshot: Snapshot,
  period: Period,
  sources: Sources,
  options: EntryOptions = {},
): EntryTest {
  const asked = options.organisation
  if (asked !== undefined && !snapshot.organisations.has(asked)) throw new OrganisationNotLoaded(asked, snapshot)
  const criteria = criteriaOf(regime)
  const evidenceOf = gatherEvidence(regime, snapshot, period, sources)
  const entries: OrganisationEntry[] = []
  const candidates: Candidate[] = []
  let taken = 0
  let takenNotKnown = 0
  for (const organisation of [...snapshot.organisations.values()].sort(byCode)) {
    const scope = scopeOf(regime, organisation, period)
    const { code } = organisation
    const holdsPlace = standingOf(regime, snapshot, period, sources, code)
    if (holdsPlace === 'in') taken++
    if (holdsPlace === 'unknown') takenNotKnown++
    if (!scope.inScope && code !== asked) continue
    const evidence = evidenceOf(code)
    if (scope.inScope && scope.doubt !== null && code !== asked && !anythingSaid(regime, evidence)) continue
    const entry = organisationEntry(criteria, organisation, scope, evidence)
    const title = (id: string) => sources.titles?.get(id) ?? id
    entries.push({
      ...entry,
      holdsPlace,
      alreadyIn: otherRegimes(regime, sources, code, period.end),
      predecessorsIn: predecessorStays(snapshot, sources.placements, code, period.end).map(stay => ({
        ...stay,
        words: predecessorWords(stay, title(stay.regime)),
      })),
    })
    if (entry.outcome === 'met' && holdsPlace !== 'in')
      candidates.push({
        code,
        order: orderOf(criteria, evidence),
        considered: entry.ways.some(way => way.id === entry.way && way.considered),
      })
  }
  const allocation = allocate(regime.capacity, candidates, taken, options)
  const organisations = placed(entries, allocation)
  return {
    regime: regime.regime,
    title: regime.title,
    version,
    period,
    asKnownAt: snapshot.asKnownAt,
    recordKind: snapshot.recordKind,
    head: calculatedNotDecided,
    places: { ...allocation.places, says: `${numberWords(regime.capacity)}, ${taken} taken`, takenNotKnown },
    provisional: allocation.provisional,
    next: allocation.next,
    choiceNeeded: allocation.choiceNeeded,
    estimate: estimateOf(regime, allocation.admitted.length),
    notes: entryNotes({ regime, version }, period, snapshot, organisations, takenNotKnown),
    organisations: asked === undefined ? organisations : organisations.filter(one => one.code === asked),
  }
}

const byCode = (a: Organisation, b: Organisation) => (a.code < b.code ? -1 : 1)

/** Whether it holds a place on the last day: by a recorded placement, or by the finding that the file names. */
function standingOf(regime: Regime, snapshot: Snapshot, period: Period, sources: Sources, code: string): Standing {
  const held = regime.capacity['held-by']
  if (held && findingSays(snapshot, held.finding, held.equals, code, period.end)) return 'in'
  return placedOn(
    placementsOf(sources.placements, code).filter(one => one.regime === regime.regime),
    period.end,
  )
}

/** Whether any file says anything of it that the criteria could use, beside what kind of organisation it is. */
function anythingSaid(regime: Regime, evidence: Evidence): boolean {
  return [...evidence.values].some(
    ([name, { inputs }]) => inputs.length > 0 && regime.evidence[name]?.kind !== 'organisation',
  )
}

/** The numbers that order candidates; null where evidence for one is missing, or it is no number. */
export function orderOf({ regime, tests }: Criteria, evidence: Evidence): (number | null)[] {
  return (regime.entry.order ?? []).map(({ by }) => {
    const test = tests.get(by)
    if (!test) return null
    const bound: Record<string, Value> = {}
    for (const name of test.needs) {
      const found = evidence.values.get(name)
      if (!found) return null
      bound[name] = found.value
    }
    const number = Number(test.run(bound))
    return Number.isFinite(number) ? number : null
  })
}

/** Entries with what became of them when places were shared out. */
function placed(entries: readonly OrganisationEntry[], allocation: Allocation): readonly OrganisationEntry[] {
  const became = new Map<string, { readonly place: Place; readonly is: 'admitted' | 'waiting' }>()
  for (const place of allocation.admitted) became.set(place.code, { place, is: 'admitted' })
  for (const place of allocation.waiting) became.set(place.code, { place, is: 'waiting' })
  return entries.map(entry => {
    const found = became.get(entry.code)
    const held =
      entry.holdsPlace === 'in'
        ? ['It holds a place already.']
        : entry.holdsPlace === 'unknown'
          ? ['It was in before, and whether it still is, is not known.']
          : []
    if (!found) return { ...entry, reasons: [...entry.reasons, ...held] }
    const { position, reasons } = found.place
    return { ...entry, place: found.is, position, reasons: [...entry.reasons, ...held, ...reasons] }
  })
}

function estimateOf({ money }: Regime, admitted: number): EstimatedCost | null {
  const { estimate } = money
  if (!estimate) return null
  const perCase = estimate['per-case'] ?? null
  return {
    beforeEntry: estimate['before-entry'],
    perCase,
    admitted,
    admittedCost: perCase && { low: perCase.low * admitted, high: perCase.high * admitted },
    programme: estimate.programme ?? null,
  }
}
