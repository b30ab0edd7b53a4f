/**
 * Why two cases with the same results were decided differently: recorded by those who oversee the regime, for the pair as it
 * was decided. When one of the two is decided anew, the reason no longer speaks of it.
 */
import { z } from 'zod'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { EverydayFunction } from '../model.ts'
import { oneOf, prose } from '../records/fields.ts'
import { deciders } from '../records/writers.ts'
import { refuse } from '../refused.ts'
import type { RegisterRule } from '../registers/register.ts'
import { decisionsOn, type PairReason } from './decision.ts'

const caseId = (label: string) =>
  z.uuid({ error: 'expected the id of a case' }).meta({ label, hint: 'Its id, from its address.', widget: 'line' })
const ways = { ...decisionsOn.exit, ...decisionsOn.entry, refused: 'Refused' } as const

const body = z.strictObject({
  on: oneOf({ label: 'On what' }, { entry: 'Entry', exit: 'Exit' }),
  one: caseId('One case'),
  'one-decided': oneOf({ label: 'How it was decided' }, ways),
  other: caseId('The other case'),
  'other-decided': oneOf({ label: 'How that was decided' }, ways),
  says: prose({ label: 'Why they were decided differently' }),
})
export type ConsistencyReason = z.infer<typeof body>

const analyst: EverydayFunction = 'oversight-analyst'

export const consistencyReasonRegister: RegisterRule<ConsistencyReason> = {
  register: 'consistency-reason',
  title: 'Reason for a difference',
  says: 'Says why two cases with the same results of the criteria were decided differently.',
  scope: 'regime',
  body,
  audiences: ['case', 'public'],
  revised: 'by-its-writers',
  writers: regime => [...new Set([...(regime ? decidersOf(regime) : []), analyst])],
  async refuse(about, { on, one, other, ...decided }) {
    if (one === other)
      return refuse('bad-request', `Found the case ${one} twice; expected two cases, of which each was decided once.`)
    const known = Object.keys(decisionsOn[on])
    for (const way of [decided['one-decided'], decided['other-decided']])
      if (!known.includes(way))
        return refuse('bad-request', `Found the decision "${way}" on ${on}; expected one of ${known.join(', ')}.`)
    if (decided['one-decided'] === decided['other-decided'])
      return refuse('bad-request', `Found "${decided['one-decided']}" for both; expected two decisions that differ.`)
    for (const id of [one, other])
      if (!(await about.wasUnder(id)))
        return refuse('no-such-case', `No case "${id}" is or was in this regime. Look it up in the list of cases.`)
    return null
  },
}

/** Deciders on every route. */
function decidersOf(compiled: CompiledRegime): readonly string[] {
  return [...compiled.courses.keys()].flatMap(route => deciders(compiled, route))
}

export function reasonOf({ on, one, other, says, ...decided }: ConsistencyReason): PairReason {
  return {
    matter: on,
    one: { case: one, decided: decided['one-decided'] },
    other: { case: other, decided: decided['other-decided'] },
    says,
  }
}
