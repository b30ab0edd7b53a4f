/** Exit was asked for and refused, with reasons. The organisation may answer it, or dispute it. */
import { z } from 'zod'
import { ownRecommendation } from '../four-eyes.ts'
import { refuse } from '../refused.ts'
import { day, lines, oneOf, prose } from './fields.ts'
import type { RecordKindRule } from './record.ts'
import { exitDeciders, organisationRoles } from './writers.ts'

const sent = z.strictObject({
  'asked-by': oneOf(
    { label: 'Who asked' },
    { organisation: 'The organisation', recommender: 'Whoever recommends exit', another: 'Another' },
  ),
  asked: day({ label: 'Day on which exit was asked for' }),
  says: prose({ label: 'Why it is refused' }),
  missing: lines({ label: 'What has to be true first', hint: 'One thing on each line.' }),
  again: day({ label: 'Looked at again by' }).nullable(),
})
export type ExitRefusal = z.infer<typeof sent>

export const exitRefusalKind: RecordKindRule<ExitRefusal> = {
  kind: 'exit-refusal',
  title: 'Refusal of exit',
  says: 'Refuses, with reasons, to let the case leave; the organisation may dispute it.',
  section: 'exit',
  sent,
  body: sent,
  audiences: ['case'],
  adverse: true,
  revised: 'never',
  writers: exitDeciders,
  answeredBy: organisationRoles,
  refuse({ compiled, case: found, acted }, { asked, again }, { role, on }) {
    if (found.phase !== 'in' || found.entered === null)
      return refuse('not-allowed-here', `Exit is refused to a case that is in; found it in the phase "${found.phase}".`)
    const own = ownRecommendation(compiled.regime, found.state.route, role, acted)
    if (own) return own
    if (asked < found.entered || asked > on)
      return refuse('bad-request', `Found exit asked for on ${asked}; expected a day from ${found.entered} to ${on}.`)
    return again !== null && again <= on
      ? refuse('bad-request', `Found ${again} for when it is looked at again; expected a day after ${on}.`)
      : null
  },
}
