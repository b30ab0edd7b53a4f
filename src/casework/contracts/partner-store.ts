/** The table of who could be a partner in a case, read from what is known: evidence, other cases, contracts and consents. */
import { answer, criteriaOf } from '../../regimes/answer.ts'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { dayFromIso } from '../../regimes/day.ts'
import { evidenceOfCase } from '../answers.ts'
import { metricsToFreeze } from '../baseline/baseline-metrics.ts'
import { knownFor } from '../binding-store.ts'
import { eachCase } from '../case-store.ts'
import { today, type Working } from '../desk-store.ts'
import { hasLeave, seenBy } from '../eyes-store.ts'
import { type Case, publicActor } from '../model.ts'
import { readRecordsOf } from '../records/record-store.ts'
import type { StoredRecord } from '../records/record.ts'
import { contractsOf, standingOf } from './contract-state.ts'
import {
  byFitness,
  type Candidate,
  committedDays,
  conflictsOf,
  type Elsewhere,
  kindOf,
  type Need,
  needsOf,
  strengthsIn,
} from './partner-candidates.ts'
import type { PartnerConsent } from './partner-consent.ts'

export interface PartnerTable {
  readonly support: string
  /** Criterion that the rules publish as the test of a partner; null where they publish none. */
  readonly test: string | null
  readonly needs: readonly Need[]
  /** The fittest first; not those of the case themselves. */
  readonly candidates: readonly Candidate[]
}

type Ruled = { readonly case: Case; readonly compiled: CompiledRegime; readonly records: readonly StoredRecord[] }

/** Who could give a kind of support of the rules in a case, on what is known today, of cases that the reader may see. */
export async function partnerTable(working: Working, about: Ruled, support: string): Promise<PartnerTable> {
  const { case: found, compiled, records } = about
  const snapshot = await working.snapshot()
  const metrics = metricsToFreeze(snapshot, compiled.regime, working.sources.frameworks, working.metricWords ?? {})
  const day = today(working)
  const needs = needsOf(snapshot, metrics, found.organisations, day)
  const codes = [...kindOf(snapshot, found.organisations)].filter(code => {
    const one = snapshot.organisations.get(code)
    return !found.organisations.includes(code) && one !== undefined && one.closed === null
  })
  const test = compiled.regime.support[support]?.partner?.criterion ?? null
  const outcomes = test === null ? null : await outcomesOf(working, about, codes, test)
  const strengths = strengthsIn(snapshot, metrics, needs, found.organisations, day)
  const elsewhere = await elsewhereOf(working, found)
  const regionOf = (code: string) => snapshot.organisations.get(code)?.region ?? null
  const consents = (records as readonly StoredRecord<PartnerConsent>[]).filter(
    ({ kind, body }) => kind === 'partner-consent' && body.support === support,
  )
  const candidates = codes.map((code): Candidate => {
    const other = elsewhere.get(code) ?? { cases: [], partnerships: [] }
    const consent = consents.findLast(({ body }) => body.organisation === code)?.body
    return {
      organisation: code,
      name: snapshot.organisations.get(code)?.name ?? code,
      region: regionOf(code),
      test: outcomes === null ? 'no-test' : (outcomes.get(code) ?? 'not-known'),
      strengths: strengths(code),
      consent: consent === undefined ? 'not-asked' : consent.consents ? 'yes' : 'no',
      conflicts: conflictsOf(regionOf(code), found.organisations.map(regionOf), other),
      days: { offered: consent?.days ?? null, committed: committedDays(other) },
    }
  })
  return { support, test, needs, candidates: candidates.toSorted(byFitness) }
}

/** The same as everybody sees it: on public consents, and on public cases and contracts. */
export function publicPartnerTable(working: Working, about: Ruled, support: string): Promise<PartnerTable> {
  const records = about.records.filter(({ audience }) => audience === 'public')
  return partnerTable({ ...working, actor: publicActor }, { ...about, records }, support)
}

/** Each organisation held against the test as if it were the case's own; judgements of this case are not about it. */
async function outcomesOf(
  working: Working,
  { case: found, compiled }: Ruled,
  codes: readonly string[],
  test: string,
): Promise<ReadonlyMap<string, 'met' | 'not-met' | 'not-known'>> {
  const day = today(working)
  const known = { ...(await knownFor(working, found, compiled, day)), judgements: [] }
  const state = { ...found.state, organisations: codes }
  const criteria = criteriaOf(compiled.regime)
  const evidence = evidenceOfCase(compiled, state, dayFromIso(day), known)
  return new Map(
    [...evidence].map(([code, its]) => {
      const { outcome } = answer(criteria, test, found.state.route, its)
      return [code, outcome === 'met' || outcome === 'not-met' ? outcome : 'not-known'] as const
    }),
  )
}

/** Open cases of organisations, and contracts in force in which they are partners: of other cases than this one, what the reader may see. */
async function elsewhereOf(working: Working, focal: Case): Promise<ReadonlyMap<string, Elsewhere>> {
  const cases: Case[] = []
  const seen = { ...(await seenBy(working)), recordKind: focal.recordKind }
  for await (const one of eachCase(working, seen)) if (one.id !== focal.id) cases.push(one)
  const day = today(working)
  const titles = new Map(working.regimes.map(({ id, title }) => [id, title]))
  const found = new Map<string, { cases: string[]; partnerships: { caseId: string; days: number | null }[] }>()
  const of = (code: string) => {
    const one = found.get(code) ?? { cases: [], partnerships: [] }
    found.set(code, one)
    return one
  }
  for (const one of cases)
    if (one.phase === 'in')
      for (const code of one.organisations) of(code).cases.push(titles.get(one.regime) ?? one.regime)
  const records = await readRecordsOf(
    working.store,
    cases.map(({ id }) => id),
    ['contract', 'signature', 'contract-end'],
  )
  for (const one of cases) {
    const written = records.get(one.id) ?? []
    const contracts = contractsOf(written)
    // What is for the case alone is for those with leave in it.
    const inside = contracts.length > 0 && (await hasLeave(working, one))
    for (const { id, body, audience } of contracts) {
      if (audience !== 'public' && !inside) continue
      const state = standingOf(written, id, day)?.state
      if (state !== 'in-force' && state !== 'signed') continue
      for (const { organisation } of body.parties)
        if (organisation !== null) of(organisation).partnerships.push({ caseId: one.id, days: body['days-cap'] })
    }
  }
  return found
}
