/** What is asked of organisations, as far as a reader may see it: requests of the register, and returns by the rules of cases. */
import { type CaseFilter, eachCase } from '../case-store.ts'
import type { RuledCase } from '../conflicts.ts'
import type { Working } from '../desk-store.ts'
import type { RecordKind } from '../../evidence/model.ts'
import type { Snapshot } from '../../evidence/snapshot.ts'
import { hasLeave } from '../eyes-store.ts'
import { rulesOf } from '../policy-store.ts'
import { registerReader, seesEntry } from '../registers/register-eyes.ts'
import { placeOf, readRegister } from '../registers/register-store.ts'
import { entriesOf, type RegisterEntry } from '../registers/register.ts'
import { dutySpans } from '../stage-changes.ts'
import { stageChanges } from '../stage-changes-store.ts'
import { type Ask, askOf, asksByTheRules, returnsOwed } from './ask.ts'
import { type Request, requestRegister } from './request.ts'

/** Whose burden: of one organisation, of several, or of all. */
export interface BurdenOf {
  readonly recordKind: RecordKind
  readonly organisations: ReadonlySet<string> | null
  /** Cases that the reader may see. */
  readonly seen: Pick<CaseFilter, 'isPublic' | 'within'>
}

export async function readAsks(working: Working, of: BurdenOf): Promise<readonly Ask[]> {
  const requests = await readRequests(working, of)
  const [only] = of.organisations?.size === 1 ? of.organisations : []
  const filter = { ...of.seen, recordKind: of.recordKind, ...(only === undefined ? {} : { organisation: only }) }
  const owing: RuledCase[] = []
  for await (const found of eachCase(working, filter)) {
    if (found.closed !== null) continue
    const ruled = { found, compiled: await rulesOf(working, found) }
    if (returnsOwed(ruled).length > 0) owing.push(ruled)
  }
  const changes = await stageChanges(working, owing)
  const byTheRules: Ask[] = []
  for (const ruled of owing) {
    const { found } = ruled
    const asks = asksByTheRules(ruled, dutySpans(changes(found.id)), await hasLeave(working, found))
    byTheRules.push(...asks.filter(({ organisation }) => of.organisations?.has(organisation) ?? true))
  }
  return [...requests.map(askOf), ...byTheRules]
}

/** Requests that the reader may see, in the order in which they were first written. */
async function readRequests(
  working: Working,
  { recordKind, organisations }: BurdenOf,
): Promise<readonly RegisterEntry<Request>[]> {
  const [only] = organisations?.size === 1 ? organisations : []
  const found = await readRegister(working, requestRegister.register, only === undefined ? {} : { organisation: only })
  const entries = entriesOf(found, requestRegister).filter(
    ({ recordKind: kind, organisation }) => kind === recordKind && (organisations?.has(organisation as string) ?? true),
  )
  const readers = new Map(
    await Promise.all(
      [...new Set(entries.map(one => one.organisation as string))].map(async code => {
        const place = await placeOf(working, { regime: null, organisation: code })
        return [code, registerReader(working.actor, requestRegister, null, place)] as const
      }),
    ),
  )
  return entries.filter(one => {
    const reader = readers.get(one.organisation as string)
    return reader !== undefined && seesEntry(reader, one)
  })
}

/** The latest period for which a figure is published of an organisation, by its label. */
export function latestPublished(snapshot: Snapshot): (metric: string, organisation: string) => string | null {
  return (metric, organisation) =>
    snapshot.periods(metric).findLast(({ id }) => snapshot.values(metric, id).has(organisation))?.label ?? null
}
