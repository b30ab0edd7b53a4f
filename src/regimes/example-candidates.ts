/** The candidates of an example: each tried at the door, and the free places shared out among those who qualify. */
import { criteriaOf } from './answer.ts'
import type { CompiledRegime } from './compiled.ts'
import { orderOf } from './entry.ts'
import { organisationEntry } from './entry-organisation.ts'
import { statedEvidence } from './evidence-value.ts'
import { type ExampleFailure, routeOf } from './example-model.ts'
import type { Example } from './examples-schema.ts'
import { allocate, type Candidate } from './places.ts'

/** Compares who gets a place, who waits and who has none with what the example expects. */
export function runCandidates(compiled: CompiledRegime, example: Example): readonly ExampleFailure[] {
  const { regime } = compiled
  const criteria = criteriaOf(regime)
  const route = routeOf(compiled, example)
  const candidates = (example.candidates ?? []).flatMap(({ organisation, given, judged }): Candidate[] => {
    const evidence = statedEvidence(regime, { ...example.given, ...given }, { ...example.judged, ...judged })
    const entry = organisationEntry(
      criteria,
      stranger(organisation),
      { inScope: true, route, notes: [], doubt: null },
      evidence,
    )
    if (entry.outcome !== 'met') return []
    const considered = entry.ways.some(way => way.id === entry.way && way.considered)
    return [{ code: organisation, order: orderOf(criteria, evidence), considered }]
  })
  const { admitted, waiting } = allocate(regime.capacity, candidates, example.taken ?? 0)
  const became = new Map([
    ...admitted.map(place => [place.code, 'admitted'] as const),
    ...waiting.map(place => [place.code, 'waiting'] as const),
  ])
  return Object.entries(example.places ?? {}).flatMap(([code, expected]) => {
    const found = became.get(code) ?? 'none'
    return found === expected ? [] : [{ path: ['places', code], expected, found }]
  })
}

/** An organisation of which only the code is known. */
function stranger(code: string): Parameters<typeof organisationEntry>[1] {
  return {
    code,
    name: code,
    type: null,
    subtype: null,
    legalForm: null,
    region: null,
    opened: null,
    closed: null,
    predecessors: [],
    successors: [],
    sources: [],
  }
}
