/** An appointment under the rules: which post, by whom, accountable to whom, from when to when. By office: no names. */
import { z } from 'zod'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { throughout } from '../../regimes/parts.ts'
import { resolveRole } from '../../regimes/roles.ts'
import { refuse } from '../refused.ts'
import { boardExperience, seniorities } from '../team/posts.ts'
import { diagnosed } from './diagnostic-finding.ts'
import { choice, day, line, oneOf } from './fields.ts'
import { beforeTheRules } from './lower-bounds.ts'
import { onlyMeasure } from './only-measure.ts'
import { type About, type Choice, recordsOfKind, type RecordKindRule } from './record.ts'
import { approvals, restsOnApproval, tooSoon, urgency } from './urgency.ts'
import { deciders, onRoute, organisationRoles, overseers, roleChoices, rolesOfKind } from './writers.ts'

const sent = z.strictObject({
  role: choice({ label: 'Role under the rules' }),
  post: line({ label: 'Post', hint: 'Such as director, three days a week. Name nobody.' }),
  partner: line({ label: 'Code of the organisation it comes from, where it is a partner' }, 20).nullable(),
  from: day({ label: 'From' }),
  until: day({ label: 'Until' }).nullable(),
  reference: line({ label: 'Letter or decision' }, 500),
  instrument: line({ label: 'Power under which it is made', hint: 'Such as a section of an Act, or an order.' }, 500)
    .nullable()
    .exactOptional(),
  seniority: oneOf({ label: 'Seniority' }, seniorities).nullable().exactOptional(),
  'board-experience': oneOf({ label: 'Experience on a board' }, boardExperience).nullable().exactOptional(),
  'answers-to': choice({
    label: 'Accountable to, where the rules do not say',
    hint: 'Nobody is appointed who answers to nobody.',
  })
    .nullable()
    .exactOptional(),
  ...urgency,
})
/** Who appoints and to whom the post answers, as the rules have it, or as was given where they say nothing. */
const body = sent.extend({ 'appointed-by': z.string(), 'accountable-to': z.string().nullable() })
export type Appointment = z.infer<typeof body>
type Sent = z.infer<typeof sent>

export const appointmentKind: RecordKindRule<Appointment, Sent> = {
  kind: 'appointment',
  title: 'Appointment',
  says: 'Fills a post under the rules: a director, an administrator, a partner.',
  section: 'people',
  sent,
  body,
  audiences: ['public', 'case'],
  revised: 'by-its-writers',
  writers: (compiled, route) => [
    ...new Set(appointed(compiled, route).flatMap(role => appointers(compiled, route, role))),
  ],
  choices: about => ({
    role: roleChoices(about.compiled, appointed(about.compiled, about.case.state.route)),
    approval: approvals(about, 'appointment'),
    'answers-to': answerable(about.compiled, about.case.state.route),
  }),
  restsOn: restsOnApproval,
  refuse(about, one, asked) {
    const { role } = asked
    const { compiled, case: found } = about
    const { route } = found.state
    if (!appointed(compiled, route).includes(one.role))
      return refuse(
        'bad-request',
        `Found the role "${one.role}"; expected one of ${appointed(compiled, route).join(', ')}.`,
      )
    const by = appointers(compiled, route, one.role)
    if (!by.includes(role))
      return refuse('wrong-role', `${one.role} is appointed by ${by.join(' or ')}; found ${role}.`)
    if (one.until !== null && one.until < one.from)
      return refuse('bad-request', `Found from ${one.from} until ${one.until}; expected the first day first.`)
    // Who came before the case was opened may be appointed in it.
    const early = beforeTheRules(about, 'an appointment from', one.from)
    if (early) return early
    const unanswered = withoutLine(compiled, route, one)
    if (unanswered) return unanswered
    if (found.phase === 'before')
      return refuse('not-allowed-here', 'The case has not entered; nobody is appointed under the rules before.')
    const remedy = { kind: 'appointment', urgency: one, asked } as const
    const soon = isRemedy(about, one.role) ? tooSoon(about, remedy) : null
    return soon ?? (changesLeaders(about, one.role) ? onlyMeasure(about, remedy) : null)
  },
  complete: ({ compiled, case: found }, one, { role }) => ({
    ...one,
    'appointed-by': role,
    'accountable-to': lineOf(compiled, found.state.route, one.role) ?? one['answers-to'] ?? null,
  }),
}

/** Roles that are filled by appointment. */
function appointed(compiled: CompiledRegime, route: string | null): readonly string[] {
  return rolesOfKind(compiled, route, 'appointed', 'partner')
}

/** Who appoints to a role: whom the rules name, or whoever decides. */
function appointers(compiled: CompiledRegime, route: string | null, role: string): readonly string[] {
  const named = onRoute(route, compiled.regime.roles[role]?.['appointed-by'])
  return named.length > 0 ? named : deciders(compiled, route)
}

/** Whoever makes the diagnostic is no remedy, nor whom the rules themselves want in the present stage. */
function isRemedy({ compiled: { regime }, case: { state, stage } }: About, role: string): boolean {
  const during = regime.roles[role]?.during ?? []
  const wanted = during === throughout || during.includes(stage)
  return !wanted && !onRoute(state.route, regime.diagnostic?.by).includes(role)
}

/**
 * Whether filling a role changes who leads, by choice: not that of a partner or of whoever makes the diagnostic, nor what the
 * rules bring about by themselves before a diagnostic was reported.
 */
function changesLeaders(about: About, role: string): boolean {
  const { compiled, case: found } = about
  const rule = compiled.regime.roles[role]
  if (rule?.kind !== 'appointed' || onRoute(found.state.route, compiled.regime.diagnostic?.by).includes(role))
    return false
  const byTheRules = rule.during === throughout || rule['starts-on'] !== undefined
  return !byTheRules || diagnosed(about) === true
}

/** Why nobody can be appointed for want of an accountability line, or for another than that of the rules; null where all is well. */
function withoutLine(compiled: CompiledRegime, route: string | null, { role, 'answers-to': given = null }: Sent) {
  const line = lineOf(compiled, route, role)
  const known = answerable(compiled, route).map(({ value }) => value)
  if (line === null && given === null)
    return refuse(
      'bad-request',
      `Found no accountability line: the rules do not say to whom ${role} answers. Say it: one of ${known.join(', ')}.`,
    )
  if (given !== null && !known.includes(given))
    return refuse('bad-request', `Found "${given}" as whom the post answers to; expected one of ${known.join(', ')}.`)
  return line !== null && given !== null && given !== line
    ? refuse('bad-request', `By the rules ${role} answers to ${line}; found ${given}. Leave it out, or correct it.`)
    : null
}

/** Roles to which a post may answer: bodies, offices, and the organisation's own board. */
export function answerable(compiled: CompiledRegime, route: string | null): readonly Choice[] {
  return roleChoices(compiled, [...overseers(compiled, route), ...organisationRoles(compiled, route)])
}

function lineOf({ regime }: CompiledRegime, route: string | null, role: string): string | null {
  const line = regime.roles[role]?.['accountable-to']
  return line === undefined ? null : resolveRole(line, route)
}

/** Appointments that hold on a day. */
export function holdingOn(records: About['records'], on: string) {
  return recordsOfKind(records, appointmentKind).filter(({ body: one }) => holdsBetween(one, on))
}

/** Whether something that holds from one day until another, or on and on, holds on a day (all ISO, inclusive). */
export function holdsBetween({ from, until }: Pick<Sent, 'from' | 'until'>, on: string): boolean {
  return from <= on && (until === null || on <= until)
}
