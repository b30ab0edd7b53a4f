/** A check after exit: so many months later, has it lasted? */
import { z } from 'zod'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { dayFromIso, isoFromDay, monthsLater } from '../../regimes/day.ts'
import type { CaseState, Day } from '../../regimes/model.ts'
import { resolveRole } from '../../regimes/roles.ts'
import { refuse } from '../refused.ts'
import { choice, oneOf, prose } from './fields.ts'
import type { RecordKindRule } from './record.ts'
import { onRoute, organisationRoles } from './writers.ts'

const sent = z.strictObject({
  check: choice({ label: 'Which check, by the months after exit' }),
  outcome: oneOf(
    { label: 'Outcome' },
    { lasted: 'It lasted', 'did-not-last': 'It did not last', 'not-known': 'Not known' },
  ),
  statement: prose({ label: 'What was found, and what it rests on' }),
})
export type SustainCheck = z.infer<typeof sent>

export const sustainCheckKind: RecordKindRule<SustainCheck> = {
  kind: 'sustain-check',
  title: 'Check after exit',
  says: 'Says, months after the case left, whether what was reached has lasted.',
  section: 'exit',
  sent,
  body: sent,
  audiences: ['public', 'case'],
  judges: (_about, { outcome }) => outcome === 'did-not-last',
  revised: 'by-its-writers',
  writers: ({ regime }, route) => onRoute(route, ...(regime.exit.sustain ?? []).map(({ by }) => by)),
  answeredBy: organisationRoles,
  choices: about => ({
    check: checksOf(about.compiled, about.case.state).map(({ months, says }) => ({
      value: `${months}`,
      label: `${months} months after: ${says}`,
    })),
  }),
  refuse(about, { check }, { role, on }) {
    const { state, phase } = about.case
    if (phase !== 'after' || state.left === null)
      return refuse('not-allowed-here', `Checks come after a case has left; found it in the phase "${phase}".`)
    const checks = checksOf(about.compiled, about.case.state)
    const one = checks.find(({ months }) => `${months}` === check)
    if (one === undefined) {
      const known = checks.map(({ months }) => months).join(', ')
      return refuse('bad-request', `Found the check "${check}"; expected one of these months after exit: ${known}.`)
    }
    if (one.by !== role) return refuse('wrong-role', `This check is for ${one.by ?? 'nobody here'}; found ${role}.`)
    return dayFromIso(on) < one.due
      ? refuse('in-the-future', `This check is of ${isoFromDay(one.due)}; found ${on}. Make it on that day or later.`)
      : null
  },
}

export interface Check {
  readonly months: number
  readonly says: string
  readonly criterion: string | null
  /** Role that makes it; null where the file names none for the route. */
  readonly by: string | null
  readonly due: Day
}

/** The checks of a case that has left, by their days; none while it has not. */
export function checksOf({ regime }: CompiledRegime, { left, route }: CaseState): readonly Check[] {
  if (left === null) return []
  return (regime.exit.sustain ?? []).map(check => ({
    months: check['months-after'],
    says: check.says,
    criterion: check.criterion ?? null,
    by: resolveRole(check.by, route),
    due: monthsLater(left, check['months-after']).day,
  }))
}
