/** `turnaround money pay-run`: pays all that a payer owes. Exit 0 all paid, 1 something refused, 2 bad usage. */
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { poundsText } from '../casework/money/pounds.ts'
import type { paidSchema } from '../web/api/pay-run-routes.ts'
import { given, read, refusedBy, send } from './api-answers.ts'
import { type CaseOptions, withCases } from './case-source.ts'
import { type Column, print, printJson, textTable } from './output.ts'

export interface PayRunOptions extends CaseOptions {
  readonly payer: string
  readonly regime?: string
  readonly organisation?: string
  readonly case?: string
  readonly on?: string
  readonly reason: string
  readonly key?: string
}

type Answer = z.infer<typeof paidSchema>

export function moneyPayRun({
  payer,
  regime,
  organisation,
  case: only,
  on,
  reason,
  key = randomUUID(),
  ...options
}: PayRunOptions): Promise<number> {
  return withCases(options, async ask => {
    const day = on ?? (await read<{ today: string }>(ask, '/deadlines')).today
    const body = { payer, on: day, reason, ...given({ regime, organisation, case: only }) }
    const answer = await send(ask, '/pay-runs', body, { 'Idempotency-Key': key })
    if (!answer.ok) return refusedBy(answer, options.json === true)
    const run = (await answer.json()) as Answer
    if (options.json) printJson(run)
    else print(runText(payer, run))
    return run.payments.some(({ refused }) => refused !== null) ? 1 : 0
  })
}

function runText(payer: string, { payments, paidPence }: Answer): string {
  if (payments.length === 0) return `${payer} owes nothing in the cases in which you approve payments.`
  const paid = payments.filter(({ refused }) => refused === null).length
  return `${textTable(columns, payments)}\n${paid} of ${payments.length} paid, ${poundsText(paidPence)} together.`
}

const columns: readonly Column<Answer['payments'][number]>[] = [
  { title: 'Case', cell: one => one.caseId },
  { title: 'For', cell: one => one.item },
  { title: 'Amount', align: 'right', cell: one => poundsText(one.pence) },
  { title: 'Outcome', cell: one => one.refused?.words ?? 'paid' },
]
