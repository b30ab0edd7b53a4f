/** A budget: what a payer may spend on a line of money in a case. A later version posts the difference. */
import { z } from 'zod'
import { allocate, standing } from '../money/ledger.ts'
import { moneyChoices, namedBy, payersOn, refusePayer } from '../money/money-lines.ts'
import { poundsText } from '../money/pounds.ts'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import { choice, oneOf, pence, prose } from './fields.ts'
import type { About, Asked, RecordKindRule } from './record.ts'

const sent = z.strictObject({
  line: choice({ label: 'Line of money' }),
  payer: choice({ label: 'Who pays' }),
  pence: pence({ label: 'Budget' }, 0),
  exceed: prose({
    label: 'Why the budget of all cases together is exceeded',
    hint: 'Only where it is. It is published.',
  }).nullable(),
})
const body = sent.extend({
  'named-by': oneOf({ label: 'Who says who pays' }, { rules: 'The rules', case: 'This case, not the rules' }),
})
type Sent = z.infer<typeof sent>
export type Budget = z.infer<typeof body>

export const budgetKind: RecordKindRule<Budget, Sent> = {
  kind: 'budget',
  title: 'Budget',
  says: 'Gives a line of money so much to spend in this case, and says who pays.',
  section: 'money',
  sent,
  body,
  audiences: ['public', 'case'],
  revised: 'by-its-writers',
  writers: (compiled, route) => ['finance-approver', ...payersOn(compiled, route)],
  choices: ({ compiled, case: found }) => moneyChoices(compiled, found.state.route),
  async refuse(about, one, asked) {
    const wrong = refusePayer(about.compiled, about.case.state.route, one.line, one.payer) ?? notItsMoney(one, asked)
    if (wrong) return wrong
    if (one.exceed !== null && asked.audience !== 'public')
      return refuse('bad-request', 'Why a budget is exceeded is published: write this one for the public.')
    return asked.before === null ? null : refuseChange(about, one, asked)
  },
  complete: ({ compiled, case: found }, one) => ({
    ...one,
    'named-by': namedBy(compiled, found.state.route, one.line),
  }),
  posts(_about, one, { before }) {
    const more = one.pence - (before === null ? 0 : (before.body as Budget).pence)
    return more === 0 ? [] : [allocate(one, more, one.exceed ?? undefined)]
  },
}

/** Whoever approves for all, or whoever pays. */
export function notItsMoney({ payer }: { readonly payer: string }, { role }: Asked): Refused | null {
  return role === 'finance-approver' || role === payer
    ? null
    : refuse('wrong-role', `What ${payer} pays is for ${payer} or finance-approver to say; found ${role}.`)
}

async function refuseChange(about: About, one: Sent, { before, audience }: Asked): Promise<Refused | null> {
  const then = before?.body as Budget
  if (then.line !== one.line || then.payer !== one.payer)
    return refuse(
      'bad-request',
      `This budget is for ${then.line}, paid by ${then.payer}; found ${one.line}, paid by ${one.payer}. Write a new one, and bring this one to nothing.`,
    )
  if (before?.audience !== audience)
    return refuse(
      'bad-request',
      `This budget is for the audience "${before?.audience}" and stays so; found "${audience}". Write a new one, and bring this one to nothing.`,
    )
  const left = standing(await about.ledger(), 'budget', ({ line, payer }) => line === one.line && payer === one.payer)
  const less = then.pence - one.pence
  return less > left
    ? refuse(
        'over-budget',
        `This takes ${poundsText(less)} back, and ${poundsText(left)} of ${one.line} is neither committed nor used. Take back no more than that.`,
      )
    : null
}
