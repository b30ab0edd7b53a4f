/** Baselines of a case that enters: frozen on what is known then, to be written with the event that brings it in. */
import { randomUUID } from 'node:crypto'
import { freezeBaseline } from './baseline/freeze-baseline.ts'
import { hashOfValue } from './canonical.ts'
import type { StoredCase } from './case-store.ts'
import { clockActor, type Case } from './model.ts'
import type { Desk } from './desk-store.ts'
import type { Next } from './next-event-store.ts'
import { isoFromDay } from '../regimes/day.ts'
import { baselineKind } from './records/baseline.ts'
import { recordsOfKind, type StoredRecord } from './records/record.ts'
import { readRecords } from './records/record-store.ts'

/**
 * One record for each organisation of a case, where what comes next brings it in, or moves the day on which it entered; else
 * none. An organisation that has a baseline gets its next version, so that the latest is that of the entry which counts; one that
 * was frozen for the same day under the same regime stays as it is.
 */
export async function baselinesOf(
  desk: Desk,
  { case: found }: StoredCase,
  { rules, standing: { state, calendars } }: Next,
): Promise<readonly StoredRecord[]> {
  if (state.entered === null || state.entered === found.state.entered) return []
  const { regime } = rules(state.pin.hash, calendars)
  const entered = isoFromDay(state.entered)
  const frozen = recordsOfKind(await readRecords(desk.store, found.id, { kind: baselineKind.kind }), baselineKind)
  const latest = (code: string) => frozen.findLast(one => one.organisation === code)
  // An entry that fell and counts again on its day keeps what was frozen then.
  const organisations = found.organisations.filter(code => {
    const body = latest(code)?.body
    return body?.entered !== entered || body.regime !== regime.regime
  })
  if (organisations.length === 0) return []
  const snapshot = await desk.snapshot()
  // Evidence keeps real time, whatever the product's clock says: known is what the last file brought.
  const now = new Date(desk.clock.now()).toISOString()
  const at = snapshot.imports.reduce((last, { knownAt }) => (knownAt > last ? knownAt : last), '') || now
  const { sources, regimes, metricWords } = desk
  const bodies = freezeBaseline(
    { ...metricWords, snapshot, sources, regimes },
    { organisations, regime, entered, at, casesIn: await casesIn(desk, found) },
  )
  return bodies.map(body => {
    const before = latest(body.organisation)
    return {
      id: before?.id ?? randomUUID(),
      version: (before?.version ?? 0) + 1,
      kind: baselineKind.kind,
      caseId: found.id,
      organisation: body.organisation,
      recordKind: found.recordKind,
      audience: baselineKind.audiences[0],
      body,
      hash: hashOfValue(body),
      actor: clockActor.key,
      role: '',
      reason: before ? 'Frozen anew: it entered on another day.' : 'Frozen on entry.',
      effective: entered,
      // Instants never run back, whatever the clock does.
      knownAt: before && before.knownAt > now ? before.knownAt : now,
    }
  })
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
