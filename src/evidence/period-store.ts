/** Periods as publishers printed them, each with its number in the `period` table: words shared by all imports. */
import type { Store } from '../store/open-store.ts'
import type { Batch, Period } from './model.ts'

export interface PeriodNumbers {
  /** Gives every period of a batch its number. */
  learn(batch: Batch): Promise<void>
  /** The number of a period learnt before. */
  refOf(period: Period): number
}

/** Numbers for the periods of one file, looked up or made as they come. */
export function periodNumbers(store: Store): PeriodNumbers {
  const known = new Map<string, number>()
  return {
    refOf: period => known.get(periodKey(period)) as number,
    learn: batch => learn(store, batch, known),
  }
}

function periodKey(period: Period): string {
  return `${period.id}|${period.label}|${period.start}|${period.end}`
}

async function learn(store: Store, batch: Batch, known: Map<string, number>): Promise<void> {
  const unknown = new Map<string, Period>()
  const look = (period: Period | null | undefined) => {
    if (period && !known.has(periodKey(period))) unknown.set(periodKey(period), period)
  }
  for (const observation of batch.observations) {
    look(observation.period)
    look(observation.measured)
  }
  for (const finding of batch.findings) look(finding.period)
  if (unknown.size === 0) return
  const rows = [...unknown.values()].map(p => ({ id: p.id, label: p.label, starts: p.start, ends: p.end }))
  await store.db
    .insertInto('period')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const found = await store.db
    .selectFrom('period')
    .selectAll()
    .where('id', 'in', [...new Set(rows.map(row => row.id))])
    .execute()
  for (const { ref, id, label, starts, ends } of found)
    known.set(periodKey({ id, label, start: starts, end: ends }), ref)
}
