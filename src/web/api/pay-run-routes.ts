/** The payment run in the casework API: pays all that a payer owes, and says what came of each. */
import { Hono } from 'hono'
import { z } from 'zod'
import { payRun } from '../../casework/contracts/pay-run-store.ts'
import { type Desk, withActor } from '../../casework/desk-store.ts'
import { actorOf } from '../sign-in.ts'
import { refusedAnswer } from './problems.ts'
import { writeRecordSchema } from './record-schemas.ts'
import { atMost, readCommand } from './requests.ts'

/** Bytes: it names whose debts are paid, and why. */
const runLimit = 100_000

export const payRunSchema = z.strictObject({
  payer: z.string().trim().min(1, 'expected a role').max(100).meta({ description: 'Role that pays.' }),
  regime: z.string().trim().min(1).max(100).exactOptional().meta({ description: 'Only cases of this regime.' }),
  organisation: z.string().trim().min(1).max(20).exactOptional().meta({
    description:
      'Only what is owed for the organisation of this code: in a case of several, not what another or all of them together owe. This or a case where each organisation pays for itself.',
  }),
  case: z.uuid('expected the id of a case').exactOptional().meta({ description: 'Only this case.' }),
  on: writeRecordSchema.shape.on,
  reason: writeRecordSchema.shape.reason,
})

export const paidSchema = z.object({
  payments: z.array(
    z.object({
      caseId: z.uuid(),
      item: z.uuid().meta({ description: 'Record that was owed for: the check of a claim, a result, a cost.' }),
      pence: z.int(),
      payment: z.uuid().nullable().meta({ description: 'Record of the payment; null where it was refused.' }),
      refused: z.object({ reason: z.string(), words: z.string() }).nullable(),
    }),
  ),
  paidPence: z.int(),
})

export function payRunRoutes(desk: Desk): Hono {
  const api = new Hono()
  api.post('/', atMost(runLimit, 'A payment run'), async c => {
    const asked = await readCommand(c, payRunSchema, null)
    if (asked instanceof Response) return asked
    const { case: caseId, ...run } = asked.body
    const only = caseId === undefined ? run : { ...run, caseId }
    const done = await withActor(desk, actorOf(c), working => payRun(working, only, asked.key))
    if (!done.done) return refusedAnswer(c, done.refused)
    const payments = done.value.map(({ refused, ...one }) => ({
      ...one,
      refused: refused && { reason: refused.reason, words: refused.words },
    }))
    const paidPence = payments.reduce((sum, one) => (one.payment === null ? sum : sum + one.pence), 0)
    return c.json({ payments, paidPence }, 201)
  })
  return api
}
