/** Baselines of a case that enters: frozen on what is known then, to be written with the event that brings it in. */
import { randomUUID } from 'node:crypto'
import type { BaselineBody } from './baseline/baseline-schema.ts'
import { freezeBaseline } from './baseline/freeze-baseline.ts'
import { hashOfValue } from './canonical.ts'
import type { StoredCase } from './case-store.ts'
import { clockActor, type Case } from './model.ts'
import type { Desk } from './desk-store.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import type { Rules, Standing } from './fold.ts'
import { isoFromDay } from '../regimes/day.ts'
import { baselineKind } from './records/baseline.ts'
import { instantAfter } from './records/next-version.ts'
import { recordsOfKind, type StoredRecord } from './records/record.ts'
import { readRecords } from './records/record-store.ts'

/** Where a case will stand, by which rules. */
interface Coming {
  readonly rules: Rules
  readonly standing: Standing
}

/**
 * One record for each organisation of a case, where what comes next brings it in, or moves the day on which it entered; else
 * none. An organisation that has a baseline gets its next version, so that the latest is that of the entry which counts; one that
 * was frozen for the same day under the same regime stays as it is.
 */
export async function baselinesOf(
  desk: Desk,
  { case: found }: StoredCase,
  { rules, standing: { state, calendars } }: Coming,
): Promise<readonly StoredRecord[]> {
  const { regime } = rules(state.pin.hash, calendars)
  const entered = state.entered === null ? null : isoFromDay(state.entered)
  if (entered === null || (entered === found.entered && regime.regime === found.regime)) return []
  const frozen = recordsOfKind(await readRecords(desk.store, found.id, { kind: baselineKind.kind }), baselineKind)
  const latest = (code: string) => frozen.findLast(one => one.organisation === code)
  // An entry that fell and counts again on its day keeps what was frozen then.
  const organisations = found.organisations.filter(code => {
    const body = latest(code)?.body
    return body?.entered !== entered || body.regime !== regime.regime
  })
  if (organisations.length === 0) return []
  const snapshot = await desk.snapshot()
  const now = new Date(desk.clock.now()).toISOString()
  const at = knownBy(snapshot.imports, now)
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
      reason: reasonOf(before?.body, body),
      effective: entered,
      knownAt: instantAfter(before ? [before.knownAt] : [], now),
    }
  })
}

/**
 * The instant up to which evidence counts: when the last file came that had come by now. Where the product's time is set before
 * any file came, all count: evidence then keeps real time.
 */
function knownBy(imports: Snapshot['imports'], now: string): string {
  const came = imports.map(({ knownAt }) => knownAt).toSorted()
  return came.findLast(instant => instant <= now) ?? came.at(-1) ?? now
}

function reasonOf(before: BaselineBody | undefined, { regime }: BaselineBody): string {
  if (before === undefined) return 'Frozen on entry.'
  return `Frozen anew: it entered ${before.regime === regime ? 'on another day' : 'another regime'}.`
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
