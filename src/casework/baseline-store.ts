/** Baselines of a case that enters: frozen on what is known then, to be written with the event. */
import { randomUUID } from 'node:crypto'
import { effectiveOf } from './acts.ts'
import { freezeBaseline } from './baseline/freeze-baseline.ts'
import { hashOfValue } from './canonical.ts'
import { clockActor, type Case } from './model.ts'
import type { Desk } from './desk-store.ts'
import type { Next } from './next-event-store.ts'
import { baselineKind } from './records/baseline.ts'
import type { StoredRecord } from './records/record.ts'

/** One record for each organisation of a case, where what comes next enters it; else none. */
export async function baselinesOf(
  desk: Desk,
  found: Case,
  { act, effects, rules, standing }: Next,
): Promise<readonly StoredRecord[]> {
  if (!effects.some(({ kind }) => kind === 'place-taken')) return []
  const { regime } = rules(standing.state.pin.hash, standing.calendars)
  const entered = effectiveOf(act)
  const snapshot = await desk.snapshot()
  // Evidence keeps real time, whatever the product's clock says: known is what the last file brought.
  const now = new Date(desk.clock.now()).toISOString()
  const at = snapshot.imports.reduce((last, { knownAt }) => (knownAt > last ? knownAt : last), '') || now
  const { sources, regimes, metricWords } = desk
  const bodies = freezeBaseline(
    { ...metricWords, snapshot, sources, regimes },
    { organisations: found.organisations, regime, entered, at, casesIn: await casesIn(desk, found) },
  )
  return bodies.map(body => ({
    id: randomUUID(),
    version: 1,
    kind: baselineKind.kind,
    caseId: found.id,
    organisation: body.organisation,
    recordKind: found.recordKind,
    audience: baselineKind.audiences[0],
    body,
    hash: hashOfValue(body),
    actor: clockActor.key,
    role: '',
    reason: 'Frozen on entry.',
    effective: entered,
    knownAt: now,
  }))
}

/** Regime of whoever is in one at present, by organisation. */
export async function casesIn(
  { store }: Desk,
  { recordKind }: Pick<Case, 'recordKind'>,
): Promise<ReadonlyMap<string, string>> {
  const rows = await store.db
    .selectFrom('case_file')
    .select(['organisations', 'regime'])
    .where('phase', '=', 'in')
    .where('record_kind', '=', recordKind)
    .execute()
  return new Map(rows.flatMap(({ organisations, regime }) => organisations.map(code => [code, regime])))
}
