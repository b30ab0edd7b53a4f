/** Records of some kinds in all cases that somebody may see, case by case: what registers of powers and consultations list. */
import { z } from 'zod'
import { eachCase } from '../casework/case-store.ts'
import { today, withActor } from '../casework/desk-store.ts'
import { rulesOf } from '../casework/policy-store.ts'
import { seenAcross } from '../casework/records/eyes.ts'
import { readPublishedOf, readRecordsOf } from '../casework/records/record-store.ts'
import type { StoredRecord } from '../casework/records/record.ts'
import { restingIn } from '../casework/transfers/transfer-store.ts'
import type { Case } from '../casework/model.ts'
import type { RecordKind } from '../evidence/model.ts'
import { hasLeave, seenBy } from '../casework/eyes-store.ts'
import type { CaseFilter } from './case-filter.ts'
import type { Ruled } from './case-view.ts'
import { type Asking, kindShown } from './cases.ts'

export interface WrittenCase extends Ruled {
  /** Whether the reader has leave in it. */
  readonly inside: boolean
  /** In their latest version, oldest first; without what the reader may not see. */
  readonly records: readonly StoredRecord[]
  /** Kinds of which the case has records that the reader may not see: of those nobody is told that there are none. */
  readonly unseen: ReadonlySet<string>
}

export interface WrittenAcross {
  readonly kind: RecordKind
  /** The product's day (ISO). */
  readonly today: string
  readonly cases: readonly WrittenCase[]
}

/** Every case of a filter that the reader may see, with its records of some kinds; those without any are there too. */
export function writtenAcross(
  { desk, actor }: Asking,
  kinds: readonly string[],
  { regime, organisation }: Pick<CaseFilter, 'regime' | 'organisation'>,
): Promise<WrittenAcross> {
  return withActor(desk, actor, async working => {
    const kind = kindShown(working)
    const asked = {
      ...(await seenBy(working)),
      recordKind: kind,
      ...(regime === undefined ? {} : { regime }),
      ...(organisation === undefined ? {} : { organisation }),
    }
    const found: Case[] = []
    for await (const one of eachCase(working, asked)) found.push(one)
    const ids = found.map(({ id }) => id)
    const records = await readRecordsOf(desk.store, ids, kinds)
    const published = await readPublishedOf(desk.store, ids, kinds)
    const resting = await restingIn(working, kind)
    const cases = await Promise.all(
      found.map(async (one): Promise<WrittenCase> => {
        const inside = await hasLeave(working, one)
        const all = records.get(one.id) ?? []
        const seen = seenAcross(inside, all, published.get(one.id))
        const unseen = new Set(all.flatMap(record => (seen.includes(record) ? [] : [record.kind])))
        return { found: one, compiled: await rulesOf(desk, one), resting, inside, records: seen, unseen }
      }),
    )
    return { kind, today: today(desk), cases }
  })
}

/** What a row of such a page says of its case. */
export const ofCaseShape = {
  case: z.uuid(),
  regime: z.string(),
  regimeTitle: z.string(),
  organisations: z.array(z.object({ code: z.string(), name: z.string() })),
}
export function ofCase(
  { found, compiled }: Ruled,
  codes: readonly string[],
  name: (code: string) => string,
): z.infer<z.ZodObject<typeof ofCaseShape>> {
  const organisations = codes.map(code => ({ code, name: name(code) }))
  return { case: found.id, regime: found.regime, regimeTitle: compiled.regime.title, organisations }
}

/** Codes of the organisations that a record speaks of: one of the case, or all. */
export function spokenOf(
  { organisation }: Pick<StoredRecord, 'organisation'>,
  { organisations }: Case,
): readonly string[] {
  return organisation === null ? organisations : [organisation]
}
