/** Which days costs are for, and what of them falls in a span of days: a claim at a year's turn belongs to both years. Pure. */
import { dayFromIso } from '../../regimes/day.ts'
import { claimCheckKind } from '../contracts/claim-check.ts'
import { costKind } from '../records/cost.ts'
import { recordsOfKind, type StoredRecord } from '../records/record.ts'
import type { Balance } from './ledger.ts'

/** Inclusive, ISO. */
export interface Span {
  readonly start: string
  readonly end: string
}

/** Pence that something cost, and the days that it is for. */
export interface DatedCost extends Span {
  readonly pence: number
}

/**
 * What stands as cost on a case's lines, each with its days: those of the invoice, those of the claim that was checked, or the
 * day on which a result was verified. What was taken back costs nothing, and is left out.
 */
export function datedCosts(balances: readonly Balance[], records: readonly StoredRecord[]): readonly DatedCost[] {
  const periods = new Map(
    [...recordsOfKind(records, costKind), ...recordsOfKind(records, claimCheckKind)].map(
      ({ id, body: { from, until } }) => [id, { start: from, end: until }] as const,
    ),
  )
  const verified = new Map(records.map(({ id, effective }) => [id, { start: effective, end: effective }] as const))
  return balances.flatMap(({ account, item, pence }) => {
    const span = account === 'cost' && item !== null ? (periods.get(item) ?? verified.get(item)) : undefined
    return span === undefined || pence === 0 ? [] : [{ ...span, pence }]
  })
}

/** Pence of costs in a span, each spread evenly over its days: over spans that follow one another they come to the whole. */
export function costWithin(costs: readonly DatedCost[], { start, end }: Span): number {
  const [first, last] = [dayFromIso(start), dayFromIso(end)]
  return costs.reduce((sum, cost) => {
    const from = dayFromIso(cost.start)
    const days = dayFromIso(cost.end) - from + 1
    // Pence of the days before a day: rounded there, so that no penny is lost or told twice.
    const before = (day: number) => Math.round((cost.pence * Math.min(Math.max(day - from, 0), days)) / days)
    return sum + before(last + 1) - before(first)
  }, 0)
}
