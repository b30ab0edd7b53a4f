/** Somebody from elsewhere fills a post on a board for a time: from whom, accountable to whom, paid by whom. By post: no names. */
import { z } from 'zod'
import { answerable } from '../records/appointment.ts'
import { choice, day, line, oneOf } from '../records/fields.ts'
import { beforeTheRules } from '../records/lower-bounds.ts'
import { onlyMeasure } from '../records/only-measure.ts'
import type { RecordKindRule } from '../records/record.ts'
import { approvals, restsOnApproval, tooSoon, urgency } from '../records/urgency.ts'
import { deciders, organisationRoles, overseers } from '../records/writers.ts'
import { refuse } from '../refused.ts'
import { boardExperience, seniorities } from '../team/posts.ts'

const sent = z.strictObject({
  post: line({ label: 'Post on the board', hint: 'Such as member for quality, two days a week. Name nobody.' }),
  'from-whom': line({
    label: 'From whom',
    hint: 'Code of the organisation, or the body or firm, from which it is filled.',
  }),
  from: day({ label: 'From' }),
  until: day({ label: 'Until' }),
  'accountable-to': choice({ label: 'Accountable to' }),
  'paid-by': choice({ label: 'Paid by' }),
  instrument: line({ label: 'Letter, decision or power by which it is made' }, 500),
  seniority: oneOf({ label: 'Seniority' }, seniorities),
  'board-experience': oneOf({ label: 'Experience on a board' }, boardExperience),
  ...urgency,
})
export type TemporaryBoardAppointment = z.infer<typeof sent>

export const temporaryBoardAppointmentKind: RecordKindRule<TemporaryBoardAppointment> = {
  kind: 'temporary-board-appointment',
  title: 'Temporary appointment to the board',
  says: 'A post on the board is filled from elsewhere for a time.',
  section: 'people',
  sent,
  body: sent,
  audiences: ['public', 'case'],
  revised: 'by-its-writers',
  writers: (compiled, route) => [...new Set([...deciders(compiled, route), ...overseers(compiled, route)])],
  answeredBy: organisationRoles,
  choices: about => {
    const known = answerable(about.compiled, about.case.state.route)
    return { 'accountable-to': known, 'paid-by': known, approval: approvals(about, 'temporary-board-appointment') }
  },
  restsOn: restsOnApproval,
  refuse(about, one, asked) {
    const known = answerable(about.compiled, about.case.state.route).map(({ value }) => value)
    for (const field of ['accountable-to', 'paid-by'] as const)
      if (!known.includes(one[field]))
        return refuse('bad-request', `Found "${one[field]}" (${field}); expected one of ${known.join(', ')}.`)
    if (one.until < one.from)
      return refuse('bad-request', `Found from ${one.from} until ${one.until}; expected the first day first.`)
    if (about.case.phase === 'before')
      return refuse('not-allowed-here', 'The case has not entered; nobody is appointed under the rules before.')
    const remedy = { kind: 'temporary-board-appointment', urgency: one, asked } as const
    return (
      beforeTheRules(about, 'an appointment from', one.from) ?? tooSoon(about, remedy) ?? onlyMeasure(about, remedy)
    )
  },
}
